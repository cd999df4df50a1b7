import { describe, expect, test } from 'vitest';
import { needOf } from '../../../src/features/issues/brief/needs.ts';
import type { Issue } from '../../../src/features/issues/domain.ts';
import { stepsAhead } from '../../../src/features/issues/ladder.ts';
import { likeness, nearestTo } from '../../../src/features/issues/life/likeness.ts';
import { merge, unmerge } from '../../../src/features/issues/life/merging.ts';
import { defaultPolicy, policyFor } from '../../../src/features/ownership/index.ts';
import { HOUR } from '../../../src/kernel/time.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { at, MONDAY, newIssue, nineToFive, user } from '../../support/issue.ts';

const ann = { by: user('ann'), now: at('2026-03-02 11:00'), calendar: nineToFive };

describe('two texts', () => {
  test.each<[rule: string, one: string, other: string, near: number]>([
    ['of the same words are the same, whatever their order, case and accents', 'Été: charged', 'CHARGED ete', 1],
    ['without a word in common are strangers', 'charged twice', 'app crashes', 0],
    ['of nothing are strangers', '', '', 0],
    ['that share half of their words are half alike', 'charged twice today', 'charged twice again', 0.5],
  ])('%s', (_rule, one, other, near) => {
    expect(likeness(one, other)).toBe(near);
  });

  test('are compared by who is nearest, and of equals by who is newest', () => {
    const texts = [
      { id: 1, text: 'charged twice' },
      { id: 2, text: 'charged twice in october' },
      { id: 3, text: 'charged twice' },
      { id: 4, text: 'the soup was cold' },
    ];
    expect(nearestTo('charged twice', texts, { least: 0.1, most: 3 })).toEqual([3, 1, 2]);
    expect(nearestTo('charged twice', texts, { least: 0.7, most: 3 })).toEqual([3, 1]);
  });
});

describe('merging', () => {
  const issue: Issue = { ...newIssue, id: 13, state: 'accepted', acceptedAt: MONDAY, stepsTaken: ['stage:contact'] };
  const other = { id: 12, state: 'open' } as const;
  const merged = merge(issue, ann, other);

  test('closes it as a duplicate of the other', () => {
    expect(merged).toMatchObject({ issue: { state: 'closed', end: { ending: 'duplicate', link: '#12' } } });
  });

  test('is not with what is closed, or with nothing', () => {
    expect(merge(issue, ann, { ...other, state: 'closed' })).toMatchObject({ kind: 'refused' });
    expect(merge(issue, ann, undefined)).toMatchObject({ kind: 'refused' });
  });

  test('can be undone, and then it is what it was, its owner asked anew', () => {
    if (merged.kind === 'refused') throw new Error(merged.because);
    const apart = unmerge(merged.issue, ann, issue, issue);
    const { stage, version } = merged.issue;
    const anew = { stage: stage + 1, version: version + 1, stageFrom: ann.now, activeAt: ann.now, stepsTaken: [] };
    expect(apart).toMatchObject({ issue: { ...issue, ...anew } });
    expect(unmerge(issue, ann, issue, issue).kind).toBe('refused');
    expect(unmerge(merged.issue, ann, undefined, issue).kind).toBe('refused');
  });

  test.each<[what: string, pause: Issue['pause'], hours: number]>([
    ['the time in which it was merged is not counted against us', undefined, 6],
    [
      'a pause that was under way counts that time itself',
      { kind: 'snooze', from: MONDAY, until: undefined, reason: 'a fair' },
      0,
    ],
  ])('%s', (_what, pause, hours) => {
    const resting = { ...issue, pause };
    const closed = merge(resting, ann, other);
    if (closed.kind === 'refused') throw new Error(closed.because);
    const evening = { ...ann, now: at('2026-03-02 17:00') };
    expect(unmerge(closed.issue, evening, resting, issue)).toMatchObject({ issue: { pause, pausedMs: hours * HOUR } });
  });
});

