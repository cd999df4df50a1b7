import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../sandbox/index.ts';
import type { Seed } from '../../sandbox/seed.ts';
import { broken, checkLines, look, ok } from '../../src/commands/doctor/check.ts';
import { spaceCheck, workChecks } from '../../src/commands/doctor/machine.ts';
import { environmentFileCheck, nextStep } from '../../src/commands/doctor/next.ts';
import { organisationChecks } from '../../src/commands/doctor/organisation.ts';
import { scopeChecks, scopesIn } from '../../src/commands/doctor/slack.ts';
import { doctor } from '../../src/commands/doctor.ts';
import { organisationFrom } from '../../src/features/ownership/index.ts';
import { HOUR, instant } from '../../src/kernel/time.ts';
import { exitCodeOf, startedOnce, temporaryFolder, testWorld } from '../support/cli.ts';
import { ORG, seed } from '../support/company.ts';
import { MONDAY } from '../support/issue.ts';

test('each check is a line with its state in words, and what to do', () => {
  expect(
    checkLines([ok('disk', 'enough'), broken('app token', 'is wrong', 'copy it'), look('x', 'odd', 'see')]),
  ).toEqual([
    'ok      disk       enough',
    'broken  app token  is wrong: copy it',
    'look    x          odd: see',
    '',
    '1 broken, 1 to look at.',
  ]);
  expect(checkLines([ok('disk', 'enough')]).at(-1)).toBe('All is well.');
});

test('a scope that was not granted is named with its reason; one too many is to look at', () => {
  const wanted = new Map([
    ['chat:write', 'cards'],
    ['im:write', 'direct messages'],
  ]);
  expect(scopeChecks(['chat:write', 'admin'], wanted)).toEqual([
    expect.objectContaining({ state: 'broken', found: 'im:write is missing (direct messages)' }),
    expect.objectContaining({ state: 'look', found: 'admin is not needed' }),
  ]);
  expect(scopeChecks(['chat:write', 'im:write'], wanted)).toEqual([ok('scopes', 'all 2 are granted')]);
  expect(scopeChecks(undefined, wanted)).toMatchObject([{ state: 'look' }]);
});

test('scopes and their reasons are read from the manifest', () => {
  const manifest = 'oauth_config:\n  scopes:\n    bot:\n      - chat:write # cards\n      - commands\n';
  expect([...scopesIn(manifest)]).toEqual([
    ['chat:write', 'cards'],
    ['commands', ''],
  ]);
});

const DONE = { hasSlack: true, hasDatabase: true, isRunning: true, unfilled: 0, hasHeard: true };

test.each([
  [{ hasSlack: false, hasDatabase: false }, /make an app from manifest\.yml/],
  [{ hasDatabase: false, isRunning: false, hasHeard: false }, /^start it: npm start$/],
  [{ isRunning: false }, /^start it again: npm start$/],
  [{ unfilled: 12, hasHeard: false }, /^say \/cx setup in Slack: 12 things are still/],
  [{ unfilled: 1 }, /one thing is still/],
  [{ hasHeard: false }, /\/cx log in Slack/],
  [{}, undefined],
])('the next step names what is missing first: %j', (progress, next) => {
  const said = nextStep([ok('disk', 'enough')], { ...DONE, ...progress });
  if (next === undefined) expect(said).toBeUndefined();
  else expect(said).toMatch(next);
});

test('what is broken is mended before anything else is done', () => {
  const checks = [ok('disk', 'enough'), broken('app token', 'is wrong', 'copy it'), broken('x', 'is odd', 'see')];
  expect(nextStep(checks, { ...DONE, hasHeard: false })).toBe('app token is wrong: copy it');
});

test('a file of tokens that others can read is to look at', () => {
  expect(environmentFileCheck(0o100600)).toMatchObject({ state: 'ok' });
  expect(environmentFileCheck(0o100644)).toMatchObject({ state: 'look', fix: 'chmod 600 .env' });
});

const state = { name: 'outbox', failed: 0, waiting: 0, since: undefined, lastDone: undefined } as const;

test('work that was given up or waits for long is to look at', () => {
  const late = { ...state, waiting: 3, since: instant(MONDAY - 2 * HOUR) };
  expect(workChecks([{ ...state, failed: 2 }, late], MONDAY)).toMatchObject([
    { state: 'look', found: '2 could not be delivered' },
    { state: 'look', found: '3 wait, the oldest for 120 minutes' },
  ]);
  expect(workChecks([{ ...late, since: MONDAY }], MONDAY)).toMatchObject([{ state: 'ok' }]);
  expect(workChecks([late], undefined)).toMatchObject([{ state: 'ok' }]);
});

test.each([
  [50 * 2 ** 20, 'broken'],
  [500 * 2 ** 20, 'look'],
  [5 * 2 ** 30, 'ok'],
])('with %i bytes free the disk is %s', (free, state) => {
  expect(spaceCheck(free)).toMatchObject({ state });
});

