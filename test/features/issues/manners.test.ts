import { describe, expect, test } from 'vitest';
import { entriesOf } from '../../../src/features/issues/letters/entries.ts';
import type { Instant } from '../../../src/kernel/time.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { ORG } from '../../support/company.ts';
import { at } from '../../support/issue.ts';

const COMPLAINT = { text: 'I was charged twice in October.', customer: { account: 'Orbit' } };

async function withComplaint() {
  const t = await startTestBot();
  await t.hears(COMPLAINT);
  return t;
}

async function accepted() {
  const t = await withComplaint();
  await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
  await t.settled();
  return t;
}

const stateOf = (t: TestBot) =>
  t.bot.context.transaction(async (tx) => {
    const { state } = await tx.selectFrom('issue').select('state').executeTakeFirstOrThrow();
    return state;
  });

const whole = (t: TestBot, who: string) => JSON.stringify(t.sandbox.dm(who));

describe('a form that was open while', () => {
  const reply = { channel: 'mail', day: '2026-03-02', words: 'We are on it' };

  test('the clock only reminded is taken', async () => {
    const t = await accepted();
    await t.sandbox.as('ann').click(t.card('finance'), 'issue.contact');
    await t.turnTo(at('2026-03-03 09:31'));
    await t.sandbox.as('ann').submit(reply);
    await t.settled();
    expect(await stateOf(t)).toBe('contacted');
  });

  test('somebody else acted stays open with what was written, and says how far the issue is', async () => {
    const t = await accepted();
    await t.sandbox.as('ann').click(t.card('finance'), 'issue.contact');
    await t.sandbox.as('fay').click(t.card('finance'), 'issue.fix');
    await t.sandbox.as('fay').submit({ root_cause: 'Two jobs', change: 'One job' });
    await t.settled();
    const answer = JSON.stringify(await t.sandbox.as('ann').submit(reply));
    expect(answer).toContain('is fixed now, with you. Copy your words');
    expect(t.sandbox.modal('ann')).toBeDefined();
    expect(await stateOf(t)).toBe('fixed');
  });
});

describe('a DM', () => {
  test('about what has gone to a colleague does not say that customers wait', async () => {
    const t = await withComplaint();
    await t.hears(COMPLAINT);
    await t.turnTo(at('2026-03-03 09:31'));
    await t.turnTo(at('2026-03-04 09:16'));
    expect(t.dms('ann').at(-1)).toBe('2 of yours are with colleagues now.');
  });

  test('asks for nothing by a time that is over, however late its line is said', async () => {
    const t = await withComplaint();
    const line = { issue: 1, step: 'assigned', standing: 'asks', notice: false } as const;
    const askedBy = (now: Instant) =>
      t.bot.context.transaction(async (tx) => (await entriesOf(tx, [line], now))[0]?.shown.acceptBy);
    const by = await askedBy(t.bot.context.now());
    expect(by).toBeGreaterThan(t.bot.context.now());
    expect(await askedBy(by as Instant)).toBeUndefined();
  });

  test('held for a morning on which the bot was down waits for the next working hour', async () => {
    const t = await withComplaint();
    await t.turnTo(at('2026-03-06 16:59'));
    await t.hears({ ...COMPLAINT, customer: { account: 'Nord' } });
    await t.turnTo(at('2026-03-07 10:00'));
    await t.hears({ ...COMPLAINT, customer: { account: 'Lumen' } });
    const before = t.dms('ann').length;
    await t.bot.stop();
    t.sandbox.clock.advance(at('2026-03-09 22:00') - at('2026-03-07 10:00'));
    await t.restart();
    expect(t.dms('ann')).toHaveLength(before);
    await t.turnTo(at('2026-03-10 09:01'));
    expect(t.dms('ann').length).toBeGreaterThan(before);
  });

  test('that was held is not sent to somebody who has become a guest meanwhile, nor who can help to whoever has it then', async () => {
    const t = await startTestBot({ at: at('2026-03-02 18:00') });
    await t.hears(COMPLAINT);
    await t.sandbox.as('joe').click(t.card('finance'), 'issue.help');
    t.sandbox.setUser('ann', { is_restricted: true });
    await t.settled();
    await t.turnTo(at('2026-03-03 12:00'));
    expect(t.dms('ann')).toEqual([]);
    expect(t.dms('bob')).toHaveLength(1);
  });

  test('that was held for somebody who has left meanwhile is not even opened: Slack is asked for nothing of theirs', async () => {
    const t = await startTestBot({ at: at('2026-03-02 18:00') });
    await t.hears(COMPLAINT);
    t.sandbox.setUser('ann', { deleted: true });
    await t.settled();
    await t.turnTo(at('2026-03-03 12:00'));
    const opened = t.sandbox.ledger.calls.filter(({ method }) => method === 'conversations.open');
    expect(opened.map(({ args }) => args.users)).not.toContain(t.sandbox.user('ann'));
    expect(t.dms('bob')).toHaveLength(1);
  });

  test('never comes within the hour of what its reader has said of it, though that changed nothing', async () => {
    const t = await withComplaint();
    await t.turnTo(at('2026-03-02 13:00'));
    await t.sandbox.as('ann').click(t.card('finance'), 'issue.open');
    await t.settled();
    const [page] = t.sandbox.as('ann').ephemerals();
    await t.sandbox.as('ann').click(page as never, 'issue.need-help');
    await t.sandbox.as('ann').submit({ reason: 'Who knows the invoices?' });
    await t.turnTo(at('2026-03-02 13:59'));
    expect(t.dms('ann')).toHaveLength(1);
    await t.turnTo(at('2026-03-02 14:01'));
    expect(t.dms('ann')).toHaveLength(2);
  });

  test('on Monday says once that a complaint of the weekend is theirs, and reproaches nobody', async () => {
    const t = await startTestBot({ at: at('2026-03-06 17:30') });
    await t.hears(COMPLAINT);
    await t.turnTo(at('2026-03-09 09:16'));
    expect(t.dms('ann')).toHaveLength(1);
    expect(t.dms('fay')).toEqual([]);
  });

  test('asks "still on it?" with buttons that its reader can use', async () => {
    const t = await accepted();
    await t.turnTo(at('2026-03-05 09:31'));
    const last = JSON.stringify(t.sandbox.dm('ann').at(-1)?.blocks);
    expect(last).toContain('issue.still');
    expect(last).not.toContain('issue.help');
  });
});

