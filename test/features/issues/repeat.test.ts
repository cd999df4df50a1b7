import { describe, expect, test } from 'vitest';
import { sameCustomer } from '../../../src/features/feedback/index.ts';
import { againOf, againText, startingSeverity } from '../../../src/features/issues/life/opening.ts';
import { DAY } from '../../../src/kernel/time.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';

describe('two customers', () => {
  const jonna = { name: 'Jonna', account: 'Orbit' };
  test.each<[rule: string, one: object, other: object, same: boolean]>([
    ['of one number are one', { id: 'C1' }, { id: 'C1', name: 'Else' }, true],
    ['of two numbers are two, whatever else is alike', { id: 'C1', ...jonna }, { id: 'C2', ...jonna }, false],
    ['of one address are one, however it is written', { email: 'J@orbit.test' }, { email: ' j@Orbit.test' }, true],
    ['of one name at one account are one', jonna, { name: 'jonna', account: 'ORBIT' }, true],
    ['of one name are two where no account is known', { name: 'Jonna' }, { name: 'Jonna' }, false],
    ['of one account are two where no name is known', { account: 'Orbit' }, { account: 'Orbit' }, false],
    [
      'who are anonymous are two',
      { name: 'Anonymous', account: 'Orbit' },
      { name: 'anonymous', account: 'Orbit' },
      false,
    ],
    ['of whom nothing is known are two', {}, {}, false],
  ])('%s', (_rule, one, other, same) => {
    expect(sameCustomer(one, other)).toBe(same);
  });
});

describe('a complaint that is said again', () => {
  const again = againOf([12, 7], '60 days');

  test('starts one severity higher', () => {
    expect(startingSeverity(false, again)).toBe('urgent');
    expect(startingSeverity(true, again)).toBe('critical');
    expect(startingSeverity(false, undefined)).toBe('normal');
  });

  test('says which time it is, and where the one before stands', () => {
    expect(again && againText(again)).toBe('Third time in 60 days, see #12');
    expect(againOf([], '60 days')).toBeUndefined();
  });
});

const CHARGED = 'I was charged twice in October.';
const severities = (t: TestBot) =>
  t.bot.context.transaction(async (tx) => {
    const rows = await tx.selectFrom('issue').select('severity').orderBy('id').execute();
    return rows.map(({ severity }) => severity);
  });

describe('the second complaint of one customer', () => {
  const customer = { email: 'jonna@orbit.test', account: 'Orbit' };

  test('on one topic is urgent, and its card says that it is the second', async () => {
    const t = await startTestBot();
    await t.hears({ text: CHARGED, customer });
    await t.turn(20 * DAY);
    await t.hears({ text: 'Charged twice, once more.', customer: { email: 'Jonna@Orbit.test' } });
    expect(await severities(t)).toEqual(['normal', 'urgent']);
    expect(JSON.stringify(t.card('finance', 2).blocks)).toContain('Second time in 60 days, see #1.');
  });

  test.each([
    ['on another topic', { text: 'The app crashes, this is terrible.', customer }, 1],
    ['after 61 days', { text: CHARGED, customer }, 61],
    ['by somebody else at the account', { text: CHARGED, customer: { account: 'Orbit' } }, 1],
  ])('%s is like a first', async (_what, said, days) => {
    const t = await startTestBot();
    await t.hears({ text: CHARGED, customer });
    await t.turn(days * DAY);
    await t.hears(said);
    expect((await severities(t)).at(-1)).toBe('normal');
  });

  test('counts no message that was no complaint', async () => {
    const t = await startTestBot();
    await t.hears({ text: CHARGED, customer });
    await t.sandbox.as('ann').click(t.card('finance'), 'issue.close');
    await t.sandbox.as('ann').submit({ ending: 'not-a-complaint' });
    await t.settled();
    await t.hears({ text: CHARGED, customer });
    expect((await severities(t)).at(-1)).toBe('normal');
  });
});
