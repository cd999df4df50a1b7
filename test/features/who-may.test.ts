import { expect, test } from 'vitest';
import { features } from '../../src/app.ts';
import { readByWords } from '../../src/features/feedback/index.ts';
import { ACTIONS, type Action, can, denial, type Relation, type Standing } from '../../src/features/people/index.ts';
import type { UserId } from '../../src/kernel/slack.ts';
import type { Tx } from '../../src/platform/db/schema.ts';
import { silentLog } from '../../src/platform/log.ts';
import type { Answer } from '../../src/platform/slack/surface.ts';
import { startTestBot, type TestBot } from '../support/bot.ts';
import { ORG, seed } from '../support/company.ts';

/** Everybody who could try, and what they are to the one complaint, topic, cause and question that there is. */
const ROLES: Readonly<Record<string, { who: string; standing: Standing; relations: readonly Relation[] }>> = {
  owner: { who: 'ann', standing: 'member', relations: ['owner'] },
  backup: { who: 'bob', standing: 'member', relations: ['backup', 'colleague'] },
  team: { who: 'cal', standing: 'member', relations: ['colleague'] },
  head: { who: 'fay', standing: 'member', relations: ['head'] },
  'CX lead': { who: 'lea', standing: 'member', relations: ['cx_lead'] },
  deputy: { who: 'dee', standing: 'member', relations: ['cx_lead'] },
  executive: { who: 'eve', standing: 'member', relations: ['sponsor'] },
  'people lead': { who: 'pia', standing: 'member', relations: ['people_lead'] },
  'whoever is asked': { who: 'ada', standing: 'member', relations: ['asked'] },
  'head of another department': { who: 'pat', standing: 'member', relations: ['taker'] },
  'whoever chose a day beside support': { who: 'vic', standing: 'member', relations: ['visitor'] },
  'the host of that day': { who: 'hil', standing: 'member', relations: ['host'] },
  admin: { who: 'adm', standing: 'member', relations: [] },
  member: { who: 'joe', standing: 'member', relations: [] },
  guest: { who: 'gus', standing: 'guest', relations: [] },
  stranger: { who: 'sue', standing: 'stranger', relations: [] },
  bot: { who: 'rob', standing: 'bot', relations: [] },
};

const org = ORG.replace(
  'executive_sponsor: eve@acme.test',
  'executive_sponsor: eve@acme.test, cx_deputy: dee@acme.test, people_lead: pia@acme.test',
).replace('ann@acme.test, bob@acme.test]', 'ann@acme.test, bob@acme.test, cal@acme.test]');
const member = (name: string) => ({ name, email: `${name}@acme.test`, tz: 'Europe/Helsinki' });
const company = {
  ...seed(),
  users: [
    ...(seed().users ?? []),
    ...['cal', 'dee', 'pia', 'ada', 'vic', 'hil'].map(member),
    { ...member('adm'), is_admin: true },
    { ...member('sue'), is_stranger: true },
    { ...member('rob'), is_bot: true },
  ],
};

/** By which relation each of those who are something elsewhere is nothing to a handler's subject. */
const ONLY_FOR: Readonly<Partial<Record<Relation, (handler: string) => boolean>>> = {
  taker: (handler) => /^issue\.agree-/.test(handler),
  asked: (handler) => /^issue\.(allow|not-now|take-over|decline|reply)$|^ownership\./.test(handler),
};

/** What a button of each kind says it is about. */
function subjectOf(handler: string): string {
  if (handler.startsWith('cause.') || /^ownership\.(move|leave)$/.test(handler)) return '1';
  if (handler.startsWith('day.')) return '1@2026-03-10';
  if (handler === 'ownership.fill') return 'people_lead';
  if (/^ownership\.(channel|edit-department)$/.test(handler)) return 'finance';
  if (handler === 'ownership.wrong') return JSON.stringify({ key: 'double-charges', asked: 'x' });
  if (handler.startsWith('ownership.')) return 'double-charges';
  if (handler.startsWith('issue.agree-')) return '1@product';
  if (handler === 'issue.list-department') return 'finance';
  return OF_A_PART.test(handler) ? '1@1' : '1';
}

/** What is about a question, another issue or a time as well says so behind the number. */
const OF_A_PART = /^issue\.(slot-|merge|allow|not-now|take-over|decline|reply)/;

/** What a form of each kind was opened about. */
function openedAbout(handler: string): string {
  if (handler.startsWith('cause.')) return JSON.stringify({ cause: 1 });
  if (handler === 'ownership.edit-topic') return JSON.stringify({ key: 'double-charges', version: 1 });
  if (handler === 'ownership.edit-department') return JSON.stringify({ key: 'finance', version: 1 });
  if (handler === 'issue.reply') return JSON.stringify({ question: 1 });
  if (handler === 'issue.reassign') return '1';
  return handler.startsWith('issue.') ? JSON.stringify({ issue: 1, stage: 1 }) : subjectOf(handler);
}

interface Handler {
  readonly name: string;
  readonly may: string;
  readonly run: (tx: Tx, user: UserId) => Promise<Answer>;
}

