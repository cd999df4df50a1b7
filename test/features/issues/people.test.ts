import { describe, expect, test } from 'vitest';
import { applyOrganisation, organisationFrom } from '../../../src/features/ownership/index.ts';
import { DAY } from '../../../src/kernel/time.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { ORG } from '../../support/company.ts';
import { at, MONDAY } from '../../support/issue.ts';

const COMPLAINT = { text: 'I was charged twice in October.', customer: { account: 'Orbit' } };

async function withComplaint() {
  const t = await startTestBot();
  await t.hears(COMPLAINT);
  return t;
}

const ownerOf = (t: TestBot, id = 1) =>
  t.bot.context.transaction(async (tx) => {
    const { owner } = await tx.selectFrom('issue').select('owner').where('id', '=', id).executeTakeFirstOrThrow();
    return owner;
  });

async function apply(t: TestBot, file: string) {
  const parsed = organisationFrom(file);
  if (!parsed.ok) throw new Error('that organisation is not in order');
  await t.bot.context.transaction((tx) => applyOrganisation(tx, parsed.organisation, 'file', MONDAY));
}

async function fill(t: TestBot, who: string, button: string, values: Record<string, string>, channel = 'finance') {
  await t.sandbox.as(who).click(t.card(channel), button);
  await t.sandbox.as(who).submit(values);
  await t.settled();
}

async function accepted(t: TestBot) {
  await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
  await t.settled();
}

const UNREACHABLE = { ending: 'unreachable', reason: 'Two calls, no answer' };
const REPLY = { channel: 'mail', day: '2026-03-02', words: 'On it' };

describe('after the organisation file has changed', () => {
  test('the new head may act on issues that were open before, and the old one no more', async () => {
    const t = await withComplaint();
    await apply(t, ORG.replace('head: fay@acme.test', 'head: joe@acme.test').replace('[fay@acme.test, ', '['));
    await t.sandbox.as('fay').click(t.card('finance'), 'issue.accept');
    await t.settled();
    expect(await ownerOf(t)).toBe(t.sandbox.user('ann'));
    await t.sandbox.as('joe').click(t.card('finance'), 'issue.accept');
    await t.settled();
    expect(await ownerOf(t)).toBe(t.sandbox.user('joe'));
  });

  test('an issue goes on by the durations that were in force when it was opened', async () => {
    const t = await withComplaint();
    await apply(t, `${ORG}policy: { accept_within: 2 staff hours, backup_after: 3 staff hours }\n`);
    await t.turnTo(at('2026-03-02 13:00'));
    expect(t.dms('ann')).toHaveLength(1);
    await t.turnTo(at('2026-03-02 13:31'));
    expect(t.dms('ann')).toHaveLength(2);
  });
});

describe('the CX lead', () => {
  test('says whose an issue is, and that is no bounce', async () => {
    const t = await withComplaint();
    await fill(t, 'ann', 'issue.bounce', { reason: 'No idea whose this is' });
    expect(await ownerOf(t)).toBe(t.sandbox.user('lea'));
    await fill(t, 'lea', 'issue.bounce', { department: 'product', reason: 'The app shows the price' });
    expect(await ownerOf(t)).toBe(t.sandbox.user('pat'));
    expect(t.dms('pat')).toHaveLength(1);
  });

  test('who names no department is asked for one, because it would stay where it is', async () => {
    const t = await withComplaint();
    await fill(t, 'ann', 'issue.bounce', { reason: 'No idea whose this is' });
    await t.sandbox.as('lea').click(t.card('finance'), 'issue.bounce');
    const answer = await t.sandbox.as('lea').submit({ reason: 'Not mine either' });
    expect(JSON.stringify(answer)).toContain('Choose a department');
  });
});

describe('somebody who left while the bot was down', () => {
  test('has their issues given to the next in the chain at its start', async () => {
    const t = await startTestBot({ refusals: 'expected' });
    await t.hears(COMPLAINT);
    await t.bot.stop();
    t.sandbox.setUser('ann', { deleted: true });
    await t.restart();
    expect(await ownerOf(t)).toBe(t.sandbox.user('bob'));
  });
});

describe('reopening', () => {
  test('by somebody else tells the owner in a message of its own', async () => {
    const t = await withComplaint();
    await fill(t, 'ann', 'issue.close', UNREACHABLE);
    const before = t.dms('ann').length;
    await fill(t, 'fay', 'issue.reopen', { reason: 'They called back' });
    expect(t.dms('ann')).toHaveLength(before + 1);
  });

  test('gives it to the next in the chain when its owner has left meanwhile', async () => {
    const t = await withComplaint();
    await fill(t, 'ann', 'issue.close', UNREACHABLE);
    t.sandbox.setUser('ann', { deleted: true });
    await t.settled();
    await fill(t, 'fay', 'issue.reopen', { reason: 'They called back' });
    expect(await ownerOf(t)).toBe(t.sandbox.user('bob'));
    expect(t.dms('bob')).toHaveLength(1);
  });
});

describe('a customer who has heard from us', () => {
  test('is not said to have heard nothing, whoever has the issue now', async () => {
    const t = await withComplaint();
    await accepted(t);
    await fill(t, 'ann', 'issue.contact', REPLY);
    await fill(t, 'ann', 'issue.bounce', { department: 'product', reason: 'The app shows the wrong price' });
    await t.sandbox.as('pat').click(t.card('product'), 'issue.accept');
    await t.settled();
    expect(t.card('product').text).toContain('fix it next');
    await t.turnTo(at('2026-03-04 16:00'));
    expect(JSON.stringify([...t.dms('pat'), ...t.dms('lea')])).not.toContain('without a word');
  });
});

describe('who answers for it', () => {
  test('is whoever would get it now, when the owner has left', async () => {
    const t = await startTestBot();
    t.sandbox.setUser('ann', { deleted: true });
    await t.settled();
    const answer = JSON.stringify(await t.sandbox.as('dan').command('/cx', 'who invoice'));
    expect(answer).toContain(t.sandbox.user('bob'));
    expect(answer).not.toContain(t.sandbox.user('ann'));
  });
});

test('while an issue is open something is always still to come', async () => {
  const t = await startTestBot();
  await t.hears({ text: 'This was terrible and nobody helped.', customer: { name: 'Jonna' } });
  await t.hears(COMPLAINT);
  await accepted(t);
  await fill(t, 'ann', 'issue.fix', { root_cause: 'Two jobs', change: 'One job' });
  for (let week = 0; week < 8; week++) {
    await t.turn(7 * DAY);
    const timers = await t.bot.context.transaction((tx) =>
      tx.selectFrom('timer').select('subject').where('kind', '=', 'issues.take-step').execute(),
    );
    expect(timers.map(({ subject }) => subject)).toEqual(['1', '2']);
  }
  expect(JSON.stringify(t.sandbox.dm('lea').at(-1)?.blocks)).toContain('still open');
});
