import { expect, test } from 'vitest';
import { delayNotice, rollUpSummary } from '../../../src/features/feedback/views.ts';
import { applyOrganisation, organisationFrom } from '../../../src/features/ownership/index.ts';
import { workingDayAt } from '../../../src/kernel/calendar/work.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { ORG } from '../../support/company.ts';
import { at, nineToFive } from '../../support/issue.ts';

const PRAISE = { text: 'The app is wonderful, thank you!', customer: { account: 'Lumen' } };

const posts = (t: TestBot, channel = 'product') => t.sandbox.messages(t.sandbox.channel(channel));
const inThread = (t: TestBot, post: number) => {
  const channel = t.sandbox.channel('product');
  return t.sandbox.thread(channel, String(posts(t)[post]?.ts)).slice(1);
};

test.each([
  ['the same day, before the hour', '2026-03-02 09:30', '2026-03-02 16:00'],
  ['the next day, from the hour on', '2026-03-02 16:00', '2026-03-03 16:00'],
  ['Monday, after it on a Friday', '2026-03-06 17:00', '2026-03-09 16:00'],
  ['Monday, at the weekend', '2026-03-07 09:00', '2026-03-09 16:00'],
])('what is praised is told on %s', (_when, now, then) => {
  expect(workingDayAt(nineToFive, '16:00', at(now))).toBe(at(then));
});

test('a channel gets one post a day of all that is praised, each in its thread in full', async () => {
  const t = await startTestBot();
  for (let n = 1; n <= 12; n++) await t.hears({ ...PRAISE, customer: { account: `Customer ${n}` } });
  await t.hears({ text: 'The app is on my phone.' });
  expect(posts(t)).toEqual([]);
  await t.turnTo(at('2026-03-02 16:00'));
  expect(posts(t).map(({ text }) => text)).toEqual(['Also heard today: 12 words of praise and 1 other remark']);
  expect(inThread(t, 0)).toHaveLength(13);
});

test('what comes after the post is of the next day, and a day without any has none', async () => {
  const t = await startTestBot();
  await t.hears(PRAISE);
  await t.turnTo(at('2026-03-02 16:00'));
  await t.hears(PRAISE);
  await t.turnTo(at('2026-03-02 23:59'));
  expect(posts(t)).toHaveLength(1);
  await t.turnTo(at('2026-03-03 16:00'));
  expect(posts(t)).toHaveLength(2);
  await t.turnTo(at('2026-03-05 16:01'));
  expect(posts(t)).toHaveLength(2);
});

test('a post whose hour was put later grows by what came since', async () => {
  const t = await startTestBot({ org: `${ORG}policy: { also_heard_at: '12:00' }\n` });
  await t.hears(PRAISE);
  await t.turnTo(at('2026-03-02 12:00'));
  const parsed = organisationFrom(`${ORG}policy: { also_heard_at: '16:00' }\n`);
  if (!parsed.ok) throw new Error('This organisation has mistakes');
  await t.bot.context.transaction((tx) => applyOrganisation(tx, parsed.organisation, 'file', t.bot.context.now()));
  await t.hears(PRAISE);
  await t.turnTo(at('2026-03-02 16:00'));
  expect(posts(t).map(({ text }) => text)).toEqual(['Also heard today: 2 words of praise']);
  expect(inThread(t, 0)).toHaveLength(2);
});

test('of a day on which very much is praised the thread has lines, and no flood of cards', async () => {
  const t = await startTestBot();
  for (let n = 1; n <= 25; n++) await t.hears({ ...PRAISE, customer: { account: `Customer ${n}` } });
  await t.turnTo(at('2026-03-02 16:00'));
  expect(posts(t)).toHaveLength(1);
  expect(inThread(t, 0).map(({ text }) => text)).toEqual(['Lines 1 to 25']);
});

test('a complaint does not wait behind what is praised', async () => {
  const t = await startTestBot();
  for (let n = 1; n <= 8; n++) await t.hears({ ...PRAISE, customer: { account: `Customer ${n}` } });
  await t.hears({ text: 'The app always crashes.' });
  expect(t.card('product').text).toContain('The app');
});

test.each([
  [
    { total: 3, issues: 2, praise: 1 },
    '3 more pieces of feedback: 2 to be answered, each with an owner, 1 word of praise',
  ],
  [{ total: 1, issues: 1, praise: 0 }, '1 more piece of feedback: 1 to be answered, with an owner'],
  [{ total: 4, issues: 0, praise: 2 }, '4 more pieces of feedback: 2 words of praise, 2 neutral'],
])('a summary of %o counts only what there is, in words that fit', (counts, text) => {
  expect(rollUpSummary(counts, { imported: undefined, gathers: undefined }).text).toBe(text);
});

test('a single post that is late is one', () => {
  expect(delayNotice(1).text).toBe('Delayed: 1 post is waiting, about a minute');
});
