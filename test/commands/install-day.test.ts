import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../sandbox/index.ts';
import { doctor } from '../../src/commands/doctor.ts';
import { start } from '../../src/commands/start.ts';
import { exitCodeOf, temporaryFolder, testWorld } from '../support/cli.ts';
import { seed } from '../support/company.ts';

/** A workspace in which nobody has heard of us, and what would stand in `.env`. */
async function friday() {
  const users = (seed().users ?? []).map((user) => (user.name === 'sam' ? { ...user, is_primary_owner: true } : user));
  const sandbox = await startSandbox({ seed: { ...seed(), users } });
  onTestFinished(() => sandbox.close());
  const file = join(temporaryFolder(), 'data', 'loopkeeper.db');
  const place = { DATABASE_URL: `file:${file}`, HTTP_PORT: '0', LOG_LEVEL: 'silent' };
  const slack = { SLACK_API_URL: sandbox.apiUrl };
  const botToken = { ...slack, SLACK_BOT_TOKEN: sandbox.tokens.bot };
  return { place, botToken, bothTokens: { ...botToken, SLACK_APP_TOKEN: sandbox.tokens.app }, sandbox };
}

/** What doctor says is to be done next. */
async function next(env: Record<string, string>): Promise<string | undefined> {
  const world = testWorld(env);
  await exitCodeOf(doctor.run([], world));
  return world.printed.find((line) => line.startsWith('Next: '));
}

test('at each point of the way from nothing, doctor names the next step', async () => {
  const { place, botToken, bothTokens } = await friday();
  expect(await next(place)).toMatch(/make an app from manifest\.yml .* two tokens into \.env/);
  expect(await next({ ...place, ...botToken })).toMatch(/SLACK_APP_TOKEN .*is missing.*connections:write/);
  expect(await next({ ...place, ...bothTokens, SLACK_BOT_TOKEN: 'xoxb-1234567890-abcdefghij' })).toMatch(
    /bot token Slack refuses it .*OAuth & Permissions/,
  );
  expect(await next({ ...place, ...bothTokens })).toBe('Next: start it: npm start');

  const stops: (() => Promise<void>)[] = [];
  onTestFinished(async () => void (await Promise.all(stops.map((stop) => stop()))));
  const world = testWorld({ ...place, ...bothTokens });
  await start.run([], { ...world, real: Date.now, onStop: (stop) => void stops.push(stop) });
  expect(world.printed).toEqual([expect.stringContaining('say /cx setup in Slack')]);
  expect(await next({ ...place, ...bothTokens })).toMatch(/say \/cx setup in Slack: \d+ things are still/);
  await stops[0]?.();
  expect(await next({ ...place, ...bothTokens })).toBe('Next: start it again: npm start');
});
