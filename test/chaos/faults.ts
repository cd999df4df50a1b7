import Sqlite from 'better-sqlite3';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { broken, type Mishaps, story } from './story.ts';
import { type Kill, World, type WorldOptions } from './world.ts';

type Fault = [id: string, what: string, kill: Kill | undefined, mishaps: Mishaps];

const at = (point: string, nth: number): Kill => ({ point, nth });
const post = (world: World, fault: Parameters<World['sandbox']['faults']['next']>[1], times = 3) =>
  world.sandbox.faults.next('chat.postMessage', fault, times);

/** Another process keeps the database's write lock for a while. */
function locked(world: World): void {
  const other = new Sqlite(world.databaseFile);
  other.exec('begin immediate');
  setTimeout(() => {
    other.exec('rollback');
    other.close();
  }, 1500);
}

async function flushed(world: WorldOptions): Promise<void> {
  if (world.redis === undefined) return;
  const redis = new Redis(world.redis.url);
  await redis.flushall();
  await redis.quit();
}

const FAULTS: readonly Fault[] = [
  ['I2', 'killed after the signature, before the transaction', at('ingest.before-commit', 3), {}],
  ['I3', 'killed inside the transaction, before the commit', at('inbox.inside-commit', 2), {}],
  ['I4', 'killed after the commit, before the answer', at('ingest.after-commit', 2), {}],
  ['I5', 'killed after the answer, before anything follows', at('ingest.after-response', 2), {}],
  ['I6', 'killed when the effect of a delivery is half stored', at('inbox.inside-effect', 3), {}],
  ['I7', 'the database is locked by another process', undefined, { first: locked }],
  ['S1', 'killed before a message is claimed', at('outbox.before-claim', 2), {}],
  ['S2', 'killed after the claim, before the call', at('outbox.after-claim', 2), {}],
  [
    'S3',
    'the connection breaks before Slack accepts',
    undefined,
    { first: (world) => post(world, { kind: 'drop-before-accept' }) },
  ],
  [
    'S4',
    'the answer is lost after Slack accepts',
    undefined,
    { first: (world) => post(world, { kind: 'drop-after-accept' }) },
  ],
  ['S4b', 'the answer is cut off', undefined, { first: (world) => post(world, { kind: 'truncate' }) }],
  [
    'S4c',
    'Slack answers 500 though it accepted',
    undefined,
    { first: (world) => post(world, { kind: 'error-after-accept', status: 500 }) },
  ],
  [
    'S5',
    'Slack commits after we have read back',
    undefined,
    { first: (world) => post(world, { kind: 'commit-late', ms: 700 }, 2) },
  ],
  ['S6', 'killed after the answer, before it is saved', at('outbox.after-answer', 2), {}],
  ['S7', 'killed after it is saved', at('outbox.after-save', 2), {}],
  ['N1', 'killed when steps are found due, before any is taken', at('timers.before-fire', 1), {}],
  ['N2', 'killed after the nudge is promised, before it is rung for', at('timers.after-commit', 1), {}],
  ['A1', 'three want the same issue at once', undefined, {}],
  ['A2', 'killed after the owner is stored, before the click is answered', at('interaction.after-commit', 1), {}],
  ['E1', 'killed before an event is acknowledged, so it comes again', at('event.before-ack', 1), {}],
  ['E7', 'killed after an event is acknowledged, before its effect', at('event.after-ack', 1), {}],
];

/** Every fault, on this rung of the doorbell. */
export function faultTests(options: () => WorldOptions): void {
  test.each(FAULTS)('%s: %s', { timeout: 60_000 }, async (_id, _what, kill, mishaps) => {
    const world = await World.start({ ...options(), kill });
    onTestFinished(() => world.close());
    await story(world, mishaps);
    expect(broken(world)).toEqual([]);
    expect(world.deaths).toBe(kill === undefined ? 0 : 1);
  });

  test('N3: everything in Redis is gone when the nudges fall due', { timeout: 60_000 }, async () => {
    const world = await World.start(options());
    onTestFinished(() => world.close());
    await story(world, { beforeTurn: () => flushed(options()) });
    expect(broken(world)).toEqual([]);
  });
}
