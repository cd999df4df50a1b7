import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, test } from 'vitest';
import { type Log, silentLog } from '../../../src/platform/log.ts';
import { findRedisServer, privateRedis, socketFor } from '../../../src/platform/queue/redis-server.ts';
import { findRedis, startedRedis } from '../../../src/platform/queue/rungs.ts';
import { until } from '../../support/lanes.ts';
import { redisForTests } from '../../support/redis.ts';

const binary = redisForTests() ?? '';
const folder = mkdtempSync(join(tmpdir(), 'loopkeeper-redis-'));
const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const act of cleanUp.splice(0).reverse()) await act();
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: { keep?: boolean; log?: Log } = {}) {
  const server = privateRedis({ binary, folder, log: silentLog, ...options });
  cleanUp.push(() => server.stop());
  await server.start();
  return server;
}

async function ask<T>(socket: string, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(socket, { retryStrategy: () => 20, maxRetriesPerRequest: null });
  redis.on('error', () => {});
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

const pidOf = (socket: string) =>
  ask(socket, async (redis) => Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1]));

describe.skipIf(!binary)('private Redis', () => {
  test('listens on a unix socket only, evicts nothing and writes an append-only file', async () => {
    const { socket } = await start();
    const settings = await ask(socket, async (redis) => [
      ...(await redis.config('GET', 'port')),
      ...(await redis.config('GET', 'maxmemory-policy')),
      ...(await redis.config('GET', 'appendonly')),
      ...(await redis.config('GET', 'hz')),
    ]);
    expect(settings).toEqual(['port', '0', 'maxmemory-policy', 'noeviction', 'appendonly', 'yes', 'hz', '100']);
  });

  test('keeps its data from one start to the next', async () => {
    const first = await start();
    await ask(first.socket, (redis) => redis.set('a', '1'));
    await first.stop();
    const second = await start();
    expect(await ask(second.socket, (redis) => redis.get('a'))).toBe('1');
  });

  test('one left behind by a crash is adopted, not started twice, and stopped by whoever adopted it', async () => {
    const crashed = await start({ keep: true });
    const pid = await pidOf(crashed.socket);
    await crashed.stop();
    const next = await start();
    expect(await pidOf(next.socket)).toBe(pid);
    await next.stop();
    await until(() => !alive(pid));
  });

  test.each(['our own', 'an adopted'])('%s one that dies is started again', async (whose) => {
    if (whose === 'an adopted') await (await start({ keep: true })).stop();
    const { socket } = await start();
    const pid = await pidOf(socket);
    process.kill(pid, 'SIGKILL');
    expect(await pidOf(socket)).not.toBe(pid);
  });

  test('one killed again while it is being started is started once more', async () => {
    const { socket } = await start();
    for (let times = 0; times < 3; times += 1) {
      const pid = await pidOf(socket);
      process.kill(pid, 'SIGKILL');
      await until(() => !alive(pid));
    }
    expect(await pidOf(socket)).toBeGreaterThan(0);
  });

  test('a folder too deep for a unix socket gets a short socket path of its own', () => {
    const deep = `/${'very-deep/'.repeat(12)}data`;
    expect(Buffer.byteLength(socketFor(deep))).toBeLessThanOrEqual(100);
    expect(socketFor(deep)).not.toBe(socketFor(`${deep}2`));
    expect(socketFor('/data')).toBe('/data/redis.sock');
  });

  test('a program that is no Redis leaves the doorbell on its lowest rung', async () => {
    const warnings: object[] = [];
    const log: Log = { ...silentLog, warn: (fields) => void warnings.push(fields) };
    const fake = mkdtempSync(join(tmpdir(), 'fake-'));
    cleanUp.push(async () => rmSync(fake, { recursive: true }));
    const { symlinkSync } = await import('node:fs');
    symlinkSync('/bin/false', join(fake, 'redis-server'));
    expect(await startedRedis(findRedis({ folder, searchPath: fake, log }), log)).toBeUndefined();
    expect(warnings).toMatchObject([{ rung: 'in-process' }]);
  });

  test('the private rung is taken where a server is on PATH', async () => {
    const found = findRedis({ folder, searchPath: join(binary, '..'), log: silentLog });
    expect(found).toMatchObject({ rung: 'private redis', prefix: 'loopkeeper' });
  });
});

test('REDIS_URL is the highest rung', async () => {
  const found = findRedis({ url: 'redis://10.0.0.1', folder, searchPath: '', prefix: 'acme', log: silentLog });
  expect(found).toEqual({ rung: 'redis', url: 'redis://10.0.0.1', prefix: 'acme' });
});

test('without any, the rung is in-process', async () => {
  expect(findRedisServer('/nowhere')).toBeUndefined();
  expect(findRedis({ folder, searchPath: '/nowhere', log: silentLog })).toBeUndefined();
});

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
