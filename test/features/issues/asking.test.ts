import { describe, expect, test } from 'vitest';
import type { Issue, Outcome } from '../../../src/features/issues/domain.ts';
import {
  type Ask,
  answered,
  askTeller,
  mootBecause,
  offer,
  suggestedWords,
  takeOver,
} from '../../../src/features/issues/life/asking.ts';
import { block, comeBack, needsLeave, snooze, unblock } from '../../../src/features/issues/life/pausing.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { at, MONDAY, newIssue, nineToFive, user } from '../../support/issue.ts';

const ann = { by: user('ann'), now: MONDAY, calendar: nineToFive };
const bob = { ...ann, by: user('bob') };
const accepted: Issue = { ...newIssue, state: 'accepted', acceptedAt: MONDAY };
const fixed: Issue = { ...accepted, state: 'fixed', fixedAt: MONDAY, rootCause: 'Two jobs ran', change: 'One runs' };
const closed: Issue = { ...fixed, state: 'closed' };
const until = '2026-03-05';
const reason = 'The release is on Wednesday';
const done = (outcome: Outcome): Issue => {
  if (outcome.kind === 'refused') throw new Error(outcome.because);
  return outcome.issue;
};

describe('putting it off', () => {
  test('needs a reason and a day, and brings it back on that morning', () => {
    expect(snooze(accepted, ann, { until, reason })).toMatchObject({
      issue: { pause: { kind: 'snooze', until: at('2026-03-05 09:00'), reason }, snoozes: 1, state: 'accepted' },
    });
    expect(snooze(accepted, ann, { until })).toMatchObject({ kind: 'refused', field: 'reason' });
    expect(snooze(accepted, ann, { reason })).toMatchObject({ kind: 'refused', field: 'until' });
  });

  test.each([
    ['today', '2026-03-02'],
    ['a day in half a year', '2026-09-02'],
  ])('is not until %s', (_what, day) => {
    expect(snooze(accepted, ann, { until: day, reason })).toMatchObject({ kind: 'refused', field: 'until' });
  });

  test('is not past a day on which the customer was promised a word', () => {
    const promised = { ...accepted, promisedFor: at('2026-03-04 16:00') };
    expect(snooze(promised, ann, { until, reason })).toMatchObject({
      kind: 'refused',
      field: 'until',
      because: expect.stringContaining('promised a word on 2026-03-04'),
    });
    expect(snooze(promised, ann, { until: '2026-03-04', reason }).kind).toBe('changed');
    expect(snooze({ ...promised, contactedAt: MONDAY }, ann, { until, reason }).kind).toBe('changed');
  });

  test('is not for what nobody has taken, nor for what is closed', () => {
    expect(snooze(newIssue, ann, { until, reason }).kind).toBe('refused');
    expect(snooze(closed, ann, { until, reason })).toMatchObject({
      because: expect.stringContaining('closed already'),
    });
  });

  test('is free twice; the third time somebody else is asked', () => {
    expect([0, 1, 2, 3].map((snoozes) => needsLeave({ snoozes }, 2, user('ann'), [user('fay')]))).toEqual([
      ...[false, false],
      ...[true, true],
    ]);
    expect(needsLeave({ snoozes: 2 }, 2, user('fay'), [user('fay')])).toBe(false);
  });

  test('is counted anew for a new owner', () => {
    expect(done(takeOver({ ...accepted, snoozes: 2 }, bob)).snoozes).toBe(0);
  });
});

