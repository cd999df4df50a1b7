import { describe, expect, test } from 'vitest';
import { startTestBot } from '../../support/bot.ts';

const COMPLAINT = { text: 'I was charged twice in October.', customer: { account: 'Orbit' } };

async function withComplaint() {
  const t = await startTestBot();
  await t.hears(COMPLAINT);
  return t;
}

describe('👀 on a card', () => {
  test('by its owner takes it, and taking the reaction away gives it back', async () => {
    const t = await withComplaint();
    await t.sandbox.as('ann').react('eyes', t.card('finance'));
    await t.settled();
    expect(t.card('finance').text).toContain('answer the customer next');
    await t.sandbox.as('ann').unreact('eyes', t.card('finance'));
    await t.settled();
    expect(t.card('finance').text).toContain('please accept');
  });

  test('by a colleague only asks privately, and the button takes it', async () => {
    const t = await withComplaint();
    const bob = t.sandbox.as('bob');
    await bob.react('eyes::skin-tone-3', t.card('finance'));
    await t.settled();
    expect(t.card('finance').text).toContain('please accept');
    const [asked] = bob.ephemerals('finance');
    expect(asked?.text).toContain('just looking');
    await bob.click({ channel: t.sandbox.channel('finance'), ts: String(asked?.ts) }, 'issue.accept');
    await t.settled();
    expect(JSON.stringify(t.card('finance').blocks)).toContain(t.sandbox.user('bob'));
  });

  test('by somebody of another department, a guest or a bot does nothing', async () => {
    const t = await withComplaint();
    for (const who of ['dan', 'gus']) await t.sandbox.as(who).react('eyes', t.card('finance'));
    await t.settled();
    expect(t.sandbox.as('dan').ephemerals('finance')).toEqual([]);
    expect(t.card('finance').text).toContain('please accept');
  });
});

test('🙋 lists a helper apart from the owner, and taking it away unlists them', async () => {
  const t = await withComplaint();
  const card = t.card('finance');
  await t.sandbox.as('joe').react('raising_hand', card);
  await t.settled();
  expect(JSON.stringify(t.card('finance').blocks)).toContain(`Helping: <@${t.sandbox.user('joe')}>`);
  await t.sandbox.as('joe').unreact('raising_hand', card);
  await t.settled();
  expect(JSON.stringify(t.card('finance').blocks)).not.toContain('Helping');
});

test.each([
  ['🔁', 'repeat', 'Not yours?', 'issue.bounce'],
  ['✅', 'white_check_mark', 'Good news', 'issue.fix'],
])('%s by the owner asks for what it needs with a button that opens the form', async (_emoji, name, words, action) => {
  const t = await withComplaint();
  const ann = t.sandbox.as('ann');
  await ann.react(name, t.card('finance'));
  await t.settled();
  const [asked] = ann.ephemerals('finance');
  expect(asked?.text).toContain(words);
  await ann.click({ channel: t.sandbox.channel('finance'), ts: String(asked?.ts) }, action);
  expect(ann.modal()?.callback_id).toBe(action);
});

test('an emoji whose name only begins alike means nothing', async () => {
  const t = await withComplaint();
  await t.sandbox.as('ann').react('eyeglasses', t.card('finance'));
  await t.settled();
  expect(t.card('finance').text).toContain('please accept');
});

describe('taking 👀 away', () => {
  test('gives nothing back that a button took', async () => {
    const t = await withComplaint();
    await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
    await t.settled();
    await t.sandbox.as('ann').react('eyes', t.card('finance'));
    await t.settled();
    await t.sandbox.as('ann').unreact('eyes', t.card('finance'));
    await t.settled();
    expect(t.card('finance').text).toContain('answer the customer next');
  });
});

test('👀 on what somebody has taken is only a look', async () => {
  const t = await withComplaint();
  await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
  await t.settled();
  await t.sandbox.as('bob').react('eyes', t.card('finance'));
  await t.settled();
  expect(t.sandbox.as('bob').ephemerals('finance')).toEqual([]);
});
