import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { deliver } from '../../src/platform/inbox/inbox.ts';
import { silentLog } from '../../src/platform/log.ts';
import { takenOnce } from '../../src/platform/slack/http-receiver.ts';
import { startTestBot, type TestBot } from '../support/bot.ts';
import { ORG } from '../support/company.ts';
import { at } from '../support/issue.ts';

const COMPLAINT = { text: 'I was charged twice in October.' };

describe('starting', () => {
  test('on a port that another program has says so, in words for who has to mend it', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const started = startTestBot({ bot: { http: { host: '127.0.0.1', port } } });
    await expect(started).rejects.toThrow(`HTTP_PORT: 127.0.0.1:${port} is in use by another program`);
  });

  test('does not need the CX lead where somebody can stand in', async () => {
    const t = await startTestBot({ refusals: 'expected' });
    await t.bot.stop();
    t.sandbox.setUser('lea', { deleted: true });
    await t.restart();
    await t.hears({ text: 'This was terrible and nobody helped.' });
    // It was Monday, and nobody gives an executive sponsor more than a bundle a day.
    await t.turnTo(at('2026-03-03 09:16'));
    expect(t.dms('eve')).toHaveLength(1);
  });

  test('tells the log who stands in for a CX lead who is no member', async () => {
    const warned: object[] = [];
    const org = ORG.replace('cx_lead: lea@acme.test', 'cx_lead: nobody@acme.test');
    const log = { ...silentLog, warn: (fields: object) => void warned.push(fields) };
    const t = await startTestBot({ org, bot: { log } });
    expect(warned).toEqual([{ user: t.sandbox.user('eve') }]);
  });

  test('in a workspace where nobody can answer at all says who is missing', async () => {
    const nobody = ORG.replaceAll(/(lea|eve|sam|fay|pat)@acme\.test/g, 'x$1@acme.test');
    await expect(startTestBot({ org: nobody })).rejects.toThrow(/roles\.cx_lead: xlea@acme\.test is no member/);
  });
});

test('stopping leaves what is still to be done for the next start, which does it', async () => {
  const t = await startTestBot({ refusals: 'expected' });
  await t.bot.context.transaction(async (tx) => {
    for (let n = 0; n < 500; n++) {
      const feedback = { kind: 'feedback', source: 'survey', externalId: `many-${n}`, body: COMPLAINT };
      await deliver(tx, feedback, t.bot.context.now());
    }
  });
  await t.bot.stop();
  await t.restart();
  const left = await t.bot.context.transaction((tx) =>
    tx.selectFrom('inbox').select('id').where('done_at', 'is', null).where('kind', '=', 'feedback').execute(),
  );
  expect(left).toEqual([]);
});

describe('a request that Slack signed', () => {
  const send = (
    t: TestBot,
    body: string,
    type = 'application/x-www-form-urlencoded',
    at = Math.floor(Date.now() / 1000),
  ) => {
    const mac = createHmac('sha256', t.sandbox.tokens.signingSecret).update(`v0:${at}:${body}`).digest('hex');
    const headers = { 'content-type': type, 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${mac}` };
    return fetch(`${t.bot.address}/slack/events`, { method: 'POST', headers, body });
  };
  const http = () => startTestBot({ mode: 'http' });

  test('is taken once: the same bytes again are refused', async () => {
    const t = await http();
    const body = new URLSearchParams({ command: '/cx', text: 'help', user_id: t.sandbox.user('ann') }).toString();
    const at = Math.floor(Date.now() / 1000);
    expect((await send(t, body, undefined, at)).status).toBe(200);
    expect((await send(t, body, undefined, at)).status).toBe(401);
  });

  test('is taken once even while it is still being answered', async () => {
    const t = await http();
    const body = new URLSearchParams({ command: '/cx', text: 'mine', user_id: t.sandbox.user('ann') }).toString();
    const at = Math.floor(Date.now() / 1000);
    const answers = await Promise.all([1, 2, 3].map(() => send(t, body, undefined, at)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  test('and could not be answered is taken when Slack sends it again within the second', async () => {
    const t = await startTestBot({ mode: 'http', refusals: 'expected' });
    const at = Math.floor(Date.now() / 1000);
    const body = JSON.stringify({
      type: 'event_callback',
      team_id: 'T1',
      event_id: 'E1',
      event: { type: 'user_change' },
    });
    await t.bot.context.transaction((tx) => tx.schema.alterTable('inbox').renameTo('away').execute());
    expect((await send(t, body, 'application/json', at)).status).toBe(500);
    await t.bot.context.transaction((tx) => tx.schema.alterTable('away').renameTo('inbox').execute());
    expect((await send(t, body, 'application/json', at)).status).toBe(200);
  });

  test('is forgotten after ten minutes, or when there are too many', () => {
    let now = 0;
    const { take } = takenOnce(() => now, 3);
    expect(['a', 'b', 'a'].map(take)).toEqual([true, true, false]);
    now = 10 * 60_000;
    expect(['a', 'b', 'c', 'd', 'a', 'd'].map(take)).toEqual([true, true, true, true, true, false]);
  });

  test.each([
    ['asks whether we are there', 'ssl_check=1&token=x', 'application/x-www-form-urlencoded'],
    ['says that it sends less', JSON.stringify({ type: 'app_rate_limited' }), 'application/json'],
    ['is of a type not known yet', JSON.stringify({ type: 'something_new' }), 'application/json'],
  ])('and %s is acknowledged', async (_what, body, type) => {
    const t = await http();
    expect((await send(t, body, type)).status).toBe(200);
  });

  test('and types a command without a word after it is answered', async () => {
    const t = await http();
    const body = new URLSearchParams({ command: '/cx', user_id: t.sandbox.user('ann') }).toString();
    const answer = await send(t, body);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('What I can do for you')]);
  });
});

test('a body whose brackets would take seconds to count is refused at once', async () => {
  const t = await startTestBot();
  const begun = performance.now();
  const { status } = await t.posts(`"${'\\"'.repeat(100_000)}`);
  expect(status).toBe(400);
  expect(performance.now() - begun).toBeLessThan(1000);
});

test.each([
  [{ kind: 'nps', value: 99 }, 'is 99, which is not a whole number from 0 to 10 (nps)'],
  [{ kind: 'stars', value: -3 }, 'is -3, which is not a number from 0 to 5 (stars)'],
])('a score off its scale is refused: %j', async (score, message) => {
  const t = await startTestBot();
  const { status, body } = await t.hears({ ...COMPLAINT, score });
  expect([status, body]).toMatchObject([400, { errors: [{ field: 'score.value', message }] }]);
});

test.each([
  ['Mr Smith', 'Smith'],
  ['Virtanen, Matti', 'Matti'],
  ['Jonna Koski', 'Jonna'],
])('a customer called "%s" is %s among colleagues', async (name, shown) => {
  const t = await startTestBot();
  await t.hears({ ...COMPLAINT, customer: { name, account: '  ' } });
  expect(t.dms('ann')[0]).toContain(`, ${shown}:`);
});
