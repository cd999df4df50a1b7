import type { ChannelId, UserId } from '../../../kernel/slack.ts';
import type { Tx } from '../../../platform/db/schema.ts';

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
