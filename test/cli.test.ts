import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './support/cli.ts';
import { ORG } from './support/company.ts';
import { until } from './support/lanes.ts';

const PROGRAM = new URL('../bin/loopkeeper.mjs', import.meta.url).pathname;

/** The program as it is typed, in a folder of its own. */
function typed(args: readonly string[], env: Record<string, string> = {}, cwd = temporaryFolder()) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd,
    env: { PATH: '', ...env },
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, stdout, stderr };
}

test.each([
  [['start', '--help', '--nonsense'], 'loopkeeper start'],
  [['doctor', '--help'], 'loopkeeper doctor'],
  [['source', 'disable', 'shop', '-h'], 'loopkeeper source disable|enable NAME'],
])('%j says how it is used and does nothing', (args, usage) => {
  const { status, stdout } = typed(args);
  expect([status, stdout]).toEqual([0, expect.stringContaining(usage)]);
  expect(stdout.split('\n')).toHaveLength(2);
});

test('.env is read, and what stands in the environment goes before it', () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, '.env'), 'LOG_LEVEL=loud\nHTTP_PORT=tall\n');
  const { stdout } = typed(['doctor'], { LOG_LEVEL: 'info' }, cwd);
  expect(stdout).toContain('HTTP_PORT is no port number');
  expect(stdout).not.toContain('LOG_LEVEL');
});

test('an .env that is no file is told in one line and exits with 78', () => {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, '.env'));
  expect(typed(['doctor'], {}, cwd)).toMatchObject({
    status: 78,
    stderr: expect.stringMatching(/^\.env cannot be read .*\n$/),
  });
});

test('an option that there is not is no start', () => {
  expect(typed(['start', '--nonsense'])).toMatchObject({ status: 78, stderr: expect.stringContaining('"--nonsense"') });
});

test('what only a person can mend is told in one line and exits with 78', () => {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'org.yml'));
  const folder = typed(['org', 'check'], {}, cwd);
  expect(folder).toMatchObject({ status: 78, stdout: '', stderr: expect.stringMatching(/^org\.yml is .*\n$/) });
  writeFileSync(join(cwd, 'words.db'), 'these are words, and no pages of a database '.repeat(100));
  const words = typed(['source', 'disable', 'shop'], { DATABASE_URL: 'file:words.db' }, cwd);
  expect(words).toMatchObject({ status: 78, stderr: expect.stringMatching(/^words\.db cannot be used .*\n$/) });
});

test('what it keeps is for its own user alone, and it stops at once though Slack does not answer yet', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'org.yml'), ORG);
  const env = {
    PATH: '',
    SLACK_API_URL: 'http://127.0.0.1:1/api/',
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1',
    LOG_LEVEL: 'warn',
  };
  const bot = spawn(process.execPath, [PROGRAM, 'start'], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const log = new Promise((resolve) => bot.stdout.once('data', (line) => resolve(String(line))));
  const ended = new Promise((resolve) => bot.once('exit', (code, signal) => resolve({ code, signal })));
  expect(await log).toContain('Slack does not answer');
  await until(() => existsSync(join(cwd, 'data/loopkeeper.db')));
  const modes = readdirSync(cwd, { recursive: true }).map((name) => [name, statSync(join(cwd, String(name))).mode]);
  const open = modes.filter(([name, mode]) => name !== 'org.yml' && (Number(mode) & 0o077) !== 0);
  expect(open).toEqual([]);
  bot.kill('SIGTERM');
  expect(await ended).toEqual({ code: 0, signal: null });
});

test('where an older Node hands over to ours, whoever stops it stops the bot, and it ends as the bot ends', async () => {
  const cwd = temporaryFolder();
  const bot = join(cwd, 'bot.mjs');
  writeFileSync(
    bot,
    `process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1000); console.log('ready');`,
  );
  const door = new URL('../bin/hand-over.mjs', import.meta.url).href;
  const code = `import('${door}').then(({ handOver }) => handOver(process.execPath, ${JSON.stringify(bot)}, []))`;
  const older = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => older.once('exit', resolve));
  await new Promise((resolve) => older.stdout.once('data', resolve));
  older.kill('SIGTERM');
  expect(await ended).toBe(7);
});
