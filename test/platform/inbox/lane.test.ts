import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../../migrations/index.ts';
import { instant } from '../../../src/kernel/time.ts';
import { migrate } from '../../../src/platform/db/migrate.ts';
import { openDatabase } from '../../../src/platform/db/open.ts';
import { deliver } from '../../../src/platform/inbox/inbox.ts';
import { inboxLane } from '../../../src/platform/inbox/lane.ts';
import { silentLog } from '../../../src/platform/log.ts';

async function lane(prepare: (kind: string) => Promise<void>) {
  const database = openDatabase(':memory:');
  onTestFinished(() => database.close());
  await migrate(database, migrations, ':memory:');
  const context = { now: () => instant(0), random: () => 0, transaction: database.transaction };
  const done: string[] = [];
  const it = inboxLane({
    context,
    read: database.read,
    real: () => 0,
    handlers: new Map([['test', async (_tx, { externalId }) => void done.push(externalId)]]),
    placings: new Map(),
    prepare,
    arrived: () => 0,
    log: silentLog,
  });
  const stored = (externalId: string) =>
    database.transaction((tx) => deliver(tx, { kind: 'test', source: 's', externalId, body: {} }, instant(0)));
  return { it, stored, done };
}

test('rows that could not be prepared are done all the same', async () => {
  const { it, stored, done } = await lane(() => {
    throw new Error('Slack is away');
  });
  for (const id of ['a', 'b']) await stored(id);
  expect([await it.drain(), await it.drain()]).toEqual([2, 0]);
  expect(done).toEqual(['a', 'b']);
});

test('the rows of a batch are prepared at the same time', async () => {
  let asked = 0;
  const all = Promise.withResolvers<void>();
  const { it, stored } = await lane(() => {
    asked += 1;
    if (asked === 3) all.resolve();
    return all.promise;
  });
  for (const id of ['a', 'b', 'c']) await stored(id);
  expect(await it.drain()).toBe(3);
});

test('one drain does one batch, so that a stop does not wait for the backlog', async () => {
  const { it, stored, done } = await lane(async () => undefined);
  for (let n = 0; n < 25; n++) await stored(String(n));
  await it.drain();
  expect(done).toHaveLength(10);
});
