import { describe, expect, test } from 'vitest';
import { actingOn } from '../../../src/features/issues/acting.ts';
import { answeredWithin } from '../../../src/features/issues/customs/store.ts';
import { complaintsAbout } from '../../../src/features/issues/index.ts';
import { readableEvents, unrestrict } from '../../../src/features/issues/life/restricted.ts';
import { nextAnswerer } from '../../../src/features/issues/restricted/circle.ts';
import { applyOrganisation, currentOrganisation, organisationFrom } from '../../../src/features/ownership/index.ts';
import { ACTIONS } from '../../../src/features/people/index.ts';
import { localDay, localTime, weekday } from '../../../src/kernel/calendar/day.ts';
import type { UserId } from '../../../src/kernel/slack.ts';
import { DAY, HOUR, instant, later } from '../../../src/kernel/time.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { ORG } from '../../support/company.ts';
import { MONDAY, newIssue, nineToFive, user } from '../../support/issue.ts';

/** Joe leads the people, Bob stands for legal, Sam is the CX lead's deputy. */
const CIRCLE = ORG.replace(
  'cx_lead: lea@acme.test,',
  'cx_lead: lea@acme.test, cx_deputy: sam@acme.test, people_lead: joe@acme.test, legal: bob@acme.test,',
);
/** No other word of the company, or of ours, is spelt so. */
const SECRET = 'zanzibarquux';
const ABOUT_DAN = {
  text: `Dan was rude to me on the phone about the invoice, ${SECRET}.`,
  customer: { account: 'Orbitquux', name: 'Jonna Quuxson' },
};
const EVERYBODY = ['ann', 'bob', 'dan', 'eve', 'fay', 'lea', 'pat', 'sam', 'joe', 'gus'];

async function withRestricted(said: object = ABOUT_DAN, org = CIRCLE): Promise<TestBot> {
  const t = await startTestBot({ org });
  await t.hears({ ...ABOUT_DAN, ...said });
  return t;
}

const row = (t: TestBot, id = 1) =>
  t.bot.context.transaction((tx) => tx.selectFrom('issue').selectAll().where('id', '=', id).executeTakeFirstOrThrow());

const asking = (t: TestBot, who: string, issue: string) => ({
  ...{ issue, user: t.sandbox.user(who) as UserId, now: t.bot.context.now() },
});

const allPosts = (t: TestBot) =>
  ['support', 'finance', 'product', 'general'].flatMap((name) => t.sandbox.messages(t.sandbox.channel(name)));

/** Who has read a word of it in a DM. */
const readers = (t: TestBot, word = SECRET) =>
  EVERYBODY.filter((who) => JSON.stringify(t.sandbox.dm(who)).toLowerCase().includes(word));

const clickDm = async (t: TestBot, who: string, button: string) => {
  const dm = t.sandbox.dm(who).findLast(({ blocks }) => JSON.stringify(blocks).includes(`"${button}"`));
  await t.sandbox.as(who).click({ channel: t.sandbox.dmChannel(who), ts: String(dm?.ts) }, button);
  await t.settled();
};

async function told(t: TestBot, who: string, words: string): Promise<string> {
  await t.sandbox.as(who).command('/cx', words);
  return JSON.stringify(t.sandbox.as(who).ephemerals().at(-1) ?? {});
}

/** What is on the details of an issue, whose button is pressed. */
async function fromDetails(t: TestBot, who: string, button: string, values?: Record<string, string>): Promise<string> {
  await told(t, who, 'issue 1');
  const said = t.sandbox.as(who).ephemerals().at(-1);
  if (said === undefined) throw new Error(`${who} was told nothing`);
  await t.sandbox.as(who).click(said, button);
  const answer = values === undefined ? undefined : await t.sandbox.as(who).submit(values);
  await t.settled();
  return JSON.stringify(answer ?? {});
}

/** The kinds of message in which a word of it stood, in a post or an edit. */
const kindsWith = (t: TestBot): string[] => {
  const said = t.sandbox.ledger.calls.map(({ args }) => JSON.stringify(args)).filter((args) => args.includes(SECRET));
  const kinds = said.flatMap((args) => /kind\\?":\\?"([a-z.-]+)/.exec(args)?.[1] ?? []);
  return [...new Set(kinds)].sort();
};