describe('blocked', () => {
  test('says what is wanting, and stands still until somebody says that it can go on', () => {
    const blocked = done(block(accepted, ann, { need: 'money', reason: 'A second till' }));
    expect(blocked.pause).toMatchObject({ kind: 'blocked', need: 'money', until: undefined });
    const goesOn = done(unblock(blocked, { ...ann, now: at('2026-03-03 09:30') }));
    expect(goesOn).toMatchObject({ pause: undefined, pausedMs: 8 * 3_600_000 });
  });

  test('may have a day on which to look again', () => {
    const blocked = done(block(accepted, ann, { need: 'tool', reason: 'A scanner', until }));
    expect(blocked.pause?.until).toBe(at('2026-03-05 09:00'));
    expect(comeBack(blocked, ann)).toMatchObject({ event: { payload: { reason: 'A scanner' } } });
  });

  test.each([
    ['need', { reason: 'Everything' }],
    ['need', { need: 'luck', reason: 'Everything' }],
    ['reason', { need: 'money' }],
  ])('asks for the %s that is missing', (field, values) => {
    expect(block(accepted, ann, values)).toMatchObject({ kind: 'refused', field });
  });

  test('can only be lifted where it is', () => {
    expect(unblock(accepted, ann).kind).toBe('refused');
  });
});

describe('handing it over', () => {
  const member = { id: user('bob'), standing: 'member' };

  test('asks a colleague, and changes no owner', () => {
    expect(offer(accepted, ann, member, { reason })).toMatchObject({
      ask: { kind: 'offer', asked: 'UBOB' },
      outcome: { issue: { owner: 'UANN' } },
    });
  });

  test.each([
    ['a guest', { ...member, standing: 'guest' }],
    ['a bot', { ...member, standing: 'bot' }],
    ['who has left', { ...member, standing: 'deactivated' }],
    ['nobody', undefined],
    ['oneself', { ...member, id: user('ann') }],
    ['a stranger', { ...member, standing: undefined }],
  ])('is not to %s', (_who, to) => {
    expect(offer(accepted, ann, to, { reason })).toMatchObject({ kind: 'refused', field: 'colleague' });
  });

  test('does not stop the clock of what nobody has taken', () => {
    const asking = offer({ ...newIssue, stage: 3 }, { ...ann, now: at('2026-03-02 12:00') }, member, { reason });
    expect(asking).toMatchObject({ outcome: { issue: { stage: 3, stageFrom: MONDAY } } });
  });

  test('that is taken is no bounce, and keeps what the customer was promised', () => {
    const promised = { ...accepted, promisedFor: at('2026-03-04 16:00'), standing: 'backup' as const };
    expect(takeOver(promised, bob)).toMatchObject({
      issue: { owner: 'UBOB', standing: 'owner', bounces: 0, promisedFor: at('2026-03-04 16:00') },
    });
  });
});

describe('asking somebody to tell the customer', () => {
  const member = { id: user('sam'), standing: 'member' };

  test('is for what is fixed; before that it is refused kindly', () => {
    expect(askTeller(accepted, ann, member, { words: 'x' })).toMatchObject({
      kind: 'refused',
      because: expect.stringContaining('First see it fixed'),
    });
    expect(askTeller(fixed, ann, member, { words: 'It is sorted' })).toMatchObject({
      outcome: { issue: { teller: 'USAM', owner: 'UANN', state: 'fixed' } },
    });
  });

  test('has words ready, from the cause and the change', () => {
    expect(suggestedWords(fixed)).toBe(
      'Thank you for telling us, and sorry for the trouble. What went wrong: Two jobs ran. What we have changed: One runs.',
    );
  });
});

describe('a question', () => {
  const ask: Ask = {
    ...{ id: 1, issue: 1, kind: 'offer', by: user('ann'), asked: user('bob'), owner: user('ann') },
    ...{ payload: { reason }, at: MONDAY, answer: undefined, reply: undefined },
  };
  test.each<[rule: string, ask: Ask, issue: Issue, because: string | undefined]>([
    ['stands while nothing has happened', ask, accepted, undefined],
    ['is moot once it was answered', { ...ask, answer: 'no' }, accepted, 'answered already'],
    ['is moot once the issue is closed', ask, closed, 'closed by now'],
    ['is moot once somebody else has it', ask, { ...accepted, owner: user('dan') }, '<@UDAN> has it by now'],
    ['is moot once it was withdrawn', { ...ask, answer: 'withdrawn' }, accepted, 'does not need this any more'],
  ])('%s', (_rule, question, issue, because) => {
    expect(mootBecause(question, issue)).toEqual(because === undefined ? undefined : expect.stringContaining(because));
  });

  test('answered with no leaves everything as it was', () => {
    expect(answered(ask, accepted, 'no', { act: bob, asker: ann })).toMatchObject({
      issue: { owner: 'UANN', stage: accepted.stage, stageFrom: MONDAY },
    });
  });
});

