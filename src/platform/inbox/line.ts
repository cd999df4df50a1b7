import type { Instant } from '../../kernel/time.ts';
import type { Context } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import type { Db, Tx } from '../db/schema.ts';
import type { Log } from '../log.ts';
import { type Priority, RANK } from '../outbox/outbox.ts';

/** Where a delivery stands in line. Of those with one priority the queues take turns, so that none waits for what floods another. */
export interface Place {
  readonly priority: Priority;
  readonly queue: string;
}

/** Finds the place of one kind of delivery by what it says: cheap, and decided before any effect. */
export type Placing = (tx: Tx, body: unknown) => Promise<Place>;

interface Options {
  readonly context: Context;
  readonly read: Db;
  /** By kind; what has none goes first, in the order in which it came. */
  readonly placings: ReadonlyMap<string, Placing>;
  readonly log: Log;
}

/** What nobody has placed comes one at a time, as from Slack: somebody waits to see it. */
const AT_ONCE: Place = { priority: 'urgent', queue: '' };
const UNKNOWN: Place = { priority: 'normal', queue: '' };

const AT_A_TIME = 100;

/** Puts the oldest of what has just come in line. Resolves to how many. */
export async function putInLine({ context, read, placings, log }: Options): Promise<number> {
  const unplaced = await unplacedYet.all(read, {});
  if (unplaced.length === 0) return 0;
  await context.transaction(async (tx) => {
    const ends = new Map<string, number>();
    for (const { id, kind, body } of unplaced) {
      const { priority, queue } = await placeOf(tx, placings.get(kind), body, (error) =>
        log.error({ inbox: id, kind, error }, 'a delivery has no place of its own in line'),
      );
      const rank = RANK[priority];
      const key = `${rank}/${queue}`;
      const turn = ends.get(key) ?? (await nextTurn(tx, rank, queue));
      ends.set(key, turn + 1);
      await puttingInLine.run(tx, { id, rank, queue, turn });
    }
  });
  return unplaced.length;
}

const unplacedYet = prepared((db) =>
  db
    .selectFrom('inbox')
    .select(['id', 'kind', 'body'])
    .where('turn', 'is', null)
    .where('done_at', 'is', null)
    .where('failed', 'is', null)
    .orderBy('id')
    .limit(AT_A_TIME),
);

interface Placed {
  readonly id: number;
  readonly rank: number;
  readonly queue: string;
  readonly turn: number;
}

const puttingInLine = prepared((db, { id, rank, queue, turn }: Placed) =>
  db.updateTable('inbox').set({ priority: rank, queue, turn }).where('id', '=', id),
);

async function placeOf(
  tx: Tx,
  placing: Placing | undefined,
  body: string | null,
  failed: (error: unknown) => void,
): Promise<Place> {
  if (placing === undefined) return AT_ONCE;
  try {
    return await placing(tx, JSON.parse(body ?? 'null'));
  } catch (error) {
    failed(error);
    return UNKNOWN;
  }
}

/**
 * The turn after the last of that queue, but not before the turn that is being served: a queue that was empty has not saved
 * up any turns. (Start-time fair queueing, Goyal, Vin and Cheng 1996, each delivery costing the same.)
 */
async function nextTurn(tx: Tx, rank: number, queue: string): Promise<number> {
  const served = await turnServed.first(tx, { rank });
  const last = await lastTurn.first(tx, { rank, queue });
  return Math.max(served?.turn ?? 0, (last?.turn ?? -1) + 1);
}

const inLine = (db: Db, rank: number) =>
  db
    .selectFrom('inbox')
    .select('turn')
    .where('done_at', 'is', null)
    .where('failed', 'is', null)
    .where('turn', 'is not', null)
    .where('priority', '=', rank)
    .limit(1);

// What was set back after a failure is not being served.
const turnServed = prepared((db, { rank }: { readonly rank: number }) =>
  inLine(db, rank).where('attempts', '=', 0).orderBy('turn'),
);

const lastTurn = prepared((db, { rank, queue }: { readonly rank: number; readonly queue: string }) =>
  inLine(db, rank).where('queue', '=', queue).orderBy('turn', 'desc'),
);

/** How many deliveries wait in these queues, and since when the first of them. */
export async function waitingIn(
  tx: Tx,
  queues: readonly string[],
): Promise<{ readonly waiting: number; readonly since: Instant | undefined }> {
  const { waiting, since } = await tx
    .selectFrom('inbox')
    .select(({ fn }) => [fn.countAll<number>().as('waiting'), fn.min('received_at').as('since')])
    .where('queue', 'in', queues)
    .where('turn', 'is not', null)
    .where('done_at', 'is', null)
    .where('failed', 'is', null)
    .executeTakeFirstOrThrow();
  return { waiting, since: (since as Instant | null) ?? undefined };
}
