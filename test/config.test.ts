import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Config, FIXES, type Problem, problemsText, readConfig } from '../src/config.ts';

const bot = { SLACK_BOT_TOKEN: 'xoxb-1234567890-abcdef' };
const socket = { ...bot, SLACK_APP_TOKEN: 'xapp-1-A0000-1234567890' };
const http = { ...bot, SLACK_SIGNING_SECRET: '8f742231b10e8888abcd99yyyzzz85a5' };
const key = (seed: number, bytes = 32) =>
  `whsec_${Buffer.from(Array.from({ length: bytes }, (_, i) => (i * 37 + seed) % 256)).toString('base64')}`;

type Env = Record<string, string | undefined>;

function configFor(env: Env): Config {
  const outcome = readConfig(env);
  if (!outcome.ok) throw new Error(problemsText(outcome.problems));
  return outcome.config;
}

function problemsIn(env: Env): readonly Problem[] {
  const outcome = readConfig(env);
  return outcome.ok ? [] : outcome.problems;
}

test('an empty environment is enough, and means the sandbox', () => {
  expect(configFor({ PATH: '/bin' })).toEqual({
    slack: { mode: 'sandbox' },
    database: { file: 'data/loopkeeper.db', explicit: false },
    redis: { url: undefined },
    heartbeat: { url: undefined },
    http: { host: '127.0.0.1', port: 3000 },
    publicUrl: undefined,
    org: { path: 'org.yml', explicit: false },
    ingest: { secrets: new Map() },
    log: { level: 'info' },
  });
});

describe('Slack', () => {
  test.each<[string, Env, string]>([
    ['with an app token is reached by Socket Mode', socket, 'socket'],
    ['with a signing secret is reached by HTTP', http, 'http'],
    ['with both is reached by Socket Mode', { ...http, ...socket }, 'socket'],
  ])('%s', (_rule, env, mode) => {
    expect(configFor(env).slack.mode).toBe(mode);
  });

  test('may be any server that speaks its API', () => {
    const { slack } = configFor({ ...socket, SLACK_API_URL: 'http://127.0.0.1:4000/api/' });
    expect(slack).toMatchObject({ apiUrl: 'http://127.0.0.1:4000/api/' });
  });

  test('that is another server may have tokens of any kind', () => {
    const env = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'example', SLACK_API_URL: 'http://127.0.0.1:1/' };
    expect(configFor(env).slack.mode).toBe('http');
  });

  test.each<[string, Env, string, string]>([
    ['the app or signing secret is missing', bot, 'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN is set'],
    ['the bot token is missing', { SLACK_APP_TOKEN: socket.SLACK_APP_TOKEN }, 'SLACK_BOT_TOKEN', 'is missing'],
    [
      'only the signing secret is there',
      { SLACK_SIGNING_SECRET: http.SLACK_SIGNING_SECRET },
      'SLACK_BOT_TOKEN',
      'is missing',
    ],
    ['only the address is there', { SLACK_API_URL: 'http://127.0.0.1:1/' }, 'SLACK_BOT_TOKEN', 'SLACK_API_URL is set'],
    ['the bot token is empty', { ...socket, SLACK_BOT_TOKEN: '' }, 'SLACK_BOT_TOKEN', 'is set but empty'],
  ])('half configured is a mistake and never the sandbox: %s', (_rule, env, where, what) => {
    expect(problemsIn(env)).toContainEqual({ where, what: expect.stringContaining(what), fix: expect.any(String) });
  });
});

