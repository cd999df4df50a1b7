import { type Insertable, sql } from 'kysely';
import type { ChannelId, MessageRef, UserId } from '../../kernel/slack.ts';
import { type Instant, instant } from '../../kernel/time.ts';
import { ringAfterCommit } from '../bell.ts';
import { prepared } from '../db/prepared.ts';
import type { Schema, Tx } from '../db/schema.ts';
import type { Drawing } from '../pictures/svg.ts';
import type { Message } from '../slack/blocks.ts';

/** A message that will be said once the transaction that promised it commits, and never without it. */
export interface Promised {
  /** Names this message for ever. Promising the same key twice promises it once. */
  readonly key: string;
  /** Says which feature renders it. */
  readonly kind: string;
  /** What it is about, in words its kind understands. */
  readonly subject: string;
  /** A channel; or a user, for a DM. */
  readonly to: ChannelId | UserId;
  /** The only one in `to` who sees it. Such a message cannot be read back, so it is tried once. */
  readonly whisperTo?: UserId;
  /** The key of the message in whose thread it goes; it waits until that one is sent. */
  readonly thread?: string;
  readonly priority?: Priority;
  /** Not to be said before: a person's next working hour. */
  readonly holdUntil?: Instant;
}

export type Priority = 'urgent' | 'normal' | 'bulk';
export const RANK: Record<Priority, number> = { urgent: 0, normal: 1, bulk: 2 };

/** What a message says now, or why it need not be said any more, or that it may not be said before some instant. */
export type Rendered =
  | { readonly message: Message; readonly about?: About; readonly picture?: Picture }
  | { readonly superseded: string }
  | { readonly notBefore: Instant };

/** What is shown below a message's words, which are to be understood without it. */
export interface Picture {
  readonly drawing: Drawing;
  /** What it is called when somebody saves it, without an extension. */
  readonly title: string;
  /** What it shows, for whoever does not see it; at most 1,000 characters. */
  readonly alt: string;
}

/** Whose message it is, for metadata. `kind` where one kind of row says several kinds of thing. */
export interface About {
  readonly kind?: string;
  readonly issue?: number;
  readonly feedback?: number;
}

/** Why a message was given up that Slack was never asked to take; when what it is about changes, it is tried again. */
export const OUR_MISTAKE = 'our own mistake';

/** Called when a row is claimed, just before sending, so that what is said is always the newest. */
export type Render = (tx: Tx, subject: string, now: Instant) => Promise<Rendered>;

export async function promise(tx: Tx, promised: Promised, now: Instant): Promise<void> {
  const { key, kind, subject, to, whisperTo, thread, priority = 'normal', holdUntil = instant(0) } = promised;
  const row = { key, kind, subject, recipient: to, hold_until: holdUntil, created_at: now };
  const where = { whisper_to: whisperTo ?? null, thread_key: thread ?? null, priority: RANK[priority] };
  await promising.run(tx, { ...row, ...where });
  const alarm = { id: key, version: holdUntil, at: holdUntil };
  ringAfterCommit(tx, holdUntil > now ? { lane: 'outbox', alarm } : { lane: 'outbox' });
}

const promising = prepared((db, row: Omit<Insertable<Schema['outbox']>, 'state'>) =>
  db
    .insertInto('outbox')
    .values({ ...row, state: 'pending' })
    .onConflict((oc) => oc.column('key').doNothing()),
);

/**
 * What the message is about has changed, to this version where it counts them: it is edited in place, however often, to the
 * newest. Nothing happens if it was never promised.
 */
export async function refresh(tx: Tx, key: string, version?: number): Promise<void> {
  await refreshing.run(tx, { key, version: version ?? null });
  ringAfterCommit(tx, { lane: 'outbox' });
}

const refreshing = prepared((db, { key, version }: { readonly key: string; readonly version: number | null }) =>
  db
    .updateTable('outbox')
    .set((eb) => ({
      about_version: eb.fn.coalesce(eb.val(version), 'about_version'),
      wanted_version: eb('wanted_version', '+', 1),
      state: eb
        .case()
        .when(
          eb.or([
            eb('state', '=', 'sent'),
            eb.and([eb('state', '=', 'undeliverable'), eb('reason', '=', OUR_MISTAKE)]),
          ]),
        )
        .then('pending' as const)
        .else(eb.ref('state'))
        .end(),
      plainness: 0,
      failures: 0,
    }))
    .where('key', '=', key),
);

