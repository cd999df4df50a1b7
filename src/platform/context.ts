import type { Instant } from '../kernel/time.ts';
import type { Tx } from './db/schema.ts';

/** Everything a feature may ask of the world. There is no `db`: work is done in a transaction or not at all. */
export interface Context {
  /** The clock that tests and the sandbox can turn. */
  readonly now: () => Instant;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** What `work` promises, sets and announces is rung for once it is committed. */
  readonly transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
}

/** Real time in milliseconds, for leases, pacing and signatures: nobody can turn it. */
export type RealClock = () => number;
