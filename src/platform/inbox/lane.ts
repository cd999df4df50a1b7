import type { Instant } from '../../kernel/time.ts';
import { breathe, inBatch, setBack } from '../batch.ts';
import { ringAfterCommit } from '../bell.ts';
import type { Context, RealClock } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import type { Db, Tx } from '../db/schema.ts';
import type { Log } from '../log.ts';
import type { Lane } from '../queue/doorbell.ts';
import { type Placing, putInLine } from './line.ts';

/** A stored delivery, as its handler gets it. */
export interface InboxItem {
  readonly id: number;
  readonly source: string;
  readonly externalId: string;
  readonly body: unknown;
  readonly receivedAt: Instant;
}

/** The effect of one kind of delivery. It and the mark that it is done are one transaction, so it happens once. */
export type InboxHandler = (tx: Tx, item: InboxItem) => Promise<void>;

interface Row {
  readonly id: number;
  readonly kind: string;
  readonly source: string;
  readonly external_id: string;
  readonly body: string | null;
  readonly received_at: Instant;
  readonly attempts: number;
}

const BATCH = 10;

/** While deliveries pour in, taking them in comes first: effects rest up to so many times as long as they worked. */
const REST = 5;
const LONGEST_REST_MS = 1000;
/** So many in so short a look are pouring in: some 500 a second. */
const POURING = 5;
const LOOK_MS = 10;

interface Options {
  readonly context: Context;
  readonly read: Db;
  readonly real: RealClock;
  readonly handlers: ReadonlyMap<string, InboxHandler>;
  /** Where each kind stands in line; what has no place of its own goes first. */
  readonly placings: ReadonlyMap<string, Placing>;
  /** Whatever a handler will want to know and must not ask for inside a transaction; it is soon done with, as `askingOnce` is. */
  readonly prepare: (kind: string, body: unknown) => Promise<void>;
  /** How many deliveries have come in since the start. */
  readonly arrived: () => number;
  readonly log: Log;
  /** For fault tests: told where the lane stands. */
  readonly reached?: (point: string) => void;
}

/** Does what was stored: the urgent first, and of several queues one after the other. */
export function inboxLane(options: Options): Lane {
  return { name: 'inbox', drain: () => batch(options) };
}

/** Puts what came in line and does the next few, then lets the process breathe: longer while deliveries pour in. Resolves to 0 when nothing is left. */
async function batch(options: Options): Promise<number> {
  const { context, read, real, prepare, reached } = options;
  const began = real();
  const placed = await putInLine(options);
  const rows = await todo(read, began);
  if (rows.length === 0) return placed;
  reached?.('inbox.before-effect');
  // What could not be prepared is done without.
  await Promise.allSettled(rows.map(async (row) => prepare(row.kind, JSON.parse(row.body ?? 'null'))));
  await inBatch(
    context,
    rows,
    (tx, row) => perform(tx, row, options),
    (row, error) => putOff(row, error, options),
  );
  await giveWay(options, real() - began);
  return rows.length;
}

/** What has come in meanwhile could only wait; whether it pours is seen once it had its turn. */
async function giveWay({ arrived, real }: Options, worked: number): Promise<void> {
  const end = real() + Math.min(worked * REST, LONGEST_REST_MS);
  let before = arrived();
  await breathe();
  while (arrived() - before >= POURING && real() < end) {
    before = arrived();
    await rest(LOOK_MS);
  }
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const todo = (read: Db, realNow: number): Promise<Row[]> => nextInLine.all(read, { realNow });

const nextInLine = prepared((db, { realNow }: { readonly realNow: number }) =>
  db
    .selectFrom('inbox')
    .select(['id', 'kind', 'source', 'external_id', 'body', 'received_at', 'attempts'])
    .where('turn', 'is not', null)
    .where('done_at', 'is', null)
    .where('failed', 'is', null)
    .where('retry_at', '<=', realNow)
    .orderBy('priority')
    .orderBy('turn')
    .orderBy('id')
    .limit(BATCH),
);

async function perform(tx: Tx, row: Row, { handlers, context, reached }: Options): Promise<void> {
  const handler = handlers.get(row.kind);
  if (handler === undefined) throw new Error(`No feature handles ${row.kind}`);
  const item = { id: row.id, source: row.source, externalId: row.external_id, receivedAt: row.received_at };
  await handler(tx, { ...item, body: JSON.parse(row.body ?? 'null') });
  reached?.('inbox.inside-effect');
  // What was said now stands in the feature's own tables; a second copy would outlive its erasure.
  await finishing.run(tx, { id: row.id, now: context.now() });
  // What may not be said before this is known may be said now.
  ringAfterCommit(tx, { lane: 'outbox' });
}

const finishing = prepared((db, { id, now }: { readonly id: number; readonly now: Instant }) =>
  db.updateTable('inbox').set({ done_at: now, body: null }).where('id', '=', id),
);

async function putOff(row: Row, error: unknown, { context, real, log }: Options): Promise<void> {
  const fate = setBack(row, error, real());
  log.error({ inbox: row.id, kind: row.kind, attempts: fate.attempts, error }, 'a stored delivery could not be done');
  await context.transaction((tx) => tx.updateTable('inbox').set(fate).where('id', '=', row.id).execute());
}
