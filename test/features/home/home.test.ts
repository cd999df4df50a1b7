import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/kernel/time.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { ORG } from '../../support/company.ts';

const CHARGED = { text: 'I was charged twice', customer: { account: 'Orbit' } };

async function opened(t: TestBot, who: string): Promise<string> {
  await t.sandbox.as(who).openHome();
  await t.settled();
  return shown(t, who);
}

const shown = (t: TestBot, who: string) => JSON.stringify(t.sandbox.as(who).home()?.blocks);
const modal = (t: TestBot, who: string) => JSON.stringify(t.sandbox.as(who).modal()?.blocks);

function tab(t: TestBot, who: string) {
  const view = t.sandbox.as(who).home();
  if (view === undefined) throw new Error(`${who} has no Home tab`);
  return { view: view.id };
}

async function owners(t: TestBot): Promise<string[]> {
  const rows = await t.bot.context.transaction((tx) => tx.selectFrom('issue').select('owner').orderBy('id').execute());
  return rows.map(({ owner }) => owner);
}

describe('the Home tab', () => {
  test('of whoever owes nothing says so', async () => {
    const t = await startTestBot();
    expect(await opened(t, 'joe')).toContain('Nothing is waiting for you. Enjoy it.');
  });

  test('has what its reader owes with its buttons, their topics and their department', async () => {
    const t = await startTestBot();
    await t.hears(CHARGED);
    const home = await opened(t, 'ann');
    expect(home).toContain('One customer is waiting for you');
    expect(home).toContain('issue.accept');
    expect(home).toContain('*Double charges* (Finance), confirmed 2026-03-02');
    expect(home).toContain('*Finance* (#finance): one customer is waiting');
    expect(home).not.toContain('All customers who wait');
  });

  test('begins with what its reader owes, and ends with the love wall', async () => {
    const t = await startTestBot();
    await t.hears(CHARGED);
    await t.hears({ text: 'Your team saved our launch, we love the new app' });
    await t.turn(3 * HOUR);
    const home = await opened(t, 'ann');
    const places = ['One customer is waiting for you', 'You answer for', 'Customer love wall'];
    expect(places.map((words) => home.indexOf(words))).toEqual(
      places.map((words) => home.indexOf(words)).toSorted((a, b) => a - b),
    );
    expect(home.indexOf('One customer')).toBeGreaterThan(0);
  });

  test('is not written to for whoever has never opened it', async () => {
    const t = await startTestBot();
    await t.hears(CHARGED);
    await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
    await t.settled();
    expect(t.sandbox.as('ann').home()).toBeUndefined();
  });

  test('shows at once what its reader has done, on it or elsewhere', async () => {
    const t = await startTestBot();
    await t.hears(CHARGED);
    await opened(t, 'ann');
    await t.sandbox.as('ann').click(tab(t, 'ann'), 'issue.accept');
    await t.settled();
    expect(shown(t, 'ann')).toContain("I've replied");
    await t.sandbox.as('ann').click(t.card('finance'), 'issue.contact');
    await t.sandbox.as('ann').submit({ channel: 'mail', day: '2026-03-02', words: 'We are on it.' });
    await t.settled();
    expect(shown(t, 'ann')).toContain("It's fixed");
  });

  test('answers a click in a modal, since nothing can be said below it', async () => {
    const t = await startTestBot();
    await t.hears(CHARGED);
    await opened(t, 'fay');
    await t.sandbox.as('fay').click(tab(t, 'fay'), 'issue.list-department');
    expect(modal(t, 'fay')).toContain('*Waiting for Finance*: 1.');
    const view = t.sandbox.as('fay').modal();
    await t.sandbox.as('fay').click({ view: view?.id ?? '' }, 'issue.open');
    expect(modal(t, 'fay')).toContain('I was charged twice');
  });

  test('asks whoever was named for a topic, who answers there', async () => {
    const t = await startTestBot({ org: ORG.replace('owner: ann@acme.test,', 'owner: ann@acme.test, ask: true,') });
    expect(await opened(t, 'ann')).toContain('Would you answer for Double charges?');
    await t.sandbox.as('ann').click(tab(t, 'ann'), 'ownership.agree');
    await t.settled();
    expect(shown(t, 'ann')).toContain('*Double charges* (Finance), confirmed 2026-03-02');
  });

  test('comes after the rest that Slack asks for', async () => {
    const t = await startTestBot({ refusals: 'expected' });
    t.sandbox.faults.next('views.publish', { kind: 'rate-limit', retryAfter: '1' });
    await t.sandbox.as('joe').openHome();
    await t.until(() => t.sandbox.as('joe').home() !== undefined);
    expect(shown(t, 'joe')).toContain('Nothing is waiting for you.');
  });
});

