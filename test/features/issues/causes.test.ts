import { describe, expect, test } from 'vitest';
import type { Issue } from '../../../src/features/issues/domain.ts';
import {
  type Cause,
  cameBack,
  causeChoice,
  fixWith,
  hang,
  mendedWith,
  rankedCauses,
  ship,
  takeOff,
  type Waiting,
  weightOf,
} from '../../../src/features/issues/life/causes.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { at, MONDAY, newIssue, nineToFive, user } from '../../support/issue.ts';

const ann = { by: user('ann'), now: at('2026-03-02 11:00'), calendar: nineToFive };
const cause: Cause = {
  ...{ id: 3, title: 'Two jobs run at once', department: 'finance', trackerUrl: undefined },
  ...{ createdBy: user('ann'), shipped: undefined },
};
const shipped = { by: user('ann'), at: MONDAY, rootCause: 'Two jobs ran', change: 'Only one can' };
const written = { root_cause: 'Two jobs ran', change: 'Only one can' };
const accepted: Issue = { ...newIssue, state: 'accepted', acceptedAt: MONDAY, stage: 2, activeAt: MONDAY };

describe('what a form says of a cause', () => {
  test('is one that there is, a new one, or none', () => {
    expect(causeChoice(accepted, { cause: '3' })).toEqual({ kind: 'known', id: 3 });
    expect(causeChoice(accepted, { title: 'Two jobs', tracker: 'https://tracker.test/1' })).toEqual({
      ...{ kind: 'new', title: 'Two jobs', trackerUrl: 'https://tracker.test/1' },
    });
    expect(causeChoice(accepted, { cause: 'none' })).toEqual({ kind: 'none' });
  });

  test.each<[what: string, fields: Record<string, string>, field: string]>([
    ['nothing at all', {}, 'title'],
    ['both', { cause: '3', title: 'Two jobs' }, 'title'],
    ['a link to nothing', { cause: '3', tracker: 'https://tracker.test/1' }, 'tracker'],
    ['a whole story for a title', { title: 'x'.repeat(101) }, 'title'],
    ['a link that is none', { title: 'Two jobs', tracker: 'CX-12' }, 'tracker'],
    ['a link of another kind', { title: 'Two jobs', tracker: 'javascript:alert(1)' }, 'tracker'],
    ['a link with a password', { title: 'Two jobs', tracker: 'https://a:b@tracker.test/1' }, 'tracker'],
  ])('is not %s', (_what, fields, field) => {
    expect(causeChoice(accepted, fields)).toMatchObject({ kind: 'refused', field });
  });

  test('is not taken for what is closed, or what only few may see', () => {
    expect(causeChoice({ ...accepted, state: 'closed' }, { cause: '3' }).kind).toBe('refused');
    expect(causeChoice({ ...accepted, restricted: 'legal' }, { cause: '3' }).kind).toBe('refused');
  });
});

describe('hanging an issue under a cause', () => {
  test('leaves it its owner and state, and is a sign of life', () => {
    expect(hang(accepted, ann, cause)).toMatchObject({
      issue: { cause: 3, owner: accepted.owner, state: 'accepted', stage: 3 },
      event: { type: 'hung', actor: user('ann'), payload: { cause: '3', title: 'Two jobs run at once' } },
    });
  });

  test('does not stop the clock of what nobody has taken', () => {
    expect(hang(newIssue, ann, cause)).toMatchObject({ issue: { cause: 3, stage: newIssue.stage, stageFrom: MONDAY } });
  });

  test.each<[what: string, cause: Cause | undefined]>([
    ['none', undefined],
    ["another department's", { ...cause, department: 'product' }],
    ['one that is mended', { ...cause, shipped }],
  ])('is not under %s', (_what, other) => {
    expect(hang(accepted, ann, other)).toMatchObject({ kind: 'refused', field: 'cause' });
  });

  test('is not twice under the same', () => {
    expect(hang({ ...accepted, cause: 3 }, ann, cause).kind).toBe('refused');
  });

  test('can be taken back', () => {
    expect(takeOff({ ...accepted, cause: 3 }, ann)).toMatchObject({ issue: { cause: undefined } });
    expect(takeOff(accepted, ann).kind).toBe('refused');
  });
});

