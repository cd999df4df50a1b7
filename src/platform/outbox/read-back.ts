import type { ChannelId } from '../../kernel/slack.ts';
import type { Context, RealClock } from '../context.ts';
import type { Db } from '../db/schema.ts';
import type { Log } from '../log.ts';
import type { Call } from '../slack/calls.ts';
import { type Row, settle, toLookAgain, unknowns } from './claim.ts';
import { directChannel } from './direct.ts';
import { copiesOf } from './say.ts';

interface Reader {
  readonly context: Context;
  readonly read: Db;
  readonly real: RealClock;
  readonly call: Call;
  readonly log: Log;
  readonly lateness?: { readonly firstMs: number; readonly secondMs: number };
}

/** When Slack's history could not be read. */
const ASK_AGAIN_MS = 1000;

const DEFAULT_LATENESS = { firstMs: 15_000, secondMs: 60_000 };

/** Asks Slack's history about each send of unknown outcome: found, it was sent; not found, it may be sent again. */
export async function settleUnknown(reader: Reader): Promise<void> {
  const { firstMs } = reader.lateness ?? DEFAULT_LATENESS;
  for (const row of await unknowns(reader.read)) {
    // An edit is simply repeated at the newest version.
    if (row.ts !== null) await set(reader, row, { state: 'pending' });
    else if (row.whisper_to !== null) await set(reader, row, { state: 'superseded', reason: 'may have been seen' });
    else if (reader.real() >= readBackAt(row, firstMs)) await readBack(reader, row);
  }
}

/** When the first read-back of what is unknown is due, in real time. */
export async function nextReadBack(reader: Reader): Promise<number | undefined> {
  const { firstMs } = reader.lateness ?? DEFAULT_LATENESS;
  const times = (await unknowns(reader.read)).map((row) => readBackAt(row, firstMs));
  return times.length > 0 ? Math.min(...times) : undefined;
}

const readBackAt = (row: Row, firstMs: number) => Math.max((row.claimed_at ?? 0) + firstMs, row.retry_at);

async function readBack(reader: Reader, row: Row): Promise<void> {
  const copies = await copiesIn(reader, row);
  if (copies === undefined) return set(reader, row, { retry_at: reader.real() + ASK_AGAIN_MS });
  const [first] = copies;
  if (first === undefined) {
    const { secondMs } = reader.lateness ?? DEFAULT_LATENESS;
    await set(reader, row, { state: 'pending', look_again_at: (row.claimed_at ?? 0) + secondMs });
    return;
  }
  await set(reader, row, {
    state: 'sent',
    channel: first.channel,
    ts: first.ts,
    sent_at: reader.context.now(),
    reason: null,
  });
}

/** A post that Slack committed after we had read back and sent again: the copy we do not know by its place is deleted. */
export async function lookAgain(reader: Reader): Promise<void> {
  for (const row of await toLookAgain(reader.read, reader.real())) {
    const copies = await copiesIn(reader, row);
    if (copies === undefined) {
      await set(reader, row, { look_again_at: reader.real() + ASK_AGAIN_MS });
      continue;
    }
    for (const extra of copies.filter(({ ts }) => ts !== row.ts)) {
      const { kind } = await reader.call('chat.delete', { channel: extra.channel, ts: extra.ts });
      reader.log.warn({ outbox: row.id, outcome: kind }, 'a copy that Slack committed late was deleted');
    }
    await set(reader, row, { look_again_at: null });
  }
}

async function copiesIn(reader: Reader, row: Row) {
  const place = await directChannel(reader, row.recipient);
  if (place.kind !== 'ok') return undefined;
  const since = row.claimed_at ?? row.created_at;
  return copiesOf(reader.call, {
    key: row.key,
    channel: place.channel as ChannelId,
    threadTs: await threadOf(reader, row),
    since,
  });
}

async function threadOf({ read }: Reader, row: Row): Promise<string | undefined> {
  if (row.thread_key === null) return undefined;
  const parent = await read.selectFrom('outbox').select('ts').where('key', '=', row.thread_key).executeTakeFirst();
  return parent?.ts ?? undefined;
}

function set(reader: Reader, row: Row, fate: Partial<Row>): Promise<void> {
  return reader.context.transaction((tx) => settle(tx, { row, attempt: row.attempt }, fate));
}
