import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { MINUTE } from '../../src/kernel/time.ts';
import { startAuditor } from '../../src/platform/auditor.ts';
import { promise } from '../../src/platform/outbox/outbox.ts';
import { startTestBot, type TestBot } from '../support/bot.ts';
import { redisForTests, startTestRedis } from '../support/redis.ts';

const COMPLAINT = { text: 'I was charged twice in October.' };

/** A bot whose work of one kind stands still: nothing wakes it, and nothing of it is done. */
async function standing(still: (t: TestBot) => Promise<void>) {
  const errors: { readonly detail?: string }[] = [];
  const pings: string[] = [];
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: (fields: object) => void errors.push(fields) };
  const bot = { log, ping: async () => void pings.push('well') };
  const t = await startTestBot({ bot, refusals: 'expected' });
  await t.hears(COMPLAINT);
  await t.bot.auditor.look();
  await still(t);
  t.sandbox.clock.advance(MINUTE);
  for (let looks = 0; looks < 2; looks++) await t.bot.auditor.look();
  return { told: errors.map(({ detail }) => detail ?? '').join(), pings };
}

const never = Number.MAX_SAFE_INTEGER;
const row = { done_at: null, failed: null, attempts: 0, retry_at: never };

describe('within two looks the audit names the loop that stands still, and the heartbeat stays out', () => {
  test.each<[loop: string, still: (t: TestBot) => Promise<void>, words: string]>([
    [
      'inbox',
      (t) =>
        t.bot.context.transaction((tx) =>
          tx
            .updateTable('inbox')
            .set(row)
            .execute()
            .then(() => undefined),
        ),
      'what came in waits to be done',
    ],
    [
      'timers',
      (t) =>
        t.bot.context.transaction((tx) =>
          tx
            .updateTable('timer')
            .set({ due_at: t.bot.context.now(), retry_at: never })
            .execute()
            .then(() => undefined),
        ),
      'steps that are due were not taken',
    ],
    [
      'facts',
      (t) =>
        t.bot.context.transaction((tx) =>
          tx
            .insertInto('fact')
            .values({ type: 'person.left', payload: '{}', at: t.bot.context.now(), failed: null, retry_at: never })
            .execute()
            .then(() => undefined),
        ),
      'what happened waits to be passed on',
    ],
    [
      'Slack, of which every connection breaks',
      async (t) => {
        t.sandbox.faults.next('*', { kind: 'drop-before-accept' }, Number.POSITIVE_INFINITY);
        await t.posts(JSON.stringify({ id: 'while-down', ...COMPLAINT }), { id: 'while-down' });
        await t.bot.doorbell.idle();
      },
      'nothing is being said',
    ],
    [
      'outbox',
      (t) =>
        t.bot.context.transaction(async (tx) => {
          const card = { key: 'another', kind: 'issue.card', subject: '1/finance', to: t.sandbox.user('ann') };
          await promise(tx, card as never, t.bot.context.now());
          const rests = { retry_at: Date.now() + 10 * MINUTE };
          await tx.updateTable('outbox').set(rests).where('key', '=', 'another').execute();
        }),
      'nothing is being said',
    ],
  ])('%s', async (_loop, still, words) => {
    const { told, pings } = await standing(still);
    expect(told).toContain(words);
    expect(pings).toEqual(['well']);
  });
});

test('much that waits to be done while some of it is done, as in a flood, is a queue, and no standstill', async () => {
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const t = await startTestBot({ bot: { log } });
  await t.hears(COMPLAINT);
  await t.bot.context.transaction((tx) => tx.updateTable('inbox').set(row).execute());
  t.sandbox.clock.advance(MINUTE);
  await t.hears({ text: 'The invoice is wrong.' });
  for (let looks = 0; looks < 2; looks++) expect(await t.bot.auditor.look()).toEqual([]);
  t.sandbox.clock.advance(MINUTE);
  await t.bot.auditor.look();
  expect((await t.bot.auditor.look()).map(({ key }) => key)).toEqual(['work/inbox']);
});

test('many posts that wait while others go out are a queue, and no standstill', async () => {
  const t = await startTestBot({ bot: { limits: { channelMs: 150, postsPerMinute: 1e9, editsPerMinute: 1e9 } } });
  const bodies = Array.from({ length: 10 }, (_, n) => ({
    id: `q${n}`,
    text: `The invoice part${n} of batch${n} is wrong.`,
  }));
  await Promise.all(bodies.map((body) => t.posts(JSON.stringify(body), { id: body.id })));
  t.sandbox.clock.advance(MINUTE);
  const turnedAt = t.bot.context.now();
  const said = () =>
    t.bot.context.transaction((tx) =>
      tx
        .selectFrom('outbox')
        .select(({ fn }) => fn.max('sent_at').as('at'))
        .executeTakeFirst(),
    );
  while (Number((await said())?.at) < turnedAt) await new Promise(setImmediate);
  await t.bot.auditor.look();
  expect((await t.bot.auditor.look()).filter(({ key }) => key === 'work/outbox')).toEqual([]);
});

describe('the auditor itself', () => {
  const quiet = () => undefined;

  test('says what holds it up where another process has the database, and the heartbeat stays out', async () => {
    const databaseFile = `${mkdtempSync(join(tmpdir(), 'loopkeeper-'))}/loopkeeper.db`;
    const t = await startTestBot({ bot: { databaseFile } });
    const other = new Sqlite(databaseFile);
    onTestFinished(() => void other.close());
    other.exec('begin immediate');
    const told: { readonly error?: Error }[] = [];
    const pings: string[] = [];
    const log = { debug: quiet, info: quiet, warn: quiet, error: (fields: object) => void told.push(fields) };
    const auditor = startAuditor({
      context: t.bot.context,
      audits: [{ find: async () => [], mend: async () => undefined }],
      log,
      ping: async () => void pings.push('well'),
      everyMs: 50,
    });
    await vi.waitUntil(() => told.length > 0, 15_000);
    other.exec('rollback');
    await auditor.stop();
    expect(told[0]?.error?.message).toMatch(/database/);
    expect(pings).toEqual([]);
  }, 20_000);
});

const binary = redisForTests();

test.skipIf(binary === undefined)('that Redis is gone is told within two looks, though work goes on', async () => {
  const redis = await startTestRedis(binary ?? '');
  const told: { readonly detail?: string }[] = [];
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: (fields: object) => void told.push(fields) };
  const t = await startTestBot({ bot: { log, redis: { rung: 'redis', url: redis.url, prefix: 'audit' } } });
  await t.bot.auditor.look();
  await redis.stop();
  await t.until(() => !t.bot.doorbell.health().ok);
  for (let looks = 0; looks < 2; looks++) await t.bot.auditor.look();
  expect(told.map(({ detail }) => detail)).toEqual([expect.stringContaining('Redis is away')]);
  await t.hears(COMPLAINT);
  expect(t.dms('ann')).toHaveLength(1);
});
