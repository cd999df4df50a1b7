import { describe, expect, test } from 'vitest';
import { startTestBot, type TestBot } from '../../support/bot.ts';

const COMPLAINT = { text: 'I was charged twice in October.', customer: { account: 'Orbit' } };
const REPLY = { channel: 'mail', day: '2026-03-02', words: 'We are on it' };

async function withComplaint(): Promise<TestBot> {
  const t = await startTestBot();
  await t.hears(COMPLAINT);
  return t;
}

const SAYING = /^(chat|views)\.|^response_url$/;

/** What the bot knows and has said: all that a second delivery could change. */
async function standing(t: TestBot) {
  await t.settled();
  const card = t.card('finance', 1);
  const { sandbox } = t;
  return {
    issue: await t.bot.context.transaction((tx) => tx.selectFrom('issue').selectAll().executeTakeFirstOrThrow()),
    card: card.text,
    story: t.story(card),
    dms: t.dms('ann'),
    answers: sandbox.as('ann').ephemerals().length,
    posts: sandbox.ledger.posts.length,
    calls: sandbox.ledger.calls.filter(({ method }) => SAYING.test(method)).length,
  };
}

type Story = (t: TestBot) => Promise<void>;

/** The same story in two companies, in one of which that payload comes twice. */
async function both(name: string, fault: 'twice' | 'again', story: Story) {
  const [plain, faulted] = [await withComplaint(), await withComplaint()];
  faulted.sandbox.faults.nextDelivery(name, fault);
  for (const t of [plain, faulted]) await story(t);
  const [expected, found] = [await standing(plain), await standing(faulted)];
  const sent = faulted.sandbox.ledger.deliveries.filter((each) => each.name === name);
  return { expected, found, sent: sent.map(({ fault: of, outcome }) => [of, outcome]) };
}

const withoutIds = ({ issue, ...said }: Awaited<ReturnType<typeof standing>>) => ({
  ...said,
  issue: { state: issue.state, version: issue.version, owner: issue.owner, severity: issue.severity },
});

describe.each(['twice', 'again'] as const)('a payload that comes %s', (fault) => {
  test.each<[string, string, Story]>([
    [
      'a press that takes an issue',
      'block_actions issue.accept',
      async (t) => {
        await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
      },
    ],
    [
      'a press that opens a form',
      'block_actions issue.contact',
      async (t) => {
        const ann = t.sandbox.as('ann');
        await ann.click(t.card('finance'), 'issue.accept');
        await t.settled();
        await ann.click(t.card('finance'), 'issue.contact');
      },
    ],
    [
      'a shortcut on a message',
      'shortcut feedback.log',
      async (t) => {
        const ts = await t.sandbox.as('joe').say('support', 'I was charged twice');
        await t.sandbox.as('joe').shortcut('feedback.log', { channel: 'support', ts });
      },
    ],
    [
      'a form that is sent in',
      'view_submission issue.contact',
      async (t) => {
        const ann = t.sandbox.as('ann');
        await ann.click(t.card('finance'), 'issue.accept');
        await t.settled();
        await ann.click(t.card('finance'), 'issue.contact');
        expect(await ann.submit(REPLY)).toMatchObject({ acked: true });
      },
    ],
    [
      'a form that logs feedback',
      'view_submission feedback.log',
      async (t) => {
        await t.sandbox.as('joe').shortcut('feedback.log', {
          channel: 'support',
          ts: await t.sandbox.as('joe').say('support', 'I was charged twice'),
        });
        await t.sandbox.as('joe').submit({ text: 'I was charged twice' });
      },
    ],
    [
      'a reaction that takes an issue',
      'reaction_added',
      async (t) => await t.sandbox.as('ann').react('eyes', t.card('finance')),
    ],
  ])('%s: changes things once and is answered once', async (_what, name, story) => {
    const { expected, found, sent } = await both(name, fault, story);
    expect(sent).toEqual([
      [fault, 'acked'],
      [fault, 'acked'],
    ]);
    expect(withoutIds(found)).toEqual(withoutIds(expected));
  });
});