describe('mending a cause', () => {
  test('needs what was wrong and what was changed, once', () => {
    expect(ship(cause, ann, { root_cause: 'Two jobs ran' })).toMatchObject({ kind: 'refused', field: 'change' });
    expect(ship({ ...cause, shipped }, ann, written).kind).toBe('refused');
    expect(ship(cause, ann, written)).toMatchObject({
      ...{
        kind: 'shipped',
        shipped: { by: user('ann'), at: ann.now, rootCause: 'Two jobs ran', change: 'Only one can' },
      },
    });
  });

  test('fixes what is open, and not what is fixed or closed by itself', () => {
    expect(
      (['open', 'accepted', 'contacted', 'fixed', 'closed'] as const).map((state) => mendedWith({ state })),
    ).toEqual([...[true, true, true], ...[false, false]]);
    const bobs: Issue = { ...accepted, owner: user('bob'), cause: 3 };
    expect(fixWith(bobs, ann, cause, shipped)).toMatchObject({
      issue: { state: 'fixed', owner: user('bob'), rootCause: 'Two jobs ran', change: 'Only one can' },
      event: { type: 'fixed', actor: user('ann'), payload: { cause: '3' } },
    });
  });

  test('stays what it is when something comes back, which is seen', () => {
    expect(cameBack({ state: 'open' }, { shipped })).toBe(true);
    expect(cameBack({ state: 'closed' }, { shipped })).toBe(false);
    expect(cameBack({ state: 'open' }, cause)).toBe(false);
  });
});

describe('causes', () => {
  const one: Waiting = { customer: 'a', account: 'orbit', value: 100, waitingSince: MONDAY };

  test('weigh each customer and account once', () => {
    const waiting = [one, { ...one, waitingSince: at('2026-03-01 09:00') }, { ...one, customer: 'b', account: 'nord' }];
    expect(weightOf(waiting)).toEqual({ issues: 3, customers: 2, value: 200, waitingSince: at('2026-03-01 09:00') });
    expect(weightOf([])).toEqual({ issues: 0, customers: 0, value: 0, waitingSince: undefined });
  });

  test('are ranked by worth, then by customers, then by who waited longest; what nobody waits for comes last', () => {
    const of = (id: number, waiting: Waiting[]) => ({ cause: { ...cause, id }, weight: weightOf(waiting) });
    const poor = { ...one, value: 0 };
    const ranked = rankedCauses([
      of(1, []),
      of(2, [poor]),
      of(3, [{ ...poor, waitingSince: at('2026-03-01 09:00') }]),
      of(4, [poor, { ...poor, customer: 'b' }]),
      of(5, [one]),
    ]);
    expect(ranked.map((each) => each.cause.id)).toEqual([5, 4, 3, 2, 1]);
  });
});

const issueIn = (t: TestBot, id: number) =>
  t.bot.context.transaction((tx) => tx.selectFrom('issue').selectAll().where('id', '=', id).executeTakeFirstOrThrow());

/** The button is on what `/cx issue` answers. */
async function name(t: TestBot, who: string, issue: number, values: Record<string, string>): Promise<string> {
  await t.sandbox.as(who).command('/cx', `issue ${issue}`);
  await clickLast(t, who, 'issue.cause');
  const answer = await t.sandbox.as(who).submit(values);
  await t.settled();
  return JSON.stringify(answer);
}

async function clickLast(t: TestBot, who: string, button: string): Promise<void> {
  const said = t.sandbox.as(who).ephemerals().at(-1);
  if (said === undefined) throw new Error(`${who} was told nothing`);
  await t.sandbox.as(who).click(said, button);
  await t.settled();
}

async function told(t: TestBot, who: string, words: string): Promise<string> {
  await t.sandbox.as(who).command('/cx', words);
  return JSON.stringify(t.sandbox.as(who).ephemerals().at(-1));
}

/** Three customers of Finance; the first is Ann's, the second Bob's, the third nobody has taken. */
async function three(): Promise<TestBot> {
  const t = await startTestBot();
  for (const [n, account] of ['Orbit', 'Nord', 'Lumen'].entries())
    await t.hears({ text: `I was charged twice, number ${n}.`, customer: { account, value: 1000 * (n + 1) } });
  for (const [who, id] of [['ann', 1] as const, ['bob', 2] as const]) {
    await t.sandbox.as(who).click(t.card('finance', id), 'issue.accept');
    await t.settled();
  }
  return t;
}