describe('a wrong value is named with what was expected:', () => {
  test.each<[string, Env, string, string]>([
    [
      "a user's token",
      { ...socket, SLACK_BOT_TOKEN: 'xoxp-12345678' },
      'SLACK_BOT_TOKEN',
      "a user's token (xoxp-) where a bot token (xoxb-)",
    ],
    [
      'an app token for the bot',
      { ...socket, SLACK_BOT_TOKEN: 'xapp-12345678' },
      'SLACK_BOT_TOKEN',
      'is an app-level token (xapp-)',
    ],
    [
      'a bot token for the app',
      { ...socket, SLACK_APP_TOKEN: 'xoxb-12345678' },
      'SLACK_APP_TOKEN',
      'is a bot token (xoxb-) where an app-level',
    ],
    ['a token of nothing', { ...socket, SLACK_BOT_TOKEN: 'hunter2' }, 'SLACK_BOT_TOKEN', 'is no Slack token'],
    ['a token in quotes', { ...socket, SLACK_BOT_TOKEN: 'xoxb-12345678"' }, 'SLACK_BOT_TOKEN', 'perhaps a quote'],
    ['a placeholder', { ...socket, SLACK_BOT_TOKEN: 'xoxb-your-token' }, 'SLACK_BOT_TOKEN', 'is a placeholder'],
    ['half a token', { ...socket, SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_BOT_TOKEN', 'is too short'],
    [
      'a token as signing secret',
      { ...bot, SLACK_SIGNING_SECRET: 'xoxb-1234567890' },
      'SLACK_SIGNING_SECRET',
      'is a token',
    ],
    [
      'a signing secret of zeros',
      { ...bot, SLACK_SIGNING_SECRET: '0'.repeat(32) },
      'SLACK_SIGNING_SECRET',
      'is a placeholder',
    ],
    ['a short signing secret', { ...bot, SLACK_SIGNING_SECRET: 'a1b2c3d4' }, 'SLACK_SIGNING_SECRET', 'is too short'],
    ['an address that is none', { ...socket, SLACK_API_URL: 'localhost' }, 'SLACK_API_URL', 'is no HTTP address'],
    ['another database', { DATABASE_URL: 'postgres://u:p@h/db' }, 'DATABASE_URL', 'only SQLite files'],
    ['a database without a path', { DATABASE_URL: 'file:' }, 'DATABASE_URL', 'is no file'],
    ['another queue', { REDIS_URL: 'http://127.0.0.1' }, 'REDIS_URL', 'is no Redis address'],
    ['a port out of range', { HTTP_PORT: '70000' }, 'HTTP_PORT', 'is no port number'],
    ['a port in words', { HTTP_PORT: 'http' }, 'HTTP_PORT', 'is no port number'],
    ['a host with a port', { HTTP_HOST: '127.0.0.1/x' }, 'HTTP_HOST', 'is no host name'],
    ['a log level that is none', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL', 'is no log level'],
  ])('%s', (_rule, env, where, what) => {
    expect(problemsIn(env)).toEqual([
      { where, what: expect.stringContaining(what), fix: FIXES[where as keyof typeof FIXES] },
    ]);
  });

  test.each([
    ['a near miss', 'LOOPKEEPER_INGEST_SECRET', 'did you mean LOOPKEEPER_INGEST_SECRETS?'],
    ['nothing like any', 'LOOPKEEPER_FLUX_CAPACITOR', 'there are LOOPKEEPER_ORG and LOOPKEEPER_INGEST_SECRETS'],
  ])('an unknown variable: %s', (_rule, where, fix) => {
    expect(problemsIn({ [where]: '1' })).toMatchObject([{ where, fix: expect.stringContaining(fix) }]);
  });
});

describe('ingest secrets', () => {
  test('are kept by source, several while they are rotated', () => {
    const text = `helpdesk=${key(1)}, shop=${key(2)},helpdesk=${key(3)}`;
    const { secrets } = configFor({ LOOPKEEPER_INGEST_SECRETS: text }).ingest;
    expect([...secrets]).toEqual([
      ['helpdesk', [key(1), key(3)]],
      ['shop', [key(2)]],
    ]);
  });

  test.each([
    ['a pair without a source', key(1), 'without a source'],
    ['nothing before the equals sign', `=${key(1)}`, 'without a source'],
    ['nothing between commas', `a=${key(1)},,b=${key(2)}`, '(pair 2)'],
    ['a source no address can have', `Help Desk=${key(1)}`, 'small letters'],
    ['a secret of another kind', 'shop=c2VjcmV0', 'for "shop" a secret that does not begin with whsec_'],
    ['a short secret', `shop=${key(1, 16)}`, 'is 16 bytes long: at least 24'],
    ['a long secret', `shop=${key(1, 65)}`, 'is 65 bytes long: at most 64'],
    ['what is not base64', `shop=${key(1).slice(0, 20)}*${key(1).slice(21)}`, 'is not base64'],
    ['a placeholder', 'shop=whsec_your-secret-here', 'is a placeholder'],
    ['zeros', `shop=whsec_${Buffer.alloc(32).toString('base64')}`, 'is a placeholder'],
  ])('are refused: %s', (_rule, text, what) => {
    expect(problemsIn({ LOOPKEEPER_INGEST_SECRETS: text })).toMatchObject([{ what: expect.stringContaining(what) }]);
  });

  test('each wrong pair is told at once', () => {
    expect(problemsIn({ LOOPKEEPER_INGEST_SECRETS: 'a=x,b=y' })).toHaveLength(2);
  });
});

test('every mistake is told at once, and none repeats a secret', () => {
  const env = {
    SLACK_BOT_TOKEN: 'xoxp-canary-1234567',
    SLACK_SIGNING_SECRET: 'canary',
    REDIS_URL: 'http://user:canary@host',
    LOOPKEEPER_INGEST_SECRETS: 'shop=canary,whsec_canary=canary',
    DATABASE_URL: 'postgres://user:canary@host/db',
    LOOPKEEPER_TYPO: 'canary',
    HTTP_PORT: '',
  };
  const text = problemsText(problemsIn(env));
  for (const name of Object.keys(env)) expect(text).toContain(name);
  expect(text).toContain('8 things are wrong');
  expect(text).not.toContain('canary');
});

test.each([
  ['file:data/a.db', 'data/a.db'],
  ['file:/var/lib/a.db', '/var/lib/a.db'],
  ['file:///var/lib/a.db', '/var/lib/a.db'],
])('%s is the file %s', (value, file) => {
  expect(configFor({ DATABASE_URL: value }).database.file).toBe(file);
});

test('an organisation file that somebody named is known as such', () => {
  expect(configFor({ LOOPKEEPER_ORG: 'acme.yml' }).org).toEqual({ path: 'acme.yml', explicit: true });
});

test('.env.example has each variable, and none beside', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const named = [...text.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(Object.keys(FIXES).sort());
});

test.each<[string, Env, string]>([
  ['a database in memory alone', { DATABASE_URL: 'file::memory:' }, 'lost'],
  ['a database in memory alone, with a space', { DATABASE_URL: 'file: :memory: ' }, 'lost'],
  ['a database without a name', { DATABASE_URL: 'file: ' }, 'lost'],
  ['a source called slack', { LOOPKEEPER_INGEST_SECRETS: `slack=${key(1)}` }, "Slack's own events"],
])('%s is refused', (_what, env, what) => {
  expect(problemsIn(env).map((problem) => problem.what)).toEqual([expect.stringContaining(what)]);
});

describe('the address for customers', () => {
  test.each([
    ['https://cx.acme.example/', 'https://cx.acme.example'],
    ['https://acme.example/cx', 'https://acme.example/cx'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://localhost:3000', 'http://localhost:3000'],
  ])('%s is %s', (value, address) => {
    expect(configFor({ LOOPKEEPER_PUBLIC_URL: value }).publicUrl).toBe(address);
  });

  test.each([
    ['in the open', 'http://cx.acme.example', 'not https'],
    ['that only looks local', 'http://127.0.0.1.evil.example', 'not https'],
    ['of another kind', 'ftp://cx.acme.example', 'no web address'],
    ['that is none', 'cx.acme.example', 'no web address'],
    ['with a password', 'https://user:canary@cx.acme.example', 'no name, password'],
    ['with a question', 'https://cx.acme.example/?canary', 'no name, password'],
    ['that would break out of its marks', 'https://cx.acme.example/`canary`', 'characters'],
  ])('is refused %s, without being repeated', (_what, value, what) => {
    const problems = problemsIn({ LOOPKEEPER_PUBLIC_URL: value });
    expect(problems).toMatchObject([{ where: 'LOOPKEEPER_PUBLIC_URL', what: expect.stringContaining(what) }]);
    expect(problemsText(problems)).not.toContain('canary');
  });
});

test('a file may have a # in its name', () => {
  expect(configFor({ DATABASE_URL: 'file:data/my#1.db' }).database.file).toBe('data/my#1.db');
});
