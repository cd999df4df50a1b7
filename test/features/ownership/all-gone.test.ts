import { expect, test } from 'vitest';
import { currentOrganisation } from '../../../src/features/ownership/index.ts';
import { HOUR } from '../../../src/kernel/time.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { seed } from '../../support/company.ts';
import { owner, said, whispered } from '../../support/directory.ts';

/** Lea was named CX lead of a workspace in which nobody else has a place yet; now she has left. Ada administers it. */
async function begun(): Promise<TestBot> {
  const { users = [], ...rest } = seed();
  const ada = { name: 'ada', email: 'ada@acme.test', tz: 'Europe/Helsinki', is_admin: true };
  const named = users.map((user) => (user.name === 'lea' ? { ...user, is_primary_owner: true } : user));
  const t = await startTestBot({
    seed: { ...rest, users: [...named, ada] },
    bot: { org: { path: 'org.yml', text: undefined } },
  });
  await t.sandbox.as('lea').command('/cx', 'setup');
  await t.sandbox.as('lea').submit({ cx_lead: t.sandbox.user('lea') });
  await t.settled();
  return t;
}

async function leaves(t: TestBot): Promise<void> {
  t.sandbox.setUser('lea', { deleted: true });
  await t.settled();
}

test('where everybody who was named has left, a complaint goes to whoever administers the workspace', async () => {
  const t = await begun();
  await leaves(t);
  await t.hears({ text: 'I was charged twice' });
  expect(await owner(t)).toBe(t.sandbox.user('ada'));
  expect(said(t, 'ada')).toContain('Double charges');
});

test('what was theirs when the last of them left goes there, too', async () => {
  const t = await begun();
  await t.hears({ text: 'I was charged twice' });
  expect(await owner(t)).toBe(t.sandbox.user('lea'));
  await leaves(t);
  expect(await owner(t)).toBe(t.sandbox.user('ada'));
});

test('they name a CX lead, for whom all that stood in waits, and who alone reads what only few may', async () => {
  const t = await begun();
  await leaves(t);
  await t.hears({ text: 'I was charged twice, and I will sue you, my lawyer writes' });
  const ada = t.sandbox.as('ada');
  await ada.command('/cx', 'setup');
  await ada.click(ada.ephemerals().at(-1) as never, 'ownership.missing');
  await t.settled();
  expect(whispered(t, 'ada')).toContain('*CX lead*: ');
  await ada.click(ada.ephemerals().at(-1) as never, 'ownership.fill', { value: 'cx_lead' });
  await ada.submit({ person: t.sandbox.user('eve') });
  await t.settled();
  const { roles, departments } = await t.bot.context.transaction(
    async (tx) => (await currentOrganisation(tx)).organisation,
  );
  expect(roles.cx_lead).toBe('eve@acme.test');
  expect(departments).toHaveLength(9);
  expect(departments.filter(({ head, interim }) => head !== 'eve@acme.test' || !interim)).toEqual([]);
  await t.turn(HOUR);
  expect(await owner(t)).toBe(t.sandbox.user('eve'));
  expect(JSON.stringify(t.dms('ada'))).not.toContain('lawyer');
});
