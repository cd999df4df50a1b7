import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../src/kernel/time.ts';
import { promise } from '../../src/platform/outbox/outbox.ts';
import { startTestBot, type TestBot } from '../support/bot.ts';

const COMPLAINT = { text: 'I was charged twice in October.' };

/** A bot whose work of one kind stands still: nothing wakes it, and nothing of it is done. */
async function standing(still: (t: TestBot) => Promise<void>) {
  const errors: { readonly detail?: string }[] = [];
  const pings: string[] = [];
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: (fields: object) => void errors.push(fields) };
  const t = await startTestBot({ bot: { log, ping: async () => void pings.push('well') } });
  await t.hears(COMPLAINT);
  await t.bot.auditor.look();
  await still(t);
  t.sandbox.clock.advance(MINUTE);
  for (let looks = 0; looks < 2; looks++) await t.bot.auditor.look();
  return { told: errors.map(({ detail }) => detail ?? '').join(), pings };
}

const row = { done_at: null, failed: null, attempts: 0, retry_at: Number.MAX_SAFE_INTEGER };

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
            .set({ due_at: t.bot.context.now(), retry_at: Number.MAX_SAFE_INTEGER })
            .execute()
            .then(() => undefined),
        ),
      'steps that are due were not taken',
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

test('many posts that wait while others go out are a queue, and no standstill', async () => {
  const t = await startTestBot({ bot: { limits: { channelMs: 150, postsPerMinute: 1e9, editsPerMinute: 1e9 } } });
  const bodies = Array.from({ length: 10 }, (_, n) => ({
    id: `q${n}`,
    text: `The invoice part${n} of batch${n} is wrong.`,
  }));
  await Promise.all(bodies.map((body) => t.posts(JSON.stringify(body), { id: body.id })));
  t.sandbox.clock.advance(MINUTE);
  const said = () =>
    t.bot.context.transaction((tx) =>
      tx
        .selectFrom('outbox')
        .select(({ fn }) => fn.max('sent_at').as('at'))
        .executeTakeFirst(),
    );
  while (Number((await said())?.at) < t.bot.context.now()) await new Promise(setImmediate);
  await t.bot.auditor.look();
  expect((await t.bot.auditor.look()).filter(({ key }) => key === 'work/outbox')).toEqual([]);
});
