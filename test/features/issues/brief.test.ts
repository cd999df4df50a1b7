import { describe, expect, test } from 'vitest';
import { needOf } from '../../../src/features/issues/brief/needs.ts';
import type { Issue } from '../../../src/features/issues/domain.ts';
import { assign } from '../../../src/features/issues/life/owning.ts';
import { defaultPolicy, policyFor } from '../../../src/features/ownership/index.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { at, MONDAY, newIssue, nineToFive, user } from '../../support/issue.ts';

const policy = policyFor(defaultPolicy, newIssue);
const accepted: Issue = { ...newIssue, state: 'accepted', acceptedAt: MONDAY };
const answered: Issue = { ...accepted, state: 'contacted', contactedAt: MONDAY };
const blocked = { kind: 'blocked', from: MONDAY, until: undefined, reason: 'A second till', need: 'money' } as const;
const limbo = { since: MONDAY, why: 'silence', agreeBy: MONDAY } as const;

describe('in the brief of its head stands an issue that', () => {
  test.each<[rule: string, issue: Issue, when: string, step: string | undefined]>([
    ['is past its time', answered, '2026-03-10 00:00', 'brief-overdue'],
    ['has gone two days without a word to the customer', accepted, '2026-03-04 09:30', 'brief-silent'],
    ['is blocked', { ...answered, pause: blocked }, '2026-03-03 09:30', 'brief-blocked'],
    ['fell between departments', { ...newIssue, limbo }, '2026-03-02 10:00', 'brief-agree'],
  ])('%s', (_rule, issue, when, step) => {
    expect(needOf(issue, policy, nineToFive, at(when))).toBe(step);
  });

  test.each<[rule: string, issue: Issue, when: string]>([
    ['is in time', answered, '2026-03-06 09:30'],
    ['is late by less than the policy lets pass', answered, '2026-03-09 16:00'],
    ['was given to somebody within the hour', { ...newIssue, stageFrom: at('2026-03-04 16:45') }, '2026-03-05 09:15'],
    ['waits for the customer', { ...answered, pause: { ...blocked, kind: 'customer' } }, '2026-03-20 09:30'],
    ['is fixed', { ...answered, state: 'fixed' }, '2026-03-20 09:30'],
    ['is closed', { ...answered, state: 'closed' }, '2026-03-20 09:30'],
  ])('but none that %s', (_rule, issue, when) => {
    expect(needOf(issue, policy, nineToFive, at(when))).toBeUndefined();
  });
});

describe('assigning', () => {
  const fay = { by: user('fay'), now: MONDAY, calendar: nineToFive };
  const bob = { id: user('bob'), standing: 'member', away: false };

  test('makes a colleague the owner, asks them anew and is no bounce', () => {
    expect(assign(accepted, fay, bob, {})).toMatchObject({
      issue: { owner: bob.id, state: 'open', bounces: 0 },
      event: { type: 'given', actor: fay.by, payload: { from: user('ann'), to: bob.id } },
    });
  });

  test('ends what was between departments or before the sponsor, and what is fixed stays so', () => {
    const between = assign({ ...newIssue, limbo, queuedAt: MONDAY }, fay, bob, {});
    expect(between).toMatchObject({ issue: { limbo: undefined, queuedAt: undefined } });
    expect(assign({ ...answered, state: 'fixed' }, fay, bob, {})).toMatchObject({ issue: { state: 'fixed' } });
  });

  test('may be to oneself', () => {
    expect(assign(accepted, fay, { ...bob, id: fay.by }, {}).kind).toBe('changed');
  });

  test.each([
    ['somebody who is away', { ...bob, away: true }, 'away just now'],
    ['whoever has it', { ...bob, id: user('ann') }, 'have it already'],
    ['a guest', { ...bob, standing: 'guest' }, 'full member'],
    ['nobody', undefined, 'Choose a colleague'],
  ])('is not to %s', (_who, to, because) => {
    expect(assign(accepted, fay, to, {})).toMatchObject({ because: expect.stringContaining(because) });
  });
});

const COMPLAINT = { text: 'I was charged twice in October.', customer: { account: 'Orbit' } };

/** Two complaints of Monday: Ann takes one and says so to its customer, the other has had no word. */
async function aWeek() {
  const t = await startTestBot();
  await t.hears(COMPLAINT);
  await t.sandbox.as('ann').click(t.card('finance', 1), 'issue.accept');
  await t.settled();
  return t;
}

/** To the backup, between departments, and the Monday after. */
const STEPS = ['2026-03-03 13:00', '2026-03-04 17:00', '2026-03-09 09:16'];

const blocksOf = (t: TestBot, who: string) => JSON.stringify(t.sandbox.dm(who).at(-1)?.blocks);

describe('on Monday at a quarter past nine', () => {
  test('a head reads what needs them, in the place of the bundle, and can assign it with one click', async () => {
    const t = await aWeek();
    await t.turnTo(at('2026-03-06 12:00'));
    const before = t.dms('fay').length;
    await t.turnTo(at('2026-03-09 09:14'));
    expect(t.dms('fay')).toHaveLength(before);
    await t.turnTo(at('2026-03-09 09:16'));
    expect(t.dms('fay')).toHaveLength(before + 1);
    expect(t.dms('fay').at(-1)).toBe('Finance: one customer needs you this week.');
    const dm = { channel: t.sandbox.dmChannel('fay'), ts: String(t.sandbox.dm('fay').at(-1)?.ts) };
    expect(t.sandbox.dm('fay').at(-1)?.metadata?.event_payload).toMatchObject({ kind: 'issue.brief' });
    await t.sandbox.as('fay').click(dm, 'issue.assign');
    await t.sandbox.as('fay').submit({ colleague: t.sandbox.user('joe') });
    await t.settled();
    expect(JSON.stringify(t.sandbox.dm('joe'))).toContain('Double charges');
    expect(blocksOf(t, 'fay')).toContain(t.sandbox.user('joe'));
    await t.turnTo(at('2026-03-09 16:59'));
    expect(t.dms('fay')).toHaveLength(before + 1);
  });

  test('who heads a department in which nothing needs them reads none', async () => {
    const t = await aWeek();
    await t.turnTo(at('2026-03-09 09:16'));
    expect(t.dms('pat')).toEqual([]);
  });

  test('the executive sponsor reads at most five decisions, the longest in the queue first, each with since when it has been there, and how many more there are', async () => {
    const t = await startTestBot();
    for (let n = 1; n <= 8; n++) await t.hears({ ...COMPLAINT, customer: { account: `Customer ${n}` } });
    for (const when of STEPS) await t.turnTo(at(when));
    expect(t.dms('eve')).toEqual(['8 decisions wait for you.']);
    expect(blocksOf(t, 'eve')).toContain('3 more behind these; `/cx queue` shows which is next.');
    expect(blocksOf(t, 'eve')?.match(/issue\.decide/g)).toHaveLength(5);
    expect(blocksOf(t, 'eve')?.match(/it has been in the queue <!date/g)).toHaveLength(5);
  });
});
