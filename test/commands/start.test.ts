import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../sandbox/index.ts';
import { start } from '../../src/commands/start.ts';
import { CannotStart, TryAgain } from '../../src/organise.ts';
import { lockFor } from '../../src/platform/db/lock.ts';
import { FileUnusable } from '../../src/platform/db/unusable.ts';
import { socketFor } from '../../src/platform/queue/redis-server.ts';
import { temporaryFolder, testWorld } from '../support/cli.ts';
import { ORG, seed } from '../support/company.ts';
import { until } from '../support/lanes.ts';
import { redisForTests } from '../support/redis.ts';

const redis = redisForTests();

/** What `loopkeeper start` is given beside a workspace; `run` may be called again for another bot on the same file. */
async function company(changed: Record<string, string> = {}) {
  const folder = temporaryFolder();
  const file = join(folder, 'data', 'loopkeeper.db');
  writeFileSync(join(folder, 'org.yml'), ORG);
  const sandbox = await startSandbox({ seed: seed() });
  onTestFinished(() => sandbox.close());
  const env = {
    SLACK_BOT_TOKEN: sandbox.tokens.bot,
    SLACK_APP_TOKEN: sandbox.tokens.app,
    SLACK_API_URL: sandbox.apiUrl,
    DATABASE_URL: `file:${file}`,
    LOOPKEEPER_ORG: join(folder, 'org.yml'),
    HTTP_PORT: '0',
    LOG_LEVEL: 'silent',
    ...(redis && { PATH: dirname(redis) }),
    ...changed,
  };
  const stops: (() => Promise<void>)[] = [];
  onTestFinished(async () => void (await Promise.all(stops.map((stop) => stop()))));
  const run = () => start.run([], { ...testWorld(env), real: Date.now, onStop: (stop) => void stops.push(stop) });
  return { file, sandbox, stops, run };
}

/** Whether somebody answers at the private Redis of that database. */
function redisRuns(file: string): Promise<boolean> {
  return new Promise((resolve) => {
    const line = connect(socketFor(dirname(file)));
    line.once('connect', () => resolve(true)).once('error', () => resolve(false));
    line.unref();
  });
}

test('an app token that Slack refuses is told in words, and nothing is left running', async () => {
  const { file, run } = await company({ SLACK_APP_TOKEN: 'xapp-1-A1234567890-abcdefghij' });
  await expect(run()).rejects.toThrow(/SLACK_APP_TOKEN: Slack refuses it \(invalid_auth\)/);
  expect(await redisRuns(file)).toBe(false);
  lockFor(file)?.release();
});

test('a port that is taken leaves nothing running either', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  onTestFinished(() => void other.close());
  const { file, run } = await company({ HTTP_PORT: String((other.address() as AddressInfo).port) });
  await expect(run()).rejects.toThrow(CannotStart);
  expect(await redisRuns(file)).toBe(false);
});

test.skipIf(!redis)('a second bot on the same file leaves the Redis of the first one alone', async () => {
  const { file, run } = await company();
  await run();
  const line = connect(socketFor(dirname(file)));
  await expect(run()).rejects.toThrow(/is in use by another Loopkeeper/);
  const answered = new Promise((resolve) => line.once('data', () => resolve(true)).once('close', () => resolve(false)));
  line.on('error', () => undefined).write('PING\r\n');
  expect(await answered).toBe(true);
  line.destroy();
});

test.skipIf(!redis)('a stop ends the Redis that the start began', async () => {
  const { file, stops, run } = await company();
  await run();
  expect(await redisRuns(file)).toBe(true);
  await stops[0]?.();
  expect(await redisRuns(file)).toBe(false);
});

const UNSEEN = { kind: 'refuse', error: 'missing_scope' } as const;

test('where Slack does not show who is there it is to be tried again, and that is no mistake of the set-up', async () => {
  const { sandbox, run } = await company();
  sandbox.faults.next('users.list', UNSEEN);
  const ended = run();
  await expect(ended).rejects.toThrow(TryAgain);
  await expect(ended).rejects.toThrow(/Slack did not show who is in the workspace/);
});

test('who is known from an earlier start is enough to start, whatever Slack shows', async () => {
  const { sandbox, stops, run } = await company();
  await run();
  await stops[0]?.();
  sandbox.faults.next('users.list', UNSEEN);
  await run();
});

test('it can be stopped while it still waits for Slack', async () => {
  const { file, sandbox, stops, run } = await company();
  sandbox.faults.next('auth.test', { kind: 'slow', ms: 2000 });
  const ended = run().catch((error) => error);
  await until(() => existsSync(`${file}.lock`));
  await stops[0]?.();
  const lock = lockFor(file);
  expect(lock).toBeDefined();
  lock?.release();
  expect(await ended).toBeInstanceOf(Error);
});

test.each([
  ['a lock file that is damaged', '.lock'],
  ['a file that is no database', ''],
])('%s is told in words', async (_what, suffix) => {
  const { file, run } = await company();
  mkdirSync(dirname(file));
  writeFileSync(`${file}${suffix}`, 'these are words, and no pages of a database '.repeat(100));
  await expect(run()).rejects.toThrow(FileUnusable);
});

test('a folder in place of the file is told in words', async () => {
  const { file, run } = await company();
  mkdirSync(file, { recursive: true });
  await expect(run()).rejects.toThrow(FileUnusable);
});
