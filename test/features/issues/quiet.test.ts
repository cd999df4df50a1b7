import { describe, expect, test } from 'vitest';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { at } from '../../support/issue.ts';

const COMPLAINT = { text: 'I was charged twice in October.', customer: { account: 'Orbit' } };
/** Of a score that makes it urgent. */
const URGENT = { ...COMPLAINT, score: { kind: 'nps', value: 1 } };

async function quiet(words: string, who = 'ann') {
  const t = await startTestBot();
  await t.sandbox.as(who).command('/cx', `quiet ${words}`);
  return t;
}

const said = (t: TestBot, who = 'ann') => JSON.stringify(t.sandbox.as(who).ephemerals().at(-1));

describe('/cx quiet', () => {
  test.each([
    ['daily', 'one DM a morning'],
    ['weekly', 'What others owe reaches you once a week'],
    ['off', 'as usual'],
    ['', 'as usual'],
    ['please', 'How seldom?'],
  ])('%s is answered in words', async (words, answer) => {
    expect(said(await quiet(words))).toContain(answer);
  });

  test('says how it stands now', async () => {
    const t = await quiet('daily');
    await t.sandbox.as('ann').command('/cx', 'quiet');
    expect(said(t)).toContain('one DM a morning');
  });
});

describe('who wants one DM a morning', () => {
  test('hears of urgent work in the next bundle, keeps it until they could answer, and loses nothing', async () => {
    const t = await quiet('daily');
    await t.hears(URGENT);
    await t.turnTo(at('2026-03-02 16:59'));
    expect(t.dms('ann')).toEqual([]);
    await t.turnTo(at('2026-03-03 09:16'));
    expect(t.dms('ann')).toHaveLength(1);
    await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
    await t.settled();
    expect(t.card('finance').text).toContain('answer the customer next');
  });

  test('is told by /cx why, and how to undo it', async () => {
    const t = await quiet('daily');
    await t.hears(COMPLAINT);
    await t.sandbox.as('ann').command('/cx', 'why 1');
    expect(said(t)).toContain('You asked for one DM a morning');
    expect(said(t)).toContain('/cx quiet off');
  });

  test('is written to as usual after undoing it', async () => {
    const t = await quiet('daily');
    await t.sandbox.as('ann').command('/cx', 'quiet off');
    await t.hears(COMPLAINT);
    expect(t.dms('ann')).toHaveLength(1);
  });
});

describe('who wants what others owe once a week', () => {
  test('hears of what a colleague could not take on the first working day of the next', async () => {
    const t = await quiet('weekly');
    await t.hears(COMPLAINT);
    await t.turnTo(at('2026-03-03 09:16'));
    await t.turnTo(at('2026-03-03 13:00'));
    const before = t.dms('ann').length;
    for (const day of ['04', '05', '06']) await t.turnTo(at(`2026-03-${day} 12:00`));
    expect(t.dms('ann')).toHaveLength(before);
    await t.turnTo(at('2026-03-09 09:16'));
    expect(t.dms('ann').at(-1)).toContain('somebody else has it now');
  });
});
