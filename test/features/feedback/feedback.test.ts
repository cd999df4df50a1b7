import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/kernel/time.ts';
import { deliver } from '../../../src/platform/inbox/inbox.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { ORG } from '../../support/company.ts';
import { at, MONDAY } from '../../support/issue.ts';

const issues = (t: TestBot) =>
  t.bot.context.transaction((tx) =>
    tx.selectFrom('issue').select(['topic', 'owner', 'severity']).orderBy('id').execute(),
  );
const texts = (t: TestBot, channel: string) => t.sandbox.messages(t.sandbox.channel(channel)).map(({ text }) => text);

const AT_FOUR = at('2026-03-02 16:00');

/** The cards in the thread of the channel's only post. */
const cards = (t: TestBot, channel: string) => {
  const [post] = t.sandbox.messages(t.sandbox.channel(channel));
  return t.sandbox.thread(t.sandbox.channel(channel), String(post?.ts)).slice(1);
};

describe('what a customer says becomes', () => {
  test("of praise a small card in the day's post, which asks nobody for anything", async () => {
    const t = await startTestBot();
    await t.hears({
      text: 'The app is wonderful, thank you!',
      customer: { account: 'Lumen' },
      score: { kind: 'nps', value: 10 },
    });
    expect(texts(t, 'product')).toEqual([]);
    await t.turnTo(AT_FOUR);
    expect(texts(t, 'product')).toEqual(['Also heard today: 1 word of praise']);
    expect(cards(t, 'product').map(({ text }) => text)).toEqual([
      'Praise from a customer at Lumen: The app is wonderful, thank you!',
    ]);
    expect(await issues(t)).toEqual([]);
    expect(t.dms('dan')).toEqual([]);
  });

  test('of what is neutral a card that says how to make a complaint of it', async () => {
    const t = await startTestBot();
    await t.hears({ text: 'The app is on my phone.' });
    await t.turnTo(AT_FOUR);
    expect(JSON.stringify(cards(t, 'product')[0]?.blocks)).toContain('Is it a complaint? `/cx log` it with a score.');
    expect(await issues(t)).toEqual([]);
  });

  test("of praise whose department has no channel a card in the CX lead's own, and nowhere if that has none", async () => {
    const praise = { text: 'The app is wonderful, thank you!' };
    const org = ORG.replace("'#product'", "'#no-product'");
    const t = await startTestBot({ org });
    await t.hears(praise);
    await t.turnTo(AT_FOUR);
    expect(texts(t, 'support')).toEqual(['Also heard today: 1 word of praise']);
    expect(t.dms('lea')).toEqual([]);

    const none = await startTestBot({ org: org.replace("'#support'", "'#no-support'") });
    await none.hears(praise);
    await none.turnTo(AT_FOUR);
    expect(['support', 'finance', 'product', 'general'].flatMap((channel) => texts(none, channel))).toEqual([]);
    expect(none.dms('lea')).toEqual([]);
  });

  test('one issue for each topic that is complained of, each with its own owner', async () => {
    const t = await startTestBot();
    await t.hears({ text: 'I was charged twice. And the app always crashes.' });
    expect(await issues(t)).toEqual([
      { topic: 'double-charges', owner: t.sandbox.user('ann'), severity: expect.any(String) },
      { topic: 'app', owner: t.sandbox.user('dan'), severity: expect.any(String) },
    ]);
  });

  test('an issue though the score is good, when the words complain', async () => {
    const t = await startTestBot();
    await t.hears({ text: 'Nobody answers, and I was charged twice.', score: { kind: 'csat', value: 5 } });
    expect(await issues(t)).toHaveLength(1);
  });

  test('an issue when there are no words and the score is bad', async () => {
    const t = await startTestBot();
    await t.hears({ text: '', score: { kind: 'stars', value: 1 } });
    expect(await issues(t)).toEqual([{ topic: null, owner: t.sandbox.user('lea'), severity: 'urgent' }]);
  });

  test('urgent with the worst scores', async () => {
    const t = await startTestBot();
    await t.hears({ text: 'I was charged twice.', score: { kind: 'nps', value: 1 } });
    expect(await issues(t)).toMatchObject([{ severity: 'urgent' }]);
  });

  test('a fact without an issue when it is older than seven days', async () => {
    const t = await startTestBot();
    await t.hears({ text: 'I was charged twice.', received_at: new Date(MONDAY - 8 * DAY).toISOString() });
    expect(await issues(t)).toEqual([]);
    await t.hears({ text: 'I was charged twice.', received_at: new Date(MONDAY - 6 * DAY).toISOString() });
    expect(await issues(t)).toHaveLength(1);
  });
});

