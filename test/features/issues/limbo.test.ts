import { describe, expect, test } from 'vitest';
import type { Issue, IssueEvent } from '../../../src/features/issues/domain.ts';
import { agree, hadBefore, ledgerOf, outOfLimbo, sidesOf } from '../../../src/features/issues/life/limbo.ts';
import { accept } from '../../../src/features/issues/life/owning.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { at, MONDAY, newIssue, nineToFive, user } from '../../support/issue.ts';

const handoff = (left: string, department: string | undefined, type: IssueEvent['type'] = 'bounced'): IssueEvent => ({
  ...{ type, actor: user('ann'), at: MONDAY },
  payload: { reason: `not ${left}`, left, ...(department && { department }), from: user(left), to: user('x') },
});
const between: Issue = {
  ...newIssue,
  ...{ owner: user('lea'), standing: 'last', department: 'support', queuedAt: MONDAY },
  limbo: { since: MONDAY, why: 'bounced', agreeBy: at('2026-03-03 17:00') },
};
const act = { by: user('pat'), now: at('2026-03-02 12:00'), calendar: nineToFive };
const pat = { owner: user('pat'), standing: 'owner', department: 'product' } as const;

describe('the bounce ledger', () => {
  const events = [
    handoff('finance', 'product', 'rerouted'),
    handoff('product', 'support'),
    { type: 'handed on', actor: undefined, at: MONDAY, payload: { from: user('sam'), to: user('x') } } as const,
    handoff('support', undefined),
  ];
  test('has every hand-off by people with its reason, and none by the clock', () => {
    expect(ledgerOf(events)).toEqual([
      { from: 'finance', to: 'product', reason: 'not finance' },
      { from: 'product', to: 'support', reason: 'not product' },
      { from: 'support', to: undefined, reason: 'not support' },
    ]);
  });
  test('says between which two it lies: the last that had it or were named', () => {
    expect(sidesOf(events, { department: 'support' })).toEqual(['product', 'support']);
    expect(sidesOf([], { department: 'finance' })).toEqual(['finance']);
    expect(sidesOf([], { department: '' })).toEqual([]);
  });
  test('remembers everybody who had it, whom it was taken from by the clock included', () => {
    expect(hadBefore(events)).toEqual([user('finance'), user('product'), user('sam'), user('support')]);
  });
});

describe('agreeing whose it is', () => {
  test('ends limbo and the wait before the executive sponsor, and is no bounce', () => {
    const outcome = agree(between, act, { ...pat, owner: user('dan') }, undefined);
    expect(outcome).toMatchObject({
      kind: 'changed',
      event: { type: 'agreed', payload: { department: 'product' } },
      issue: { owner: user('dan'), state: 'open', limbo: undefined, queuedAt: undefined, bounces: between.bounces },
    });
  });
  test('for oneself is taking it', () => {
    expect(agree(between, act, pat, undefined)).toMatchObject({ issue: { state: 'accepted', owner: user('pat') } });
  });
  test('comes too late once it is settled, and says who has it', () => {
    expect(agree({ ...between, limbo: undefined }, act, pat, undefined)).toMatchObject({
      because: expect.stringContaining('has it'),
    });
  });
  test('leaves what is before the executive sponsor for another reason where it is', () => {
    const earlier = { ...between, queuedAt: at('2026-03-01 09:00') };
    expect(outOfLimbo(earlier).queuedAt).toBe(earlier.queuedAt);
    expect(accept({ ...newIssue, queuedAt: MONDAY }, act)).toMatchObject({ issue: { queuedAt: MONDAY } });
  });
});

const row = (t: TestBot) =>
  t.bot.context.transaction((tx) => tx.selectFrom('issue').selectAll().where('id', '=', 1).executeTakeFirstOrThrow());

async function bounce(t: TestBot, who: string, channel: string, values: Record<string, string>) {
  await t.sandbox.as(who).click(t.card(channel), 'issue.bounce');
  await t.sandbox.as(who).submit(values);
  await t.settled();
}

/** Finance sent it to Product, Product to Support, and Support says that it is Product's. */
async function betweenTwo(): Promise<TestBot> {
  const t = await startTestBot();
  await t.hears({ text: 'I was charged twice in October.', customer: { account: 'Orbit' } });
  await bounce(t, 'ann', 'finance', { department: 'product', reason: 'The app shows the wrong price' });
  await bounce(t, 'pat', 'product', { department: 'support', reason: 'Support promised it' });
  await bounce(t, 'sam', 'support', { department: 'product', reason: 'It is in the app' });
  return t;
}

const blocks = (t: TestBot, channel: string) => JSON.stringify(t.card(channel).blocks);

