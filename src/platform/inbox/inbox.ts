import { createHash } from 'node:crypto';
import type Sqlite from 'better-sqlite3';
import type { Insertable } from 'kysely';
import type { Instant } from '../../kernel/time.ts';
import { ringAfterCommit } from '../bell.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { Db, Schema, Tx } from '../db/schema.ts';

/** Something from outside, to be stored before it is acknowledged. */
export interface Delivery {
  /** Which handler will do it: `feedback`, or `slack/<event type>`. */
  readonly kind: string;
  readonly source: string;
  /** The sender's id; with the source it names the delivery for ever. */
  readonly externalId: string;
  /** A second name, for senders that repeat one thing under several ids. */
  readonly naturalKey?: string;
  readonly body: unknown;
}

export type Receipt =
  | { readonly status: 'stored'; readonly id: number }
  | { readonly status: 'duplicate'; readonly id: number }
  | { readonly status: 'conflict'; readonly id: number };

/** For fault tests: told where a delivery stands. */
type Reached = (point: string) => void;

export interface Inbox {
  /** Resolves once the delivery is committed and synced; rejects when it is not stored. */
  readonly accept: (delivery: Delivery) => Promise<Receipt>;
  /** How many deliveries have come in since the start. */
  readonly arrived: () => number;
}

interface Waiting {
  readonly delivery: Delivery;
  readonly json: string;
  readonly hash: string;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (reason: unknown) => void;
}

/** Deliveries that arrive together share a commit, and so one sync to disk. `stored` is called after each commit that stored something. */
export function createInbox(
  database: Database,
  now: () => Instant,
  stored: () => void,
  reached: Reached = () => undefined,
): Inbox {
  let waiting: Waiting[] = [];
  let flushing = false;
  let arrived = 0;

  const flush = async () => {
    flushing = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await commit(database, batch, now(), { stored, reached });
    }
    flushing = false;
  };

  return {
    arrived: () => arrived,
    accept: (delivery) =>
      new Promise((resolve, reject) => {
        arrived += 1;
        const json = JSON.stringify(delivery.body);
        waiting.push({ delivery, json, hash: hashOf(json), resolve, reject });
        if (!flushing) {
          flushing = true;
          setImmediate(flush);
        }
      }),
  };
}

/** Stores something from within: it is done from its row like any other delivery, once this transaction is committed. */
export async function deliver(tx: Tx, { kind, source, externalId, body }: Delivery, now: Instant): Promise<void> {
  const json = JSON.stringify(body);
  const what = { kind, source, external_id: externalId, body: json, body_hash: hashOf(json) };
  await delivering.run(tx, { ...what, received_at: now });
  ringAfterCommit(tx, { lane: 'inbox' });
}

type Delivered = 'kind' | 'source' | 'external_id' | 'body' | 'body_hash' | 'received_at';

const delivering = prepared((db, row: Pick<Insertable<Schema['inbox']>, Delivered>) =>
  db
    .insertInto('inbox')
    .values({ ...row, natural_key: null, done_at: null, failed: null })
    .onConflict((oc) => oc.doNothing()),
);

/** Many at once, inside a synchronous transaction; returns how many were new. Whoever does so rings, or leaves it to the sweep. */
export function deliverAll(raw: Sqlite.Database, deliveries: readonly Delivery[], now: Instant): number {
  const { insert } = statementsOf(raw);
  let stored = 0;
  for (const { kind, source, externalId, naturalKey = null, body } of deliveries) {
    const json = JSON.stringify(body);
    stored += insert.run(kind, source, externalId, naturalKey, json, hashOf(json), now).changes;
  }
  return stored;
}

/** Whose feedback has ever come in. */
export async function sourcesSeen(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('inbox').select('source').distinct().where('source', '!=', 'slack').execute();
  return rows.map(({ source }) => source);
}

const hashOf = (json: string): string => createHash('sha256').update(json).digest('base64url');

async function commit(
  database: Database,
  batch: readonly Waiting[],
  now: Instant,
  { stored, reached }: { stored: () => void; reached: Reached },
): Promise<void> {
  try {
    const receipts = await database.synchronous((raw) => {
      const stored = batch.map((each) => store(raw, each, now));
      reached('inbox.inside-commit');
      return stored;
    });
    for (const [index, receipt] of receipts.entries()) batch[index]?.resolve(receipt);
    if (receipts.some(({ status }) => status === 'stored')) stored();
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}

function store(raw: Sqlite.Database, { delivery, json, hash }: Waiting, now: Instant): Receipt {
  const { insert, known } = statementsOf(raw);
  const { kind, source, externalId, naturalKey } = delivery;
  const { changes, lastInsertRowid } = insert.run(kind, source, externalId, naturalKey ?? null, json, hash, now);
  if (changes === 1) return { status: 'stored', id: Number(lastInsertRowid) };
  const earlier = known.get(source, externalId, naturalKey ?? null) as { id: number; body_hash: string };
  return { status: earlier.body_hash === hash || naturalKey ? 'duplicate' : 'conflict', id: earlier.id };
}

interface Statements {
  readonly insert: Sqlite.Statement;
  readonly known: Sqlite.Statement;
}

const statementsBy = new WeakMap<Sqlite.Database, Statements>();

function statementsOf(raw: Sqlite.Database): Statements {
  const ready = statementsBy.get(raw);
  if (ready) return ready;
  const statements = {
    insert: raw.prepare(
      `insert into inbox (kind, source, external_id, natural_key, body, body_hash, received_at)
       values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
    ),
    known: raw.prepare(
      `select id, body_hash from inbox where (source = ? and external_id = ?) or natural_key = ? order by id limit 1`,
    ),
  };
  statementsBy.set(raw, statements);
  return statements;
}
