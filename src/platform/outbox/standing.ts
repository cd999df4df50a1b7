import type { UserId } from '../../kernel/slack.ts';
import { DAY, type Instant, later } from '../../kernel/time.ts';
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

/** `standingOf` of several, in one look; those that were never promised are left out. */
export async function standingsOf(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, MessageStanding>> {
  if (keys.length === 0) return new Map();
  const rows = await tx
    .selectFrom('outbox')
    .select(['key', 'state', 'sent_at', 'hold_until'])
    .where('key', 'in', keys)
    .execute();
  return new Map(rows.map((row) => [row.key, standing(row)]));
}

function standing(row: {
  readonly state: string;
  readonly sent_at: Instant | null;
  readonly hold_until: Instant;
}): MessageStanding {
  const { state, sent_at, hold_until } = row;
  const onItsWay = state === 'pending' || state === 'sending' || state === 'unknown';
  return { unsent: onItsWay && sent_at === null, sentAt: sent_at ?? undefined, holdUntil: hold_until };
}

/** For so long a message may be held and still be found by `dmsTo`. */
const HELD_AT_MOST = 120 * DAY;

/** Messages to this person that are still to be sent, and those that went since then, newest first. */
export async function dmsTo(
  tx: Tx,
  user: UserId,
  since: Instant,
): Promise<readonly (Pick<MessageStanding, 'sentAt' | 'holdUntil'> & { readonly key: string })[]> {
  const rows = await dmsSince.all(tx, { user, since, promised: later(since, -HELD_AT_MOST) });
  return rows.map(({ key, sent_at, hold_until }) => ({ key, sentAt: sent_at ?? undefined, holdUntil: hold_until }));
}

interface DmsSince {
  readonly user: UserId;
  readonly since: Instant;
  readonly promised: Instant;
}

const dmsSince = prepared((db, { user, since, promised }: DmsSince) =>
  db
    .selectFrom('outbox')
    .select(['key', 'sent_at', 'hold_until'])
    .where('recipient', '=', user)
    .where('thread_key', 'is', null)
    .where('whisper_to', 'is', null)
    .where('created_at', '>=', promised)
    .where((eb) =>
      eb.or([
        eb('sent_at', '>=', since),
        eb.and([eb('sent_at', 'is', null), eb('state', 'in', ['pending', 'sending', 'unknown'])]),
      ]),
    )
    .orderBy('id', 'desc'),
);
