import { describe, expect, test } from 'vitest';
import { startTestBot, type TestBot } from '../../support/bot.ts';

const saying = (account: string | undefined, text = 'I was charged twice in October.', name = 'Jonna Virtanen') => ({
  text,
  customer: { name, ...(account !== undefined && { account }) },
});

/** What `/cx who` answers. */
async function asked(t: TestBot, words: string): Promise<string> {
  await t.sandbox.as('ann').command('/cx', `who ${words}`);
  return JSON.stringify(t.sandbox.as('ann').ephemerals().at(-1)?.blocks ?? []);
}

describe('/cx who with the name of a customer', () => {
  test.each(['Orbit Labs', 'orbit labs', 'orbit', 'Jonna Virtanen'])('%s names who answers them now', async (words) => {
    const t = await startTestBot();
    await t.hears(saying('Orbit Labs'));
    const answer = await asked(t, words);
    expect(answer).toContain('A customer at Orbit Labs*: one complaint is open.');
    expect(answer).toContain(`*#1 Double charges*: <@${t.sandbox.user('ann')}> answers for it`);
    expect(answer).toContain('issue.open');
  });

  test('who has nothing open is said to have nothing open', async () => {
    const t = await startTestBot();
    await t.hears(saying('Orbit Labs', 'Thank you, the invoice was lovely.'));
    expect(await asked(t, 'orbit')).toContain('no complaint of theirs is open');
  });

  test('one that may be several names them all', async () => {
    const t = await startTestBot();
    await t.hears(saying('Orbit Labs'));
    await t.hears(saying('Orbit Foods', 'I was charged twice in May.'));
    const answer = await asked(t, 'orbit');
    expect(answer).toContain('A customer at Orbit Foods and a customer at Orbit Labs*: 2 complaints are open.');
  });

  test('of many the five who waited longest are shown, and how many more there are', async () => {
    const t = await startTestBot();
    for (let n = 0; n < 7; n++) await t.hears(saying('Orbit', `I was charged twice in the ${n}th month.`, `Jo${n} Bo`));
    const answer = await asked(t, 'orbit');
    expect(answer.match(/answers for it/g)).toHaveLength(5);
    expect(answer).toContain('2 more are open.');
  });

  test('that is also a word for a topic gives both answers', async () => {
    const t = await startTestBot();
    await t.hears(saying('Invoice'));
    const answer = await asked(t, 'invoice');
    expect(answer).toContain('A customer at Invoice*');
    expect(answer).toContain('Wrong?');
  });

  test('is no part of a word, and no two letters', async () => {
    const t = await startTestBot();
    await t.hears(saying('Orbit Labs'));
    for (const words of ['orb', 'Jonna', 'or']) expect(await asked(t, words)).toContain('Nobody is named for');
  });

  test('tells nothing of what only few may read', async () => {
    const t = await startTestBot();
    await t.hears(saying('Orbit Labs', 'Dan was rude to me on the phone.'));
    expect(await asked(t, 'orbit')).toContain('Nobody is named for');
  });

  test('makes nothing alive that a source has put into a name', async () => {
    const t = await startTestBot();
    await t.hears(saying('<!channel> Labs'));
    const answer = await asked(t, '<!channel> labs');
    expect(answer).toContain('&lt;!channel&gt;');
    expect(answer).not.toContain('<!channel>');
  });
});
