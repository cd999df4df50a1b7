import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../../migrations/index.ts';
import { HOUR, instant, later, MINUTE } from '../../../src/kernel/time.ts';
import { migrate } from '../../../src/platform/db/migrate.ts';
import { openDatabase } from '../../../src/platform/db/open.ts';
import type { Tx } from '../../../src/platform/db/schema.ts';
import { silentLog } from '../../../src/platform/log.ts';
import { setTimer, type TimerHandler, timersLane } from '../../../src/platform/timers/timers.ts';

const NOW = instant(1_000_000);

async function lane(fire: TimerHandler = async () => undefined) {
  const database = openDatabase(':memory:');
  onTestFinished(() => database.close());
  await migrate(database, migrations, ':memory:');
  const context = { now: () => NOW, random: () => 0, transaction: database.transaction };
  const set = (subject: string, inMs: number) =>
    database.transaction((tx) => setTimer(tx, 'test.ring', subject, instant(NOW + inMs)));
  const handlers = new Map([['test.ring', fire]]);
  const it = timersLane({ context, read: database.read, real: () => 0, handlers, log: silentLog });
  return { it, set, database };
}

test('what waits is told page by page to its end, whatever signs are in a subject', async () => {
  const { it, set } = await lane();
  for (const subject of ['a', 'a/b', 'a/b/c', 'b']) await set(subject, HOUR);
  const seen: string[] = [];
  for (let after: string | undefined; seen.length < 10; after = seen.at(-1)) {
    const page = (await it.upcoming?.(after, 1, later(NOW, HOUR))) ?? [];
    if (page.length === 0) break;
    seen.push(...page.map(({ id }) => id));
  }
  expect(seen).toEqual(['a', 'a/b', 'a/b/c', 'b'].map((subject) => `test.ring/${subject}`));
});

test('what waits for longer than asked is left for later', async () => {
  const { it, set } = await lane();
  await set('soon', MINUTE);
  await set('tomorrow', 24 * HOUR);
  expect(await it.upcoming?.(undefined, 10, later(NOW, HOUR))).toMatchObject([{ id: 'test.ring/soon' }]);
});

test('what is due already is not told as waiting', async () => {
  const { it, set } = await lane();
  await set('due', 0);
  expect(await it.upcoming?.(undefined, 10, later(NOW, HOUR))).toEqual([]);
});

test('one drain does one batch, so that a stop does not wait for a long list', async () => {
  const { it, set } = await lane();
  for (let n = 0; n < 101; n++) await set(String(n), 0);
  expect([await it.drain(), await it.drain(), await it.drain()]).toEqual([100, 1, 0]);
});

test('a timer that was moved while its firing failed keeps its new time and begins without failures', async () => {
  let failed = 0;
  const { it, set, database } = await lane(async () => {
    failed += 1;
    // The second failure is the one after which the row is put off; the move gets in before that.
    if (failed === 2) queueMicrotask(() => void set('a', MINUTE));
    throw new Error('not today');
  });
  await set('a', 0);
  await it.drain();
  const rows = await database.transaction((tx: Tx) => tx.selectFrom('timer').selectAll().execute());
  expect(rows).toMatchObject([{ due_at: NOW + MINUTE, attempts: 0, failed: null }]);
});
