import type { Context } from './context.ts';
import type { Tx } from './db/schema.ts';

/**
 * Does several rows in one transaction, because a sync to disk costs more than the work; when one of them throws,
 * nothing of the batch is stored and each is done alone, so that a bad row harms only itself.
 */
export async function inBatch<Row>(
  context: Context,
  rows: readonly Row[],
  work: (tx: Tx, row: Row) => Promise<void>,
  failed: (row: Row, error: unknown) => Promise<void>,
): Promise<void> {
  try {
    await context.transaction(async (tx) => {
      for (const row of rows) await work(tx, row);
    });
  } catch {
    for (const row of rows) await alone(context, row, work, failed);
  }
}

async function alone<Row>(
  context: Context,
  row: Row,
  work: (tx: Tx, row: Row) => Promise<void>,
  failed: (row: Row, error: unknown) => Promise<void>,
): Promise<void> {
  try {
    await context.transaction((tx) => work(tx, row));
  } catch (error) {
    await failed(row, error);
  }
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/** After how many failures a row is set aside with an alert: about half an hour of trying. */
export const MOST_ATTEMPTS = 12;

/** What a row of work says after a failure: when to try again (real time), or why it is given up. */
export function setBack(row: { readonly attempts: number }, error: unknown, realNow: number) {
  const attempts = row.attempts + 1;
  const name = error instanceof Error ? error.name : 'unknown error';
  return { attempts, retry_at: realNow + pauseAfter(attempts), failed: attempts >= MOST_ATTEMPTS ? name : null };
}

/** Milliseconds to wait after so many failures: doubling, up to five minutes. */
export function pauseAfter(attempts: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
}

/** Lets timers and sockets have their turn between two batches. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