describe('a complaint that only few may read', () => {
  test('goes by DM to the CX lead, who owns it, to people and to legal, and nowhere else', async () => {
    const t = await withRestricted();
    expect(await row(t)).toMatchObject({ restricted: 'colleague', owner: t.sandbox.user('lea'), state: 'open' });
    expect(allPosts(t)).toEqual([]);
    expect(readers(t)).toEqual(['bob', 'lea', 'joe']);
    expect(JSON.stringify(t.sandbox.dm('lea').at(-1)?.blocks)).toContain('When can they hear from us?');
    expect(JSON.stringify(t.sandbox.dm('joe').at(-1)?.blocks)).toContain('you are told so that you know');
    for (const who of ['bob', 'lea', 'joe']) expect(t.dms(who).join()).not.toContain(SECRET);
  });

  test.each([
    ['Lea was rude to me', ['bob', 'sam', 'joe'], 'sam'],
    ['Lea and Sam Salo were rude to me', ['bob', 'eve', 'joe'], 'eve'],
    ['Joe was rude to me', ['bob', 'lea'], 'lea'],
    ['Bob Berg lied to me', ['lea', 'joe'], 'lea'],
  ])('never goes to whoever it names: "%s"', async (text, who, owner) => {
    const t = await withRestricted({ text: `${text}, ${SECRET}.` });
    expect(readers(t)).toEqual(who);
    expect(await row(t)).toMatchObject({ owner: t.sandbox.user(owner) });
  });

  test('stays with those few where the CX lead is away: the deputy has it, and no delegate', async () => {
    const t = await startTestBot({ org: CIRCLE });
    await t.sandbox.as('lea').command('/cx', `away until Friday → <@${t.sandbox.user('pat')}>`);
    await t.settled();
    await t.hears(ABOUT_DAN);
    expect(await row(t)).toMatchObject({ owner: t.sandbox.user('sam') });
    expect(readers(t)).toEqual(['bob', 'sam', 'joe']);
  });

  test('that its owner leaves behind goes to the deputy and to no delegate, who keeps it when the CX lead is back', async () => {
    const t = await withRestricted();
    await t.sandbox.as('lea').command('/cx', `away until Friday → <@${t.sandbox.user('pat')}>`);
    await t.settled();
    expect(await row(t)).toMatchObject({ owner: t.sandbox.user('sam') });
    await t.sandbox.as('lea').command('/cx', 'back');
    await t.settled();
    expect(await told(t, 'sam', 'issue 1')).toContain(SECRET);
    expect(await told(t, 'sam', 'mine')).toContain('One customer is waiting for you');
    expect(readers(t)).toEqual(['bob', 'lea', 'sam', 'joe']);
  });

  test('is helped with by one of those few, who is not told of a card that there is not', async () => {
    const t = await withRestricted();
    await fromDetails(t, 'joe', 'issue.help');
    const said = t.sandbox.as('joe').ephemerals().at(-1)?.text;
    expect(said).toContain('it stays among the few who can read this');
    expect(said).not.toContain('card');
  });

  test('is one issue, whatever else the text is about', async () => {
    const t = await withRestricted({
      text: `The app is broken. I was charged twice. My lawyer will write, ${SECRET}.`,
    });
    const issues = await t.bot.context.transaction((tx) => tx.selectFrom('issue').select('id').execute());
    expect(issues).toHaveLength(1);
    expect(allPosts(t)).toEqual([]);
  });

  test('is so where the source has marked it', async () => {
    const t = await withRestricted({ text: `I was charged twice, ${SECRET}.`, tags: ['restricted:legal'] });
    expect(await row(t)).toMatchObject({ restricted: 'legal' });
    expect(readers(t)).toEqual(['bob', 'lea', 'joe']);
  });

  test('is not there for anybody else: the same words as for a number that does not exist', async () => {
    const t = await withRestricted();
    for (const who of ['dan', 'ann', 'eve', 'sam', 'gus'])
      for (const verb of ['issue', 'why']) {
        await told(t, who, `${verb} 1`);
        await told(t, who, `${verb} 2`);
        const [hidden, none] = t.sandbox.as(who).ephemerals().slice(-2);
        expect(hidden?.text).toContain('There is no issue #1.');
        expect(none?.text).toBe(hidden?.text?.replace('#1', '#2'));
      }
    expect(await told(t, 'joe', 'issue 1')).toContain(SECRET);
  });

  test('is not there for any act of anybody else, the head, the deputy and the person named included', async () => {
    const t = await withRestricted();
    for (const action of ACTIONS)
      for (const who of ['dan', 'ann', 'fay', 'sam', 'eve'])
        expect(await t.bot.context.transaction((tx) => actingOn(tx, asking(t, who, '1'), action))).toEqual(
          await t.bot.context.transaction((tx) => actingOn(tx, asking(t, who, '99'), action)),
        );
  });

  test('is handed on among those few, by the clock as by a person, and to nobody else', async () => {
    const t = await withRestricted();
    expect(await fromDetails(t, 'lea', 'issue.offer', { colleague: t.sandbox.user('ann'), reason: 'x' })).toContain(
      'Only few may read this',
    );
    await fromDetails(t, 'lea', 'issue.bounce', { department: 'product', reason: 'Joe knows more' });
    expect(await row(t)).toMatchObject({ owner: t.sandbox.user('joe'), department: 'finance', bounces: 0 });
    for (let day = 0; day < 21; day++) await t.turn(DAY);
    expect(readers(t)).toEqual(['bob', 'lea', 'joe']);
    expect(['lea', 'joe', 'bob'].map((who) => t.sandbox.user(who))).toContain((await row(t)).owner);
  });

  test('is not nagged about: reminded of alone once a day however urgent it is; what comes later waits for the morning', async () => {
    const t = await withRestricted({ score: { kind: 'nps', value: 0 } });
    const hours: string[] = [];
    for (let hour = 0; hour < 26; hour++) {
      const now = instant(t.sandbox.clock.now());
      const said = t.sandbox.dm('lea').length - hours.length;
      const at = `${weekday(localDay(now, 'Europe/Helsinki'))} ${localTime(now, 'Europe/Helsinki')}`;
      hours.push(...Array<string>(said).fill(at));
      await t.turn(HOUR);
    }
    // It is theirs; a reminder; it came back, because nobody else took it; and, the next morning, all that came since.
    expect(hours).toEqual(['1 09:30', '1 10:30', '1 13:30', '2 09:30']);
  });

  test('in the end asks whose it is without saying that others were asked, who may not read it', async () => {
    const t = await withRestricted();
    for (let day = 0; day < 21; day++) await t.turn(DAY);
    const said = JSON.stringify(t.sandbox.dm('lea'));
    expect(said).not.toContain('heads');
  });

  test('that is let lie comes before the executive sponsor, in the queue alone; others there do not see it', async () => {
    const t = await withRestricted({}, CIRCLE.replace(', legal: bob@acme.test,', ','));
    for (let day = 0; day < 10 && (await row(t)).queued_at === null; day++) await t.turn(DAY);
    expect((await row(t)).limbo_since).not.toBeNull();
    expect(await told(t, 'eve', 'queue')).toContain(SECRET);
    expect(await told(t, 'sam', 'queue')).toContain('Nothing waits for a decision');
    expect(allPosts(t)).toEqual([]);
    expect(readers(t)).toEqual(['lea', 'joe']);
  });

  test('that names all who might read it is held, whom it concerns told by doctor, until somebody else may', async () => {
    const t = await withRestricted({ text: `Lea, Eve, Sam, Fay and Pat were rude to me, ${SECRET}.` }, ORG);
    expect(allPosts(t)).toEqual([]);
    expect(readers(t)).toEqual([]);
    const flaws = await told(t, 'lea', 'doctor');
    expect(flaws).toContain('all who might read it are named in it');
    expect(flaws).not.toContain(SECRET);
    expect(await t.bot.auditor.look()).toEqual([]);
    const parsed = organisationFrom(
      ORG.replace('cx_lead: lea@acme.test,', 'cx_lead: lea@acme.test, legal: joe@acme.test,'),
    );
    if (!parsed.ok) throw new Error('This organisation has mistakes');
    await t.bot.context.transaction((tx) => applyOrganisation(tx, parsed.organisation, 'file', t.bot.context.now()));
    await t.turn(HOUR);
    expect(await row(t)).toMatchObject({ restricted: 'colleague', owner: t.sandbox.user('joe') });
    expect(readers(t)).toEqual(['joe']);
    expect(await told(t, 'lea', 'doctor')).toContain('All is well');
  });

  test('stays with whoever has it when nobody else may read it any more', async () => {
    const t = await startTestBot();
    const named = ['lea', 'eve', 'sam', 'fay', 'pat'].map((who) => t.sandbox.user(who) as UserId);
    const issue = { ...newIssue, restricted: 'legal', named } as const;
    const next = await t.bot.context.transaction(async (tx) =>
      nextAnswerer(tx, (await currentOrganisation(tx)).organisation, issue),
    );
    expect(next).toEqual({ user: issue.owner, standing: 'last' });
  });

  test('is told in rehearsal to those few alone, and never in the channel', async () => {
    const t = await withRestricted({}, `${CIRCLE}rehearsal: { channel: '#general', live: [] }\n`);
    expect(allPosts(t)).toEqual([]);
    expect(readers(t)).toEqual(['bob', 'lea', 'joe']);
  });
});

