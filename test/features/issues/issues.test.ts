import { describe, expect, test } from 'vitest';
import { HOUR } from '../../../src/kernel/time.ts';
import { startTestBot } from '../../support/bot.ts';
import { at } from '../../support/issue.ts';

const COMPLAINT = 'I was charged twice in October and nobody could tell me why.';
const DAY = '2026-03-02';

async function withComplaint() {
  const t = await startTestBot();
  await t.hears({ text: COMPLAINT, customer: { account: 'Orbit' } });
  return t;
}

describe('a complaint', () => {
  test('gets a card in the channel of its department and a DM to the one who answers for its topic', async () => {
    const t = await withComplaint();
    expect(t.card('finance').text).toBe(
      '#1 Double charges, complaint from a customer at Orbit: Finance, please accept or pass on',
    );
    expect(t.dms('ann')).toEqual(['#1 Double charges, a customer at Orbit: when can they hear from us?']);
  });

  test('told twice by its sender is one issue', async () => {
    const t = await startTestBot();
    expect(await t.hears({ id: 'a', text: COMPLAINT })).toMatchObject({ status: 202, body: { duplicate: false } });
    expect(await t.hears({ id: 'a', text: COMPLAINT })).toMatchObject({
      status: 200,
      body: { duplicate: true, issues: [1] },
    });
    expect(t.dms('ann')).toHaveLength(1);
  });

  test('about something nobody is named for goes to the CX lead', async () => {
    const t = await startTestBot();
    await t.hears({ text: 'The waiter was rude and the soup was cold. Terrible.' });
    expect(t.dms('lea')).toHaveLength(1);
    expect(t.card('support').text).toContain('Not yet sorted');
  });
});

test('an issue lives from the card to the customer being told', async () => {
  const t = await withComplaint();
  const ann = t.sandbox.as('ann');

  await ann.click(t.card('finance'), 'issue.accept');
  await t.settled();
  await ann.click(t.card('finance'), 'issue.contact');
  await ann.submit({ channel: 'mail', day: DAY, words: 'We are looking into it' });
  await t.settled();
  await ann.click(t.card('finance'), 'issue.fix');
  await ann.submit({ root_cause: 'Two jobs ran at once', change: 'Only one can' });
  await t.settled();
  await ann.click(t.card('finance'), 'issue.tell');
  await ann.submit({ channel: 'mail', day: DAY, words: 'You have your money back' });
  await t.settled();

  const card = t.card('finance');
  expect(card.text).toContain('closed, fixed, and the customer was told');
  expect(t.story(card)).toEqual([
    'Taken',
    'The customer was answered',
    'Fixed',
    'Closed: fixed, and the customer was told',
  ]);
  expect(t.dms('ann')).toEqual(['#1 Double charges, a customer at Orbit: closed']);
});

describe('nudges', () => {
  test('the silent owner is asked once after 4 working hours, the backup has it after 8, and after 16 it is in limbo with the CX lead', async () => {
    const t = await withComplaint();
    await t.turnTo(at('2026-03-02 13:29'));
    expect(t.dms('ann')).toHaveLength(1);
    await t.turnTo(at('2026-03-02 13:31'));
    expect(t.dms('ann')).toHaveLength(2);
    await t.turnTo(at('2026-03-03 09:31'));
    expect(t.dms('bob')).toEqual(['#1 Double charges, a customer at Orbit: when can they hear from us?']);
    await t.turnTo(at('2026-03-04 09:33'));
    expect(t.dms('ann').at(-1)).toBe('#1 Double charges, a customer at Orbit: somebody else has it now');
    expect(t.dms('lea')).toHaveLength(1);
    expect(t.story(t.card('finance'))).toEqual([
      'Handed on',
      'Between departments',
      'Whose is it? Please agree in this thread',
    ]);
  });

  test('who has taken it is not asked to take it', async () => {
    const t = await withComplaint();
    await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
    await t.turnTo(at('2026-03-02 16:00'));
    expect(t.dms('ann')).toHaveLength(1);
  });

  test('none comes at night, on a weekend, or after the end', async () => {
    const t = await startTestBot({ at: at('2026-03-06 16:30') });
    await t.hears({ text: COMPLAINT });
    await t.turnTo(at('2026-03-08 23:00'));
    expect(t.dms('ann')).toHaveLength(1);
    await t.turnTo(at('2026-03-09 12:31'));
    expect(t.dms('ann')).toHaveLength(2);
    await t.sandbox.as('ann').click(t.card('finance'), 'issue.close');
    await t.sandbox.as('ann').submit({ ending: 'anonymous' });
    await t.turn(30 * 24 * HOUR);
    expect(t.dms('ann')).toHaveLength(2);
  });

  test('an issue opened in the evening is told to its owner in the morning', async () => {
    const t = await startTestBot({ at: at('2026-03-02 21:00') });
    await t.hears({ text: COMPLAINT });
    expect(t.dms('ann')).toEqual([]);
    await t.turnTo(at('2026-03-03 09:16'));
    expect(t.dms('ann')).toHaveLength(1);
  });
});
