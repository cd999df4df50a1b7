import { describe, expect, test } from 'vitest';
import { applyOrganisation, organisationFrom } from '../../../src/features/ownership/index.ts';
import { sweepDirectory } from '../../../src/features/people/sweep.ts';
import { DAY, instant } from '../../../src/kernel/time.ts';
import { silentLog } from '../../../src/platform/log.ts';
import type { Call, Outcome } from '../../../src/platform/slack/calls.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { ORG } from '../../support/company.ts';
import { at } from '../../support/issue.ts';

const COMPLAINT = { text: 'I was charged twice in October.', customer: { account: 'Orbit' } };

async function withComplaint(options: Parameters<typeof startTestBot>[0] = {}) {
  const t = await startTestBot(options);
  await t.hears(COMPLAINT);
  return t;
}

const ownerOf = (t: TestBot) =>
  t.bot.context.transaction(async (tx) => {
    const { owner } = await tx.selectFrom('issue').select('owner').orderBy('id', 'desc').executeTakeFirstOrThrow();
    return owner;
  });

const lastEvent = (t: TestBot) =>
  t.bot.context.transaction(async (tx) => {
    const { payload } = await tx
      .selectFrom('issue_event')
      .select('payload')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    return JSON.parse(payload).reason;
  });

const standingOf = (t: TestBot, who: string) =>
  t.bot.context.transaction(async (tx) => {
    const user = tx.selectFrom('slack_user').select('standing').where('email', '=', `${who}@acme.test`);
    return (await user.executeTakeFirstOrThrow()).standing;
  });

async function apply(t: TestBot, file: string) {
  const parsed = organisationFrom(file);
  if (!parsed.ok) throw new Error('that organisation is not in order');
  const now = instant(t.sandbox.clock.now());
  await t.bot.context.transaction((tx) => applyOrganisation(tx, parsed.organisation, 'file', now));
  await t.settled();
}

describe('at once, with the reason in the story, an issue goes to the next in the chain whose owner', () => {
  test.each<[what: string, change: (t: TestBot) => unknown, reason: string]>([
    ['is deactivated', (t) => t.sandbox.setUser('ann', { deleted: true }), 'its owner has left'],
    ['becomes a guest', (t) => t.sandbox.setUser('ann', { is_restricted: true }), 'its owner has left'],
    ['leaves the channel', (t) => t.sandbox.leave('finance', 'ann'), 'its owner has left the channel'],
    [
      'sets a status that says so',
      (t) => t.sandbox.setUser('ann', { status_text: 'Vacationing', status_emoji: ':palm_tree:' }),
      'its owner is away',
    ],
    [
      'is in another department by the organisation file',
      (t) =>
        apply(
          t,
          ORG.replace('[fay@acme.test, ann@acme.test, bob', '[fay@acme.test, bob')
            .replace('members: [pat', 'members: [ann@acme.test, pat')
            .replace('owner: ann@acme.test, backup', 'owner: bob@acme.test, backup'),
        ),
      'its owner has moved to another department',
    ],
  ])('%s', async (_what, change, reason) => {
    const t = await withComplaint();
    await change(t);
    await t.settled();
    expect(await ownerOf(t)).toBe(t.sandbox.user('bob'));
    expect(await lastEvent(t)).toBe(reason);
  });
});

test('who is in another department keeps what the organisation file names them for all the same', async () => {
  const t = await withComplaint();
  await apply(t, ORG.replace('[fay@acme.test, ann@acme.test, bob', '[fay@acme.test, bob'));
  expect(await ownerOf(t)).toBe(t.sandbox.user('ann'));
});

