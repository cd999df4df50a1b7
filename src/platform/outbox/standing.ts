import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import { prepared } from '../db/prepared.ts';
import type { Tx } from '../db/schema.ts';

/** How far a message has come: not yet sent (a send under way will be followed by an edit), or sent at (turned) `sentAt`. */
export interface MessageStanding {
  readonly unsent: boolean;
  readonly sentAt: Instant | undefined;
  /** Not before this instant, while it is unsent. */
  readonly holdUntil: Instant;
}

/** Undefined when it was never promised. */
export async function standingOf(tx: Tx, key: string): Promise<MessageStanding | undefined> {
  const row = await standingByKey.first(tx, { key });
  return row && standing(row);
}

const standingByKey = prepared((db, { key }: { readonly key: string }) =>
  db.selectFrom('outbox').select(['state', 'sent_at', 'hold_until']).where('key', '=', key),
);

function standing(row: {
  readonly state: string;
  readonly sent_at: Instant | null;
  readonly hold_until: Instant;
}): MessageStanding {
  const { state, sent_at, hold_until } = row;
  const onItsWay = state === 'pending' || state === 'sending' || state === 'unknown';
  return { unsent: onItsWay && sent_at === null, sentAt: sent_at ?? undefined, holdUntil: hold_until };
}

/** Messages to this person that are still to be sent, and those that went since then, newest first. */
export async function dmsTo(
  tx: Tx,
  user: UserId,
  since: Instant,
): Promise<readonly (Pick<MessageStanding, 'sentAt' | 'holdUntil'> & { readonly key: string })[]> {
  const rows = await dmsSince.all(tx, { user, since });
  return rows
    .toSorted((a, b) => b.id - a.id)
    .map(({ key, sent_at, hold_until }) => ({ key, sentAt: sent_at ?? undefined, holdUntil: hold_until }));
}

interface DmsSince {
  readonly user: UserId;
  readonly since: Instant;
}

const dmsSince = prepared((db, { user, since }: DmsSince) => {
  const dms = db
    .selectFrom('outbox')
    .select(['id', 'key', 'sent_at', 'hold_until'])
    .where('recipient', '=', user)
    .where('thread_key', 'is', null)
    .where('whisper_to', 'is', null);
  const ahead = dms.where('sent_at', 'is', null).where('state', 'in', ['pending', 'sending', 'unknown']);
  return dms.where('sent_at', '>=', since).unionAll(ahead);
});
