import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { readSeed } from '../../sandbox/index.ts';

const MAIN = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url));
const EXAMPLE = new URL('../../sandbox/example.yml', import.meta.url);

/** What is printed until a line holds the words. */
async function printed(stream: NodeJS.ReadableStream, words: string): Promise<string> {
  let text = '';
  for await (const part of stream) {
    text += part;
    if (text.includes(words)) break;
  }
  return text;
}

test('without a file the example workspace is started, on this machine only, with all that an app needs to be told', async () => {
  const child = spawn(process.execPath, [MAIN], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const text = await printed(child.stdout, 'SIGNING_SECRET=');
  const told = Object.fromEntries(text.split('\n').flatMap((line) => [line.split('=')]));
  expect(told.SLACK_API_URL).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/$/);
  const answer = await fetch(`${told.SLACK_API_URL}auth.test`, {
    method: 'POST',
    headers: { authorization: `Bearer ${told.SLACK_BOT_TOKEN}` },
  });
  expect(await answer.json()).toMatchObject({ ok: true, team: 'Acme', user: 'Lamp' });
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('the example shows every field of a workspace', () => {
  const example = readSeed(readFileSync(EXAMPLE, 'utf8'));
  expect(Object.keys(example).sort()).toEqual(['channels', 'manifest', 'team', 'tokens', 'usergroups', 'users']);
});

test.each([
  ['a file that is not there', ['--workspace', 'nowhere.yml'], 'no such file or directory'],
  ['a number that is none', ['--people', 'many'], '--people is to be a whole number'],
  ['a flag that there is not', ['--colour', 'red'], "Unknown option '--colour'"],
])('%s is told in one line, without a trace of the code', async (_what, args, words) => {
  const { stderr, code } = await promisify(execFile)(process.execPath, [MAIN, ...args]).catch((error) => error);
  expect([code, stderr]).toEqual([1, expect.stringContaining(words)]);
  expect(stderr).not.toContain('    at ');
});