test('while whoever was asked to tell the customer is away, the owner is reminded', async () => {
  const t = await withComplaint();
  const ann = t.sandbox.as('ann');
  await ann.click(t.card('finance'), 'issue.accept');
  await t.settled();
  await ann.click(t.card('finance'), 'issue.fix');
  await ann.submit({ root_cause: 'Two jobs', change: 'One job' });
  await t.settled();
  await ann.click(t.card('finance'), 'issue.ask-teller');
  await ann.submit({ colleague: t.sandbox.user('dan'), words: 'Only one job can run now.' });
  t.sandbox.setUser('dan', { status_emoji: ':palm_tree:' });
  await t.settled();
  const before = t.dms('ann').length;
  await t.turnTo(at('2026-03-04 09:16'));
  await t.turnTo(at('2026-03-05 09:16'));
  expect(t.dms('ann').slice(before)).toEqual([expect.stringContaining('please tell the customer')]);
});

test('who has left the channel is asked again once they are in it again', async () => {
  const t = await withComplaint();
  t.sandbox.leave('finance', 'ann');
  await t.settled();
  await t.hears({ ...COMPLAINT, customer: { account: 'Nord' } });
  expect(await ownerOf(t)).toBe(t.sandbox.user('bob'));
  t.sandbox.join('finance', 'ann');
  await t.settled();
  await t.hears({ ...COMPLAINT, customer: { account: 'Lumen' } });
  expect(await ownerOf(t)).toBe(t.sandbox.user('ann'));
});

describe('a status that says that somebody is away', () => {
  const until = (when: string) => ({ status_emoji: ':palm_tree:', status_expiration: at(when) / 1000 });

  test('keeps new work and every DM from them until it ends', async () => {
    const t = await startTestBot();
    t.sandbox.setUser('ann', until('2026-03-04 00:00'));
    await t.settled();
    await t.hears(COMPLAINT);
    expect(await ownerOf(t)).toBe(t.sandbox.user('bob'));
    await t.turnTo(at('2026-03-04 09:30'));
    expect(t.dms('ann')).toEqual([]);
    await t.hears({ ...COMPLAINT, customer: { account: 'Nord' } });
    expect(await ownerOf(t)).toBe(t.sandbox.user('ann'));
  });

  test('is over when they take it off', async () => {
    const t = await startTestBot();
    t.sandbox.setUser('ann', { status_emoji: ':palm_tree:' });
    await t.settled();
    t.sandbox.setUser('ann', { status_emoji: '' });
    await t.settled();
    await t.hears(COMPLAINT);
    expect(await ownerOf(t)).toBe(t.sandbox.user('ann'));
  });

  test('is heard once, however often Slack tells of them', async () => {
    const t = await startTestBot();
    t.sandbox.setUser('ann', { status_emoji: ':palm_tree:' });
    await t.settled();
    await t.turn(DAY);
    t.sandbox.setUser('ann', { title: 'Billing' });
    await t.settled();
    const heard = await t.bot.context.transaction((tx) =>
      tx.selectFrom('fact').select('id').where('type', '=', 'person.away').execute(),
    );
    expect(heard).toHaveLength(1);
  });

  test('does not go before what they have told us themselves', async () => {
    const t = await startTestBot();
    await t.sandbox.as('ann').command('/cx', `away until Friday → <@${t.sandbox.user('joe')}>`);
    t.sandbox.setUser('ann', until('2026-03-03 00:00'));
    await t.settled();
    t.sandbox.setUser('ann', { status_emoji: '' });
    await t.settled();
    await t.hears(COMPLAINT);
    expect(await ownerOf(t)).toBe(t.sandbox.user('joe'));
  });

  test('stays in force after /cx back until it is taken off, and they are told so', async () => {
    const t = await startTestBot();
    t.sandbox.setUser('ann', { status_emoji: ':palm_tree:' });
    await t.settled();
    await t.sandbox.as('ann').command('/cx', 'back');
    expect(JSON.stringify(t.sandbox.as('ann').ephemerals())).toContain('please take it off, too');
  });
});

