import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/kernel/time.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { ORG } from '../../support/company.ts';
import { at } from '../../support/issue.ts';

const COMPLAINT = { text: 'I was charged twice in October.', customer: { account: 'Orbit' } };

async function withComplaint() {
  const t = await startTestBot();
  await t.hears(COMPLAINT);
  return t;
}

const issue = (t: TestBot, id = 1) =>
  t.bot.context.transaction((tx) =>
    tx
      .selectFrom('issue')
      .select(['owner', 'department', 'state', 'bounces', 'severity'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow(),
  );

async function bounce(t: TestBot, who: string, channel: string, values: Record<string, string>) {
  await t.sandbox.as(who).click(t.card(channel), 'issue.bounce');
  await t.sandbox.as(who).submit(values);
  await t.settled();
}

describe('"not mine"', () => {
  test('with a department named moves the issue there: its head owns it, its channel has the card, the old card says where it went', async () => {
    const t = await withComplaint();
    await bounce(t, 'ann', 'finance', { department: 'product', reason: 'The app shows the wrong price' });
    expect(await issue(t)).toMatchObject({ owner: t.sandbox.user('pat'), department: 'product', bounces: 0 });
    expect(t.card('product').text).toContain('please accept');
    expect(t.sandbox.messages(t.sandbox.channel('finance')).map(({ text }) => text)).toEqual([
      '#1 Double charges is with Product now',
    ]);
    expect(t.dms('pat')).toHaveLength(1);
  });

  test('leaves in every channel it was in where it is by now, and who has it', async () => {
    const t = await withComplaint();
    const left = (channel: string) =>
      JSON.stringify(t.sandbox.messages(t.sandbox.channel(channel)).map(({ blocks }) => blocks));
    await bounce(t, 'ann', 'finance', { department: 'product', reason: 'The app shows the wrong price' });
    await t.sandbox.as('dan').click(t.card('product'), 'issue.accept');
    await t.settled();
    expect(left('finance')).toContain(`is with *Product* now · owner <@${t.sandbox.user('dan')}>`);
    await bounce(t, 'dan', 'product', { department: 'support', reason: 'Support promised it' });
    for (const channel of ['finance', 'product'])
      expect(left(channel)).toContain(`is with *Support* now · owner <@${t.sandbox.user('sam')}>`);
  });

  test('said a second time by people makes the CX lead owner', async () => {
    const t = await withComplaint();
    await bounce(t, 'ann', 'finance', { department: 'product', reason: 'The app shows the wrong price' });
    await bounce(t, 'pat', 'product', { department: 'support', reason: 'Support promised it' });
    expect(await issue(t)).toMatchObject({ owner: t.sandbox.user('sam'), bounces: 1 });
    await bounce(t, 'sam', 'support', { department: 'finance', reason: 'It is about money' });
    expect(await issue(t)).toMatchObject({ owner: t.sandbox.user('lea'), bounces: 2 });
    expect(t.dms('lea')).toHaveLength(1);
  });

  test('without a department goes to the CX lead, who knows where it belongs', async () => {
    const t = await withComplaint();
    await bounce(t, 'ann', 'finance', { reason: 'No idea whose this is' });
    expect(await issue(t)).toMatchObject({ owner: t.sandbox.user('lea'), department: 'finance', bounces: 1 });
  });
});

describe('somebody who', () => {
  test('is deactivated has their issues given to the next in the chain, and gets no more messages', async () => {
    const t = await withComplaint();
    t.sandbox.setUser('ann', { deleted: true });
    await t.settled();
    expect(await issue(t)).toMatchObject({ owner: t.sandbox.user('bob') });
    expect(t.dms('bob')).toHaveLength(1);
    await t.turn(5 * DAY);
    expect(t.dms('ann')).toHaveLength(1);
  });

  test('is named in the file but not in Slack is passed over', async () => {
    const t = await startTestBot();
    t.sandbox.setUser('ann', { deleted: true });
    await t.settled();
    await t.hears(COMPLAINT);
    expect(await issue(t)).toMatchObject({ owner: t.sandbox.user('bob') });
  });
});

describe('waiting for the customer', () => {
  test('keeps the owner in peace until the day, and then brings the issue back with its reason', async () => {
    const t = await withComplaint();
    const ann = t.sandbox.as('ann');
    await ann.click(t.card('finance'), 'issue.accept');
    await t.settled();
    await ann.click(t.card('finance'), 'issue.wait');
    await ann.submit({ until: '2026-03-10', reason: 'They look for the invoice' });
    await t.settled();
    const before = t.dms('ann').length;
    await t.turnTo(at('2026-03-10 08:59'));
    expect(t.dms('ann')).toHaveLength(before);
    await t.turnTo(at('2026-03-10 09:16'));
    expect(t.dms('ann')).toHaveLength(before + 1);
    expect(JSON.stringify(t.sandbox.dm('ann').at(-1)?.blocks)).toContain('They look for the invoice');
  });
});

test('accepted and then silent: asked after three working days, and after one more it is with the backup', async () => {
  const t = await withComplaint();
  await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
  await t.settled();
  await t.sandbox.as('ann').click(t.card('finance'), 'issue.contact');
  await t.sandbox.as('ann').submit({ channel: 'mail', day: '2026-03-02', words: 'On it' });
  await t.settled();
  await t.turnTo(at('2026-03-05 09:31'));
  expect(JSON.stringify(t.sandbox.dm('ann').at(-1)?.blocks)).toContain('Are you still on it');
  await t.turnTo(at('2026-03-06 09:32'));
  expect(await issue(t)).toMatchObject({ owner: t.sandbox.user('bob'), state: 'open' });
});

test('"still on it" puts the question off', async () => {
  const t = await withComplaint();
  const ann = t.sandbox.as('ann');
  await ann.click(t.card('finance'), 'issue.accept');
  await t.settled();
  await ann.click(t.card('finance'), 'issue.contact');
  await ann.submit({ channel: 'mail', day: '2026-03-02', words: 'On it' });
  await t.turnTo(at('2026-03-05 09:31'));
  const asked = t.sandbox.dm('ann').at(-1);
  await ann.click({ channel: t.sandbox.dmChannel('ann'), ts: String(asked?.ts) }, 'issue.still');
  await t.turnTo(at('2026-03-06 09:32'));
  expect(await issue(t)).toMatchObject({ owner: t.sandbox.user('ann') });
});

test('a customer who has heard nothing for two days is told of to the owner and to the head', async () => {
  const t = await startTestBot({ at: at('2026-03-03 09:00') });
  await t.hears(COMPLAINT);
  await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
  await t.turnTo(at('2026-03-05 09:16'));
  expect(t.dms('fay')).toEqual(['#1 Double charges, a customer at Orbit: the customer has had no word from us']);
  expect(JSON.stringify(t.sandbox.dm('ann').at(-1)?.blocks)).toContain('without a word from us');
});

test('overdue: the head hears after one working day, the CX lead after three, and has it after five', async () => {
  const t = await withComplaint();
  const ann = t.sandbox.as('ann');
  await ann.click(t.card('finance'), 'issue.accept');
  await t.settled();
  await ann.click(t.card('finance'), 'issue.contact');
  await ann.submit({ channel: 'mail', day: '2026-03-02', words: 'On it' });
  await t.settled();
  const stillOnIt = async (day: string) => {
    await t.turnTo(at(`${day} 15:00`));
    await ann.command('/cx', 'issue 1');
    await ann.click(
      { channel: t.sandbox.dmChannel('ann'), ts: String(ann.ephemerals(t.sandbox.dmChannel('ann')).at(-1)?.ts) },
      'issue.still',
    );
    await t.settled();
  };
  await stillOnIt('2026-03-05');
  await stillOnIt('2026-03-09');
  await t.turnTo(at('2026-03-10 10:00'));
  expect(t.dms('fay')).toHaveLength(1);
  await stillOnIt('2026-03-11');
  await t.turnTo(at('2026-03-12 10:00'));
  expect(t.dms('lea')).toHaveLength(1);
  await stillOnIt('2026-03-13');
  await t.turnTo(at('2026-03-16 10:00'));
  expect(await issue(t)).toMatchObject({ owner: t.sandbox.user('lea'), state: 'open' });
});

test('reopening gives a closed issue back to its owner, one severity higher', async () => {
  const t = await withComplaint();
  const ann = t.sandbox.as('ann');
  await ann.click(t.card('finance'), 'issue.close');
  await ann.submit({ ending: 'anonymous' });
  await t.settled();
  await t.sandbox.as('bob').click(t.card('finance'), 'issue.reopen');
  await t.sandbox.as('bob').submit({ reason: 'They called again' });
  await t.settled();
  expect(await issue(t)).toMatchObject({ owner: t.sandbox.user('ann'), state: 'open', severity: 'urgent' });
});

test('where the CX lead answers for a topic alone and is silent, it falls between departments instead of going from them to them', async () => {
  const org = ORG.replace(
    'owner: ann@acme.test, backup: bob@acme.test',
    'owner: lea@acme.test, backup: lea@acme.test',
  ).replaceAll('head: fay@acme.test', 'head: lea@acme.test');
  const t = await startTestBot({ org });
  await t.hears(COMPLAINT);
  await t.turnTo(at('2026-03-03 09:31'));
  expect(await issue(t)).toMatchObject({ owner: t.sandbox.user('lea'), state: 'open' });
  const types = await t.bot.context.transaction((tx) => tx.selectFrom('issue_event').select('type').execute());
  expect(types.map(({ type }) => type)).toEqual(['opened', 'limbo', 'heads asked']);
});