describe('many at once', () => {
  test('become one summary with a line each, and the owner gets one DM', async () => {
    const t = await startTestBot({ bot: { limits: { channelMs: 100, postsPerMinute: 1e9, editsPerMinute: 1e9 } } });
    const bodies = Array.from({ length: 60 }, (_, n) => ({
      id: `b${n}`,
      text: `I was charged twice for part${n} of batch${n}.`,
    }));
    await Promise.all(bodies.map((body) => t.posts(JSON.stringify(body), { id: body.id })));
    await t.turn(60_000);
    const finance = t.sandbox.channel('finance');
    await t.until(async () => {
      const summary = t.sandbox.messages(finance).find(({ text }) => text?.includes('more pieces of feedback'));
      const left = await t.bot.context.transaction((tx) =>
        tx.selectFrom('outbox').select('id').where('state', '<>', 'sent').execute(),
      );
      return summary !== undefined && left.length === 0;
    });
    const top = t.sandbox.messages(finance);
    const summary = top.find(({ text }) => text?.includes('more pieces of feedback'));
    const lines = t.sandbox
      .thread(finance, String(summary?.ts))
      .slice(1)
      .map(({ blocks }) => JSON.stringify(blocks))
      .join();
    const cards = top
      .filter(({ text }) => text?.startsWith('#'))
      .map(({ text }) => Number(/\d+/.exec(text ?? '')?.[0]));
    const listed = [...lines.matchAll(/\*#(\d+)\*/g)].map(([, number]) => Number(number));
    expect([...cards, ...listed].sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
    expect(top.length).toBeLessThan(20);
    expect(t.dms('ann')).toEqual(['60 customers are waiting for you.']);
  }, 20_000);

  test('that fall due together are one reminder', async () => {
    const t = await startTestBot();
    for (let n = 0; n < 8; n++) await t.hears({ text: `I was charged twice, order ${n}.` });
    await t.turn(4.1 * 3_600_000);
    expect(t.dms('ann')).toEqual(['8 customers are waiting for you.', '8 customers are waiting for you.']);
  });
});

describe('/cx log', () => {
  test('passes on what a customer said, and tells who logged it what came of it', async () => {
    const t = await startTestBot();
    const joe = t.sandbox.as('joe');
    await joe.command('/cx', 'log');
    await joe.submit({ text: 'I was charged twice', customer: 'Orbit', score: '3' });
    await t.settled();
    await t.sandbox.as('ann').click(t.card('finance'), 'issue.close');
    await t.sandbox.as('ann').submit({ ending: 'answered-in-public', link: 'https://acme.test/answer' });
    await t.settled();
    expect(t.dms('joe')).toEqual([
      'What you passed on from a customer at Orbit (#1) has come to its end: answered in public. Thank you for speaking up for them.',
    ]);
  });

  test('tells who logged it of each ending, and that it was reopened between', async () => {
    const t = await startTestBot();
    await t.sandbox.as('joe').command('/cx', 'log');
    await t.sandbox.as('joe').submit({ text: 'I was charged twice' });
    await t.settled();
    const fill = async (action: string, values: Record<string, string>) => {
      await t.sandbox.as('ann').click(t.card('finance'), action);
      await t.sandbox.as('ann').submit(values);
      await t.settled();
    };
    await fill('issue.close', { ending: 'unreachable', reason: 'No address' });
    await fill('issue.reopen', { reason: 'They called back' });
    await fill('issue.close', { ending: 'answered-in-public', link: 'https://acme.test/answer' });
    expect(t.dms('joe')).toEqual([
      expect.stringContaining('the customer could not be reached'),
      expect.stringContaining('has begun again'),
      expect.stringContaining('answered in public'),
    ]);
  });

  test('asks for a whole number at that field and keeps the form open', async () => {
    const t = await startTestBot();
    const joe = t.sandbox.as('joe');
    await joe.command('/cx', 'log');
    expect((await joe.submit({ text: 'Hello', score: '11' })).errors).toEqual({
      score: 'A whole number from 0 to 10, or nothing.',
    });
  });

  test('is not for guests', async () => {
    const t = await startTestBot();
    const reply = await t.sandbox.as('gus').command('/cx', 'log');
    expect(JSON.stringify(reply.body)).toContain('for full members');
    expect(t.sandbox.as('gus').modal()).toBeUndefined();
  });

  test('is in the menu of a message, with the message in it', async () => {
    const t = await startTestBot();
    const joe = t.sandbox.as('joe');
    const ts = await joe.say('general', 'A customer says the app crashes');
    await joe.shortcut('feedback.log', { channel: 'general', ts });
    expect(JSON.stringify(joe.modal()?.blocks)).toContain('A customer says the app crashes');
  });

  test('opens with names, links and signs as people read them', async () => {
    const t = await startTestBot();
    const joe = t.sandbox.as('joe');
    const ts = await joe.say('general', `<@${t.sandbox.user('ann')}>: bill &amp; app fail, <https://x.test|see here>`);
    await joe.shortcut('feedback.log', { channel: 'general', ts });
    expect(JSON.stringify(joe.modal()?.blocks)).toContain('@ann: bill & app fail, see here');
    await joe.command('/cx', 'log @ann heard of it');
    expect(JSON.stringify(joe.modal()?.blocks)).toContain('@ann heard of it');
  });
});

describe('/cx', () => {
  test.each([
    ['', 'Everything below is for you alone'],
    ['help', 'Everything below is for you alone'],
    ['isue 1', 'Did you mean'],
    ['issue', 'Which one?'],
    ['issue 0x1F', 'Which one?'],
    ['issue 99', 'There is no issue #99'],
    ['who invoices', 'Double charges'],
    ['who', 'Say it in your words'],
    ['who unicorns', 'Nobody is named'],
    ['mine', 'Nothing is waiting for you'],
  ])('%s answers only the asker: %s', async (words, answer) => {
    const t = await startTestBot();
    const reply = await t.sandbox.as('joe').command('/cx', words);
    expect(JSON.stringify(reply.body)).toContain(answer);
    expect(reply.body).toMatchObject({ response_type: 'ephemeral' });
  });

  test('mine lists what one owes with one button each, and works by HTTP as by socket', async () => {
    const t = await startTestBot();
    await t.hears({ text: 'I was charged twice.' });
    const reply = await t.sandbox.as('ann').command('/cx', 'mine');
    expect(JSON.stringify(reply.body)).toContain('issue.accept');
    expect(JSON.stringify(reply.body)).toContain('waiting');
  });
});

test('lines of a summary that the clock hands on make no posts in the channel, and one that somebody takes gets its card in the thread', async () => {
  const t = await startTestBot();
  const id = await t.bot.context.transaction(async (tx) => {
    const row = { source: 'old', file: 'old.csv', open_issues: 1, started_at: t.bot.context.now() };
    return (await tx.insertInto('file_import').values(row).returning('id').executeTakeFirstOrThrow()).id;
  });
  const rows = Array.from({ length: 30 }, (_, n) => ({
    text: `I was charged twice, order ${n}.`,
    import_id: id,
    open_issues: true,
  }));
  await t.bot.context.transaction(async (tx) => {
    for (const [n, body] of rows.entries()) {
      await deliver(tx, { kind: 'feedback', source: 'old', externalId: `row-${n}`, body }, t.bot.context.now());
    }
  });
  await t.settled();
  await t.turn(10 * 1000);
  await t.turn(2 * DAY);
  expect(texts(t, 'finance')).toEqual([expect.stringContaining('Import from old: 30 pieces of feedback')]);
  expect(t.dms('ann').length).toBeLessThanOrEqual(3);
  await t.sandbox.as('bob').command('/cx', 'issue 7');
  const details = t.sandbox.as('bob').ephemerals(t.sandbox.dmChannel('bob')).at(-1);
  await t.sandbox.as('bob').click({ channel: t.sandbox.dmChannel('bob'), ts: String(details?.ts) }, 'issue.accept');
  await t.settled();
  expect(texts(t, 'finance')).toHaveLength(1);
  const [summary] = t.sandbox.messages(t.sandbox.channel('finance'));
  const thread = t.sandbox.thread(t.sandbox.channel('finance'), String(summary?.ts)).map(({ text }) => text ?? '');
  expect(thread).toContainEqual(expect.stringMatching(/^#7 Double charges, complaint from a customer: /));
  expect(thread).toContainEqual(expect.stringMatching(/^#7: /));
});

test('a channel that has had its posts for the day gets one more, whose thread has the rest; what is urgent stands by itself', async () => {
  const t = await startTestBot();
  const complaint = (n: number) => ({ text: `I was charged twice for part${n} of batch${n}.` });
  for (let n = 0; n < 12; n++) await t.hears(complaint(n));
  await t.turn(10_000);
  expect(texts(t, 'finance')).toHaveLength(6);
  expect(texts(t, 'finance').at(-1)).toContain('7 more pieces of feedback: 7 to be answered, each with an owner');
  await t.hears({ ...complaint(12), score: { kind: 'nps', value: 0 } });
  expect(texts(t, 'finance')).toHaveLength(7);
  await t.hears({ ...complaint(14), score: { kind: 'nps', value: 0 } });
  expect(texts(t, 'finance')).toHaveLength(7);
  const summary = t.sandbox.messages(t.sandbox.channel('finance')).find(({ text }) => text?.includes('more pieces'));
  const thread = t.sandbox.thread(t.sandbox.channel('finance'), String(summary?.ts)).map(({ text }) => text ?? '');
  expect(thread).toContainEqual(expect.stringMatching(/^#14 Double charges, complaint/));
  await t.turn(DAY);
  await t.hears(complaint(13));
  expect(texts(t, 'finance').at(-1)).toMatch(/^#15 /);
});

test('however much is urgent, a channel has room for the summary and the praise of its day', async () => {
  const t = await startTestBot();
  const complaint = (n: number) => ({ text: `I was charged twice for part${n} of batch${n}.` });
  for (let n = 0; n < 5; n++) await t.hears(complaint(n));
  for (let n = 5; n < 9; n++) await t.hears({ ...complaint(n), score: { kind: 'nps', value: 0 } });
  await t.hears({ text: 'Your invoice team is wonderful, thank you so much!' });
  for (let n = 9; n < 11; n++) await t.hears(complaint(n));
  await t.turn(10_000);
  await t.turnTo(at('2026-03-02 16:01'));
  expect(texts(t, 'finance')).toHaveLength(8);
  expect(texts(t, 'finance').at(-1)).toContain('Also heard today');
});

test('a complaint that is passed on to a channel which has had its posts is a line there, with its card and story in the thread', async () => {
  const t = await startTestBot();
  for (let n = 0; n < 6; n++) await t.hears({ text: `The app is broken for part${n} of batch${n}.` });
  await t.hears({ text: 'I was charged twice.' });
  await t.turn(10_000);
  const before = texts(t, 'product').length;
  await t.sandbox.as('ann').click(t.card('finance'), 'issue.bounce');
  await t.sandbox.as('ann').submit({ reason: 'This is of the app', department: 'product' });
  await t.settled();
  await t.turn(10_000);
  expect(texts(t, 'product')).toHaveLength(before);
  const summary = t.sandbox.messages(t.sandbox.channel('product')).at(-1);
  const thread = t.sandbox.thread(t.sandbox.channel('product'), String(summary?.ts)).map(({ text }) => text ?? '');
  expect(thread).toContainEqual(expect.stringMatching(/^#7 Double charges, complaint from/));
  expect(thread).toContainEqual(expect.stringMatching(/^#7: /));
});
