import { describe, expect, test } from 'vitest';
import type { Issue, Outcome } from '../../../src/features/issues/domain.ts';
import {
  askWhy,
  assignTo,
  inOrder,
  isUrgentlyQueued,
  lastDecision,
  setDay,
  waitsForWord,
  withdrawWhy,
} from '../../../src/features/issues/life/queue.ts';
import { replying } from '../../../src/features/issues/queue/reply.ts';
import type { UserId } from '../../../src/kernel/slack.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { ORG } from '../../support/company.ts';
import { at, MONDAY, newIssue, nineToFive, user } from '../../support/issue.ts';

const queued: Issue = { ...newIssue, queuedAt: MONDAY };
const act = { by: user('eve'), now: at('2026-03-03 10:00'), calendar: nineToFive };
const asked = (due: string, who = 'ann') => ({ asked: user(who), payload: { due: String(at(due)) } });

describe('the executive sponsor is waited for', () => {
  const now = at('2026-03-05 12:00');
  test.each([
    ['while it is queued and nobody has decided', queued, undefined, true],
    ['not before it is queued', newIssue, undefined, false],
    ['not once it is fixed', { ...queued, state: 'fixed' } as Issue, undefined, false],
    ['not until the day that was set', { ...queued, decideBy: at('2026-03-06 09:00') }, undefined, false],
    ['again on that day', { ...queued, decideBy: at('2026-03-05 09:00') }, undefined, true],
    ['not while an answer is still to come', queued, asked('2026-03-05 17:00'), false],
    ['again when the answer is overdue', queued, asked('2026-03-05 11:00'), true],
    ['again when somebody else has it by now than was asked', queued, asked('2026-03-05 17:00', 'bob'), true],
  ] as const)('%s', (_when, issue, question, waits) => {
    expect(waitsForWord(issue, question, now)).toBe(waits);
  });

  test('the critical first, then whatever has been there longest', () => {
    const later = { ...queued, id: 2, queuedAt: at('2026-03-02 12:00') };
    const critical = { ...queued, id: 3, queuedAt: now, severity: 'critical' } as const;
    expect(inOrder([later, queued, critical]).map(({ id }) => id)).toEqual([3, 1, 2]);
  });

  test('at once for what has just become critical there, and only then', () => {
    const critical: Issue = { ...queued, severity: 'critical' };
    expect(isUrgentlyQueued(undefined, critical)).toBe(true);
    expect(isUrgentlyQueued(queued, critical)).toBe(true);
    expect(isUrgentlyQueued(critical, critical)).toBe(false);
    expect(isUrgentlyQueued(undefined, queued)).toBe(false);
  });
});

describe('a decision', () => {
  const limbo = { since: MONDAY, why: 'bounced', agreeBy: MONDAY } as const;
  const to = { owner: user('dan'), standing: 'owner', department: 'product' } as const;
  const changed = (outcome: Outcome) => {
    if (outcome.kind === 'refused') throw new Error(outcome.because);
    return outcome;
  };

  test('to assign ends queue and limbo, is no bounce, and says why', () => {
    expect(assignTo({ ...queued, limbo }, act, to, { reason: 'It is the app' })).toMatchObject({
      issue: { owner: user('dan'), queuedAt: undefined, limbo: undefined, bounces: 0, state: 'open' },
      event: { type: 'decided', actor: user('eve'), payload: { reason: 'It is the app' } },
    });
    expect(assignTo(queued, act, to, {})).toMatchObject({ kind: 'refused', field: 'reason' });
  });

  test('to set a day lets every clock of the owner run on', () => {
    const { issue } = changed(setDay(queued, act, { day: '2026-03-10', words: 'Budget' }));
    expect(issue).toMatchObject({ decideBy: at('2026-03-10 09:00'), stage: queued.stage, stageFrom: queued.stageFrom });
  });

  test.each([
    ['day', { words: 'x' }],
    ['words', { day: '2026-03-10' }],
    ['day', { day: '2026-03-03', words: 'x' }],
    ['day', { day: '2026-09-03', words: 'x' }],
  ])('to set a day needs a %s that makes sense: %o', (field, fields) => {
    expect(setDay(queued, act, fields)).toMatchObject({ kind: 'refused', field });
  });

  test('to ask why needs a question and somebody else to ask', () => {
    expect(askWhy(queued, act, {}, MONDAY)).toMatchObject({ kind: 'refused', field: 'question' });
    expect(askWhy({ ...queued, owner: act.by }, act, { question: 'Why?' }, MONDAY)).toMatchObject({ kind: 'refused' });
  });

  test('is the last one, and none where a question was taken back', () => {
    const { event } = changed(setDay(queued, act, { day: '2026-03-10', words: 'Budget' }));
    expect(lastDecision([event])).toBe(event);
    expect(lastDecision([event, changed(withdrawWhy(queued, act)).event])).toBeUndefined();
  });
});

