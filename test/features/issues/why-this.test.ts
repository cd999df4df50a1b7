import { expect, test } from 'vitest';
import { features } from '../../../src/app.ts';
import type { ChannelId } from '../../../src/kernel/slack.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { at } from '../../support/issue.ts';

const COMPLAINT = { text: 'I was charged twice in October.', customer: { account: 'Orbit' } };

async function withComplaint() {
  const t = await startTestBot();
  await t.hears(COMPLAINT);
  return t;
}

const lastDm = (t: TestBot, who: string) => ({
  channel: t.sandbox.dmChannel(who),
  ts: String(t.sandbox.dm(who).at(-1)?.ts),
});

async function why(t: TestBot, who: string, message: { channel: string; ts: string }) {
  await t.sandbox.as(who).shortcut('issue.why-this', message);
  return JSON.stringify(t.sandbox.modal(who));
}

test('on a DM about one issue says by which step and version it came, what comes next, and how to change it', async () => {
  const t = await withComplaint();
  await t.turnTo(at('2026-03-02 13:31'));
  const said = await why(t, 'ann', lastDm(t, 'ann'));
  expect(said).toContain('step “accept”: 4 working hours after you were asked (policy of version 1)');
  expect(said).toContain('If nobody does anything');
  expect(said).toContain('/cx quiet');
});

test('on a DM about several says so of each line', async () => {
  const t = await withComplaint();
  await t.hears({ ...COMPLAINT, customer: { account: 'Nord' } });
  const said = await why(t, 'ann', lastDm(t, 'ann'));
  expect(said.match(/stands in it because it is yours now/g)).toHaveLength(2);
});

test('on a card, and on a line of its story, is about its issue', async () => {
  const t = await withComplaint();
  await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
  await t.settled();
  const { channel, ts } = t.card('finance');
  const [, story] = t.sandbox.thread(channel, ts);
  expect(await why(t, 'dan', { channel, ts })).toContain('#1 Double charges: why?');
  expect(await why(t, 'dan', { channel, ts: String(story?.ts) })).toContain('#1 Double charges: why?');
});

test('on a message of somebody else says kindly that it is not ours', async () => {
  const t = await startTestBot();
  const channel = t.sandbox.channel('general');
  await t.sandbox.as('bob').say('general', 'Lunch?');
  const ts = String(t.sandbox.messages(channel).at(-1)?.ts);
  expect(await why(t, 'ann', { channel, ts })).toContain('not one of mine');
});

test('is one click away under a DM', async () => {
  const t = await withComplaint();
  await t.sandbox.as('ann').click(lastDm(t, 'ann'), 'issue.why-this');
  await t.until(() => t.sandbox.as('ann').ephemerals().length > 0);
  expect(JSON.stringify(t.sandbox.as('ann').ephemerals().at(-1))).toContain('it is yours now');
});

test('on a brief says for whose decision it waits', async () => {
  const t = await withComplaint();
  for (const when of ['2026-03-03 13:00', '2026-03-04 17:00', '2026-03-09 00:01', '2026-03-09 09:16'])
    await t.turnTo(at(when));
  expect(await why(t, 'eve', lastDm(t, 'eve'))).toMatch(/it waits in the queue for your decision/);
});

/** Those that tell a whole channel something. */
const TO_ALL = ['feedback.also-heard', 'feedback.delay', 'feedback.roll-up', 'feedback.roll-up-page', 'issue.storm'];

test('on any other message says why it came too: only what tells a whole channel something says that it does', async () => {
  const t = await withComplaint();
  const card = t.card('finance');
  const kinds = features(t.bot.context, {} as never).flatMap(({ messages = {} }) => Object.keys(messages));
  const toAll = [];
  for (const kind of kinds) {
    await t.bot.context.transaction((tx) =>
      tx
        .updateTable('outbox')
        .set({ kind })
        .where('channel', '=', card.channel as ChannelId)
        .where('ts', '=', card.ts)
        .execute(),
    );
    if (kind.startsWith('issue.') && !TO_ALL.includes(kind)) continue;
    if ((await why(t, 'ann', card)).includes('This tells the whole channel')) toAll.push(kind);
  }
  expect(toAll.toSorted()).toEqual(TO_ALL);
});
