import { expect, test } from 'vitest';
import { MINUTE } from '../../../src/kernel/time.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { complaint, largeCompany, wordOf } from '../large.ts';
import { figures } from '../run.ts';
import { PATIENCE_MS, TOKENLESS } from '../sizes.ts';

const DEPARTMENTS = Math.max(4, Math.ceil(TOKENLESS.issues / 75));
const OWNERS = 5;
/** So many may be under way when the first of them hears that the token is refused. */
const UNDER_WAY = 8;

const rows = (t: TestBot) =>
  t.bot.context.transaction((tx) => tx.selectFrom('outbox').select(['key', 'state', 'failures']).execute());

/** How often Slack was asked to say or open anything. */
const askedOf = ({ sandbox }: TestBot) =>
  sandbox.ledger.calls.filter(({ method }) => method.startsWith('chat.') || method === 'conversations.open').length;

test.each(['token_revoked', 'account_inactive', 'invalid_auth'])(
  'P12: while Slack refuses our token (%s) it is asked once a minute, nothing is given up, and all is said once when it takes it again',
  { timeout: PATIENCE_MS },
  async (error) => {
    let ahead = 0;
    const t = await startTestBot({
      ...largeCompany({ departments: DEPARTMENTS, owners: OWNERS, policy: '{ channel_posts_a_day: 100 }' }),
      refusals: 'expected',
      bot: { real: () => Date.now() + ahead },
    });
    let refused = true;
    t.sandbox.faults.next('chat.postMessage', { kind: 'refuse', error }, Number.POSITIVE_INFINITY, () => refused);
    for (let n = 0; n < TOKENLESS.issues; n++) {
      const said = { id: `a${n}`, text: complaint(`a${n}`, wordOf(n % DEPARTMENTS, n % OWNERS)) };
      await t.posts(JSON.stringify({ ...said, customer: { account: said.id } }), { id: said.id });
    }
    await t.settled();
    expect(t.bot.sender.paused()).toBe(true);
    const first = t.sandbox.ledger.calls.filter(({ method }) => method === 'chat.postMessage').length;
    expect(first).toBeLessThanOrEqual(UNDER_WAY);

    const asked: number[] = [];
    for (let minute = 0; minute < TOKENLESS.minutes; minute++) {
      const before = askedOf(t);
      ahead += MINUTE + 1;
      for (let looks = 0; looks < 3; looks++) await t.bot.sender.lane.drain();
      await t.settled();
      asked.push(askedOf(t) - before);
    }
    expect(Math.max(...asked)).toBe(1);
    const waiting = await rows(t);
    expect(waiting.filter(({ state, failures }) => state !== 'pending' || failures > 0)).toEqual([]);

    refused = false;
    ahead += MINUTE + 1;
    await t.bot.sender.lane.drain();
    await t.until(async () => (await rows(t)).every(({ state }) => state === 'sent' || state === 'superseded'));
    const keys = t.sandbox.ledger.posts.map(({ message }) => String(message.metadata?.event_payload.key));
    expect(keys.toSorted()).toEqual([...new Set(keys)].sort());
    expect(new Set(keys)).toEqual(
      new Set((await rows(t)).filter(({ state }) => state === 'sent').map(({ key }) => key)),
    );
    figures(`P12, ${error}`, {
      messages: keys.length,
      minutes: asked.length,
      'asked while refused': first + asked.length,
    });
  },
);
