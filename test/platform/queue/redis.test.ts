import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { HOUR, type Instant, SECOND } from '../../../src/kernel/time.ts';
import { type Log, silentLog } from '../../../src/platform/log.ts';
import { type Doorbell, type RedisAt, startDoorbell } from '../../../src/platform/queue/doorbell.ts';
import { testLane, turnableClock, until, wallClock } from '../../support/lanes.ts';
import { redisForTests, startTestRedis } from '../../support/redis.ts';

const binary = redisForTests();
const NEVER = 20 * HOUR;
/** An idle machine takes a few milliseconds; a busy one must still beat the sweep. */
const ONE_SWEEP = 2 * SECOND;

describe.skipIf(!binary)('doorbell on a real Redis', () => {
  let server: Awaited<ReturnType<typeof startTestRedis>>;
  let redis: Redis;
  let at: RedisAt;
  let bell: Doorbell;
  let tests = 0;

  beforeAll(async () => {
    server = await startTestRedis(binary ?? '');
    redis = new Redis(server.url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
    redis.on('error', () => {});
  });
  afterEach(() => bell.close());
  afterAll(async () => {
    redis?.disconnect();
    await server?.stop();
  });

  async function start({ sweepMs = NEVER, now = wallClock, log = silentLog, epoch = '1', again = false } = {}) {
    tests += 1;
    if (!again) at = { rung: 'redis', url: server.url, prefix: `test${tests}` };
    const lane = again ? timers : testLane('timers', now);
    bell = await startDoorbell({ lanes: [lane.lane], now, redis: at, log, sweepMs, epoch });
    timers = lane;
    await settled();
    return lane;
  }
  let timers: ReturnType<typeof testLane>;

  /** Alarms are set: the sentinel is written last. */
  const settled = () => until(async () => bell.health().ok && (await redis.exists(sentinel())) === 1);
  const sentinel = () => `${at.prefix}:doorbell-epoch`;
  const delayed = () => redis.zcard(`${at.prefix}:doorbell:delayed`);
  const ring = (id: string, ms: number) => bell.ring('timers', timers.save(id, ms));
  const latest = () => Math.max(...timers.done.map(({ late }) => late));

  test('an alarm wakes its lane at its time, without the sweep', async () => {
    await start();
    for (let i = 0; i < 20; i += 1) ring(`row-${i}`, 200 + i * 10);
    await until(() => timers.done.length === 20);
    expect(latest()).toBeLessThan(ONE_SWEEP);
  });

  test('a plain ring does not go through Redis', async () => {
    await start();
    timers.save('a', 0);
    bell.ring('timers');
    await bell.idle();
    expect(timers.done).toHaveLength(1);
  });

  test('Redis is told lane, id, version and epoch, and nothing else', async () => {
    await start();
    ring('nudge:17', HOUR);
    await until(async () => (await delayed()) === 1);
    const id = 'timers-nudge~3a~17-v1-e1.1';
    expect(await redis.zrange(`${at.prefix}:doorbell:delayed`, '0', '-1')).toEqual([id]);
    expect(await redis.hget(`${at.prefix}:doorbell:${id}`, 'data')).toBe('{"lane":"timers"}');
  });

  test('a job that rang leaves nothing behind', async () => {
    await start();
    ring('a', 30);
    await until(() => timers.done.length === 1);
    await until(async () => (await redis.keys(`${at.prefix}:doorbell:timers-*`)).length === 0);
  });

  test('an alarm beyond two hours waits in SQL alone', async () => {
    await start();
    ring('far', 3 * HOUR);
    ring('near', 1.9 * HOUR);
    await until(async () => (await delayed()) === 1);
    expect(await redis.zrange(`${at.prefix}:doorbell:delayed`, '0', '-1')).toEqual(['timers-near-v1-e1.1']);
  });

  test('a moved alarm rings at its new time, since its version made another job', async () => {
    await start();
    ring('a', HOUR);
    bell.ring('timers', timers.save('a', 60, 2));
    await until(() => timers.done.length === 1);
  });

  test('a thousand alarms of one start are all brought back by the next, under a new epoch', async () => {
    const clock = turnableClock();
    await start({ now: clock.now });
    for (let i = 0; i < 1000; i += 1) ring(`row-${i}`, HOUR);
    await until(async () => (await delayed()) === 1000);
    await bell.close();
    await start({ now: clock.now, again: true, epoch: '2' });
    const ids = () => redis.zrange(`${at.prefix}:doorbell:delayed`, '0', '-1');
    await until(async () => (await ids()).filter((id) => id.endsWith('-v1-e2.1')).length === 1000);
    expect(await delayed()).toBe(1000);
    clock.turn(HOUR);
    bell.wakeAll();
    await until(() => timers.done.length === 1000);
    expect(timers.most).toBe(1);
  });

  test('FLUSHALL loses nothing: the missing sentinel is seen, and alarms come from SQL again', async () => {
    const warnings: string[] = [];
    await start({ sweepMs: 50, log: { ...silentLog, warn: (_, msg) => void warnings.push(msg) } });
    for (let i = 0; i < 300; i += 1) ring(`row-${i}`, HOUR);
    await until(async () => (await delayed()) === 300);
    await redis.flushall();
    await until(async () => (await delayed()) === 300);
    expect(warnings).toContain('Redis has forgotten its alarms: they are set anew');
  });

  test('until the loss is noticed, the sweep does the work', async () => {
    await start({ sweepMs: 100 });
    ring('a', 60);
    await redis.flushall();
    await until(() => timers.done.length === 1);
  });

  test('a partial loss, in which ghosts block the ids, is mended under new ids', async () => {
    await start({ sweepMs: 50 });
    for (let i = 0; i < 100; i += 1) ring(`row-${i}`, HOUR);
    await until(async () => (await delayed()) === 100);
    await redis.del(`${at.prefix}:doorbell:delayed`, sentinel());
    await until(async () => (await delayed()) === 100);
    expect(await redis.keys(`${at.prefix}:doorbell:timers-row-7-*`)).toHaveLength(2);
  });

  test('turning the clock sets every alarm anew on the turned clock', async () => {
    const clock = turnableClock();
    await start({ now: clock.now });
    ring('soon', HOUR);
    ring('later', HOUR + 150);
    await until(async () => (await delayed()) === 2);
    clock.turn(HOUR);
    bell.wakeAll();
    await until(() => timers.done.length === 2);
    expect(latest()).toBeLessThan(ONE_SWEEP);
  });

  test('killed and started again, Redis rings as before; ringing meanwhile neither throws nor waits', async () => {
    const lines: string[] = [];
    const note = (_: object, msg: string) => void lines.push(msg);
    const log: Log = { ...silentLog, warn: note, info: note };
    await start({ log });
    ring('kept', 1500);
    await until(async () => (await delayed()) === 1);
    const pid = /process_id:(\d+)/.exec(await redis.info('server'))?.[1];
    process.kill(Number(pid), 'SIGKILL');
    await until(() => !bell.health().ok);
    ring('while down', 1500);
    timers.save('now', 0);
    bell.ring('timers');
    await bell.idle();
    expect(timers.done.map(({ id }) => id)).toEqual(['now']);
    // The private server's keeper starts it again by itself.
    await until(() => bell.health().ok);
    ring('after', 300);
    await until(() => timers.done.length === 4);
    expect(lines).toContain('Redis is away: the sweep wakes the lanes');
  });

  test('a Redis that is full is reported, the sweep works on, and room brings the alarms back', async () => {
    await start({ sweepMs: 50 });
    await redis.config('SET', 'maxmemory', '1');
    ring('a', 100);
    await until(() => !bell.health().ok);
    expect(bell.health().detail).toContain('Redis refuses alarms (OOM');
    await until(() => timers.done.length === 1);
    ring('b', HOUR);
    await redis.config('SET', 'maxmemory', '0');
    await until(async () => bell.health().ok && (await delayed()) === 1);
  });

  test('flushed while it was down, nothing is lost either', async () => {
    await start();
    ring('a', 1200);
    await until(async () => (await delayed()) === 1);
    await redis.flushall();
    const pid = /process_id:(\d+)/.exec(await redis.info('server'))?.[1];
    process.kill(Number(pid), 'SIGKILL');
    await until(() => timers.done.length === 1);
    expect(latest()).toBeLessThan(ONE_SWEEP);
  });
});

describe('doorbell whose Redis is away', () => {
  let bell: Doorbell;
  afterEach(() => bell.close());
  const nowhere: RedisAt = { rung: 'redis', url: 'redis://127.0.0.1:1', prefix: 'test' };

  async function start(now: () => Instant) {
    const timers = testLane('timers', now);
    bell = await startDoorbell({ lanes: [timers.lane], now, redis: nowhere, log: silentLog, sweepMs: 30, epoch: '1' });
    return timers;
  }

  test('starts all the same and says that it is degraded', async () => {
    await start(wallClock);
    expect(bell.health()).toMatchObject({ rung: 'redis', ok: false });
    expect(bell.health().detail).toContain('ECONNREFUSED');
  });

  test('work is done at once, and alarms at the next sweep', async () => {
    const timers = await start(wallClock);
    bell.ring('timers', timers.save('later', 50));
    timers.save('now', 0);
    bell.ring('timers');
    await bell.idle();
    expect(timers.done).toHaveLength(1);
    await until(() => timers.done.length === 2);
  });
});