describe('"Not restricted"', () => {
  test('by the CX lead makes it an ordinary issue: a card, an owner, and a story that begins anew', async () => {
    const t = await withRestricted();
    await fromDetails(t, 'lea', 'issue.bounce', { reason: 'A word between us' });
    await clickDm(t, 'lea', 'issue.unrestrict');
    await t.sandbox.as('lea').submit({ reason: 'It is about the invoice' });
    await t.settled();
    expect(await row(t)).toMatchObject({ restricted: null, named: '[]', owner: t.sandbox.user('ann') });
    expect(JSON.stringify(t.card('finance').blocks)).toContain(SECRET);
    const seen = await told(t, 'dan', 'issue 1');
    expect(seen).toContain('It is about the invoice');
    expect(seen).not.toContain('A word between us');
    expect(new Set(t.dms('joe'))).toEqual(new Set(['#1 is an ordinary issue now']));
    expect(JSON.stringify(t.sandbox.dm('ann'))).toContain(SECRET);
  });

  test('is for the CX lead and the people lead, not for legal', async () => {
    const t = await withRestricted();
    expect(JSON.stringify(t.sandbox.dm('bob'))).not.toContain('issue.unrestrict');
    await told(t, 'bob', 'issue 1');
    await t.sandbox
      .as('bob')
      .click(t.sandbox.as('bob').ephemerals().at(-1) ?? { channel: '', ts: '' }, 'issue.unrestrict');
    await t.settled();
    expect(t.sandbox.as('bob').modal()).toBeUndefined();
    expect(t.sandbox.as('bob').ephemerals().at(-1)?.text).toContain('That is for the CX lead or the people lead');
    await clickDm(t, 'joe', 'issue.unrestrict');
    expect(t.sandbox.as('joe').modal()?.callback_id).toBe('issue.unrestrict');
  });

  test('needs a reason, and leaves to those few what was said before', () => {
    const act = { by: user('lea'), now: MONDAY, calendar: nineToFive };
    const to = { owner: user('ann'), standing: 'owner' } as const;
    const restricted = { ...newIssue, restricted: 'legal', named: [user('dan')] } as const;
    expect(unrestrict(restricted, act, {}, to)).toMatchObject({ kind: 'refused', field: 'reason' });
    expect(unrestrict(newIssue, act, { reason: 'x' }, to)).toMatchObject({ kind: 'refused' });
    const event = (type: 'opened' | 'rerouted' | 'unrestricted' | 'accepted') => ({
      ...{ type, actor: undefined, at: MONDAY, payload: {} },
    });
    const events = [event('opened'), event('rerouted'), event('unrestricted'), event('accepted')];
    expect(readableEvents(events).map(({ type }) => type)).toEqual(['opened', 'unrestricted', 'accepted']);
  });
});