function company() {
  const parsed = organisationFrom(ORG);
  if (!parsed.ok) throw new Error('not in order');
  return parsed.organisation;
}

const channel = { id: 'C1', name: 'x', private: false, archived: false, external: false, member: true };

test.each([
  ['archived', { archived: true }, 'is archived'],
  ['shared with another company', { external: true }, 'is shared'],
  ['private without the bot', { private: true, member: false }, 'is private'],
])('a channel that is %s is broken', (_how, how, said) => {
  const person = () => ({ id: 'U1', name: 'x', email: null, timezone: null, standing: 'member' }) as never;
  const found = () => ({ ...channel, ...how }) as never;
  const checks = organisationChecks(company(), { person, channel: found, someoneAnswers: true });
  expect(checks.filter((check) => check.state === 'broken')).toHaveLength(3);
  expect(checks.at(-1)?.found).toContain(said);
});

interface Scene {
  readonly seed?: Seed;
  readonly org?: string;
  readonly env?: Record<string, string>;
}

/** Doctor beside a workspace; resolves to its lines, and with what it exits. */
async function examined(scene: Scene = {}) {
  const folder = temporaryFolder();
  const file = join(folder, 'loopkeeper.db');
  const org = join(folder, 'org.yml');
  writeFileSync(org, scene.org ?? ORG);
  const sandbox = await startSandbox({ seed: scene.seed ?? seed() });
  onTestFinished(() => sandbox.close());
  const env = {
    SLACK_BOT_TOKEN: sandbox.tokens.bot,
    SLACK_APP_TOKEN: sandbox.tokens.app,
    SLACK_API_URL: sandbox.apiUrl,
    DATABASE_URL: `file:${file}`,
    LOOPKEEPER_ORG: org,
    LOOPKEEPER_INGEST_SECRETS: `shop=whsec_${Buffer.from('a good secret of 32 bytes, truly').toString('base64')}`,
    ...scene.env,
  };
  const run = async () => {
    const world = testWorld(env);
    const code = await exitCodeOf(doctor.run([], world));
    return { code, lines: world.printed, text: world.printed.join('\n') };
  };
  return { file, sandbox, run };
}

test('in a workspace that has all it needs, all is well', async () => {
  const { file, sandbox, run } = await examined();
  await startedOnce(file);
  const { code, lines, text } = await run();
  // How full this machine's disk is is not ours to say.
  expect(lines.filter((line) => /^(look|broken)/.test(line) && !line.includes(' disk '))).toEqual([]);
  expect(text).toMatch(/ok +bot token +is good for the workspace Acme/);
  expect(text).toMatch(/ok +scopes +all 15 are granted/);
  expect(text).toMatch(/ok +pictures +can be drawn/);
  expect(text).toMatch(/ok +people +all 8 /);
  expect(text).toMatch(/ok +webhooks +secrets are set for shop/);
  expect(code).toBe(0);
  expect(sandbox.ledger.posts).toEqual([]);
});

test('before the first start there is no database yet, and none is made', async () => {
  const { file, run } = await examined();
  const { code, text } = await run();
  expect(text).toMatch(/look +schema +there is no database yet/);
  expect(code).toBe(0);
  expect(existsSync(file)).toBe(false);
});

test('it names people and channels that are not there, scopes that were not granted, and exits with 1', async () => {
  const base = seed();
  const manifest = structuredClone(base.manifest) as { oauth_config: { scopes: { bot: string[] } } };
  manifest.oauth_config.scopes.bot = manifest.oauth_config.scopes.bot.filter((scope) => scope !== 'im:write');
  const channels = base.channels?.filter(({ name }) => name !== 'finance');
  const users = base.users.map((user) => (user.name === 'dan' ? { ...user, deleted: true } : user));
  const { run } = await examined({
    seed: { ...base, manifest, users, channels },
    org: ORG.replace('owner: ann@acme.test', 'owner: nobody@acme.test'),
  });
  const { code, text } = await run();
  expect(text).toMatch(/broken +scopes +im:write is missing \(opening direct messages to owners\)/);
  expect(text).toMatch(/look +people +nobody@acme.test is not in this workspace \(topic double-charges: owner\)/);
  expect(text).toMatch(/look +people +dan@acme.test is deactivated \(department product: member, topic app: owner\)/);
  expect(text).toMatch(
    /broken +channels +#finance \(department finance\) is not there, or private: .*\/invite @Loopkeeper/,
  );
  expect(code).toBe(1);
});

