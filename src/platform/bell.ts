import type { Database } from './db/open.ts';
import type { Tx } from './db/schema.ts';
import type { Alarm } from './queue/doorbell.ts';

/** What a transaction wants rung once it is committed. */
export interface Ring {
  readonly lane: string;
  readonly alarm?: Alarm;
}

const rings = new WeakMap<Tx, Ring[]>();

/** Wakes the lane after the commit: at once, or at the alarm. A transaction that rolls back rings nothing. */
export function ringAfterCommit(tx: Tx, ring: Ring): void {
  rings.get(tx)?.push(ring);
}

/** A `transaction` that rings after it has committed. */
export function ringing(database: Database, ring: (ring: Ring) => void): Database['transaction'] {
  return async (work) => {
    const wanted: Ring[] = [];
    const outcome = await database.transaction((tx) => {
      wanted.length = 0;
      rings.set(tx, wanted);
      return work(tx);
    });
    for (const each of wanted) ring(each);
    return outcome;
  };
}