test('a head whose morning comes later still hears what is overdue, though the owner has said a word meanwhile', async () => {
  const file = `${ORG}people: [{ who: fay@acme.test, timezone: America/Los_Angeles }]\n`;
  const t = await startTestBot({ org: file });
  await t.hears(COMPLAINT);
  const ann = t.sandbox.as('ann');
  await ann.click(t.card('finance'), 'issue.accept');
  await t.settled();
  await ann.click(t.card('finance'), 'issue.contact');
  await ann.submit({ channel: 'mail', day: '2026-03-02', words: 'On it' });
  const stillOnIt = async (when: string) => {
    await t.turnTo(at(when));
    const asking = t.sandbox.dm('ann').findLast(({ blocks }) => JSON.stringify(blocks).includes('issue.still'));
    await ann.click({ channel: t.sandbox.dmChannel('ann'), ts: String(asking?.ts) }, 'issue.still');
    await t.settled();
  };
  await stillOnIt('2026-03-05 15:00');
  await t.turnTo(at('2026-03-09 12:00'));
  await t.turnTo(at('2026-03-10 09:31'));
  await stillOnIt('2026-03-10 15:01');
  expect(t.dms('fay')).toEqual([]);
  await t.turnTo(at('2026-03-10 18:16'));
  expect(whole(t, 'fay')).toContain('has been due');
});

describe('who the customer is', () => {
  const known = {
    text: `${'I was charged twice. '.repeat(200)}The last sentence.`,
    customer: { id: 'C-8812', name: 'Jonna', email: 'jonna@orbit.test', account: 'Orbit' },
    url: 'https://helpdesk.test/77',
  };

  test('is told in full to whoever answers, and it is remembered that they looked', async () => {
    const t = await startTestBot();
    await t.hears(known);
    await t.sandbox.as('ann').command('/cx', 'issue 1');
    const [details] = t.sandbox.as('ann').ephemerals().slice(-1);
    await t.sandbox.as('ann').click(details as never, 'issue.show');
    await t.until(() => t.sandbox.as('ann').ephemerals().length === 2);
    const shown = JSON.stringify(t.sandbox.as('ann').ephemerals().at(-1));
    for (const part of ['Jonna', 'C-8812', 'jonna', 'helpdesk', 'The last sentence.']) expect(shown).toContain(part);
    const story = await t.bot.context.transaction((tx) =>
      tx.selectFrom('issue_event').select(['type', 'actor']).where('type', '=', 'shown').execute(),
    );
    expect(story).toEqual([{ type: 'shown', actor: t.sandbox.user('ann') }]);
    expect(t.story(t.card('finance'))).toEqual([]);
  });

  test('is told to nobody else', async () => {
    const t = await startTestBot();
    await t.hears(known);
    await t.sandbox.as('dan').command('/cx', 'issue 1');
    await t.sandbox.as('dan').click(t.sandbox.as('dan').ephemerals().at(-1) as never, 'issue.show');
    await t.until(() => t.sandbox.as('dan').ephemerals().length === 2);
    const shown = JSON.stringify(t.sandbox.as('dan').ephemerals().at(-1));
    expect(shown).toContain('That is for');
    expect(shown).not.toContain('8812');
  });
});