function everyHandler(t: TestBot): Handler[] {
  const options = { inbox: {}, read: readByWords, secrets: new Map(), isDisabled: () => false, log: silentLog };
  const now = t.bot.context.now();
  return features(t.bot.context, options as never).flatMap(({ surface = {} }) => [
    ...(surface.commands ?? []).map(({ verb, may, run }) => ({
      name: `/cx ${verb}`,
      may,
      run: (tx: Tx, user: UserId) => run(tx, { user, now, channel: 'C1' as never, words: '' }),
    })),
    ...Object.entries(surface.actions ?? {}).map(([name, { may, run }]) => ({
      name,
      may,
      run: (tx: Tx, user: UserId) => run(tx, { user, now, at: undefined, value: subjectOf(name) }),
    })),
    ...Object.entries(surface.forms ?? {}).map(([name, { may, run }]) => ({
      name: `the form ${name}`,
      may,
      run: (tx: Tx, user: UserId) => run(tx, { user, now, form: 'f', about: openedAbout(name), values: {} }),
    })),
    ...Object.entries(surface.suggestions ?? {}).map(([name, { may, run }]) => ({
      name: `the select ${name}`,
      may,
      run: (tx: Tx, user: UserId) => run(tx, { user, now, typed: 'a', about: '' }),
    })),
    ...Object.entries(surface.shortcuts ?? {}).map(([name, { may, run }]) => ({
      name: `the shortcut ${name}`,
      may,
      run: (tx: Tx, user: UserId) => run(tx, { user, now, at: undefined, text: 'x' }),
    })),
  ]);
}

/** Whether it was denied; whatever it did is undone. */
async function isDenied(t: TestBot, handler: Handler, user: UserId): Promise<boolean> {
  let said = '';
  const tried = t.bot.context.transaction(async (tx) => {
    const denied = await denial(tx, user, handler.may);
    said = denied ?? JSON.stringify((await handler.run(tx, user)).say?.text ?? '');
    throw new Undone();
  });
  await tried.catch((error) => {
    if (!(error instanceof Undone)) throw error;
  });
  return /^"?That is for/.test(said);
}

class Undone extends Error {}

async function withOneOfEach(described = org): Promise<TestBot> {
  const t = await startTestBot({ org: described, seed: company });
  await t.hears({ text: 'I was charged twice' });
  await t.bot.context.transaction(async (tx) => {
    const now = t.bot.context.now();
    const [ann, ada] = [t.sandbox.user('ann') as UserId, t.sandbox.user('ada') as UserId];
    const cause = {
      title: 'A retry',
      department: 'finance',
      created_by: ann,
      created_at: now,
      topic: 'double-charges',
    };
    await tx.insertInto('cause').values(cause).execute();
    await tx.updateTable('issue').set({ cause_id: 1 }).execute();
    const ask = { issue_id: 1, kind: 'why' as const, asked_by: ann, asked: ada, owner: ann, payload: '{}', at: now };
    await tx
      .insertInto('issue_ask')
      .values({ ...ask, answer: null, reply: null })
      .execute();
    const asked = { topic: 'double-charges', person: 'ada@acme.test', state: 'asked' as const, since: now };
    await tx.insertInto('agreement').values(asked).execute();
    await tx
      .insertInto('proposal')
      .values({ topic: 'double-charges', department: 'product', moved: 5, of: 5, at: now })
      .execute();
    const [guest, host] = [t.sandbox.user('vic') as UserId, t.sandbox.user('hil') as UserId];
    const day = { guest, host, day: '2026-03-10', state: 'planned' as const, learned: null };
    await tx.insertInto('support_day').values(day).execute();
  });
  return t;
}

test('every command, button, form and shortcut needs a right that the table knows', async () => {
  const handlers = everyHandler(await startTestBot());
  expect(handlers.length).toBeGreaterThan(100);
  expect(handlers.filter(({ may }) => !ACTIONS.includes(may as Action)).map(({ name }) => name)).toEqual([]);
});

/** Handlers that deny somebody what the table allows, or let them do what it does not. */
async function wrongFor(t: TestBot, { who, standing, relations }: (typeof ROLES)[string]): Promise<string[]> {
  const wrong: string[] = [];
  for (const handler of everyHandler(t)) {
    const theirs = relations.filter((each) => ONLY_FOR[each]?.(handler.name.replace('the form ', '')) ?? true);
    const expected = can({ standing, relations: theirs }, handler.may as Action);
    const denied = await isDenied(t, handler, t.sandbox.user(who) as UserId);
    if (denied === expected) wrong.push(`${who}, ${handler.name} (${handler.may}): ${expected ? 'denied' : 'let in'}`);
  }
  return wrong;
}

test('everybody may do with each of them what the table says, and hears of the rest whose it is', async () => {
  const t = await withOneOfEach();
  const wrong: string[] = [];
  for (const role of Object.values(ROLES)) wrong.push(...(await wrongFor(t, role)));
  expect(wrong).toEqual([]);
});

test('until somebody has named a CX lead, an admin of the workspace may do what a founder may, and nothing else', async () => {
  const t = await withOneOfEach(org.replace('roles: {', 'roles: { interim: true,'));
  expect(await wrongFor(t, { who: 'adm', standing: 'member', relations: ['founder'] })).toEqual([]);
});
