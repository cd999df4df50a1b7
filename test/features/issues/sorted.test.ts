import { describe, expect, test } from 'vitest';
import type { Issue, IssueEvent } from '../../../src/features/issues/domain.ts';
import {
  hearsOfIt,
  lastWord,
  mayAskSorted,
  notSorted,
  pageStanding,
  saysTheSame,
  sorted,
} from '../../../src/features/issues/life/sorted.ts';
import { askedBy, tokenFor } from '../../../src/features/issues/sorted/token.ts';
import type { UserId } from '../../../src/kernel/slack.ts';
import { DAY, HOUR, instant, later } from '../../../src/kernel/time.ts';
import { makeLog } from '../../../src/platform/log.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { at, MONDAY, newIssue, user } from '../../support/issue.ts';

const end = { at: MONDAY, ending: 'told', reason: undefined, link: undefined } as const;
const closed: Issue = { ...newIssue, state: 'closed', stage: 4, stepsTaken: ['issue:x'], end };
const owner = { owner: user('ann'), standing: 'owner' } as const;
const yes = { says: 'yes', words: '', firstAt: MONDAY } as const;

describe('a token', () => {
  const asked = { issue: 214, reopened: 1, until: at('2026-04-01 09:00') };
  const token = tokenFor('secret', asked);

  test('says what it asks to whoever knows the secret, and is short enough for any mail', () => {
    expect(askedBy('secret', token)).toEqual(asked);
    expect(token.length).toBeLessThan(90);
    expect(token).toMatch(/^[\w.-]+$/);
  });

  test('of another installation is nothing', () => {
    expect(askedBy('other', token)).toBeUndefined();
  });

  test('with any character changed is nothing', () => {
    for (let place = 0; place < token.length; place++) {
      const changed = token.slice(0, place) + (token[place] === 'A' ? 'B' : 'A') + token.slice(place + 1);
      if (changed !== token) expect([place, askedBy('secret', changed)]).toEqual([place, undefined]);
    }
  });

  test.each(['', '.', 'a.b', 'null', `${token}.x`, token.slice(0, -1), 'x'.repeat(200)])('is not “%s”', (text) => {
    expect(askedBy('secret', text)).toBeUndefined();
  });
});

describe('the customer may be asked', () => {
  test.each<[when: string, issue: Partial<Issue>, may: boolean]>([
    ['once they were told', closed, true],
    ['when it is fixed, so that the link can stand in the answer', { state: 'fixed' }, true],
    ['once they have heard from us', { state: 'contacted', contactedAt: MONDAY }, true],
    ['not before', { state: 'accepted' }, false],
    ['not about what was no complaint', { ...closed, end: { ...end, ending: 'not-a-complaint' } }, false],
    ['not when nobody could be reached', { ...closed, end: { ...end, ending: 'unreachable' } }, false],
    ['not about what only few may see', { ...closed, restricted: 'legal' }, false],
  ])('%s', (_when, issue, may) => {
    expect(mayAskSorted({ ...newIssue, ...issue })).toBe(may);
  });
});

describe('the page', () => {
  const now = later(MONDAY, HOUR);

  test('asks while nothing was answered', () => {
    expect(pageStanding(closed, 0, undefined, now)).toEqual({ kind: 'asks', answer: undefined });
  });

  test('lets an answer be changed for a day, also after it reopened the issue', () => {
    expect(pageStanding(closed, 0, yes, later(MONDAY, DAY)).kind).toBe('asks');
    expect(pageStanding({ state: 'open', reopened: 1 }, 0, { ...yes, says: 'no' }, now).kind).toBe('asks');
    expect(pageStanding(closed, 0, yes, later(MONDAY, DAY + 1)).kind).toBe('answered');
  });

  test('says that we are at it again where one of us has reopened it, and that there is a newer link after that', () => {
    expect(pageStanding({ state: 'open', reopened: 1 }, 0, undefined, now).kind).toBe('at it again');
    expect(pageStanding({ state: 'closed', reopened: 1 }, 0, undefined, now).kind).toBe('newer');
  });
});

