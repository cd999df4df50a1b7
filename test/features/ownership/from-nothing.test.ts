import { expect, test } from 'vitest';
import type { Seed } from '../../../sandbox/seed.ts';
import { currentOrganisation, organisationFrom, organisationText } from '../../../src/features/ownership/index.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { seed } from '../../support/company.ts';
import { answers, owner, whispered } from '../../support/directory.ts';

/** A workspace that nobody has described; Sam made it. */
const workspace = (name = 'Acme'): Seed => ({
  ...seed(),
  team: { name },
  users: (seed().users ?? []).map((user) => (user.name === 'sam' ? { ...user, is_primary_owner: true } : user)),
});

const fromNothing = (name?: string) =>
  startTestBot({ seed: workspace(name), bot: { org: { path: 'org.yml', text: undefined } } });

const organisation = (t: TestBot) =>
  t.bot.context.transaction(async (tx) => (await currentOrganisation(tx)).organisation);

test('without an organisation file the bot begins with nine departments and forty topics over all stages', async () => {
  const { company, departments, topics, stages } = await organisation(await fromNothing());
  expect(company).toMatchObject({ name: 'Acme', timezone: 'Europe/Helsinki' });
  expect(departments).toHaveLength(9);
  expect(departments.filter(({ purpose, interim }) => !purpose || !interim)).toEqual([]);
  expect(topics).toHaveLength(40);
  expect(stages).toHaveLength(7);
  expect(stages.filter((stage) => !topics.some((topic) => topic.stage === stage))).toEqual([]);
});

test('whoever owns the workspace answers for all of it, and a complaint goes to them; where no channel is there, by DM', async () => {
  const t = await fromNothing();
  await t.hears({ text: 'I was charged twice' });
  expect(await owner(t)).toBe(t.sandbox.user('sam'));
  expect(t.card('finance')).toBeDefined();
  await t.hears({ text: 'Your newsletter is spam' });
  expect(JSON.stringify(t.dms('sam'))).toContain('#2 Newsletter, complaint from a customer: Marketing');
  expect((await organisation(t)).departments.flatMap(({ channel }) => channel ?? [])).toEqual([
    '#product',
    '#support',
    '#finance',
  ]);
});

test('what a department is there for is said where somebody asks who answers', async () => {
  expect(await answers(await fromNothing())).toContain('Finance is there for: Invoices and payments that are right');
});

test('its admins may set it up until somebody names a CX lead; then it is the CX lead’s', async () => {
  const { users = [], ...rest } = workspace();
  const admin = { name: 'adm', email: 'adm@acme.test', tz: 'Europe/Helsinki', is_admin: true };
  const t = await startTestBot({
    seed: { ...rest, users: [...users, admin] },
    bot: { org: { path: 'org.yml', text: undefined } },
  });
  const adm = t.sandbox.as('adm');
  await adm.command('/cx', 'setup');
  await adm.click(adm.ephemerals().at(-1) as never, 'ownership.missing');
  await t.settled();
  expect(whispered(t, 'adm')).toContain('*CX lead*: nobody is named.');
  await adm.click(adm.ephemerals().at(-1) as never, 'ownership.fill', { value: 'cx_lead' });
  await adm.submit({ person: t.sandbox.user('lea') });
  await t.settled();
  const { roles, departments } = await organisation(t);
  expect(roles).toEqual({ cx_lead: 'lea@acme.test' });
  expect(departments).toHaveLength(9);
  expect(departments.filter(({ head, interim }) => head !== 'lea@acme.test' || !interim)).toEqual([]);
  await adm.command('/cx', 'setup');
  expect(whispered(t, 'adm')).toContain('That is for the CX lead or the executive sponsor.');
});

test.each(['joe', 'gus'])('nobody else may set it up: %s, a member or a guest', async (who) => {
  const t = await fromNothing();
  const before = await organisation(t);
  await t.sandbox.as(who).command('/cx', 'setup');
  expect(whispered(t, who)).toMatch(/"text":"That is for /);
  expect(t.sandbox.as(who).modal()).toBeUndefined();
  expect(await organisation(t)).toEqual(before);
});

test('the template can be exported as a file that says the very same', async () => {
  const template = await organisation(await fromNothing());
  expect(organisationFrom(organisationText(template))).toEqual({ ok: true, organisation: template });
});

test('an organisation file that somebody has named and that is not there is a mistake', async () => {
  const org = { path: 'other.yml', text: undefined, explicit: true };
  await expect(startTestBot({ seed: workspace(), bot: { org } })).rejects.toThrow(/other\.yml is missing/);
});