test('whoever passes it on hears that it is in confidence, and that it has ended, without a word of it', async () => {
  const t = await startTestBot({ org: CIRCLE });
  await t.sandbox.as('ann').command('/cx', 'log');
  await t.sandbox.as('ann').submit({ text: ABOUT_DAN.text, customer: 'Orbitquux' });
  await t.settled();
  expect(t.dms('ann')).toEqual([expect.stringContaining('It is kept in confidence for the few')]);
  await clickDm(t, 'lea', 'issue.slot-1');
  await fromDetails(t, 'lea', 'issue.close', { ending: 'wont-change', reason: `Spoken to, ${SECRET}` });
  expect(t.dms('ann').at(-1)).toBe('What you passed on in confidence has come to its end. Thank you for speaking up.');
  expect(readers(t)).not.toContain('ann');
  expect(readers(t, 'quux')).not.toContain('ann');
});

test('nobody in the channel of a rehearsal reads that somebody has passed it on, or that it has ended', async () => {
  const t = await startTestBot({ org: `${CIRCLE}rehearsal: { channel: '#general', live: [] }\n` });
  await t.sandbox.as('ann').command('/cx', 'log');
  await t.sandbox.as('ann').submit({ text: ABOUT_DAN.text, customer: 'Orbitquux' });
  await t.settled();
  await clickDm(t, 'lea', 'issue.slot-1');
  await fromDetails(t, 'lea', 'issue.close', { ending: 'wont-change', reason: 'Spoken to' });
  expect(t.dms('ann')).toHaveLength(2);
  expect(allPosts(t)).toEqual([]);
});