describe('"yes"', () => {
  test('is remembered and changes no state', () => {
    expect(sorted(closed, MONDAY, 'Finally!')).toMatchObject({
      issue: { ...closed, version: closed.version + 1 },
      event: { type: 'confirmed', actor: undefined, payload: { words: 'Finally!' } },
    });
  });

  test('is heard once by whoever had it, helped, or logged it', () => {
    expect(hearsOfIt(user('ann'), [user('bob')], user('ann'))).toEqual([user('ann'), user('bob')]);
    expect(hearsOfIt(user('ann'), [], undefined)).toEqual([user('ann')]);
  });
});

test('an answer is the same while it adds nothing', () => {
  const answer = { ...yes, words: 'Finally' };
  expect(saysTheSame(answer, 'yes', 'Finally')).toBe(true);
  expect(saysTheSame(answer, 'yes', '')).toBe(true);
  expect(saysTheSame(answer, 'yes', 'And thank you')).toBe(false);
  expect(saysTheSame(answer, 'no', '')).toBe(false);
  expect(saysTheSame(undefined, 'yes', '')).toBe(false);
});

describe('"not yet"', () => {
  const said = { words: 'Charged again', reopened: 0 };

  test.each(['closed', 'fixed'] as const)('reopens what is %s, one severity higher, with the same owner', (state) => {
    expect(notSorted({ ...closed, state }, MONDAY, said, owner)).toMatchObject({
      issue: { state: 'open', severity: 'urgent', owner: user('ann'), reopened: 1, stepsTaken: [], end: undefined },
      event: { type: 'not sorted', actor: undefined, payload: { words: 'Charged again' } },
    });
  });

  test('to what is worked on anyway is heard, and changes nothing', () => {
    const contacted = { ...newIssue, state: 'contacted' as const };
    expect(notSorted(contacted, MONDAY, said, owner)).toMatchObject({
      issue: { state: 'contacted', severity: 'normal', stage: contacted.stage, reopened: 0 },
    });
  });

  test('reopens nothing twice', () => {
    const again = { ...closed, reopened: 1 };
    expect(notSorted(again, MONDAY, said, owner)).toMatchObject({ issue: { state: 'closed', reopened: 1 } });
  });
});

test("the customer's last word is that of the mending that there is now", () => {
  const event = (type: IssueEvent['type']) => ({ type, actor: undefined, at: MONDAY, payload: {} });
  expect(lastWord([event('confirmed'), event('helping')])).toEqual({ says: 'yes', words: '' });
  expect(lastWord([event('confirmed'), event('not sorted')])?.says).toBe('no');
  expect(lastWord([event('confirmed'), event('reopened')])).toBeUndefined();
  expect(lastWord([])).toBeUndefined();
});

const PUBLIC = 'https://cx.acme.example';
const lines: string[] = [];
const logged = makeLog('trace', { write: (line) => void lines.push(line) });
const start = (more: Parameters<typeof startTestBot>[0] = {}) =>
  startTestBot({ ...more, bot: { links: { publicUrl: PUBLIC, newSecret: () => 'of this test' }, log: logged } });

async function press(t: TestBot, who: string, button: string, values?: Record<string, string>): Promise<string> {
  await t.sandbox.as(who).click(t.card('finance'), button);
  const answer = values && (await t.sandbox.as(who).submit(values));
  await t.settled();
  return JSON.stringify(answer);
}

/** A second one, which Ann mends and forgets to tell, so that she is owed a bundle. */
async function another(t: TestBot): Promise<void> {
  await t.hears({ text: 'The invoice is wrong.', customer: { account: 'Nord' } });
  await t.sandbox.as('ann').click(t.card('finance', 2), 'issue.accept');
  await t.settled();
  await t.sandbox.as('ann').click(t.card('finance', 2), 'issue.fix');
  await t.sandbox.as('ann').submit({ root_cause: 'A typing error', change: 'A check' });
  await t.settled();
}

