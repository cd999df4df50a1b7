import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { MARKER } from '../../src/platform/outbox/say.ts';
import { seed } from '../support/company.ts';
import { unexpectedIn } from '../support/unexpected.ts';

/** What every story of the bot ends with: here a "bot" says what it should not, and is found out. */
let sandbox: Sandbox;
let file: string;
let insert: (key: string, channel: string, ts: string) => void;

beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loopkeeper-unexpected-'));
  file = join(folder, 'loopkeeper.db');
  const database = new Database(file);
  database.exec('create table outbox (key text, channel text, ts text)');
  const row = database.prepare('insert into outbox values (?, ?, ?)');
  insert = (...values) => void row.run(...values);
  sandbox = await startSandbox({ seed: seed() });
  sandbox.join('support', 'app');
  onTestFinished(async () => {
    await sandbox.close();
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

async function call(method: string, args: object): Promise<{ channel: string; ts: string }> {
  const response = await fetch(sandbox.apiUrl + method, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${sandbox.tokens.bot}` },
    body: JSON.stringify(args),
  });
  return (await response.json()) as { channel: string; ts: string };
}

const say = (args: object, key?: string) => {
  const metadata = key === undefined ? {} : { metadata: { event_type: MARKER, event_payload: { key } } };
  return call('chat.postMessage', { channel: sandbox.channel('support'), text: 'hi', ...args, ...metadata });
};

/** Says it as the bot does: the outbox knows of it. */
async function properly(args: object, key: string): Promise<void> {
  const { channel, ts } = await say(args, key);
  insert(key, channel, ts);
}

const found = (callsAtStop = sandbox.ledger.calls.length) => unexpectedIn(sandbox, file, callsAtStop);

test('what the outbox knows is expected', async () => {
  await properly({}, 'card/1');
  await properly({ channel: sandbox.user('ann') }, 'letter/1');
  expect(await found()).toEqual([]);
});

test('a message without a marker is not', async () => {
  await say({ text: 'psst' });
  expect(await found()).toEqual(['"psst" said without a marker']);
});

test('nor is one with a marker that the outbox does not know', async () => {
  await say({}, 'card/2');
  expect(await found()).toEqual(['"hi" said as card/2, of which the outbox knows nothing']);
});

test('nor one that was said twice, unless one of them was taken away', async () => {
  await properly({}, 'card/1');
  const again = await say({}, 'card/1');
  expect(await found()).toEqual(['"hi" said as card/1, of which the outbox knows another', 'card/1 said 2 times']);
  await call('chat.delete', again);
  expect(await found()).toEqual([]);
});

test('nor one without words, nor one to a guest or to somebody who left', async () => {
  await properly({ text: undefined, blocks: [{ type: 'divider', block_id: 'x' }] }, 'card/1');
  sandbox.setUser('bob', { deleted: true });
  for (const who of ['gus', 'bob']) await properly({ channel: sandbox.user(who) }, who);
  expect(await found()).toEqual([
    'a message without words: [{"type":"divider","block_id":"x"}]',
    '"hi" sent to gus',
    '"hi" sent to bob',
  ]);
});

test('nor anything that comes once the bot has stopped', async () => {
  await call('auth.test', {});
  expect(await found(0)).toEqual(['auth.test called by a bot that had stopped']);
});