describe('a customer whose complaint was merged for two days', () => {
  const begun: Issue = { ...newIssue, state: 'accepted', acceptedAt: MONDAY, promisedFor: at('2026-03-03 16:00') };
  const merged = merge({ ...begun, id: 13 }, ann, { id: 12, state: 'open' });
  if (merged.kind === 'refused') throw new Error(merged.because);
  const wednesday = { ...ann, now: at('2026-03-04 11:00') };
  const apart = (before: Issue) => {
    const outcome = unmerge(merged.issue, wednesday, before, begun);
    if (outcome.kind === 'refused') throw new Error(outcome.because);
    return outcome.issue;
  };
  const policy = policyFor(defaultPolicy, begun);
  const dueOf = (issue: Issue) =>
    Object.fromEntries(stepsAhead(issue, policy, nineToFive).map(({ name, at }) => [name, at]));

  test('has waited all along, and is owed a word as they were', () => {
    const issue = apart({ ...begun, promisedFor: undefined });
    expect(issue).toMatchObject({ waitingSince: MONDAY, clockFrom: MONDAY });
    // Its owner has an hour of work first.
    expect(dueOf(issue).contact).toBe(at('2026-03-04 12:00'));
  });

  test('is no reason to tell a head of its owner before that owner had as long as anybody', () => {
    expect(dueOf(begun)['contact-breach']).toBe(at('2026-03-04 09:30'));
    expect(dueOf(apart(begun))['contact-breach']).toBe(at('2026-03-06 09:30'));
    expect(needOf(apart(begun), policy, nineToFive, at('2026-03-05 12:00'))).toBeUndefined();
    expect(needOf(apart(begun), policy, nineToFive, at('2026-03-06 09:30'))).toBe('brief-silent');
  });

  test('is held to no promise that went by meanwhile, but to one that is still to come', () => {
    expect(apart(begun).promisedFor).toBeUndefined();
    const later = at('2026-03-05 16:00');
    expect(apart({ ...begun, promisedFor: later }).promisedFor).toBe(later);
  });

  test('leaves the heads as long to agree as they had', () => {
    const limbo = { since: MONDAY, why: 'bounced', agreeBy: at('2026-03-03 11:00') } as const;
    expect(apart({ ...begun, limbo }).limbo?.agreeBy).toBe(at('2026-03-05 11:00'));
  });
});

const CHARGED = 'I was charged twice in October.';
const issueIn = (t: TestBot, id: number) =>
  t.bot.context.transaction((tx) => tx.selectFrom('issue').selectAll().where('id', '=', id).executeTakeFirstOrThrow());

async function press(t: TestBot, who: string, button: string, id: number, values?: Record<string, string>) {
  await t.sandbox.as(who).click(t.card('finance', id), button);
  if (values) await t.sandbox.as(who).submit(values);
  await t.settled();
}