const TO_CEO = `${ORG}sources: [{ source: survey, to: ceo }]\n`;
const COMPLAINT = { text: 'I was charged twice in October.', customer: { account: 'Orbit' } };

async function withQueue(complaint: object = COMPLAINT, count = 1): Promise<TestBot> {
  const t = await startTestBot({ org: TO_CEO });
  for (let n = 1; n <= count; n++) await t.hears({ ...COMPLAINT, ...complaint, id: `q${n}` });
  return t;
}

const row = (t: TestBot, id = 1) =>
  t.bot.context.transaction((tx) => tx.selectFrom('issue').selectAll().where('id', '=', id).executeTakeFirstOrThrow());

const last = (t: TestBot, who: string) => t.sandbox.as(who).ephemerals().at(-1);

async function queueOf(t: TestBot, who = 'eve'): Promise<string> {
  await t.sandbox.as(who).command('/cx', 'queue');
  return JSON.stringify(last(t, who));
}

async function decide(t: TestBot, button: string, values: Record<string, string>, who = 'eve'): Promise<string> {
  await queueOf(t, who);
  const said = last(t, who);
  if (said === undefined) throw new Error('The queue was not shown');
  await t.sandbox.as(who).click(said, button);
  const answer = await t.sandbox.as(who).submit(values);
  await t.settled();
  return JSON.stringify(answer);
}

const clickDm = async (t: TestBot, who: string, button: string) => {
  const dm = t.sandbox.dm(who).findLast(({ blocks }) => JSON.stringify(blocks).includes(`"${button}"`));
  await t.sandbox.as(who).click({ channel: t.sandbox.dmChannel(who), ts: String(dm?.ts) }, button);
};

describe('the CEO queue', () => {
  test('takes at once what comes from a source marked to the CEO; its topic owner has it, and its card says so', async () => {
    const t = await withQueue();
    expect(await row(t)).toMatchObject({ owner: t.sandbox.user('ann'), state: 'open' });
    expect(JSON.stringify(t.card('finance').blocks)).toContain('in the CEO queue');
    await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
    await t.turnTo(at('2026-03-05 09:30'));
    const shown = await queueOf(t);
    expect(shown).toContain('in the queue for 3 days');
    expect(shown).toContain('a customer at Orbit has waited 3 days');
    expect(shown).toContain('Straight from survey.');
    expect(shown).toContain(`<@${t.sandbox.user('ann')}> has it`);
  });

  test('belongs to the CX lead where no topic has an owner', async () => {
    const t = await withQueue({ text: 'This is terrible and I am angry.' });
    expect(await row(t)).toMatchObject({ owner: t.sandbox.user('lea') });
    expect((await row(t)).queued_at).not.toBeNull();
  });

  test('shows five at most and says how many more there are', async () => {
    const t = await withQueue({}, 7);
    const shown = await queueOf(t);
    expect(shown.match(/in the queue for/g)).toHaveLength(5);
    expect(shown).toContain('2 more, once these are decided.');
  });

  test('is for the executive sponsor, the CX lead and their deputy; others hear so', async () => {
    const t = await withQueue();
    expect(await queueOf(t, 'lea')).toContain('One thing waits for a decision');
    for (const who of ['ann', 'fay', 'joe'])
      expect(await queueOf(t, who)).toContain('That is for the executive sponsor');
  });

  test('is empty in words', async () => {
    const t = await startTestBot();
    expect(await queueOf(t)).toContain('Nothing waits for a decision');
  });

  test('brings what is critical to the executive sponsor by DM, in their hours, and shows there what was decided', async () => {
    const t = await startTestBot({ org: TO_CEO, at: at('2026-03-02 18:00') });
    for (const id of ['a', 'b'])
      await t.hears({ ...COMPLAINT, id, customer: { account: 'Orbit', id: 'C1' }, score: { kind: 'nps', value: 0 } });
    expect(await row(t, 2)).toMatchObject({ severity: 'critical' });
    expect(t.dms('eve')).toEqual([]);
    await t.turnTo(at('2026-03-03 09:01'));
    expect(t.dms('eve')).toEqual(['#2 Double charges, a customer at Orbit: it waits for your word']);
    await clickDm(t, 'eve', 'issue.decide');
    await t.sandbox.as('eve').submit({ department: 'product', reason: 'The app double-posts' });
    await t.settled();
    expect(t.dms('eve')).toEqual(['#2 Double charges: no decision is needed now']);
  });
});

