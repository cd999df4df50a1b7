import { describe, expect, test } from 'vitest';
import type { Issue } from '../../../src/features/issues/domain.ts';
import { goodwill } from '../../../src/features/issues/life/goodwill.ts';
import { type Blocked, rankedWants } from '../../../src/features/issues/life/means.ts';
import { needHelp } from '../../../src/features/issues/life/mending.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { at, MONDAY, newIssue, nineToFive, user } from '../../support/issue.ts';

const ann = { by: user('ann'), now: at('2026-03-02 11:00'), calendar: nineToFive };
const accepted: Issue = { ...newIssue, state: 'accepted', acceptedAt: MONDAY };

describe('the ask for means', () => {
  const one: Blocked = {
    ...{ issue: 1, need: 'money', department: 'Finance', reason: 'A till', waitingSince: MONDAY },
    ...{ customer: 'a', account: 'a', value: 100 },
  };

  test('goes by need and department, the accounts that are worth most first', () => {
    const wants = rankedWants([one, { ...one, issue: 2, need: 'tool', value: 900, account: 'b' }]);
    expect(wants.map(({ need, value }) => [need, value])).toEqual([
      ['tool', 900],
      ['money', 100],
    ]);
  });

  test('counts a customer and what their account is worth once', () => {
    expect(rankedWants([one, { ...one, issue: 2 }])).toMatchObject([{ issues: 2, customers: 1, value: 100 }]);
  });

  test('names who has waited longest', () => {
    const earlier = { ...one, issue: 2, waitingSince: at('2026-02-02 09:00') };
    expect(rankedWants([one, earlier])[0]?.longest.issue).toBe(2);
  });
});

describe('goodwill', () => {
  const reason = 'For the trouble';

  test.each([
    ['25', '25'],
    ['12,50', '12.50'],
    ['1 000', '1000'],
    ['0.5', '0.50'],
  ])('of %s is remembered as %s', (amount, kept) => {
    expect(goodwill(accepted, ann, { amount, reason, currency: 'eur' })).toMatchObject({
      event: { type: 'goodwill', payload: { amount: `${kept} EUR`, reason } },
    });
  });

  test.each(['0', '-5', 'a lot', '1e9', '12.345', '1,000,000', '99999999', 'NaN'])('of %s is refused', (amount) => {
    expect(goodwill(accepted, ann, { amount, reason })).toMatchObject({ kind: 'refused', field: 'amount' });
  });

  test('needs no currency, but not a wrong one', () => {
    expect(goodwill(accepted, ann, { amount: '5', reason })).toMatchObject({ event: { payload: { amount: '5' } } });
    expect(goodwill(accepted, ann, { amount: '5', reason, currency: 'coins' })).toMatchObject({ field: 'currency' });
  });
});

test('asking for help is a sign of life of whoever has it, and none of who has not taken it', () => {
  expect(needHelp(accepted, ann, { reason: 'Who knows the till?' })).toMatchObject({ issue: { activeAt: ann.now } });
  expect(needHelp(newIssue, ann, { reason: 'Who knows it?' })).toMatchObject({ issue: { stageFrom: MONDAY } });
  expect(needHelp(accepted, ann, {})).toMatchObject({ kind: 'refused', field: 'reason' });
});

async function pressed(t: TestBot, who: string, button: string, values: Record<string, string>) {
  const person = t.sandbox.as(who);
  await person.command('/cx', 'issue 1');
  const details = person.ephemerals().at(-1);
  await person.click({ channel: t.sandbox.channel('general'), ts: String(details?.ts) }, button);
  const answer = await person.submit(values);
  await t.settled();
  return JSON.stringify(answer);
}

async function taken(): Promise<TestBot> {
  const t = await startTestBot();
  await t.hears({ text: 'I was charged twice in October.', customer: { account: 'Orbit', value: 48_000 } });
  await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
  await t.settled();
  return t;
}

test('who needs help is offered it by a click in the thread, and told by whom', async () => {
  const t = await taken();
  await pressed(t, 'ann', 'issue.need-help', { reason: 'Who knows the till?' });
  const card = t.card('finance');
  const asked = t.sandbox.thread(card.channel, card.ts).at(-1);
  expect(JSON.stringify(asked?.blocks)).toContain('Who knows the till?');
  await t.sandbox.as('dan').click({ channel: card.channel, ts: String(asked?.ts) }, 'issue.help');
  await t.settled();
  expect(t.dms('ann').at(-1)).toBe(`#1 Double charges: <@${t.sandbox.user('dan')}> can help`);
});

test('what is blocked counts into the ask for leadership', async () => {
  const t = await taken();
  expect(JSON.stringify(await t.sandbox.as('eve').command('/cx', 'blocked'))).toContain('Nothing is blocked');
  await pressed(t, 'ann', 'issue.block', { need: 'people', reason: 'Ask jonna@orbit.test: nobody is there' });
  const said = JSON.stringify(await t.sandbox.as('eve').command('/cx', 'blocked'));
  expect(said).toContain('People, Finance');
  expect(said).toContain('48,000');
  expect(said).not.toContain('jonna@orbit.test');
});

test('goodwill stands in the story', async () => {
  const t = await taken();
  expect(await pressed(t, 'ann', 'issue.goodwill', { amount: 'lots', reason: 'x' })).toContain(
    'A number above nothing',
  );
  await t.sandbox.as('ann').submit({ amount: '25', currency: 'EUR', reason: 'For the trouble' });
  await t.settled();
  expect(t.story(t.card('finance'))).toContain('Goodwill was given');
});
