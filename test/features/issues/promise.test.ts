import { describe, expect, test } from 'vitest';
import { promise, slots } from '../../../src/features/issues/life/owning.ts';
import { startTestBot } from '../../support/bot.ts';
import { at, MONDAY, newIssue, nineToFive, user } from '../../support/issue.ts';

const ann = { by: user('ann'), now: MONDAY, calendar: nineToFive };
const later = (now: string) => ({ ...ann, now: at(now) });

describe('the times that are offered', () => {
  test.each<[rule: string, now: string, offered: string[]]>([
    ['the next two in working hours', '2026-03-02 09:30', ['2026-03-02 16:00', '2026-03-03 10:00']],
    ['none within the hour', '2026-03-02 15:01', ['2026-03-03 10:00', '2026-03-03 16:00']],
    ['none at the weekend', '2026-03-06 16:30', ['2026-03-09 10:00', '2026-03-09 16:00']],
  ])('are %s', (_rule, now, offered) => {
    expect(slots(nineToFive, at(now))).toEqual(offered.map(at));
  });
});

describe('promising the customer a word', () => {
  const four = at('2026-03-02 16:00');

  test('is taking it', () => {
    expect(promise(newIssue, ann, four)).toMatchObject({
      issue: { state: 'accepted', owner: 'UANN', promisedFor: four },
      event: { type: 'accepted', payload: { for: String(four) } },
    });
  });

  test('can be done anew by whoever has it, and by nobody else', () => {
    const taken = { ...newIssue, state: 'accepted' as const, promisedFor: four };
    const anew = promise(taken, ann, at('2026-03-03 10:00'));
    expect(anew).toMatchObject({ issue: { promisedFor: at('2026-03-03 10:00') }, event: { type: 'promised' } });
    expect(promise(taken, { ...ann, by: user('bob') }, four)).toMatchObject({ kind: 'refused' });
  });

  test('twice of the same time is promised once', () => {
    const taken = { ...newIssue, state: 'accepted' as const, promisedFor: four };
    expect(promise(taken, ann, four)).toMatchObject({ because: 'That is what you have promised already.' });
  });

  test.each([
    ['a time that has passed', '2026-03-02 09:29', 'time'],
    ['a time in two months', '2026-05-02 10:00', 'day'],
  ])('is not taken for %s', (_what, when, field) => {
    expect(promise(newIssue, ann, at(when))).toMatchObject({ kind: 'refused', field });
  });

  test('is not taken when the customer has heard from us', () => {
    const contacted = { ...newIssue, state: 'contacted' as const, contactedAt: MONDAY };
    expect(promise(contacted, later('2026-03-02 10:00'), four)).toMatchObject({ kind: 'refused' });
  });
});

test('a click on a time takes it, shows the promise on the card, and reminds on that morning and when it has passed', async () => {
  const t = await startTestBot();
  await t.hears({ text: 'I was charged twice in October.', customer: { account: 'Orbit' } });
  const ann = t.sandbox.as('ann');
  const dm = () => ({ channel: t.sandbox.dmChannel('ann'), ts: String(t.sandbox.dm('ann').at(-1)?.ts) });
  await ann.click(dm(), 'issue.slot-2');
  await t.settled();
  expect(JSON.stringify(t.card('finance').blocks)).toContain('hears from us');
  await t.turnTo(at('2026-03-03 09:31'));
  expect(t.dms('ann').at(-1)).toContain('you promised a word today');
  await t.turnTo(at('2026-03-03 12:30'));
  expect(t.dms('ann').at(-1)).toContain('the promised time has passed');
});

test('a time that has passed meanwhile is told so, and nothing is taken', async () => {
  const t = await startTestBot();
  await t.hears({ text: 'I was charged twice in October.' });
  const letter = { channel: t.sandbox.dmChannel('ann') };
  const [first] = t.sandbox.dm('ann');
  await t.turnTo(at('2026-03-02 16:30'));
  await t.sandbox.as('ann').click({ ...letter, ts: String(first?.ts) }, 'issue.slot-1');
  await t.until(() => JSON.stringify(t.sandbox.as('ann').ephemerals()).includes('That time has passed'));
  expect(t.card('finance').text).toContain('please accept');
});