async function taken(): Promise<TestBot> {
  const t = await startTestBot();
  await t.hears({ text: 'I was charged twice in October.', customer: { account: 'Orbit' } });
  await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
  await t.settled();
  return t;
}

/** Details have every button; the message is only seen by who asked. */
async function press(t: TestBot, who: string, button: string) {
  const person = t.sandbox.as(who);
  await person.command('/cx', 'issue 1');
  const details = person.ephemerals().at(-1);
  await person.click({ channel: t.sandbox.channel('general'), ts: String(details?.ts) }, button);
  await t.settled();
}

async function fill(t: TestBot, who: string, button: string, values: Record<string, string>) {
  await press(t, who, button);
  const answer = await t.sandbox.as(who).submit(values);
  await t.settled();
  return JSON.stringify(answer);
}

const newest = (t: TestBot, who: string) => ({
  channel: t.sandbox.dmChannel(who),
  ts: String(t.sandbox.dm(who).at(-1)?.ts),
});
async function click(t: TestBot, who: string, button: string) {
  await t.sandbox.as(who).click(newest(t, who), button);
  await t.settled();
}
const issueIn = (t: TestBot) =>
  t.bot.context.transaction((tx) => tx.selectFrom('issue').selectAll().where('id', '=', 1).executeTakeFirstOrThrow());

describe('putting off in Slack', () => {
  test('is free twice, repeats the reason at wake, and the third time changes nothing until the head allows it', async () => {
    const t = await taken();
    await fill(t, 'ann', 'issue.snooze', { until: '2026-03-03', reason: 'The release is near' });
    expect(t.card('finance').text).toContain('put off');
    await t.turnTo(at('2026-03-03 09:31'));
    expect(t.dms('ann').at(-1)).toContain('the day has come to look at it again');
    expect(JSON.stringify(t.sandbox.dm('ann').at(-1)?.blocks)).toContain('The release is near');
    await fill(t, 'ann', 'issue.snooze', { until: '2026-03-04', reason: 'Again' });
    const told = await fill(t, 'ann', 'issue.snooze', { until: '2026-03-06', reason: 'Still not out' });
    expect(told).toContain('asked first');
    expect((await issueIn(t)).snoozes).toBe(2);
    expect(t.dms('fay').at(-1)).toContain('may it be put off once more?');

    await click(t, 'fay', 'issue.allow');
    expect((await issueIn(t)).wait_until).toBe(at('2026-03-06 09:00'));
    expect(t.dms('ann').at(-1)).toContain('fine with it');
    expect(t.dms('fay').at(-1)).toContain('You allowed it');
  });

  test('that the head does not allow stays as it was, and the owner hears that', async () => {
    const t = await taken();
    await t.bot.context.transaction((tx) => tx.updateTable('issue').set({ snoozes: 2 }).execute());
    await fill(t, 'ann', 'issue.snooze', { until: '2026-03-06', reason: 'Still not out' });
    await click(t, 'fay', 'issue.not-now');
    expect((await issueIn(t)).wait_until).toBeNull();
    expect(t.dms('ann').at(-1)).toContain('would rather not put it off again');
  });
});