/** The keys of all messages under this one, which ends with a slash. */
export async function keysUnder(tx: Tx, folder: string): Promise<string[]> {
  // The sign after a slash is a nought.
  const rows = await under.all(tx, { from: folder, to: `${folder.slice(0, -1)}0` });
  return rows.map(({ key }) => key);
}

const under = prepared((db, { from, to }: { readonly from: string; readonly to: string }) =>
  db.selectFrom('outbox').select('key').where('key', '>=', from).where('key', '<', to),
);

/** What the message is about has this version now, and nothing that the message shows is otherwise than in the one before. */
export async function stillShows(tx: Tx, key: string, version: number): Promise<void> {
  await showing.run(tx, { key, version, before: version - 1 });
}

interface Version {
  readonly key: string;
  readonly version: number;
  readonly before: number;
}

const showing = prepared((db, { key, version, before }: Version) =>
  db.updateTable('outbox').set({ about_version: version }).where('key', '=', key).where('about_version', '=', before),
);

/** It need not be said any more; what has gone, or is on its way, is left as it is. */
export async function withdraw(tx: Tx, key: string): Promise<void> {
  await withdrawing.run(tx, { key });
}

const withdrawing = prepared((db, { key }: { readonly key: string }) =>
  db
    .updateTable('outbox')
    .set({ state: 'superseded', reason: 'it was taken back' })
    .where('key', '=', key)
    .where('state', '=', 'pending')
    .where('ts', 'is', null),
);

/** What waits is said by then at the latest; what goes sooner, or has gone, is left as it is. */
export async function hasten(tx: Tx, key: string, by: Instant): Promise<void> {
  const hastened = await hastening.run(tx, { key, by });
  if (hastened > 0) ringAfterCommit(tx, { lane: 'outbox', alarm: { id: key, version: by, at: by } });
}

const hastening = prepared((db, { key, by }: { readonly key: string; readonly by: Instant }) =>
  db
    .updateTable('outbox')
    .set({ hold_until: by })
    .where('key', '=', key)
    .where('state', '=', 'pending')
    .where('ts', 'is', null)
    .where('hold_until', '>', by),
);

/** Which message stands at this place, if it is one of ours. */
export async function findMessage(
  tx: Tx,
  at: MessageRef,
): Promise<{ kind: string; subject: string; key: string } | undefined> {
  return tx
    .selectFrom('outbox')
    .select(['kind', 'subject', 'key'])
    .where('channel', '=', at.channel)
    .where('ts', '=', at.ts)
    .executeTakeFirst();
}

/** Whether at least so many messages of this priority or a higher one wait to be posted to this recipient for the first time. */
export async function isBackedUp(
  tx: Tx,
  recipient: ChannelId | UserId,
  messages: number,
  priority: Priority = 'bulk',
): Promise<boolean> {
  return (await waiting.first(tx, { recipient, rank: RANK[priority], before: messages - 1 })) !== undefined;
}

interface Line {
  readonly recipient: ChannelId | UserId;
  readonly rank: number;
  readonly before: number;
}

const waiting = prepared((db, { recipient, rank, before }: Line) =>
  db
    .selectFrom('outbox')
    .select('id')
    .where('recipient', '=', recipient)
    .where('state', '=', 'pending')
    .where('ts', 'is', null)
    .where('priority', '<=', rank)
    .offset(before)
    .limit(1),
);

/** How many messages wait to be posted to this recipient by now, and since when the first of them. */
export async function backlogOf(
  tx: Tx,
  recipient: ChannelId | UserId,
  now: Instant,
): Promise<{ readonly waiting: number; readonly since: Instant | undefined }> {
  const { waiting, since } = await tx
    .selectFrom('outbox')
    .select(({ fn }) => [fn.countAll<number>().as('waiting'), fn.min('created_at').as('since')])
    .where('recipient', '=', recipient)
    .where('state', '=', sql.lit('pending'))
    .where('ts', 'is', null)
    .where('hold_until', '<=', now)
    .executeTakeFirstOrThrow();
  return { waiting, since: (since as Instant | null) ?? undefined };
}

/** How many messages of their own, rather than replies, were promised to this channel since then. */
export async function postsSince(tx: Tx, channel: ChannelId | UserId, since: Instant): Promise<number> {
  return (await counting.one(tx, { channel, since })).posts;
}

const counting = prepared((db, { channel, since }: { readonly channel: ChannelId | UserId; readonly since: Instant }) =>
  db
    .selectFrom('outbox')
    .select(({ fn }) => fn.countAll<number>().as('posts'))
    .where('recipient', '=', channel)
    .where('created_at', '>=', since)
    .where('thread_key', 'is', null)
    .where('whisper_to', 'is', null),
);
