import { expect, test } from 'vitest';
import type { Seed } from '../../../sandbox/seed.ts';
import { currentOrganisation, organisationFrom, organisationText } from '../../../src/features/ownership/index.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { seed } from '../../support/company.ts';
import { answers, owner } from '../../support/directory.ts';

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

test('the template can be exported as a file that says the very same', async () => {
  const template = await organisation(await fromNothing());
  expect(organisationFrom(organisationText(template))).toEqual({ ok: true, organisation: template });
});

test('an organisation file that somebody has named and that is not there is a mistake', async () => {
  const org = { path: 'other.yml', text: undefined, explicit: true };
  await expect(startTestBot({ seed: workspace(), bot: { org } })).rejects.toThrow(/other\.yml is missing/);
});
