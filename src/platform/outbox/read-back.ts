import { sql } from 'kysely';
import type { ChannelId } from '../../kernel/slack.ts';
import { MINUTE } from '../../kernel/time.ts';
import type { Context, RealClock } from '../context.ts';
import type { Db, Tx } from '../db/schema.ts';
import type { Log } from '../log.ts';
import type { Call, Outcome } from '../slack/calls.ts';
import { settle } from './claim.ts';
import { directChannel } from './direct.ts';
import type { Row } from './ready.ts';
import { type Copies, copiesOf } from './say.ts';

/** How late Slack may commit a post whose answer was lost: read back after `firstMs`, look again after `secondMs`. */
export interface Lateness {
  readonly firstMs: number;
  readonly secondMs: number;
}

interface Reader {
  readonly context: Context;
  readonly read: Db;
  readonly real: RealClock;
  readonly call: Call;
  readonly log: Log;
  readonly lateness?: Lateness;
}

const DEFAULT_LATENESS: Lateness = { firstMs: 15_000, secondMs: 60_000 };
const latenessOf = ({ lateness }: Reader) => lateness ?? DEFAULT_LATENESS;

/** Sends whose outcome nobody knows: what a former process was sending when it died. */
export async function adoptUnfinished(tx: Tx): Promise<void> {
  await tx.updateTable('outbox').set({ state: 'unknown' }).where('state', '=', sql.lit('sending')).execute();
}

const unknowns = (read: Db): Promise<Row[]> =>
  read.selectFrom('outbox').selectAll().where('state', '=', sql.lit('unknown')).execute();

/** Settles what needs no look at Slack; resolves to the posts that do, with the real time at which each may be asked for. */
export async function toReadBack(reader: Reader): Promise<{ readonly row: Row; readonly at: number }[]> {
  const posts: { row: Row; at: number }[] = [];
  for (const row of await unknowns(reader.read)) {
    // An edit is simply repeated at the newest version.
    if (row.ts !== null) await set(reader, row, { state: 'pending' });
    else if (row.whisper_to !== null) await set(reader, row, { state: 'superseded', reason: 'may have been seen' });
    else posts.push({ row, at: Math.max((row.claimed_at ?? 0) + latenessOf(reader).firstMs, row.retry_at) });
  }
  return posts;
}

type Unread = Exclude<Outcome, { kind: 'ok' }>;

/**
 * Asks Slack's history about a send of unknown outcome. Found, it stands there, and shows the newest by an edit; not
 * found, it may be sent again. Resolves to why Slack could not be asked, or undefined.
 */
export async function readBack(reader: Reader, row: Row): Promise<Unread | undefined> {
  const copies = await copiesIn(reader, row);
  if (copies.kind !== 'ok') return copies;
  const [first] = copies.found;
  const settled: Partial<Row> = first
    ? { channel: first.channel, ts: first.ts, sent_at: reader.context.now(), reason: null }
    : { look_again_at: (row.claimed_at ?? reader.real()) + latenessOf(reader).secondMs };
  await set(reader, row, { state: 'pending', ...settled });
  return undefined;
}

/** Messages that were sent a second time, or given up, now due for a look whether the first came after all. */
export function toLookAgain(read: Db, realNow: number): Promise<Row[]> {
  return read
    .selectFrom('outbox')
    .selectAll()
    .where('look_again_at', '<=', realNow)
    .where('state', 'not in', ['sending', 'unknown'])
    .execute();
}

/** A post that Slack committed after we had read back: the copy we do not know by its place is deleted. */
export async function lookAgain(reader: Reader, row: Row): Promise<Unread | undefined> {
  const copies = await copiesIn(reader, row);
  if (copies.kind !== 'ok') return copies;
  for (const extra of copies.found.filter(({ ts }) => ts !== row.ts)) {
    const outcome = await reader.call('chat.delete', { channel: extra.channel, ts: extra.ts });
    if (outcome.kind !== 'ok' && outcome.kind !== 'refused') return outcome;
    reader.log.warn({ outbox: row.id, outcome: outcome.kind }, 'a copy that Slack committed late was deleted');
  }
  await reader.context.transaction((tx) =>
    tx.updateTable('outbox').set({ look_again_at: null }).where('id', '=', row.id).execute(),
  );
  return undefined;
}

async function copiesIn(reader: Reader, row: Row): Promise<Copies> {
  const place = await directChannel(reader, row.recipient);
  if (place.kind !== 'ok') return place;
  return copiesOf(reader.call, {
    key: row.key,
    channel: place.channel as ChannelId,
    threadTs: await threadOf(reader, row),
    since: isTurned(reader) ? row.created_at : (row.claimed_at ?? row.created_at),
  });
}

/** In a workspace whose time is turned, messages are stamped by that time and not by the real one. */
const isTurned = ({ context, real }: Reader) => Math.abs(context.now() - real()) > MINUTE;

async function threadOf({ read }: Reader, row: Row): Promise<string | undefined> {
  if (row.thread_key === null) return undefined;
  const parent = await read.selectFrom('outbox').select('ts').where('key', '=', row.thread_key).executeTakeFirst();
  return parent?.ts ?? undefined;
}

function set(reader: Reader, row: Row, fate: Partial<Row>): Promise<void> {
  return reader.context.transaction((tx) => settle(tx, { row, attempt: row.attempt }, fate));
}