const linkIn = (text: string): string | undefined => /https:\/\/cx\.acme\.example(\/sorted\/[\w.-]+)/.exec(text)?.[1];

/** A complaint that Joe passed on, Dan helped with, and Ann closed; the link she got. */
async function told(): Promise<{ t: TestBot; link: string }> {
  const t = await start();
  await t.hears({
    text: 'I was charged twice in October, says Jonna.',
    customer: { account: 'Orbit', name: 'Jonna' },
  });
  const passedOn = { logged_by: t.sandbox.user('joe') as UserId };
  await t.bot.context.transaction((tx) => tx.updateTable('feedback').set(passedOn).execute());
  await press(t, 'ann', 'issue.accept');
  await press(t, 'dan', 'issue.help');
  await press(t, 'ann', 'issue.fix', { root_cause: 'Two jobs', change: 'One job' });
  const said = await press(t, 'ann', 'issue.tell', { channel: 'mail', day: '2026-03-02', words: 'Your money is back' });
  const link = linkIn(said);
  if (link === undefined) throw new Error(said);
  return { t, link };
}

async function get(t: TestBot, path: string) {
  const response = await fetch(`${t.bot.address}${path}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function post(t: TestBot, path: string, said: Record<string, string>) {
  const body = new URLSearchParams(said);
  const response = await fetch(`${t.bot.address}${path}`, { method: 'POST', body });
  await t.settled();
  return { status: response.status, text: await response.text() };
}

const issueIn = (t: TestBot) =>
  t.bot.context.transaction((tx) => tx.selectFrom('issue').selectAll().where('id', '=', 1).executeTakeFirstOrThrow());

test('the page asks one thing, of anybody with the link, without a script, a name, or anything from elsewhere', async () => {
  const { t, link } = await told();
  const { status, headers, text } = await get(t, link);
  expect(status).toBe(200);
  expect(text).toContain('<h1>Is it sorted?</h1>');
  expect(text).toContain('Acme');
  for (const never of ['Jonna', 'Orbit', 'charged', '<script', 'http:', 'https:', '<img', '<link'])
    expect(text).not.toContain(never);
  expect(headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-.*frame-ancestors 'none'$/,
  );
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-robots-tag')).toContain('noindex');
  expect(headers.get('cache-control')).toBe('no-store');
  await expect(text).toMatchFileSnapshot('views/sorted-page.html');
});

test('looking, as scanners of mail do, changes nothing', async () => {
  const { t, link } = await told();
  const before = await issueIn(t);
  for (let n = 0; n < 3; n++) await get(t, link);
  await fetch(`${t.bot.address}${link}`, { method: 'HEAD' });
  expect(await issueIn(t)).toEqual(before);
});

test('"yes" is on the card and in the story, and rides in the next DM of whoever is owed one, and in none of its own', async () => {
  const { t, link } = await told();
  const dms = t.dms('ann').length;
  const answer = await post(t, link, { says: 'yes', words: 'Finally, thank you! <!here> jonna@orbit.test' });
  expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('good to hear') });
  const waiting = await t.bot.context.transaction((tx) => tx.selectFrom('good_news').select('person').execute());
  expect(waiting.map(({ person }) => person).sort()).toEqual(
    ['ann', 'dan', 'joe'].map((who) => t.sandbox.user(who)).sort(),
  );
  const card = t.card('finance');
  expect(card.text).toContain('confirmed by the customer');
  expect(JSON.stringify(card.blocks)).toContain('Finally, thank you!');
  expect(JSON.stringify(card.blocks)).not.toMatch(/<!here>|jonna@orbit/);
  expect(t.story(card).at(-1)).toBe('Confirmed by the customer');
  await t.turnTo(at('2026-03-03 10:00'));
  expect(t.dms('ann')).toHaveLength(dms);

  await another(t);
  await t.turnTo(at('2026-03-06 10:00'));
  const bundle = t.sandbox.dm('ann').find(({ blocks }) => JSON.stringify(blocks).includes('Good news'));
  expect(JSON.stringify(bundle?.blocks)).toContain('a customer at Orbit says theirs is sorted');
  expect(JSON.stringify(t.sandbox.dm('ann')).split('Good news')).toHaveLength(2);
});

test('"yes" is on the Home tab of all three for a week, of whoever only passed it on or helped too, unless it begins again', async () => {
  const { t, link } = await told();
  const home = async (who: string) => {
    await t.sandbox.as(who).openHome();
    await t.settled();
    return JSON.stringify(t.sandbox.as(who).home()?.blocks);
  };
  await post(t, link, { says: 'yes', words: 'Thank you! <!here>' });
  for (const who of ['ann', 'dan', 'joe']) {
    const shown = await home(who);
    expect(shown).toContain('Good news: a customer at Orbit says theirs is sorted (#1 Double charges). “Thank you!');
    expect(shown).not.toContain('<!here>');
  }
  expect(await home('pat')).not.toContain('Good news');
  await post(t, link, { says: 'no' });
  expect(await home('joe')).not.toContain('Good news');
  await post(t, link, { says: 'yes' });
  expect(await home('joe')).toContain('Good news');
  await t.turnTo(at('2026-03-10 09:00'));
  expect(await home('joe')).not.toContain('Good news');
});

test('good news that nothing came along to carry is dropped after a week', async () => {
  const { t, link } = await told();
  await post(t, link, { says: 'yes' });
  await t.turnTo(at('2026-03-10 09:00'));
  await another(t);
  await t.turnTo(at('2026-03-13 10:00'));
  expect(t.dms('ann').at(-1)).toContain('fixed; please tell the customer');
  expect(JSON.stringify(t.sandbox.dm('ann'))).not.toContain('Good news');
});

test('good news of what was reopened since is told to nobody', async () => {
  const { t, link } = await told();
  await post(t, link, { says: 'yes' });
  await press(t, 'ann', 'issue.reopen', { reason: 'Something is left' });
  await another(t);
  await t.turnTo(at('2026-03-06 10:00'));
  expect(JSON.stringify(t.sandbox.dm('ann'))).not.toContain('Good news');
});

test('"not yet" reopens it with its owner, who hears why, one severity higher', async () => {
  const { t, link } = await told();
  await post(t, link, { says: 'no', words: 'Charged again, <!channel>' });
  expect(await issueIn(t)).toMatchObject({
    state: 'open',
    severity: 'urgent',
    owner: t.sandbox.user('ann'),
    reopened: 1,
  });
  const dm = JSON.stringify(t.sandbox.dm('ann').at(-1)?.blocks);
  expect(dm).toContain('says that it is not sorted yet');
  expect(dm).toContain('Charged again');
  expect(dm).not.toContain('<!channel>');
  expect(t.story(t.card('finance')).at(-1)).toBe('Not sorted yet, says the customer');
});

test('an answer can be changed for a day, the same one twice is one, and after that it stays', async () => {
  const { t, link } = await told();
  await post(t, link, { says: 'yes' });
  await post(t, link, { says: 'yes' });
  expect(t.story(t.card('finance')).filter((line) => line.startsWith('Confirmed'))).toHaveLength(1);
  expect((await post(t, link, { says: 'no' })).text).toContain('not sorted yet');
  expect((await issueIn(t)).state).toBe('open');
  await t.turn(DAY + HOUR);
  const late = await post(t, link, { says: 'yes' });
  expect(late.text).toContain('You said that it is not sorted yet');
  expect(late.text).not.toContain('<form');
  expect(t.card('finance').text).not.toContain('confirmed');
});

test('a link from before one of us reopened it is answered kindly, and changes nothing', async () => {
  const { t, link } = await told();
  await press(t, 'ann', 'issue.reopen', { reason: 'Something is left' });
  const before = await issueIn(t);
  expect((await get(t, link)).text).toContain('at it again');
  expect((await post(t, link, { says: 'yes' })).text).toContain('at it again');
  expect(await issueIn(t)).toEqual(before);
});

test.each([
  ['no token', () => '', 404],
  ['another token', () => 'abcd.efgh', 404],
  ['a path', (token: string) => `${token}/x`, 404],
  ['a very long one', () => 'a'.repeat(5000), 404],
  ['a foreign one', () => tokenFor('another', { issue: 1, reopened: 0, until: instant(MONDAY + DAY) }), 404],
  ['of no issue', () => tokenFor('of this test', { issue: 99, reopened: 0, until: instant(MONDAY + DAY) }), 410],
  ['from last year', () => tokenFor('of this test', { issue: 1, reopened: 0, until: instant(MONDAY - DAY) }), 410],
])('%s gets a page of the same kind', async (_what, change, status) => {
  const { t, link } = await told();
  const path = `/sorted/${change(link.replace('/sorted/', ''))}`;
  const page = await get(t, path);
  expect(page).toMatchObject({ status, text: expect.stringContaining('simply reply to our message') });
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await post(t, path, { says: 'no' })).toMatchObject({ status });
});

test('a link lasts for thirty days', async () => {
  const { t, link } = await told();
  await t.turn(30 * DAY - HOUR);
  expect((await get(t, link)).status).toBe(200);
  await t.turn(2 * HOUR);
  expect((await get(t, link)).status).toBe(410);
});

test('what says neither yes nor no, or too much, changes nothing', async () => {
  const { t, link } = await told();
  expect((await post(t, link, { says: 'perhaps' })).status).toBe(400);
  expect((await post(t, link, {})).status).toBe(400);
  expect((await post(t, link, { says: 'no', words: 'x'.repeat(20_000) })).status).toBe(400);
  expect((await issueIn(t)).state).toBe('closed');
});

test('whoever asks too often, by a link or by many, waits a little', async () => {
  const { t, link } = await told();
  const ask = (path: string, times: number) =>
    Promise.all(Array.from({ length: times }, () => fetch(`${t.bot.address}${path}`).then(({ status }) => status)));
  expect((await ask(link, 31)).filter((status) => status === 429)).toHaveLength(1);
  const page = await get(t, link);
  expect(page).toMatchObject({ status: 429, text: expect.stringContaining('One moment, please') });
  expect((await ask('/sorted/other', 60)).filter((status) => status === 429).length).toBeGreaterThan(0);
});

test('customers behind one proxy are counted apart', async () => {
  const { t } = await told();
  const asked = Array.from({ length: 100 }, (_, n) =>
    fetch(`${t.bot.address}/sorted/other${n}`, { headers: { 'x-forwarded-for': `203.0.113.${n}` } }),
  );
  expect(new Set((await Promise.all(asked)).map(({ status }) => status))).toEqual(new Set([404]));
});

test('the link is for those who may tell the customer, and stands in no channel and no log', async () => {
  const { t, link } = await told();
  const [payload = ''] = link.replace('/sorted/', '').split('.');
  await t.sandbox.as('ann').command('/cx', 'issue 1');
  await t.sandbox.as('joe').command('/cx', 'issue 1');
  expect(linkIn(JSON.stringify(t.sandbox.as('ann').ephemerals()))).toBeDefined();
  expect(linkIn(JSON.stringify(t.sandbox.as('joe').ephemerals()))).toBeUndefined();
  await post(t, link, { says: 'no' });
  const channels = ['finance', 'support', 'general'].flatMap((name) => t.sandbox.messages(t.sandbox.channel(name)));
  expect(JSON.stringify(channels)).not.toContain('/sorted/');
  expect(lines.join('')).not.toContain(payload);
});

test('without an address for customers there is no link and no page', async () => {
  const t = await startTestBot();
  await t.hears({ text: 'I was charged twice in October.' });
  await press(t, 'ann', 'issue.accept');
  await press(t, 'ann', 'issue.contact', { channel: 'mail', day: '2026-03-02', words: 'On it' });
  await t.sandbox.as('ann').command('/cx', 'issue 1');
  expect(JSON.stringify(t.sandbox.as('ann').ephemerals())).not.toContain('/sorted/');
  expect((await get(t, '/sorted/x')).status).toBe(404);
});
