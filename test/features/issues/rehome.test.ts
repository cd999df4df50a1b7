import { describe, expect, test } from 'vitest';
import { rehomeSome } from '../../../src/features/issues/rehome.ts';
import type { UserId } from '../../../src/kernel/slack.ts';
import type { Tx } from '../../../src/platform/db/schema.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';

const MANY = 60;

/** Ann has so many. */
async function withMany(): Promise<TestBot> {
  const t = await startTestBot();
  const bodies = Array.from({ length: MANY }, (_, n) => ({
    ...{ id: `c${n}`, text: 'I was charged twice in October.', customer: { account: `Account ${n}` } },
  }));
  await Promise.all(bodies.map((body) => t.posts(JSON.stringify(body), { id: body.id })));
  await t.settled();
  return t;
}

async function had(tx: Tx, t: TestBot, who: string): Promise<number> {
  const owner = t.sandbox.user(who) as UserId;
  return (await tx.selectFrom('issue').select('id').where('owner', '=', owner).execute()).length;
}

const has = (t: TestBot, who: string) => t.bot.context.transaction((tx) => had(tx, t, who));

/** As Slack says of her, without anybody having heard of it yet. */
const becomes = (t: TestBot, tx: Tx, is: { readonly away?: 0 | 1; readonly standing?: 'deactivated' }) =>
  tx
    .updateTable('slack_user')
    .set(is)
    .where('id', '=', t.sandbox.user('ann') as UserId)
    .execute();

describe('what somebody has who has left', () => {
  test('goes to the next in the chain, however much it is', async () => {
    const t = await withMany();
    t.sandbox.setUser('ann', { deleted: true });
    await t.until(async () => (await has(t, 'bob')) === MANY);
    expect(await has(t, 'ann')).toBe(0);
  });

  test('goes a few in each transaction, so that nobody who presses a button waits for all of it; with them is stored where to go on', async () => {
    const t = await withMany();
    const { context } = t.bot;
    const ann = t.sandbox.user('ann');
    await context.transaction((tx) => becomes(t, tx, { standing: 'deactivated' }));
    const [given, next] = await context.transaction(async (tx) => {
      await rehomeSome(tx, `gone/0/${ann}`, context.now());
      const timers = await tx.selectFrom('timer').select('subject').where('kind', '=', 'issues.rehome').execute();
      return [await had(tx, t, 'bob'), timers.map(({ subject }) => subject)];
    });
    expect([given, next]).toEqual([25, [`gone/25/${ann}`]]);
    await t.until(async () => (await has(t, 'bob')) === MANY);
  });

  test('stays, as far as it was not given on, with who is back meanwhile', async () => {
    const t = await withMany();
    const { context } = t.bot;
    await context.transaction((tx) => becomes(t, tx, { away: 1 }));
    await context.transaction(async (tx) => {
      await rehomeSome(tx, `gone/0/${t.sandbox.user('ann')}`, context.now());
      await becomes(t, tx, { away: 0 });
    });
    await t.settled();
    expect(await has(t, 'ann')).toBe(MANY - 25);
  });
});