describe('what falls between departments', () => {
  test('shows on its card who has it now, every hand-off with its reason, and by when the heads are asked to agree', async () => {
    const t = await betweenTwo();
    const card = blocks(t, 'product');
    expect(card).toContain('Between departments · the CX lead looks after it now');
    expect(card).toContain(
      'Finance (“The app shows the wrong price”) → Product (“Support promised it”) → Support (“It is in the app”) → Product',
    );
    expect(card).toContain('Support and Product heads: please agree in the thread');
    expect(card).toContain('in the CEO queue');
    for (const head of ['pat', 'sam']) expect(card).not.toContain(`<@${t.sandbox.user(head)}>`);
    expect(await row(t)).toMatchObject({ owner: t.sandbox.user('lea'), limbo_why: 'bounced' });
  });

  test('names both heads in the thread of the card, once', async () => {
    const t = await betweenTwo();
    await t.turnTo(at('2026-03-04 12:00'));
    const card = t.card('product');
    const told = t.sandbox.thread(card.channel, card.ts).map(({ blocks: told }) => JSON.stringify(told));
    const calls = told.filter((text) => text.includes('Would you agree here'));
    expect(calls).toHaveLength(1);
    for (const head of ['pat', 'sam']) expect(calls[0]).toContain(`<@${t.sandbox.user(head)}>`);
  });

  test('is taken by a head for their own department: its answerer owns it, no bounce is counted and the card is in its channel', async () => {
    const t = await betweenTwo();
    const { bounces } = await row(t);
    await t.sandbox.as('sam').click(t.card('product'), 'issue.agree-1');
    await t.settled();
    expect(await row(t)).toMatchObject({
      ...{ owner: t.sandbox.user('sam'), department: 'support', state: 'accepted', bounces },
      ...{ limbo_since: null, queued_at: null },
    });
    expect(blocks(t, 'support')).not.toContain('Between departments');
    expect(t.story(t.card('support')).at(-1)).toBe('Agreed whose it is');
  });

  test('is not taken for a department by anybody who is not its head, who hears who may', async () => {
    const t = await betweenTwo();
    for (const [who, button] of [
      ['pat', 'issue.agree-1'],
      ['ann', 'issue.agree-2'],
      ['pat', 'issue.agree'],
    ] as const) {
      await t.sandbox.as(who).click(t.card('product'), button);
      await t.settled();
      expect(t.sandbox.as(who).ephemerals('product').at(-1)?.text).toContain(
        'the head of the department that takes it, the CX lead or the executive sponsor',
      );
    }
    expect((await row(t)).limbo_since).not.toBeNull();
  });

  test.each(['lea', 'eve'])('is settled for any department by %s, who stands for the whole', async (who) => {
    const t = await betweenTwo();
    await t.sandbox.as(who).click(t.card('product'), 'issue.agree');
    await t.sandbox.as(who).submit({ department: 'finance', reason: 'It is about money' });
    await t.settled();
    // Ann has passed it on before, so that the next in Finance is asked.
    expect(await row(t)).toMatchObject({ owner: t.sandbox.user('bob'), department: 'finance', limbo_since: null });
    expect(t.dms('bob')).toHaveLength(1);
  });

  test('without a word by the time is brought to the CX lead, who decides from there', async () => {
    const t = await betweenTwo();
    await t.turnTo(at('2026-03-03 09:16'));
    const asked = t.sandbox.dm('lea').find(({ blocks: told }) => JSON.stringify(told).includes('have not agreed'));
    await t.sandbox.as('lea').click({ channel: t.sandbox.dmChannel('lea'), ts: String(asked?.ts) }, 'issue.agree');
    await t.sandbox.as('lea').submit({ department: 'support' });
    await t.settled();
    expect(await row(t)).toMatchObject({ department: 'support', owner: t.sandbox.user('sam'), limbo_since: null });
  });

  test('keeps its ledger where anybody can read it', async () => {
    const t = await betweenTwo();
    await t.sandbox.as('joe').command('/cx', 'issue 1');
    expect(JSON.stringify(t.sandbox.as('joe').ephemerals().at(-1))).toContain(
      'Passed on: Finance (“The app shows the wrong price”)',
    );
  });
});

test('what owner and backup let pass asks the one head, who can give it to somebody who had it not', async () => {
  const t = await startTestBot();
  await t.hears({ text: 'I was charged twice in October.', customer: { account: 'Orbit' } });
  await t.sandbox.as('joe').click(t.card('finance'), 'issue.help');
  for (const day of ['03', '04', '05']) await t.turnTo(at(`2026-03-${day} 12:00`));
  expect(await row(t)).toMatchObject({ limbo_why: 'silence', owner: t.sandbox.user('lea') });
  expect(blocks(t, 'finance')).toContain('Finance could not take it in time.');
  expect(blocks(t, 'finance')).toContain('Head of Finance: please say');
  await t.sandbox.as('fay').click(t.card('finance'), 'issue.agree-1');
  await t.settled();
  expect(await row(t)).toMatchObject({ owner: t.sandbox.user('fay'), state: 'accepted' });
});
