import type { ChannelId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import { MOST_ATTEMPTS, pauseAfter } from '../batch.ts';
import { ringAfterCommit } from '../bell.ts';
import { prepared } from '../db/prepared.ts';
import type { Tx } from '../db/schema.ts';
import type { Message } from '../slack/blocks.ts';
import { type About, OUR_MISTAKE, type Picture, type Render } from './outbox.ts';
import { type Clocks, findReady, type Row } from './ready.ts';

/** A row that one attempt holds: only the settling of that attempt may change it. */
export interface Claim {
  readonly row: Row;
  readonly attempt: number;
  /** The version that `message` shows. */
  readonly version: number;
  readonly message: Message;
  readonly about: About;
  readonly picture: Picture | undefined;
  readonly threadTs: string | undefined;
}

export type Sayable = Pick<Claim, 'row' | 'message' | 'about' | 'picture'>;

/** Reads the state again, renders and marks the row as being sent. Undefined when there is nothing to say any more. */
export async function claim(
  tx: Tx,
  id: number,
  renders: ReadonlyMap<string, Render>,
  clocks: Clocks,
): Promise<Claim | undefined> {
  const said = await sayable(tx, id, renders, clocks);
  if (said === undefined) return undefined;
  const { row } = said;
  const attempt = row.attempt + 1;
  await sending.run(tx, { id, attempt, realNow: clocks.realNow });
  return { ...said, attempt, version: row.wanted_version, threadTs: await parentTs(tx, row) };
}

/** What a row says now, without claiming it; where that is nothing, or nothing yet, the row is settled so. */
export async function sayable(
  tx: Tx,
  id: number,
  renders: ReadonlyMap<string, Render>,
  clocks: Clocks,
): Promise<Sayable | undefined> {
  const row = await findReady(tx, id, clocks);
  if (row === undefined) return undefined;

  const rendered = await rendering(tx, row, renders, clocks.now);
  if ('superseded' in rendered) return supersede(tx, row, rendered.superseded);
  if ('notBefore' in rendered) return holdBack(tx, row, rendered.notBefore);
  const { message, about = {}, picture } = rendered;
  if (row.ts !== null && row.sent === JSON.stringify(message)) return supersede(tx, row, null);
  return { row, message, about, picture };
}

const sending = prepared((db, { id, attempt, realNow }: Record<'id' | 'attempt' | 'realNow', number>) =>
  db.updateTable('outbox').set({ state: 'sending', attempt, claimed_at: realNow }).where('id', '=', id),
);

function rendering(tx: Tx, row: Row, renders: ReadonlyMap<string, Render>, now: Instant): ReturnType<Render> {
  const render = renders.get(row.kind);
  if (render === undefined) throw new Error(`No feature renders messages of kind ${row.kind}`);
  return render(tx, row.subject, now);
}

async function holdBack(tx: Tx, { id, key }: Row, until: Instant): Promise<undefined> {
  await tx.updateTable('outbox').set({ hold_until: until }).where('id', '=', id).execute();
  ringAfterCommit(tx, { lane: 'outbox', alarm: { id: key, version: until, at: until } });
  return undefined;
}

/** A message that stands in Slack stays as it is; one that was never said never will be. */
async function supersede(tx: Tx, row: Row, reason: string | null): Promise<undefined> {
  await tx
    .updateTable('outbox')
    .set({ state: row.ts === null ? 'superseded' : 'sent', shown_version: row.wanted_version, reason })
    .where('id', '=', row.id)
    .execute();
  return undefined;
}

async function parentTs(tx: Tx, row: Row): Promise<string | undefined> {
  if (row.thread_key === null) return undefined;
  return (await tsOf.first(tx, { key: row.thread_key }))?.ts ?? undefined;
}

const tsOf = prepared((db, { key }: { readonly key: string }) =>
  db.selectFrom('outbox').select('ts').where('key', '=', key),
);

/** Only the attempt that holds the row may settle it: one that was overtaken changes nothing. */
export async function settle(
  tx: Tx,
  { row, attempt }: Pick<Claim, 'row' | 'attempt'>,
  fate: Partial<Row>,
): Promise<void> {
  await tx.updateTable('outbox').set(fate).where('id', '=', row.id).where('attempt', '=', attempt).execute();
}

/** Said: at this place, in this version. If more was wanted meanwhile, it is pending again. */
export async function settleSent(
  tx: Tx,
  claim: Pick<Claim, 'row' | 'message' | 'attempt' | 'version'>,
  at: { channel: ChannelId; ts: string },
  now: Instant,
): Promise<void> {
  const { version, attempt } = claim;
  await settling.run(tx, { id: claim.row.id, attempt, version, ...at, sent: JSON.stringify(claim.message), now });
}

interface Settled {
  readonly id: number;
  readonly attempt: number;
  readonly version: number;
  readonly channel: ChannelId;
  readonly ts: string;
  readonly sent: string;
  readonly now: Instant;
}

const settling = prepared((db, { id, attempt, version, channel, ts, sent, now }: Settled) =>
  db
    .updateTable('outbox')
    .set((eb) => ({
      state: eb
        .case()
        .when('wanted_version', '>', version)
        .then('pending' as const)
        .else('sent' as const)
        .end(),
      ...{ channel, ts, sent, shown_version: version },
      sent_at: eb.fn.coalesce('sent_at', eb.val(now)),
      reason: null,
      failures: 0,
      claimed_at: null,
    }))
    .where('id', '=', id)
    .where('attempt', '=', attempt),
);

/**
 * A message that our own code failed at is set aside for a while, so that it neither blocks its recipient nor keeps us
 * busy; and for good when that keeps happening. What may have left us is read back first.
 */
export async function setAside(tx: Tx, id: number, realNow: number): Promise<void> {
  const row = await tx.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  if (row.state === 'sending') return settle(tx, { row, attempt: row.attempt }, { state: 'unknown' });
  const failures = row.failures + 1;
  const later = realNow + pauseAfter(failures);
  if (row.state === 'unknown') return settle(tx, { row, attempt: row.attempt }, { failures, retry_at: later });
  if (row.look_again_at !== null && row.look_again_at <= realNow)
    return settle(tx, { row, attempt: row.attempt }, { failures, look_again_at: later });
  if (row.state !== 'pending') return;
  const given = failures >= MOST_ATTEMPTS ? { state: 'undeliverable' as const, reason: OUR_MISTAKE } : {};
  await settle(tx, { row, attempt: row.attempt }, { failures, retry_at: later, ...given });
}