describe('a department whose channel', () => {
  const file = ORG.replace("'#finance'", "'#refunds'");

  test('is made after the start gets its cards there', async () => {
    const t = await startTestBot({ org: file });
    t.sandbox.addChannel('refunds', { members: ['ann'] });
    await t.settled();
    await t.hears(COMPLAINT);
    expect(t.card('refunds').text).toContain('Double charges');
  });

  test('is private gets its cards there once the bot was invited', async () => {
    const t = await startTestBot({ org: file });
    t.sandbox.addChannel('refunds', { is_private: true, members: ['ann'] });
    t.sandbox.join('refunds', 'app');
    await t.settled();
    await t.hears(COMPLAINT);
    expect(t.card('refunds').text).toContain('Double charges');
  });

  test('is not there has its cards sent to the CX lead, in their hours and without the story', async () => {
    const t = await startTestBot({ org: file, at: at('2026-03-07 23:00') });
    await t.hears(COMPLAINT);
    expect(t.dms('lea')).toEqual([]);
    await t.turnTo(at('2026-03-09 09:16'));
    expect(t.dms('lea')).toHaveLength(1);
    const letter = { channel: t.sandbox.dmChannel('ann'), ts: String(t.sandbox.dm('ann')[0]?.ts) };
    await t.sandbox.as('ann').click(letter, 'issue.slot-1');
    await t.settled();
    expect(t.dms('lea')).toHaveLength(1);
  });
});

describe('a guest', () => {
  test.each(['mine', 'log'])('who types /cx %s hears whom it is for', async (verb) => {
    const t = await startTestBot();
    await t.sandbox.as('gus').command('/cx', verb);
    expect(JSON.stringify(t.sandbox.as('gus').ephemerals())).toContain('full members');
  });

  test('who uses the shortcut hears whom it is for', async () => {
    const t = await startTestBot();
    await t.hears(COMPLAINT);
    await t.sandbox.as('gus').shortcut('feedback.log', t.card('finance'));
    expect(JSON.stringify(t.sandbox.modal('gus'))).toContain('full members');
  });
});

test('a word close to "help" is guessed', async () => {
  const t = await startTestBot();
  await t.sandbox.as('ann').command('/cx', 'hepl');
  expect(JSON.stringify(t.sandbox.as('ann').ephemerals())).toMatch(/Did you mean .*\/cx help/);
});

test('who asks Slack not to be disturbed is written to when that is over', async () => {
  const t = await startTestBot();
  const minutes = 120;
  await fetch(`${t.sandbox.url}/sandbox/act?as=${t.sandbox.user('ann')}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ act: 'set-dnd', minutes }),
  });
  await t.settled();
  await t.hears(COMPLAINT);
  expect(t.dms('ann')).toEqual([]);
  await t.turn((minutes + 1) * 60_000);
  expect(t.dms('ann')).toHaveLength(1);
});

describe('after two days in which the bot was down', () => {
  test('each issue brings its owner one nudge, and nobody loses one because of it', async () => {
    const t = await startTestBot();
    for (const account of ['Orbit', 'Nord', 'Lumen']) await t.hears({ ...COMPLAINT, customer: { account } });
    const before = t.dms('ann').length;
    await t.bot.stop();
    t.sandbox.clock.advance(at('2026-03-04 10:00') - at('2026-03-02 09:30'));
    await t.restart();
    const owners = () =>
      t.bot.context.transaction((tx) => tx.selectFrom('issue').select('owner').where('state', '=', 'open').execute());
    expect(new Set((await owners()).map(({ owner }) => owner))).toEqual(new Set([t.sandbox.user('ann')]));
    await t.turnTo(at('2026-03-04 10:05'));
    expect(t.dms('ann')).toHaveLength(before + 1);
    expect([...t.dms('bob'), ...t.dms('fay'), ...t.dms('lea')]).toEqual([]);
    await t.turnTo(at('2026-03-05 10:31'));
    expect(new Set((await owners()).map(({ owner }) => owner))).toEqual(new Set([t.sandbox.user('bob')]));
  });
});
