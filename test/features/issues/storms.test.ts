import { describe, expect, test } from 'vitest';
import { watchDelay } from '../../../src/features/feedback/delay.ts';
import { type Alike, type Suggested, stormOf } from '../../../src/features/issues/life/storms.ts';
import { stormActions } from '../../../src/features/issues/storms/slack.ts';
import type { ChannelId, UserId } from '../../../src/kernel/slack.ts';
import { HOUR, instant, MINUTE } from '../../../src/kernel/time.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { MONDAY } from '../../support/issue.ts';

const alike = (n: number, cause?: number, openedAt = MONDAY): Alike[] =>
  Array.from({ length: n }, (_, id) => ({ id, openedAt, cause }));
const suggested: Suggested = { cause: 7, suggestion: 'open', at: MONDAY, shipped: false };

describe('of complaints in nearly the same words', () => {
  test.each<[rule: string, alike: Alike[], last: Suggested | undefined, now: number, kind: string]>([
    ['a few are a few', alike(8), undefined, MONDAY, 'none'],
    ['the tenth within an hour suggests one cause', alike(9), undefined, MONDAY, 'begins'],
    ['those of longer ago do not count', alike(9, undefined, instant(MONDAY - HOUR)), undefined, MONDAY, 'none'],
    ['what comes next joins it', alike(3, 7), suggested, MONDAY, 'joins'],
    ['also once somebody has said that it is one', alike(3, 7), { ...suggested, suggestion: 'kept' }, MONDAY, 'joins'],
    ['not once it is mended: then it has come back', alike(3, 7), { ...suggested, shipped: true }, MONDAY, 'none'],
    [
      'who says that they are not the same is left in peace for a day',
      alike(50),
      { ...suggested, suggestion: 'undone' },
      MONDAY + HOUR,
      'none',
    ],
    ['what hangs under another cause already is left there', alike(20, 3), undefined, MONDAY, 'none'],
  ])('%s', (_rule, some, last, now, kind) => {
    expect(stormOf(some, last, 10, instant(now)).kind).toBe(kind);
  });
});

const COMPLAINT = 'I was charged twice for my October subscription and nobody answers.';

async function afterTen(): Promise<TestBot> {
  const t = await startTestBot();
  for (let n = 0; n < 10; n++) await t.hears({ text: COMPLAINT, customer: { account: `Account ${n}` } });
  await t.turn(10_000);
  return t;
}

const hanging = (t: TestBot) =>
  t.bot.context.transaction(async (tx) => {
    const rows = await tx.selectFrom('issue').select('cause_id').execute();
    return rows.filter(({ cause_id }) => cause_id !== null).length;
  });

const suggestion = (t: TestBot) => {
  const channel = t.sandbox.channel('finance');
  const post = t.sandbox.messages(channel).find(({ text }) => /one cause/i.test(text ?? ''));
  if (post === undefined) throw new Error('No cause was suggested');
  return { channel, ts: post.ts, text: post.text ?? '' };
};