describe('the daily look at the directory', () => {
  const member = (t: TestBot, name: string, more: object = {}) => ({
    ...{ id: t.sandbox.user(name), name, tz: 'Europe/Helsinki', profile: { email: `${name}@acme.test` } },
    ...more,
  });
  const page = (members: object[], cursor = '') => ok({ members, response_metadata: { next_cursor: cursor } });
  const ok = (body: Record<string, unknown>): Outcome => ({ kind: 'ok', body });
  const broken: Outcome = { kind: 'refused', error: 'invalid_cursor' };

  /** Slack as it answers from now on: pages of people, one after the other, and each person by name. */
  function answering(pages: Outcome[], info: (user: string) => Outcome) {
    const asked: string[] = [];
    const call: Call = async (method, { user }) => {
      if (method === 'users.list') return pages.shift() ?? broken;
      if (method !== 'users.info') return ok({ channels: [] });
      asked.push(String(user));
      return info(String(user));
    };
    return { call, asked };
  }

  async function swept(t: TestBot, { call }: ReturnType<typeof answering>) {
    t.sandbox.clock.advance(DAY);
    const whole = await sweepDirectory({ context: t.bot.context, call, log: silentLog });
    await t.settled();
    return whole;
  }

  const EVERYBODY = ['ann', 'bob', 'dan', 'eve', 'fay', 'lea', 'pat', 'sam', 'joe', 'gus'];
  const others = (t: TestBot) => EVERYBODY.filter((name) => name !== 'ann').map((name) => member(t, name));

  test('finds who has left without any event, and gives on what they had', async () => {
    const t = await withComplaint();
    const gone = member(t, 'ann', { deleted: true });
    await swept(
      t,
      answering([page([...others(t), gone])], () => broken),
    );
    expect(await ownerOf(t)).toBe(t.sandbox.user('bob'));
  });

  test('concludes nothing from who is not on the pages of a pass that broke off', async () => {
    const t = await withComplaint();
    const slack = answering([page(others(t), 'more'), broken], () => ({ kind: 'refused', error: 'user_not_found' }));
    expect(await swept(t, slack)).toBe(false);
    expect(slack.asked).toEqual([]);
    expect(await standingOf(t, 'ann')).toBe('member');
  });

  test('asks Slack about a member whom a whole pass does not list, who stays when Slack knows them', async () => {
    const t = await withComplaint();
    const slack = answering([page(others(t))], () => ok({ user: member(t, 'ann') }));
    expect(await swept(t, slack)).toBe(true);
    expect(slack.asked).toEqual([t.sandbox.user('ann')]);
    expect(await standingOf(t, 'ann')).toBe('member');
    expect(await ownerOf(t)).toBe(t.sandbox.user('ann'));
  });

  test.each([
    ['says that there is no such user', 'user_not_found', 'deactivated', 'bob'],
    ['says anything else', 'fatal_error', 'member', 'ann'],
  ])('and who goes only when Slack %s', async (_what, error, standing, owner) => {
    const t = await withComplaint();
    await swept(
      t,
      answering([page(others(t))], () => ({ kind: 'refused', error })),
    );
    expect(await standingOf(t, 'ann')).toBe(standing);
    expect(await ownerOf(t)).toBe(t.sandbox.user(owner));
  });

  test('comes once a day, and by itself', async () => {
    const t = await startTestBot();
    const reads = () => t.sandbox.ledger.calls.filter(({ method }) => method === 'users.list').length;
    const before = reads();
    await t.turn(DAY / 2);
    await t.bot.sweeper.look();
    expect(reads()).toBe(before);
    await t.turn(DAY / 2);
    await t.bot.sweeper.look();
    await t.bot.sweeper.look();
    expect(reads()).toBe(before + 1);
  });

  test.each(['users.list', 'conversations.list', 'usergroups.list'])(
    'that a stop breaks off in %s asks nothing more and waits out no rest',
    async (method) => {
      const t = await startTestBot({ refusals: 'expected' });
      await t.turn(DAY);
      t.sandbox.faults.next(method, { kind: 'rate-limit', retryAfter: '3600' });
      const sweeping = t.bot.sweeper.look();
      await t.until(() => t.sandbox.ledger.refusals().some((call) => call.method === method));
      await t.bot.stop();
      const asked = t.sandbox.ledger.calls.length;
      await sweeping;
      await t.sandbox.idle();
      expect(t.sandbox.ledger.calls.length).toBe(asked);
    },
  );
});
