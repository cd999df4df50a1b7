import { describe, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/index.ts';
import type { ChannelId, UserId } from '../../src/kernel/slack.ts';
import { OUR_MISTAKE, promise, refresh } from '../../src/platform/outbox/outbox.ts';
import { headsOfLine } from '../../src/platform/outbox/ready.ts';
import { startTestBot, type TestBot } from '../support/bot.ts';

const COMPLAINT = { text: 'I was charged twice in October.', customer: { account: 'Orbit' } };

const start = () => startTestBot({ refusals: 'expected' });

/** Messages in the workspace by outbox key, however they came there. */
function copies(t: TestBot): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const place of [t.sandbox.messages(t.sandbox.channel('finance')), t.sandbox.dm('ann')].flat()) {
    const key = String((place.metadata?.event_payload as { key?: string } | undefined)?.key);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

const rows = (t: TestBot) =>
  t.bot.context.transaction((tx) =>
    tx.selectFrom('outbox').select(['key', 'state', 'look_again_at', 'recipient', 'reason']).execute(),
  );

const allSent = (t: TestBot) => async () =>
  (await rows(t)).every(({ state, look_again_at }) => state === 'sent' && look_again_at === null);

const ONCE = { 'issue/1/card/finance': 1, 'letter/1': 1 };

describe('each message is seen exactly once', () => {
  test.each<[when: string, fault: Fault]>([
    ['the connection breaks before Slack reads it', { kind: 'drop-before-accept' }],
    ['the answer is lost after Slack took it', { kind: 'drop-after-accept' }],
    ['Slack answers 500 after it took it', { kind: 'error-after-accept', status: 500 }],
    ['the answer is cut off', { kind: 'truncate' }],
    ['Slack says that some of it may have happened', { kind: 'refuse', error: 'internal_error' }],
    ['Slack wants to hear nothing for a second', { kind: 'rate-limit', retryAfter: '1' }],
    ['the answer is slow', { kind: 'slow', ms: 50 }],
  ])('when %s', async (_when, fault) => {
    const t = await start();
    t.sandbox.faults.next('chat.postMessage', fault, 2);
    await t.hears(COMPLAINT);
    await t.until(allSent(t));
    expect(copies(t)).toEqual(ONCE);
  });

  test('when Slack commits a post only after we have looked and sent it again: the late copy is removed', async () => {
    const t = await startTestBot({ refusals: 'expected', bot: { lateness: { firstMs: 20, secondMs: 700 } } });
    t.sandbox.faults.next('chat.postMessage', { kind: 'commit-late', ms: 400 }, 1);
    await t.hears(COMPLAINT);
    await t.until(() => t.sandbox.ledger.calls.some(({ method }) => method === 'chat.delete'));
    await t.until(allSent(t));
    expect(copies(t)).toEqual(ONCE);
  });

  test('when history cannot be read at first either', async () => {
    const t = await start();
    t.sandbox.faults.next('chat.postMessage', { kind: 'drop-after-accept' }, 2);
    t.sandbox.faults.next('conversations.history', { kind: 'error-after-accept', status: 500 }, 2);
    await t.hears(COMPLAINT);
    await t.until(allSent(t));
    expect(copies(t)).toEqual(ONCE);
  });
});

const posts = (t: TestBot) => t.sandbox.ledger.calls.filter(({ method }) => method === 'chat.postMessage').length;

test.each<Fault>([{ kind: 'drop-after-accept' }, { kind: 'error-after-accept', status: 500 }, { kind: 'truncate' }])(
  'what arrived though the answer was lost ($kind) is found, and not posted again',
  async (fault) => {
    const t = await start();
    t.sandbox.faults.next('chat.postMessage', fault, 2);
    await t.hears(COMPLAINT);
    await t.until(allSent(t));
    expect([posts(t), copies(t)]).toEqual([2, ONCE]);
  },
);

test('what changed while nobody knew whether the card had arrived is shown once that is known', async () => {
  const t = await startTestBot({ refusals: 'expected', bot: { lateness: { firstMs: 400, secondMs: 500 } } });
  const finance = t.sandbox.channel('finance');
  const toFinance = (args: object) => 'channel' in args && args.channel === finance;
  t.sandbox.faults.next('chat.postMessage', { kind: 'drop-after-accept' }, 1, toFinance);
  await t.hears(COMPLAINT);
  await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
  await t.until(() => t.card('finance').text.includes('answer the customer next'));
  expect(copies(t)['issue/1/card/finance']).toBe(1);
});

test('a history that cannot be read is asked again at a pace, and holds up nobody else', async () => {
  const t = await start();
  const finance = t.sandbox.channel('finance');
  const toFinance = (args: object) => 'channel' in args && args.channel === finance;
  t.sandbox.faults.next('chat.postMessage', { kind: 'drop-after-accept' }, 1, toFinance);
  t.sandbox.faults.next('conversations.history', { kind: 'refuse', error: 'not_in_channel' }, 2);
  await t.hears(COMPLAINT);
  await t.until(allSent(t));
  const looks = t.sandbox.ledger.calls.filter(({ method }) => method === 'conversations.history');
  expect(looks).toHaveLength(3);
  expect((looks[2]?.at ?? 0) - (looks[0]?.at ?? 0)).toBeGreaterThan(2900);
  expect([posts(t), copies(t)]).toEqual([2, ONCE]);
});

test('a channel that may not be joined yet is joined later, and the card still stands there', async () => {
  const t = await start();
  t.sandbox.faults.next('conversations.join', { kind: 'rate-limit', retryAfter: '1' }, 1);
  await t.hears(COMPLAINT);
  await t.until(allSent(t));
  expect(t.card('finance').text).toContain('#1 Double charges');
  expect(t.dms('lea')).toEqual([]);
});

test('a slow look at one channel holds up nobody else', async () => {
  const t = await start();
  const finance = t.sandbox.channel('finance');
  const toFinance = (args: object) => 'channel' in args && args.channel === finance;
  t.sandbox.faults.next('chat.postMessage', { kind: 'drop-after-accept' }, 1, toFinance);
  t.sandbox.faults.next('conversations.history', { kind: 'slow', ms: 1500 }, 1);
  await t.hears(COMPLAINT);
  await t.until(() => t.sandbox.ledger.calls.some(({ method }) => method === 'conversations.history'));
  const begun = Date.now();
  const note = { key: 'note', kind: 'issue.card', subject: '1/finance', to: t.sandbox.user('bob') as UserId };
  await t.bot.context.transaction((tx) => promise(tx, note, t.bot.context.now()));
  while (t.dms('bob').length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(Date.now() - begun).toBeLessThan(1000);
  await t.until(allSent(t));
});

test('a new post goes before older edits in the same channel', async () => {
  const t = await start();
  const to = t.sandbox.channel('finance') as ChannelId;
  await t.bot.context.transaction(async (tx) => {
    const common = { kind: 'issue.card', recipient: to, priority: 1, hold_until: 0, created_at: 0, state: 'pending' };
    const edit = { ...common, key: 'edit', subject: '1/finance', ts: '1.0', channel: to };
    await tx
      .insertInto('outbox')
      .values([edit, { ...common, key: 'post', subject: '1/finance' }] as never)
      .execute();
    const heads = await headsOfLine(tx, t.bot.context.now(), Date.now());
    expect(heads.map(({ key }) => key)).toEqual(['post', 'edit']);
    await tx.deleteFrom('outbox').execute();
  });
});

test('a DM that can wait does so until every step is taken that was due by its time', async () => {
  const t = await start();
  const now = t.bot.context.now();
  const ann = t.sandbox.user('ann') as UserId;
  const goes = await t.bot.context.transaction(async (tx) => {
    const says = (key: string, to: ChannelId | UserId, priority: 'urgent' | 'normal') =>
      promise(tx, { key, kind: 'issue.letter', subject: '1', to, priority }, now);
    await says('card', t.sandbox.channel('finance') as ChannelId, 'normal');
    await says('urgent', ann, 'urgent');
    await says('can wait', t.sandbox.user('bob') as UserId, 'normal');
    const keys = async () => (await headsOfLine(tx, now, Date.now())).map(({ key }) => key);
    const free = await keys();
    await tx.insertInto('timer').values({ kind: 'k', subject: 's', due_at: now, failed: null }).execute();
    const owed = await keys();
    await tx.updateTable('timer').set({ attempts: 1 }).where('kind', '=', 'k').execute();
    const setBack = await keys();
    await tx.deleteFrom('timer').where('kind', '=', 'k').execute();
    await tx.deleteFrom('outbox').execute();
    return { free, owed, setBack };
  });
  const all = ['urgent', 'card', 'can wait'];
  expect(goes).toEqual({ free: all, owed: ['urgent', 'card'], setBack: all });
});

test('nobody has a first DM while what Slack has told of them is still to be done', async () => {
  const t = await start();
  const now = t.bot.context.now();
  const [ann, bob] = [t.sandbox.user('ann') as UserId, t.sandbox.user('bob') as UserId];
  const goes = await t.bot.context.transaction(async (tx) => {
    for (const to of [ann, bob]) await promise(tx, { key: to, kind: 'issue.letter', subject: '1', to }, now);
    const event = { kind: 'slack/user_change', external_id: 'e', body_hash: '', received_at: now };
    const stored = { ...event, source: 'slack', body: JSON.stringify({ user: { id: bob, deleted: true } }) };
    await tx.insertInto('inbox').values(stored).execute();
    const keys = async () => (await headsOfLine(tx, now, Date.now())).map(({ key }) => key);
    const before = await keys();
    await tx.updateTable('inbox').set({ done_at: now }).where('external_id', '=', 'e').execute();
    const after = await keys();
    await tx.deleteFrom('outbox').execute();
    await tx.deleteFrom('inbox').execute();
    return { before, after };
  });
  expect(goes).toEqual({ before: [ann], after: [ann, bob] });
});

test('a message that was edited often, and then met one mistake of ours, is said again when it changes', async () => {
  const t = await start();
  await t.hears(COMPLAINT);
  const key = 'issue/1/card/finance';
  const change = (set: object) =>
    t.bot.context.transaction(async (tx) => {
      await tx.updateTable('outbox').set(set).where('key', '=', key).execute();
      await refresh(tx, key);
    });
  await change({ attempt: 40, kind: 'no.such-kind' });
  await t.settled();
  const row = () =>
    t.bot.context.transaction((tx) =>
      tx.selectFrom('outbox').select(['state', 'failures']).where('key', '=', key).executeTakeFirstOrThrow(),
    );
  expect(await row()).toEqual({ state: 'pending', failures: 1 });
  await change({ state: 'undeliverable', reason: OUR_MISTAKE, kind: 'issue.card', retry_at: 0 });
  await t.until(async () => (await row()).state === 'sent');
});

test('nothing is called inside a rest that Slack asked for, and other channels do not wait for it', async () => {
  const t = await start();
  const finance = t.sandbox.channel('finance');
  t.sandbox.faults.next(
    'chat.postMessage',
    { kind: 'rate-limit', retryAfter: '1' },
    1,
    (args) => args.channel === finance,
  );
  await t.hears(COMPLAINT);
  expect(t.dms('ann')).toHaveLength(1);
  await t.until(allSent(t));
  const toFinance = t.sandbox.ledger.calls.filter(
    ({ method, args }) => method === 'chat.postMessage' && args.channel === finance,
  );
  expect(toFinance.map(({ outcome }) => outcome)).toEqual(['limited', 'ok']);
  expect((toFinance[1]?.at ?? 0) - (toFinance[0]?.at ?? 0)).toBeGreaterThanOrEqual(1000);
});

test.each([undefined, 'abc'])('a rest of unreadable length (%s) is taken to be half a minute', async (retryAfter) => {
  const t = await start();
  t.sandbox.faults.next('chat.postMessage', { kind: 'rate-limit', ...(retryAfter && { retryAfter }) }, 2);
  await t.hears(COMPLAINT);
  const [row] = await t.bot.context.transaction((tx) =>
    tx.selectFrom('outbox').select(['state', 'retry_at']).execute(),
  );
  expect(row?.state).toBe('pending');
  expect((row?.retry_at ?? 0) - Date.now()).toBeGreaterThan(28_000);
});

test('what a channel will not take goes to the CX lead, so that nothing is lost with a channel', async () => {
  const t = await start();
  t.sandbox.archive('finance');
  await t.settled();
  await t.hears(COMPLAINT);
  await t.until(allSent(t));
  expect(t.dms('lea')).toEqual([expect.stringContaining('#1 Double charges, complaint')]);
});

test('what stands in a channel that was archived since stays as it is, once, and is edited when it is open again', async () => {
  const t = await start();
  await t.hears(COMPLAINT);
  const before = t.card('finance').text;
  const accepts = async (who: string) => {
    await t.sandbox.as(who).command('/cx', 'issue 1');
    const details = t.sandbox.as(who).ephemerals().at(-1);
    return { channel: String(details?.channel), ts: String(details?.ts) };
  };
  const details = await accepts('ann');
  t.sandbox.archive('finance');
  await t.settled();
  await t.sandbox.as('ann').click(details, 'issue.accept');
  await t.settled();
  expect([t.card('finance').text, t.dms('lea')]).toEqual([before, []]);
  t.sandbox.unarchive('finance');
  await t.settled();
  await t.sandbox.as('ann').click(await accepts('ann'), 'issue.still');
  await t.until(() => t.card('finance').text !== before);
  expect(copies(t)).toMatchObject(ONCE);
});

test('a message whose blocks Slack refuses is said in plain words', async () => {
  const t = await start();
  t.sandbox.faults.next('chat.postMessage', { kind: 'refuse', error: 'invalid_blocks' }, 2);
  await t.hears(COMPLAINT);
  await t.until(allSent(t));
  expect(copies(t)).toEqual(ONCE);
  expect(t.dms('ann')).toEqual([expect.stringContaining('when can they hear from us?')]);
});

test('a refused token pauses everything with no attempt counted against a message', async () => {
  const t = await start();
  t.sandbox.faults.next('chat.postMessage', { kind: 'refuse', error: 'token_revoked' }, 5);
  await t.hears(COMPLAINT);
  expect(t.bot.sender.paused()).toBe(true);
  const states = (await rows(t)).map(({ state }) => state);
  expect(states).toEqual(['pending', 'pending']);
});

test('a card that somebody deleted is posted anew, once', async () => {
  const t = await start();
  await t.hears(COMPLAINT);
  const card = t.card('finance');
  t.sandbox.remove(card);
  const letter = { channel: t.sandbox.dmChannel('ann'), ts: String(t.sandbox.dm('ann')[0]?.ts) };
  await t.sandbox.as('ann').click(letter, 'issue.slot-1');
  await t.until(allSent(t));
  expect(t.card('finance').text).toContain('answer the customer next');
});

test('a process that dies while sending finds out from Slack what it had sent', async () => {
  const t = await start();
  await t.hears(COMPLAINT);
  await t.bot.context.transaction((tx) =>
    tx
      .updateTable('outbox')
      .set({ state: 'sending', ts: null, claimed_at: Date.now() - 1000 })
      .where('key', '=', 'letter/1')
      .execute(),
  );
  await t.restart();
  await t.until(allSent(t));
  expect(copies(t)).toEqual(ONCE);
});

test('a message that our own code fails at neither blocks its recipient nor keeps us busy', async () => {
  const t = await start();
  await t.hears(COMPLAINT);
  await t.bot.context.transaction((tx) =>
    promise(
      tx,
      { key: 'broken', kind: 'no.such-kind', subject: '', to: t.sandbox.user('ann') as UserId, priority: 'urgent' },
      t.bot.context.now(),
    ),
  );
  await t.hears({ ...COMPLAINT, text: 'I was charged twice in May.' });
  await t.until(() => t.dms('ann')[0]?.startsWith('2 customers') ?? false);
  const broken = (await rows(t)).find(({ key }) => key === 'broken');
  expect(broken).toMatchObject({ state: 'pending' });
});
