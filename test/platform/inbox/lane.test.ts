import { describe, expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../../migrations/index.ts';
import { instant } from '../../../src/kernel/time.ts';
import { migrate } from '../../../src/platform/db/migrate.ts';
import { openDatabase } from '../../../src/platform/db/open.ts';
import { deliver } from '../../../src/platform/inbox/inbox.ts';
import { inboxLane } from '../../../src/platform/inbox/lane.ts';
import { silentLog } from '../../../src/platform/log.ts';

interface World {
  readonly prepare?: (kind: string) => Promise<void>;
  readonly real?: () => number;
  readonly arrived?: () => number;
}

async function lane({ prepare = async () => undefined, real = () => 0, arrived = () => 0 }: World = {}) {
  const database = openDatabase(':memory:');
  onTestFinished(() => database.close());
  await migrate(database, migrations, ':memory:');
  const context = { now: () => instant(0), random: () => 0, transaction: database.transaction };
  const done: string[] = [];
  const it = inboxLane({
    context,
    read: database.read,
    real,
    handlers: new Map([['test', async (_tx, { externalId }) => void done.push(externalId)]]),
    placings: new Map(),
    prepare,
    arrived,
    log: silentLog,
  });
  const stored = (externalId: string) =>
    database.transaction((tx) => deliver(tx, { kind: 'test', source: 's', externalId, body: {} }, instant(0)));
  return { it, stored, done };
}

test('rows that could not be prepared are done all the same', async () => {
  const { it, stored, done } = await lane({
    prepare: () => {
      throw new Error('Slack is away');
    },
  });
  for (const id of ['a', 'b']) await stored(id);
  expect([await it.drain(), await it.drain()]).toEqual([2, 0]);
  expect(done).toEqual(['a', 'b']);
});

test('the rows of a batch are prepared at the same time', async () => {
  let asked = 0;
  const all = Promise.withResolvers<void>();
  const { it, stored } = await lane({
    prepare: () => {
      asked += 1;
      if (asked === 3) all.resolve();
      return all.promise;
    },
  });
  for (const id of ['a', 'b', 'c']) await stored(id);
  expect(await it.drain()).toBe(3);
});

test('one drain does one batch, so that a stop does not wait for the backlog', async () => {
  const { it, stored, done } = await lane();
  for (let n = 0; n < 25; n++) await stored(String(n));
  await it.drain();
  expect(done).toHaveLength(10);
});

describe('effects that worked for 20 ms', () => {
  const resting = async (arrivedAt: (now: number) => number) => {
    let now = 0;
    const passes = (ms: number) => {
      now += ms;
      return now;
    };
    const { it, stored } = await lane({
      real: () => now,
      prepare: async () => void passes(20),
      arrived: () => arrivedAt(passes(5)),
    });
    await stored('a');
    await it.drain();
    return now - 20;
  };

  test('go on at once while little comes in', async () => {
    expect(await resting((now) => now / 5)).toBeLessThan(20);
  });

  test('rest while deliveries pour in, and no longer', async () => {
    const rested = await resting((now) => 10 * Math.min(now, 60));
    expect(rested).toBeGreaterThanOrEqual(40);
    expect(rested).toBeLessThan(60);
  });

  test('rest five times as long at most', async () => {
    const rested = await resting((now) => 10 * now);
    expect(rested).toBeGreaterThanOrEqual(100);
    expect(rested).toBeLessThan(115);
  });
});