describe("the CX lead's cockpit", () => {
  /** Something on each list: not sorted, late, passed on, fixed, before the CEO. */
  const busy = async () => {
    const t = await startTestBot({ org: `${ORG}sources: [{ source: survey2, to: ceo }]\n` });
    await t.hears({ text: 'Never again, terrible' });
    for (const n of [1, 2, 3]) await t.hears({ text: `I was charged twice ${'xyz'.repeat(n)}` });
    await t.sandbox.as('ann').click(t.card('finance', 2), 'issue.bounce');
    await t.sandbox.as('ann').submit({ reason: 'The app does it.', department: 'product' });
    await t.settled();
    await t.sandbox.as('pat').click(t.card('product', 2), 'issue.bounce');
    await t.sandbox.as('pat').submit({ reason: 'The invoice does it.', department: 'finance' });
    await t.settled();
    await t.sandbox.as('ann').click(t.card('finance', 3), 'issue.accept');
    await t.settled();
    await t.sandbox.as('ann').click(t.card('finance', 3), 'issue.fix');
    await t.sandbox.as('ann').submit({ root_cause: 'A retry', change: 'No retry' });
    await t.settled();
    return t;
  };

  const COUNTS = sql<Record<string, number>>`
    select
      sum(topic is null) as unassigned,
      sum(contacted_at is null and clock_from + 48 * 3600000 <= ${Date.UTC(2026, 2, 2, 7, 30) + 3 * DAY}) as breaching,
      sum(limbo_since is not null or bounces > 0) as between_,
      sum(state = 'fixed') as to_tell,
      sum(queued_at is not null) as queued
    from issue where state <> 'closed' and restricted is null`;

  test('has the numbers that SQL has', async () => {
    const t = await busy();
    await t.turn(3 * DAY);
    const home = await opened(t, 'lea');
    const { rows } = await t.bot.context.transaction((tx) => COUNTS.execute(tx));
    const { unassigned, breaching, between_, to_tell, queued } = rows[0] ?? {};
    for (const button of [
      `Not yet sorted (${unassigned})`,
      `No word yet, and late (${breaching})`,
      `Between departments (${between_})`,
      `Fixed, not told (${to_tell})`,
      `Before the CEO (${queued})`,
    ])
      expect(home).toContain(button);
    expect([unassigned, breaching, between_, to_tell].every((count) => Number(count) > 0)).toBe(true);
  });

  test('opens each list with owners and details', async () => {
    const t = await busy();
    await opened(t, 'lea');
    await t.sandbox.as('lea').click(tab(t, 'lea'), 'issue.list-to-tell');
    expect(modal(t, 'lea')).toContain('*Fixed, not told*: 1.');
    expect(modal(t, 'lea')).toContain(`<@${t.sandbox.user('ann')}>, Finance`);
  });

  test('reassigns all that somebody has in one go; they hear it in one message', async () => {
    const t = await busy();
    await opened(t, 'lea');
    await t.sandbox.as('lea').click(tab(t, 'lea'), 'issue.list-of', { selected: t.sandbox.user('ann') });
    await t.sandbox.as('lea').click({ view: t.sandbox.as('lea').modal()?.id ?? '' }, 'issue.reassign');
    const before = t.dms('bob').length;
    const hers = (await owners(t)).map((owner) => owner === t.sandbox.user('ann'));
    await t.sandbox.as('lea').submit({ colleague: t.sandbox.user('bob'), reason: 'Ann is ill.' });
    await t.settled();
    expect(hers.filter(Boolean).length).toBeGreaterThan(1);
    expect((await owners(t)).map((owner) => owner === t.sandbox.user('bob'))).toEqual(hers);
    expect(t.dms('bob')).toHaveLength(before + 1);
  });

  test('says in the form to whom it cannot go, and changes nothing', async () => {
    const t = await busy();
    await opened(t, 'lea');
    const before = await owners(t);
    await t.sandbox.as('lea').click(tab(t, 'lea'), 'issue.list-to-tell');
    await t.sandbox.as('lea').click({ view: t.sandbox.as('lea').modal()?.id ?? '' }, 'issue.reassign');
    const { errors } = await t.sandbox.as('lea').submit({ colleague: t.sandbox.user('gus') });
    expect(errors).toHaveProperty('colleague');
    expect(await owners(t)).toEqual(before);
  });

  test('is for the CX lead and the executive sponsor alone', async () => {
    const t = await busy();
    expect(await opened(t, 'eve')).toContain('All customers who wait');
    expect(await opened(t, 'fay')).not.toContain('All customers who wait');
  });
});