describe('from the queue', () => {
  test('"Assign" gives it to a person, who hears so; card and thread say who decided and why', async () => {
    const t = await withQueue();
    await decide(t, 'issue.decide', { colleague: t.sandbox.user('dan'), reason: 'Dan built it' });
    expect(await row(t)).toMatchObject({ owner: t.sandbox.user('dan'), department: 'product', queued_at: null });
    expect(t.dms('dan')).toHaveLength(1);
    const card = JSON.stringify(t.card('product').blocks);
    expect(card).toContain('Dan built it');
    expect(card).not.toContain('CEO queue');
    expect(t.story(t.card('product')).at(-1)).toBe('Decided whose it is');
    expect(await queueOf(t)).toContain('Nothing waits');
  });

  test('"Assign" needs a department, or a colleague who is there', async () => {
    const t = await withQueue();
    expect(await decide(t, 'issue.decide', { reason: 'x' })).toContain('Choose a colleague or a department.');
    await t.sandbox.as('dan').command('/cx', 'away until 2026-12-31');
    await t.settled();
    const dan = { colleague: t.sandbox.user('dan'), reason: 'Dan built it' };
    expect(await decide(t, 'issue.decide', dan)).toContain('They are away just now.');
    expect(await row(t)).toMatchObject({ owner: t.sandbox.user('ann') });
  });

  test('"Set a day" takes it out until that morning, when whoever set it is reminded and it is there again', async () => {
    const t = await withQueue();
    await decide(t, 'issue.set-day', { day: '2026-03-05', words: 'Whether we pay it back' });
    expect(JSON.stringify(t.card('finance').blocks)).toContain(
      'will see it decided by 2026-03-05: Whether we pay it back',
    );
    expect(await queueOf(t)).toContain('Nothing waits');
    await t.turnTo(at('2026-03-05 09:14'));
    const before = t.dms('eve').length;
    await t.turnTo(at('2026-03-05 09:16'));
    expect(t.dms('eve').slice(before)).toEqual(['#1 Double charges, a customer at Orbit: the day has come to decide']);
    expect(await queueOf(t)).toContain('One thing waits');
  });

  test('"Ask why" asks whoever has it; the answer goes to whoever asked and into the thread, and it is in the queue again', async () => {
    const t = await withQueue();
    await decide(t, 'issue.ask-why', { question: 'Why is it not paid back?' });
    expect(t.dms('ann')).toContain('#1 Double charges, a customer at Orbit: a question to you');
    expect(await queueOf(t)).toContain('Nothing waits');
    await clickDm(t, 'ann', 'issue.reply');
    await t.sandbox.as('ann').submit({ words: 'The bank needs two days' });
    await t.settled();
    const [told] = t.sandbox.dm('eve').slice(-1);
    expect(JSON.stringify(told?.blocks)).toContain('The bank needs two days');
    expect(t.story(t.card('finance')).slice(-2)).toEqual(['A question to whoever has it', 'The question is answered']);
    expect(await queueOf(t)).toContain('answered: “The bank needs two days”');
    await t.turnTo(at('2026-03-04 12:00'));
    expect(t.dms('ann').filter((text) => text.includes('a question to you'))).toEqual([]);
  });

  test('an answer that is due is asked for once more, and the question is back in the queue', async () => {
    const t = await withQueue();
    await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
    await t.settled();
    await decide(t, 'issue.ask-why', { question: 'Why?' });
    await t.turnTo(at('2026-03-03 09:31'));
    const questions = t.sandbox.dm('ann').filter(({ text }) => text?.includes('a question to you'));
    expect(questions).toHaveLength(2);
    expect(JSON.stringify(questions[1]?.blocks)).toContain("A reminder; there won't be another.");
    expect(await queueOf(t)).toContain('One thing waits');
    await clickDm(t, 'ann', 'issue.reply');
    await t.sandbox.as('ann').submit({ words: 'Sorry, here it is' });
    await t.settled();
    for (const { blocks } of t.sandbox.dm('ann').filter(({ text }) => text?.includes('question')))
      expect(JSON.stringify(blocks)).not.toContain('issue.reply');
  });

  test('a question is moot once somebody else has the issue', async () => {
    const t = await withQueue();
    await decide(t, 'issue.ask-why', { question: 'Why?' });
    await t.sandbox.as('bob').click(t.card('finance'), 'issue.accept');
    await t.settled();
    const asked = t.sandbox.dm('ann').find(({ blocks }) => JSON.stringify(blocks).includes('has it by now'));
    expect(JSON.stringify(asked?.blocks)).not.toContain('issue.reply');
  });

  test('what is asked is answered by whoever was asked, and by nobody else', async () => {
    const t = await withQueue();
    await decide(t, 'issue.ask-why', { question: 'Why?' });
    const now = t.bot.context.now();
    const by = (who: string) =>
      t.bot.context.transaction((tx) => replying(tx, { question: 1, user: t.sandbox.user(who) as UserId, now }));
    expect(await by('bob')).toMatchObject({ kind: 'refused', because: expect.stringContaining('whoever was asked') });
    expect(await by('ann')).toMatchObject({ kind: 'replying' });
  });
});