describe('a cause in Slack', () => {
  const TITLE = 'Two jobs <!here> run at once';

  test('is named under one issue, chosen under others, mended once, and told by each owner', async () => {
    const t = await three();
    await name(t, 'ann', 1, { title: TITLE, tracker: 'https://tracker.test/1' });
    expect(JSON.stringify(t.card('finance', 1).blocks)).toContain('One cause with others');
    expect(JSON.stringify(t.card('finance', 1).blocks)).not.toContain('<!here>');
    await name(t, 'bob', 2, { cause: '1' });
    await name(t, 'fay', 3, { title: TITLE.toUpperCase() });
    expect(await Promise.all([1, 2, 3].map(async (id) => (await issueIn(t, id)).cause_id))).toEqual([1, 1, 1]);

    const list = await told(t, 'joe', 'causes');
    expect(list).toContain('3 issues, 3 customers, accounts worth 6,000');
    expect(await told(t, 'ann', 'cause 1')).toContain('a customer at Nord');
    await clickLast(t, 'ann', 'cause.ship');
    const dms = t.dms('bob').length;
    const said = JSON.stringify(await t.sandbox.as('ann').submit({ root_cause: 'Two jobs', change: 'One job' }));
    expect(said).toContain('3 issues fixed');
    await t.settled();
    for (const [id, owner] of [[1, 'ann'] as const, [2, 'bob'] as const, [3, 'ann'] as const]) {
      expect(await issueIn(t, id)).toMatchObject({
        state: 'fixed',
        root_cause: 'Two jobs',
        owner: t.sandbox.user(owner),
      });
      expect(t.story(t.card('finance', id)).at(-1)).toBe('Fixed');
    }
    expect(t.dms('bob')).toHaveLength(dms);
    await t.turnTo(at('2026-03-03 09:30'));
    expect(t.dms('bob').at(-1)).toContain('fixed; please tell the customer');
  });

  test('that is mended stays so when an issue comes back, and shows it', async () => {
    const t = await three();
    await name(t, 'ann', 1, { title: TITLE });
    await told(t, 'ann', 'cause 1');
    await clickLast(t, 'ann', 'cause.ship');
    await t.sandbox.as('ann').submit({ root_cause: 'Two jobs', change: 'One job' });
    await t.settled();
    await t.sandbox.as('ann').click(t.card('finance', 1), 'issue.tell');
    await t.sandbox.as('ann').submit({ channel: 'mail', day: '2026-03-02', words: 'Done' });
    await t.settled();
    await t.sandbox.as('ann').click(t.card('finance', 1), 'issue.reopen');
    await t.sandbox.as('ann').submit({ reason: 'It came back' });
    await t.settled();
    const shown = await told(t, 'ann', 'cause 1');
    expect(shown).toContain('Mended');
    expect(shown).toContain('came back after it was mended');
    expect(JSON.stringify(t.card('finance', 1).blocks)).toContain('mended once and back again');
    expect(await told(t, 'ann', 'causes')).toContain('No cause is waiting');
    // No other can be hung under it: the form does not offer it.
    expect(await name(t, 'bob', 2, { cause: '1' }).catch(String)).toContain('no input "cause"');
  });

  test('that was mended while an issue was merged has mended it too, and its customer is still to be told', async () => {
    const t = await three();
    await name(t, 'ann', 1, { title: TITLE });
    await name(t, 'bob', 2, { cause: '1' });
    await t.sandbox.as('bob').click(t.card('finance', 2), 'issue.merge');
    await t.settled();
    await told(t, 'ann', 'cause 1');
    await clickLast(t, 'ann', 'cause.ship');
    await t.sandbox.as('ann').submit({ root_cause: 'Two jobs', change: 'One job' });
    await t.settled();
    await t.sandbox.as('bob').click(t.card('finance', 2), 'issue.unmerge');
    await t.settled();
    expect(await issueIn(t, 2)).toMatchObject({ state: 'fixed', change: 'One job', owner: t.sandbox.user('bob') });
    expect(JSON.stringify(t.card('finance', 2).blocks)).not.toContain('back again');
    await t.turnTo(at('2026-03-03 09:30'));
    expect(t.dms('bob').at(-1)).toContain('fixed; please tell the customer');
  });

  test('is mended by the owner of any of its issues, the head or the CX lead, and by nobody else', async () => {
    const t = await three();
    await name(t, 'ann', 1, { title: TITLE });
    for (const who of ['bob', 'dan', 'sam']) {
      await told(t, who, 'cause 1');
      await clickLast(t, who, 'cause.ship');
      expect(JSON.stringify(t.sandbox.as(who).ephemerals().at(-1))).toContain('That is for its owner');
      expect(t.sandbox.as(who).modal()).toBeUndefined();
    }
    for (const who of ['ann', 'fay', 'lea']) {
      await told(t, who, 'cause 1');
      await clickLast(t, who, 'cause.ship');
      expect(t.sandbox.as(who).modal()).toBeDefined();
    }
  });

  test('that somebody else has mended meanwhile says so, and changes nothing', async () => {
    const t = await three();
    await name(t, 'ann', 1, { title: TITLE });
    for (const who of ['ann', 'fay']) {
      await told(t, who, 'cause 1');
      await clickLast(t, who, 'cause.ship');
    }
    await t.sandbox.as('ann').submit({ root_cause: 'Two jobs', change: 'One job' });
    const late = await t.sandbox.as('fay').submit({ root_cause: 'Something else', change: 'Nothing' });
    expect(JSON.stringify(late)).toContain('mended already');
    expect((await issueIn(t, 1)).root_cause).toBe('Two jobs');
  });

  test('that does not exist is told so', async () => {
    const t = await startTestBot();
    expect(await told(t, 'ann', 'cause 9')).toContain('There is no cause 9');
    expect(await told(t, 'ann', 'cause')).toContain('Which one?');
    expect(await told(t, 'ann', 'causes')).toContain('No cause is waiting');
  });
});
