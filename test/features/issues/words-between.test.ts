import { describe, expect, test } from 'vitest';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { ORG } from '../../support/company.ts';
import { at } from '../../support/issue.ts';

const TO_CEO = `${ORG}sources: [{ source: survey, to: ceo }]\n`;

/** Ann, who answers for double charges, has taken one. */
async function taken(org = ORG): Promise<TestBot> {
  const t = await startTestBot({ org });
  await t.hears({ text: 'I was charged twice in October.', customer: { account: 'Orbit' } });
  await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
  await t.settled();
  return t;
}

/** Fills in a form that is opened from what a command tells. */
const from = (words: string) => async (t: TestBot, who: string, button: string, values: Record<string, string>) => {
  await t.sandbox.as(who).command('/cx', words);
  const told = t.sandbox.as(who).ephemerals().at(-1);
  if (told === undefined) throw new Error(`${who} was told nothing`);
  await t.sandbox.as(who).click(told, button);
  await t.sandbox.as(who).submit(values);
  await t.settled();
};
const fill = from('issue 1');
const decide = from('queue');

const offer = (t: TestBot, who: string, colleague: string) =>
  fill(t, who, 'issue.offer', { colleague: t.sandbox.user(colleague), reason: 'You know the till' });

const about = (t: TestBot, who: string, words: string) => t.dms(who).filter((text) => text.includes(words));

async function clickDm(t: TestBot, who: string, button: string) {
  const dm = t.sandbox.dm(who).findLast(({ blocks }) => JSON.stringify(blocks).includes(`"${button}"`));
  await t.sandbox.as(who).click({ channel: t.sandbox.dmChannel(who), ts: String(dm?.ts) }, button);
  await t.settled();
}

describe('a question by a colleague', () => {
  test('waits for the morning of who wants one DM a morning', async () => {
    const t = await taken();
    await t.sandbox.as('dan').command('/cx', 'quiet daily');
    await offer(t, 'ann', 'dan');
    await t.turnTo(at('2026-03-02 16:59'));
    expect(about(t, 'dan', 'would you take it?')).toEqual([]);
    await t.turnTo(at('2026-03-03 09:15'));
    expect(about(t, 'dan', 'would you take it?')).toHaveLength(1);
  });

  test('that asks why is not followed by its reminder before there was a working day to answer', async () => {
    const t = await taken(TO_CEO);
    await t.sandbox.as('ann').command('/cx', 'quiet daily');
    await decide(t, 'eve', 'issue.ask-why', { question: 'Why is it not paid back?' });
    for (const time of ['09:15', '12:00']) await t.turnTo(at(`2026-03-03 ${time}`));
    expect(about(t, 'ann', 'a question to you')).toHaveLength(1);
    for (const day of ['04', '05']) await t.turnTo(at(`2026-03-${day} 09:16`));
    expect(about(t, 'ann', 'a question to you')).toHaveLength(2);
  });

  test('is answered to whoever asked in their own hours, whatever those of the owner are', async () => {
    const t = await taken(`${ORG}people: [{ who: ann@acme.test, hours: 'Mon-Fri 13:00-17:00' }]\n`);
    await offer(t, 'fay', 'dan');
    await clickDm(t, 'dan', 'issue.take-over');
    expect(about(t, 'fay', 'has taken it')).toHaveLength(1);
    expect(about(t, 'ann', 'has taken it')).toEqual([]);
    await t.turnTo(at('2026-03-02 13:01'));
    expect(about(t, 'ann', 'has taken it')).toHaveLength(1);
  });
});

describe('that a colleague can help', () => {
  const evening = async () => {
    const t = await taken();
    await t.turnTo(at('2026-03-02 18:00'));
    await t.sandbox.as('joe').react('raising_hand', t.card('finance'));
    await t.settled();
    return t;
  };

  test('is told in the morning', async () => {
    const t = await evening();
    await t.turnTo(at('2026-03-03 09:01'));
    expect(about(t, 'ann', 'can help')).toHaveLength(1);
  });

  test('is not told once they have taken it back', async () => {
    const t = await evening();
    await t.sandbox.as('joe').unreact('raising_hand', t.card('finance'));
    await t.settled();
    await t.turnTo(at('2026-03-03 09:01'));
    expect(about(t, 'ann', 'can help')).toEqual([]);
  });

  test('is not told to who has it no more', async () => {
    const t = await evening();
    await fill(t, 'ann', 'issue.bounce', { department: 'product', reason: 'It is the app' });
    await t.turnTo(at('2026-03-03 09:01'));
    expect(about(t, 'ann', 'can help')).toEqual([]);
  });
});

describe('what came of what somebody passed on', () => {
  /** Joe passed it on; Ann ends it after hours. */
  const endedAtNight = async () => {
    const t = await startTestBot();
    await t.sandbox.as('joe').command('/cx', 'log');
    await t.sandbox.as('joe').submit({ text: 'I was charged twice' });
    await t.turnTo(at('2026-03-02 18:00'));
    await fill(t, 'ann', 'issue.close', { ending: 'unreachable', reason: 'No address' });
    return t;
  };

  test('is told in the morning', async () => {
    const t = await endedAtNight();
    await t.turnTo(at('2026-03-03 09:01'));
    expect(about(t, 'joe', 'has come to its end')).toHaveLength(1);
  });

  test('is not told where it was reopened before they could read of it', async () => {
    const t = await endedAtNight();
    await fill(t, 'ann', 'issue.reopen', { reason: 'They called back' });
    await t.turnTo(at('2026-03-03 09:01'));
    expect(t.dms('joe')).toEqual([]);
  });

  test('is followed, where they have read of it, by the word that it has begun again, and by the next end', async () => {
    const t = await endedAtNight();
    await t.turnTo(at('2026-03-03 09:01'));
    await fill(t, 'ann', 'issue.reopen', { reason: 'They called back' });
    expect(t.dms('joe').at(-1)).toContain('(#1) has begun again');
    await fill(t, 'ann', 'issue.close', { ending: 'anonymous', reason: 'No name' });
    expect(t.dms('joe').at(-1)).toContain('has come to its end: anonymous');
    expect(t.dms('joe')).toHaveLength(3);
  });

  test('is not said to have begun again where it was over again before they could read of that', async () => {
    const t = await endedAtNight();
    for (const hour of ['09:01', '18:00']) await t.turnTo(at(`2026-03-03 ${hour}`));
    await fill(t, 'ann', 'issue.reopen', { reason: 'They called back' });
    await fill(t, 'ann', 'issue.close', { ending: 'anonymous', reason: 'No name' });
    await t.turnTo(at('2026-03-04 09:01'));
    expect(t.dms('joe').map((text) => /begun again|come to its end/.exec(text)?.[0])).toEqual([
      'come to its end',
      'come to its end',
    ]);
  });
});

test('what was decided before the executive sponsor could read of it is not brought to them', async () => {
  const t = await startTestBot({
    org: TO_CEO,
    at: at('2026-03-02 18:00'),
  });
  for (const id of ['a', 'b'])
    await t.hears({ text: 'I was charged twice', id, customer: { id: 'C1' }, score: { kind: 'nps', value: 0 } });
  await decide(t, 'lea', 'issue.decide', { department: 'product', reason: 'The app double-posts' });
  await t.turnTo(at('2026-03-03 09:01'));
  expect(t.dms('eve')).toEqual([]);
});
