import { expect, test } from 'vitest';
import { startTestBot } from '../../support/bot.ts';

const COMPLAINT = { text: 'I was charged twice in October.', customer: { account: 'Orbit' } };

async function why(words: string, who = 'ann') {
  const t = await startTestBot();
  await t.hears(COMPLAINT);
  await t.sandbox.as(who).command('/cx', words);
  return { t, said: JSON.stringify(t.sandbox.as(who).ephemerals().at(-1)) };
}

test('/cx why says why it is yours, by which words and which version, what comes next and when, and how to change it', async () => {
  const { t, said } = await why('why 1');
  expect(said).toContain('You are who answers for this topic');
  expect(said).toContain('charged twice');
  expect(said).toContain('Policy of version 1');
  expect(said).toMatch(/a reminder to <@\w+>/);
  expect(said).toContain(`it goes to the backup of <@${t.sandbox.user('ann')}>`);
  expect(said).toContain('Not mine');
});

test('/cx why without a number is about what you have had longest', async () => {
  expect((await why('why')).said).toContain('#1 Double charges: why?');
  expect((await why('why', 'dan')).said).toContain('Nothing is waiting for you');
});

test.each([
  ['why 99', 'There is no issue #99'],
  ['why me', 'Give its number'],
])('/cx %s is answered in words', async (words, answer) => {
  expect((await why(words)).said).toContain(answer);
});

test('to anybody else it says whose it is', async () => {
  const { t, said } = await why('why 1', 'dan');
  expect(said).toContain(`<@${t.sandbox.user('ann')}> is who answers`);
});