test('no word of it is found anywhere but with those few, whatever is done and whoever asks', async () => {
  const t = await startTestBot({ org: `${CIRCLE}sources: [{ source: survey, to: ceo }]\n` });
  const said = { ...ABOUT_DAN, score: { kind: 'nps', value: 0 }, id: 'first' };
  await t.hears(said);
  // The same customer again, and an ordinary complaint alike: neither must point at the other.
  await t.hears({ ...said, id: 'second' });
  await t.hears({ text: 'The invoice is wrong.', customer: said.customer, id: 'third' });
  const words = [SECRET, 'zanzibar'];
  await clickDm(t, 'lea', 'issue.slot-1');
  await fromDetails(t, 'lea', 'issue.block', { need: 'people', reason: `A mediator for ${SECRET}` });
  await fromDetails(t, 'lea', 'issue.unblock');
  await fromDetails(t, 'lea', 'issue.need-help', { reason: `Who was there? ${SECRET}` });
  await fromDetails(t, 'lea', 'issue.cause', { title: `Conduct ${SECRET}` }).catch(() => undefined);
  await fromDetails(t, 'lea', 'issue.goodwill', { amount: '5', currency: 'EUR', reason: SECRET });
  await fromDetails(t, 'lea', 'issue.contact', { channel: 'phone', day: '2026-03-02', words: SECRET });
  await fromDetails(t, 'joe', 'issue.help');
  await fromDetails(t, 'lea', 'issue.offer', { colleague: t.sandbox.user('joe'), reason: SECRET });
  await clickDm(t, 'joe', 'issue.take-over');
  await fromDetails(t, 'joe', 'issue.fix', { root_cause: SECRET, change: SECRET });
  await fromDetails(t, 'joe', 'issue.ask-teller', { colleague: t.sandbox.user('ann'), words: SECRET });
  await fromDetails(t, 'joe', 'issue.tell', { channel: 'phone', day: '2026-03-02', words: SECRET });
  await fromDetails(t, 'joe', 'issue.reopen', { reason: SECRET });
  expect(await row(t)).toMatchObject({ reopened: 1, owner: t.sandbox.user('joe') });
  for (let day = 0; day < 15; day++) await t.turn(DAY);

  const verbs = ['mine', 'why', 'blocked', 'causes', 'cause 1', 'doctor', 'queue', 'help', `who ${'invoice'}`];
  for (const who of EVERYBODY)
    for (const verb of [...verbs, 'issue 1', 'issue 2', 'why 1', 'why 2']) await told(t, who, verb);

  const allowed = new Set(
    ['lea', 'joe', 'bob', 'eve'].flatMap((who) => [t.sandbox.user(who), t.sandbox.dmChannel(who)]),
  );
  const leaks = t.sandbox.ledger.calls
    .filter(({ args }) => words.some((word) => JSON.stringify(args).toLowerCase().includes(word)))
    .filter(
      ({ method, args }) => method.startsWith('chat.') && !allowed.has(String((args as { channel?: string }).channel)),
    );
  expect(leaks).toEqual([]);
  expect(kindsWith(t)).toEqual(['issue.ask', 'issue.confidential', 'issue.queued']);
  for (const who of EVERYBODY.filter((each) => !['lea', 'joe', 'bob', 'eve'].includes(each))) {
    expect([who, JSON.stringify(t.sandbox.as(who).ephemerals()).toLowerCase()]).toEqual([
      who,
      expect.not.stringContaining(SECRET),
    ]);
    expect(JSON.stringify(t.sandbox.dm(who)).toLowerCase()).not.toContain(SECRET);
  }
  // Eve reads it in the queue she decides from, and in no message.
  expect(JSON.stringify(t.sandbox.dm('dan'))).not.toContain('quux');
  for (const name of ['support', 'finance', 'product', 'general'])
    expect(JSON.stringify(t.sandbox.messages(t.sandbox.channel(name))).toLowerCase()).not.toContain(SECRET);
}, 60_000);

test('the card of an ordinary complaint does not say that the same customer has one in confidence', async () => {
  const t = await withRestricted();
  await t.hears({ text: 'The invoice is wrong.', customer: ABOUT_DAN.customer });
  const card = JSON.stringify(t.card('finance').blocks);
  expect(card).not.toContain('#1');
  expect(card).not.toContain('Second time');
});

test('what only few may read counts in no number that others see', async () => {
  const t = await startTestBot();
  await t.hears({ text: 'I was charged twice', tags: ['restricted:legal'] });
  const counted = t.bot.context.transaction(async (tx) => ({
    about: await complaintsAbout(tx, ['double-charges'], instant(0)),
    answered: await answeredWithin(tx, 0, instant(0), later(t.bot.context.now(), HOUR)),
  }));
  expect(await counted).toEqual({ about: new Map(), answered: [] });
});