describe('❓ on a card', () => {
  const asks = (t: TestBot) =>
    t.bot.context.transaction((tx) => tx.selectFrom('issue_ask').select(['answer', 'payload']).execute());

  test('by the executive sponsor asks whoever has it, with one working day to answer', async () => {
    const t = await startTestBot();
    await t.hears(COMPLAINT);
    await t.sandbox.as('eve').react('question', t.card('finance'));
    await t.settled();
    const dm = JSON.stringify(t.sandbox.dm('ann').at(-1)?.blocks);
    expect(dm).toContain('What keeps this from moving, and what would help?');
    expect(dm).toContain(`<!date^${at('2026-03-03 09:30') / 1000}^by`);
    expect(t.story(t.card('finance'))).toContain('A question to whoever has it');
  });

  test('taken away takes the question back, unless it was answered', async () => {
    const t = await startTestBot();
    await t.hears(COMPLAINT);
    await t.sandbox.as('eve').react('question', t.card('finance'));
    await t.settled();
    await t.sandbox.as('eve').unreact('question', t.card('finance'));
    await t.settled();
    expect(await asks(t)).toMatchObject([{ answer: 'withdrawn' }]);
    expect(t.story(t.card('finance')).at(-1)).toBe('No answer is needed any more');
    expect(JSON.stringify(t.card('finance').blocks)).not.toContain('What keeps this');
    await t.turnTo(at('2026-03-03 12:00'));
    expect(t.dms('ann').filter((text) => text.includes('a question to you'))).toEqual([]);
  });

  test.each(['lea', 'fay', 'ann', 'gus'])('by %s does nothing', async (who) => {
    const t = await startTestBot();
    await t.hears(COMPLAINT);
    await t.sandbox.as(who).react('question', t.card('finance'));
    await t.settled();
    expect(await asks(t)).toEqual([]);
    expect(t.story(t.card('finance'))).toEqual([]);
  });
});