describe('a complaint that is nearly the same as an open one', () => {
  test('can be merged into it by a click, is told with it, and can be taken apart again', async () => {
    const t = await startTestBot();
    await t.hears({ text: CHARGED, customer: { account: 'Orbit' } });
    await t.hears({ text: `${CHARGED}!`, customer: { account: 'Nord' }, logged_by: t.sandbox.user('joe') });
    expect(JSON.stringify(t.card('finance', 2).blocks)).toContain('Looks like #1');
    expect(JSON.stringify(t.card('finance', 1).blocks)).not.toContain('Looks like');
    const before = await issueIn(t, 2);
    await press(t, 'ann', 'issue.merge', 2);
    expect(await issueIn(t, 2)).toMatchObject({ state: 'closed', ending: 'duplicate', ending_link: '#1' });

    await press(t, 'ann', 'issue.accept', 1);
    await press(t, 'ann', 'issue.fix', 1, { root_cause: 'Two jobs', change: 'One job' });
    await t.sandbox.as('ann').click(t.card('finance', 1), 'issue.tell');
    expect(JSON.stringify(t.sandbox.modal('ann'))).toContain('Please tell these too: a customer at Nord (#2');

    await press(t, 'ann', 'issue.unmerge', 2);
    const { stage: _s, version: _v, stage_from: _f, active_at: _a, waited_ms: _w, merged_ms: _m, ...was } = before;
    expect(await issueIn(t, 2)).toMatchObject(was);
    expect(JSON.stringify(t.card('finance', 2).blocks)).not.toContain('Looks like');
  });

  test.each([
    ['ann', 'is not taken from whoever has it for the time in which it was merged', 0],
    ['fay', 'is told to whoever has it when somebody else takes it apart', 1],
  ])('that %s takes apart %s', async (who, _rule, told) => {
    const t = await startTestBot();
    await t.hears({ text: CHARGED, customer: { account: 'Orbit' } });
    await t.hears({ text: CHARGED, customer: { account: 'Nord' } });
    await press(t, 'ann', 'issue.merge', 2);
    await press(t, 'ann', 'issue.close', 1, { ending: 'anonymous' });
    await t.turnTo(at('2026-03-11 10:00'));
    const dms = t.dms('ann').length;
    await press(t, who, 'issue.unmerge', 2);
    await t.turnTo(at('2026-03-11 13:00'));
    expect(await issueIn(t, 2)).toMatchObject({ owner: t.sandbox.user('ann'), standing: 'owner' });
    expect(t.dms('ann')).toHaveLength(dms + told);
  });

  test('is asked of its owner and told to no head when it is taken apart days later, and /cx why says so', async () => {
    const t = await startTestBot();
    await t.hears({ text: CHARGED, customer: { account: 'Orbit' } });
    await t.hears({ text: CHARGED, customer: { account: 'Nord' } });
    await press(t, 'ann', 'issue.accept', 2);
    await press(t, 'ann', 'issue.merge', 2);
    await press(t, 'ann', 'issue.close', 1, { ending: 'anonymous' });
    await t.turnTo(at('2026-03-09 10:00'));
    await press(t, 'ann', 'issue.unmerge', 2);
    const { channel, ts } = t.card('finance', 2);
    expect(JSON.stringify(t.sandbox.thread(channel, ts))).toContain('waited through the 7 days in which it was merged');
    for (const when of ['10 00:01', '10 09:30', '10 17:00']) await t.turnTo(at(`2026-03-${when}`));
    expect(JSON.stringify(t.sandbox.dm('ann').at(-1)?.blocks)).toContain('has not heard from us');
    expect(t.dms('fay')).toEqual([]);
    await t.sandbox.as('ann').command('/cx', 'why 2');
    const said = JSON.stringify(t.sandbox.as('ann').ephemerals().at(-1));
    expect(said).toContain('For 7 days it was merged into another. A customer at Nord has waited all along');
    for (const when of ['11 09:30', '12 00:01', '12 12:00']) await t.turnTo(at(`2026-03-${when}`));
    expect(JSON.stringify(t.sandbox.dm('fay').at(-1)?.blocks)).toContain('without a word from us');
  });

  test('is kept when the other is closed by then', async () => {
    const t = await startTestBot();
    await t.hears({ text: CHARGED });
    await t.hears({ text: CHARGED });
    const card = t.card('finance', 2);
    await press(t, 'ann', 'issue.close', 1, { ending: 'anonymous' });
    await t.sandbox.as('ann').click(card, 'issue.merge');
    await t.until(() => JSON.stringify(t.sandbox.as('ann').ephemerals()).includes('#1 is closed by now'));
    expect((await issueIn(t, 2)).state).toBe('open');
  });

  test('is not looked for under another topic', async () => {
    const t = await startTestBot();
    await t.hears({ text: CHARGED });
    await t.hears({ text: 'The app crashes all the time, this is terrible.' });
    expect(JSON.stringify(t.card('product').blocks)).not.toContain('Looks like');
  });
});

test.each<[how: string, take: (t: TestBot) => Promise<unknown>]>([
  ['taking it', (t) => t.sandbox.as('ann').click(t.card('finance', 2), 'issue.accept')],
  [
    'another time',
    async (t) => {
      const ts = t.sandbox.dm('ann').at(-1)?.ts ?? '';
      await t.sandbox.as('ann').click({ channel: t.sandbox.dmChannel('ann'), ts }, 'issue.promise');
      await t.sandbox.as('ann').submit({ day: '2026-03-04', time: '10:00' });
    },
  ],
])(
  'whoever takes one, by %s, is shown how the like of it was solved, with nothing personal in it',
  async (_how, take) => {
    const t = await startTestBot();
    await t.hears({ text: CHARGED });
    await press(t, 'ann', 'issue.accept', 1);
    await press(t, 'ann', 'issue.fix', 1, { root_cause: 'Two jobs for jonna@orbit.test', change: 'Only one can run' });
    await press(t, 'ann', 'issue.tell', 1, { channel: 'mail', day: '2026-03-02', words: 'Your money is back' });
    await t.hears({ text: 'Charged twice, again in October!' });
    await take(t);
    const shown = () => JSON.stringify([t.sandbox.as('ann').ephemerals(), t.sandbox.modal('ann')]);
    await t.until(() => shown().includes('Solved alike before'));
    const said = shown();
    expect(said).toContain('Only one can run');
    expect(said).toContain('Your money is back');
    expect(said).not.toContain('jonna@orbit.test');
  },
);