describe('handing over in Slack', () => {
  const ask = { colleague: 'dan', reason: 'You know the till' };

  test('makes the colleague the owner once they say yes, and tells who asked', async () => {
    const t = await taken();
    await fill(t, 'ann', 'issue.offer', ask);
    expect((await issueIn(t)).owner).toBe(t.sandbox.user('ann'));
    expect(t.dms('dan').at(-1)).toContain('would you take it?');
    await click(t, 'dan', 'issue.take-over');
    expect(await issueIn(t)).toMatchObject({ owner: t.sandbox.user('dan'), state: 'accepted', bounces: 0 });
    expect(t.dms('ann').at(-1)).toContain('has taken it');
    expect(t.dms('dan')).toHaveLength(1);
  });

  test('leaves it where it is when they say no', async () => {
    const t = await taken();
    await fill(t, 'ann', 'issue.offer', ask);
    await click(t, 'dan', 'issue.decline');
    expect((await issueIn(t)).owner).toBe(t.sandbox.user('ann'));
    expect(t.dms('ann').at(-1)).toContain('cannot take it just now');
  });

  test('to a second colleague withdraws the first question, kindly', async () => {
    const t = await taken();
    await fill(t, 'ann', 'issue.offer', ask);
    expect(await fill(t, 'ann', 'issue.offer', ask)).toContain('has been asked already');
    await fill(t, 'ann', 'issue.offer', { ...ask, colleague: 'pat' });
    expect(t.dms('dan').at(-1)).toContain('does not need this any more');
    await click(t, 'pat', 'issue.take-over');
    expect((await issueIn(t)).owner).toBe(t.sandbox.user('pat'));
  });

  test('is moot once it is closed, and says so in its place', async () => {
    const t = await taken();
    await fill(t, 'ann', 'issue.offer', ask);
    await fill(t, 'ann', 'issue.close', { ending: 'anonymous' });
    expect(t.dms('dan').at(-1)).toContain('closed by now');
  });
});

describe('a teller', () => {
  test('gets the words, may say that the customer knows, and is reminded while the owner stays accountable', async () => {
    const t = await taken();
    await fill(t, 'ann', 'issue.fix', { root_cause: 'Two jobs ran', change: 'Only one can' });
    await fill(t, 'ann', 'issue.ask-teller', { colleague: 'sam', words: 'Only one job can run now. Sorry!' });
    expect(JSON.stringify(t.sandbox.dm('sam').at(-1)?.blocks)).toContain('Only one job can run now. Sorry!');
    expect((await issueIn(t)).owner).toBe(t.sandbox.user('ann'));
    await t.turnTo(at('2026-03-04 12:31'));
    expect(t.dms('sam').at(-1)).toContain('fixed; please tell the customer');
    await click(t, 'sam', 'issue.tell');
    await t.sandbox.as('sam').submit({ channel: 'phone', day: '2026-03-04', words: 'Told her' });
    await t.settled();
    expect(await issueIn(t)).toMatchObject({ state: 'closed', told_by: t.sandbox.user('sam') });
    expect(t.dms('sam')[0]).toContain('The customer knows, thanks to you.');
  });
});

describe('blocked in Slack', () => {
  test('is told to the head, and comes back on the day on which to look again', async () => {
    const t = await taken();
    await fill(t, 'ann', 'issue.block', { need: 'money', reason: 'A second till', until: '2026-03-10' });
    await t.turnTo(at('2026-03-03 09:16'));
    expect(t.dms('fay').at(-1)).toContain('blocked for want of means');
    await t.turnTo(at('2026-03-10 09:16'));
    expect(t.dms('ann').at(-1)).toContain('the day has come to look at it again');
  });

  test('goes on when somebody says so', async () => {
    const t = await taken();
    await fill(t, 'ann', 'issue.block', { need: 'money', reason: 'A second till' });
    expect(t.card('finance').text).toContain('blocked');
    await press(t, 'fay', 'issue.unblock');
    expect(t.card('finance').text).toContain('answer the customer next');
  });
});
