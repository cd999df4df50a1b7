import type { ChannelId, UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';

const GATHERING = 1;
const TOLD = 2;

/** What gathers in this channel for its next daily post. */
export async function findGathering(tx: Tx, channel: ChannelId): Promise<number | undefined> {
  const row = await tx
    .selectFrom('roll_up')
    .select('id')
    .where('channel', '=', channel)
    .where('also_heard', '=', GATHERING)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

export async function openGathering(tx: Tx, channel: ChannelId, now: Instant): Promise<number> {
  const { id } = await tx
    .insertInto('roll_up')
    .values({ channel, import_id: null, gathers: null, opened_at: now, also_heard: GATHERING })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Where it is told, and what of: the feedback in its order. */
export async function gatheredIn(
  tx: Tx,
  gathering: number,
): Promise<{ readonly channel: ChannelId | UserId; readonly feedback: readonly number[] }> {
  const { channel } = await tx
    .selectFrom('roll_up')
    .select('channel')
    .where('id', '=', gathering)
    .executeTakeFirstOrThrow();
  const lines = tx.selectFrom('roll_up_line').select('feedback_id').where('roll_up_id', '=', gathering);
  const rows = await lines.orderBy('number').execute();
  return { channel, feedback: rows.map(({ feedback_id }) => feedback_id) };
}

/** It takes no more lines: what comes later is of the next day. */
export async function tellGathering(tx: Tx, gathering: number): Promise<void> {
  await tx.updateTable('roll_up').set({ also_heard: TOLD }).where('id', '=', gathering).execute();
}