test('a CX lead who has left is to look at while somebody can stand in, and broken where nobody can', async () => {
  const left = await examined({ org: ORG.replace('cx_lead: lea@', 'cx_lead: xlea@') });
  const { code, text } = await left.run();
  expect(text).toMatch(/look +people +xlea@acme.test is not in this workspace \(roles: cx_lead\)/);
  expect(code).toBe(0);
  const { run } = await examined({ org: ORG.replaceAll(/(lea|eve|sam|fay|pat)@acme\.test/g, 'x$1@acme.test') });
  const nobody = await run();
  expect(nobody.text).toMatch(/broken +people +neither the CX lead nor anybody who could stand in is a member/);
  expect(nobody.code).toBe(1);
});

test('a file that is no database is broken, and the rest is still looked at', async () => {
  const { file, run } = await examined();
  writeFileSync(file, 'these are words, and no pages of a database '.repeat(100));
  const { code, text } = await run();
  expect(text).toMatch(/broken +database +.*cannot be read \(file is not a database\)/);
  expect(text).toMatch(/ok +webhooks /);
  expect(code).toBe(1);
});

test('words after it that it does not know are refused', async () => {
  await expect(doctor.run(['--fix'], testWorld({}))).rejects.toThrow('loopkeeper doctor takes no "--fix"');
});

test('a token that Slack refuses is broken, and nothing more is asked of Slack', async () => {
  const { run } = await examined({ env: { SLACK_BOT_TOKEN: 'xoxb-1234567890-abcdefghij' } });
  const { code, text } = await run();
  expect(text).toMatch(/broken +bot token +Slack refuses it \(invalid_auth\)/);
  expect(text).not.toContain('scopes');
  expect(code).toBe(1);
});

test('an app token that opens no connection is broken', async () => {
  const { run } = await examined({ env: { SLACK_APP_TOKEN: 'xapp-1-A1234567890-abcdefghij' } });
  const { code, text } = await run();
  expect(text).toMatch(/broken +app token +does not open a connection/);
  expect(code).toBe(1);
});

test('an organisation file with mistakes is broken by its lines; one that is not in force is to look at', async () => {
  const wrong = await examined({ org: ORG.replace('lea@acme.test', 'nobody') });
  expect((await wrong.run()).text).toMatch(/broken +organisation +.*org\.yml, line 3: /);
  const other = await examined({ org: ORG.replace('Double charges', 'Double billing') });
  await startedOnce(other.file);
  const { code, text } = await other.run();
  expect(text).toMatch(/look +organisation +.*something else than what is in force: loopkeeper org apply/);
  expect(code).toBe(0);
});

test('a database of another workspace is broken', async () => {
  const { file, run } = await examined();
  const database = await startedOnce(file);
  const teamId = JSON.stringify({ teamId: 'TOTHER' });
  await database.synchronous((raw) => raw.prepare(`insert into setting values ('slack.identity', ?)`).run(teamId));
  expect((await run()).text).toMatch(/broken +workspace +the database belongs to TOTHER/);
});

test('a delivery that nobody does is to look at', async () => {
  const { file, run } = await examined();
  const database = await startedOnce(file);
  const insert = `insert into inbox (kind, source, external_id, body_hash, received_at, failed) values ('feedback', 's', ?, '', ?, ?)`;
  await database.synchronous((raw) => {
    raw.prepare(insert).run('a', MONDAY - HOUR, null);
    raw.prepare(insert).run('b', MONDAY - HOUR, 'Error');
  });
  const { text } = await run();
  expect(text).toMatch(/look +inbox +1 could not be done/);
  expect(text).toMatch(/look +inbox +1 wait, the oldest for 60 minutes: is Loopkeeper running\?/);
});

test('without Slack it says that the sandbox is used, and checks the rest', async () => {
  const file = join(temporaryFolder(), 'loopkeeper.db');
  const world = testWorld({ DATABASE_URL: `file:${file}` });
  expect(await exitCodeOf(doctor.run([], world))).toBe(0);
  expect(world.printed.join('\n')).toMatch(/ok +Slack +there are no tokens, so the workspace on this machine is used/);
  expect(world.printed.join('\n')).toMatch(/look +webhooks +no source has a secret/);
});

test('a mistake in the environment is broken, each by its variable', async () => {
  const world = testWorld({ HTTP_PORT: 'http', LOOPKEEPER_OGR: 'x' });
  expect(await exitCodeOf(doctor.run([], world))).toBe(1);
  expect(world.printed.join('\n')).toMatch(/broken +configuration +HTTP_PORT is no port number/);
  expect(world.printed.join('\n')).toContain(
    'LOOPKEEPER_OGR is no variable of Loopkeeper: did you mean LOOPKEEPER_ORG?',
  );
});

test('a Redis that was named and does not answer is to look at', async () => {
  const { run } = await examined({ env: { REDIS_URL: 'redis://127.0.0.1:1' } });
  expect((await run()).text).toMatch(/look +doorbell +REDIS_URL does not answer \(.*ECONNREFUSED/);
});