describe('ten customers who say the same within an hour', () => {
  test('become one suggested cause in one post, and each keeps an owner', async () => {
    const t = await afterTen();
    expect(suggestion(t).text).toBe('Looks like one cause: 10 customers say nearly the same');
    expect(await hanging(t)).toBe(10);
  });

  test('and twenty more bring no further post: the number grows in place, and a thread has their lines', async () => {
    const t = await afterTen();
    const posts = () => t.sandbox.messages(t.sandbox.channel('finance')).length;
    const before = posts();
    for (let n = 0; n < 20; n++) await t.hears({ text: COMPLAINT, customer: { account: `Late ${n}` } });
    await t.turn(MINUTE);
    expect(posts() - before).toBe(0);
    expect(suggestion(t).text).toContain('30 customers');
    expect(await hanging(t)).toBe(30);
  });

  test('are one cause by a click of the owner, to be mended for all at once', async () => {
    const t = await afterTen();
    await t.sandbox.as('ann').click(suggestion(t), 'cause.keep');
    await t.settled();
    const post = t.sandbox.messages(t.sandbox.channel('finance')).find(({ ts }) => ts === suggestion(t).ts);
    expect(JSON.stringify(post?.blocks)).toContain('cause.ship');
    expect(JSON.stringify(post?.blocks)).not.toContain('cause.keep');
  });

  test('stand each by itself again where the head says so, and nothing is suggested again that day', async () => {
    const t = await afterTen();
    await t.sandbox.as('fay').click(suggestion(t), 'cause.undo');
    await t.settled();
    expect(await hanging(t)).toBe(0);
    for (let n = 0; n < 12; n++) await t.hears({ text: COMPLAINT, customer: { account: `More ${n}` } });
    expect(await hanging(t)).toBe(0);
  });

  test('once mended for all are one cause, which the post says and no stale click takes apart', async () => {
    const t = await afterTen();
    await t.sandbox.as('ann').command('/cx', 'cause 1');
    const details = t.sandbox.as('ann').ephemerals().at(-1);
    if (details === undefined) throw new Error('Ann was told nothing');
    const post = () => {
      const found = t.sandbox.messages(t.sandbox.channel('finance')).find(({ ts }) => ts === asked.ts);
      return JSON.stringify(found?.blocks);
    };
    const asked = suggestion(t);
    await t.sandbox.as('ann').click(details, 'cause.ship');
    await t.sandbox.as('ann').submit({ root_cause: 'Two jobs ran', change: 'One runs' });
    await t.settled();
    expect(post()).toContain('Mended. Each owner tells their customer.');
    expect(post()).not.toContain('cause.undo');
    const undo = stormActions['cause.undo'];
    if (undo === undefined) throw new Error('There is no such button');
    await t.bot.context.transaction((tx) =>
      undo.run(tx, { user: t.sandbox.user('fay') as UserId, value: '1', at: undefined, now: t.bot.context.now() }),
    );
    expect(await hanging(t)).toBe(10);
  });

  test('are not for anybody to take apart', async () => {
    const t = await afterTen();
    await t.sandbox.as('joe').click(suggestion(t), 'cause.undo');
    await t.settled();
    expect(await hanging(t)).toBe(10);
  });
});

/** Different complaints, so many at once that they cannot all be posted yet. */
async function flooded(n: number): Promise<TestBot> {
  const t = await startTestBot({ bot: { limits: { channelMs: 200, postsPerMinute: 1e9, editsPerMinute: 1e9 } } });
  const bodies = Array.from({ length: n }, (_, i) => ({
    id: `s${i}`,
    text: `The invoice part${i} of batch${i} is wrong.`,
  }));
  await Promise.all(bodies.map((body) => t.posts(JSON.stringify(body), { id: body.id })));
  while ((await issues(t)).length < n) await new Promise(setImmediate);
  return t;
}

const issues = (t: TestBot) => t.bot.context.transaction((tx) => tx.selectFrom('issue').select('id').execute());
const unsaid = (t: TestBot) =>
  t.bot.context.transaction(async (tx) => {
    const rows = await tx.selectFrom('outbox').select('id').where('state', '<>', 'sent').execute();
    return rows.length;
  });
const posts = (t: TestBot) => t.sandbox.messages(t.sandbox.channel('finance')).map(({ text }) => text ?? '');

describe('while more waits for a channel than Slack takes at once', () => {
  test('one urgent post says how many, and in the end that all is shown', async () => {
    const t = await flooded(12);
    t.sandbox.clock.advance(MINUTE);
    t.bot.turned();
    await t.until(() => posts(t).some((text) => /^Delayed: \d+ posts are waiting, about a minute$/.test(text)));
    await t.until(async () => (await unsaid(t)) === 0);
    await t.turn(MINUTE);
    await t.until(() => posts(t).includes('All is shown now'));
    expect(posts(t).filter((text) => text.startsWith('Delayed'))).toEqual([]);
  });

  test('a second summary of the same burst is told of in that one post, too', async () => {
    const t = await flooded(12);
    const watching = () =>
      t.bot.context.transaction((tx) =>
        tx.selectFrom('timer').select('subject').where('kind', '=', 'feedback.look-at-delay').execute(),
      );
    expect(await watching()).toHaveLength(1);
    const [first] = await watching();
    const channel = t.sandbox.channel('finance') as ChannelId;
    await t.bot.context.transaction((tx) => watchDelay(tx, channel, 999, t.bot.context.now()));
    expect(await watching()).toEqual([first]);
  });

  test('an urgent complaint has its own card, and goes before the others', async () => {
    const t = await flooded(12);
    const shown = posts(t).length;
    await t.hears({ text: 'I was charged twice.', score: { kind: 'nps', value: 0 } });
    const place = () => posts(t).findIndex((text) => text.startsWith('#13 '));
    await t.until(() => place() >= 0);
    expect(place()).toBeLessThanOrEqual(shown + 1);
  });
});
