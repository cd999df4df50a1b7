import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../../migrations/index.ts';
import { instant } from '../../../src/kernel/time.ts';
import { migrate } from '../../../src/platform/db/migrate.ts';
import { openDatabase } from '../../../src/platform/db/open.ts';
import { deliver } from '../../../src/platform/inbox/inbox.ts';
import { inboxLane } from '../../../src/platform/inbox/lane.ts';
import { type Place, type Placing, waitingIn } from '../../../src/platform/inbox/line.ts';
import { silentLog } from '../../../src/platform/log.ts';
import type { Priority } from '../../../src/platform/outbox/outbox.ts';

const placing: Placing = async (_tx, body) => {
  if (body === null) throw new Error('It does not say where it stands');
  return body as Place;
};

/** A lane that does ten at a time; a delivery is called after the queue in which it says it stands. */
async function lane({ fails = () => false }: { fails?: (id: string) => boolean } = {}) {
  const database = openDatabase(':memory:');
  onTestFinished(() => database.close());
  await migrate(database, migrations, ':memory:');
  const done: string[] = [];
  const { drain } = inboxLane({
    context: { now: () => instant(0), random: () => 0, transaction: database.transaction },
    read: database.read,
    real: () => 0,
    handlers: new Map(
      ['queued', 'slack/event'].map((kind) => [
        kind,
        async (_tx, { externalId }) => {
          if (fails(externalId)) throw new Error('It cannot be done');
          done.push(externalId);
        },
      ]),
    ),
    placings: new Map([['queued', placing]]),
    prepare: async () => undefined,
    arrived: () => 0,
    log: silentLog,
  });
  const comes = (externalId: string, kind = 'queued', body: unknown = {}) =>
    database.transaction((tx) => deliver(tx, { kind, source: 's', externalId, body }, instant(7)));
  const many = async (queue: string, from: number, to: number, priority: Priority = 'normal') => {
    for (let n = from; n <= to; n++) await comes(`${queue}${n}`, 'queued', { priority, queue });
  };
  const next = async () => {
    done.length = 0;
    await drain();
    return done.join(' ');
  };
  const waiting = (queues: readonly string[]) => database.transaction((tx) => waitingIn(tx, queues));
  return { comes, many, next, waiting };
}

test('what is urgent goes before all that came earlier', async () => {
  const { many, next } = await lane();
  await many('a', 1, 30);
  await many('u', 1, 2, 'urgent');
  expect(await next()).toBe('u1 u2 a1 a2 a3 a4 a5 a6 a7 a8');
});

test('what comes with a file goes when nothing else waits', async () => {
  const { many, next } = await lane();
  await many('file', 1, 9, 'bulk');
  await many('a', 1, 9);
  expect(await next()).toBe('a1 a2 a3 a4 a5 a6 a7 a8 a9 file1');
});

test('queues take turns, so that a flood in one does not hold up another', async () => {
  const { many, next } = await lane();
  await many('a', 1, 30);
  await many('b', 1, 2);
  expect(await next()).toBe('a1 b1 a2 b2 a3 a4 a5 a6 a7 a8');
});

test('a queue that was empty has saved up no turns', async () => {
  const { many, next } = await lane();
  await many('a', 1, 30);
  await next();
  await many('b', 1, 9);
  expect(await next()).toBe('a11 b1 a12 b2 a13 b3 a14 b4 a15 b5');
});

test('what failed and waits to be tried again gives those that come no turns of long ago', async () => {
  const { many, next } = await lane({ fails: (id) => id === 'a1' });
  await many('a', 1, 25);
  await next();
  await many('b', 1, 9);
  expect(await next()).toBe('a11 b1 a12 b2 a13 b3 a14 b4 a15 b5');
});

test('what has no place of its own, as an event from Slack, goes first, in the order in which it came', async () => {
  const { comes, many, next } = await lane();
  await many('a', 1, 30);
  for (const id of ['e1', 'e2', 'e3']) await comes(id, 'slack/event');
  expect(await next()).toBe('e1 e2 e3 a1 a2 a3 a4 a5 a6 a7');
});

test('what cannot be placed is done all the same', async () => {
  const { comes, next } = await lane();
  await comes('odd', 'queued', null);
  await comes('even', 'queued', { priority: 'normal', queue: 'a' });
  expect(await next()).toBe('odd even');
});

test('it is known how many wait in a queue, and since when', async () => {
  const { many, next, waiting } = await lane();
  await many('a', 1, 30);
  await many('b', 1, 2);
  await next();
  expect(await waiting(['a', 'b'])).toEqual({ waiting: 22, since: 7 });
  expect(await waiting(['b'])).toEqual({ waiting: 0, since: undefined });
});
