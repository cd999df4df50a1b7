import { expect, test } from 'vitest';
import { DAY } from '../../../src/kernel/time.ts';
import { auditTrail } from '../../../src/platform/db/audit-trail.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { seed } from '../../support/company.ts';
import { answers, dm, owner, until } from '../../support/directory.ts';

/** Clicks in a DM that somebody has had. */
async function clicks(t: TestBot, who: string, id: string, values?: Record<string, string>): Promise<void> {
  const person = t.sandbox.as(who);
  await person.click(dm(t, who, id), id);
  if (values) await person.submit(values);
  await t.settled();
}

/** Lea's workspace, described by nobody: step by step Fay becomes head of Finance, and Ann is asked to answer for double charges. */
async function setUp(): Promise<TestBot> {
  const users = (seed().users ?? []).map((each) => ({ ...each, is_primary_owner: each.name === 'lea' }));
  const t = await startTestBot({ seed: { ...seed(), users }, bot: { org: { path: 'org.yml', text: undefined } } });
  const lea = t.sandbox.as('lea');
  await lea.command('/cx', 'setup');
  await lea.submit({ cx_lead: t.sandbox.user('lea') });
  const press = (id: string) => lea.click({ view: lea.modal()?.id ?? '' }, id);
  const stepTo = async (step: string) => {
    while (lea.modal()?.private_metadata !== step) await press('ownership.skip');
  };
  await stepTo('department/finance');
  await lea.submit({ 'head/finance': t.sandbox.user('fay') });
  await stepTo('owners/finance');
  await lea.submit({ 'owner/double-charges': t.sandbox.user('ann') });
  await t.settled();
  await clicks(t, 'ann', 'ownership.agree');
  return t;
}

test('a topic has one who answers for it from the first click on, through its review, and when they leave', async () => {
  const t = await setUp();
  await t.hears({ text: 'I was charged twice' });
  expect(await owner(t)).toBe(t.sandbox.user('ann'));

  await t.turn(91 * DAY);
  await until(t, '2026-06-09');
  expect(dm(t, 'ann', 'yours, last confirmed 2026-03-02. Still right?').text).toBe('Is Double charges still yours?');
  await clicks(t, 'ann', 'ownership.agree');
  expect(await answers(t)).toContain('last confirmed 2026-06-09');

  t.sandbox.setUser('ann', { deleted: true });
  await t.settled();
  expect(dm(t, 'fay', 'so the backup has it meanwhile').text).toMatch(/^Who answers for what: /);
  expect(await answers(t)).toContain(`<@${t.sandbox.user('fay')}>`);
  await clicks(t, 'fay', 'ownership.name', { person: t.sandbox.user('bob') });
  await clicks(t, 'bob', 'ownership.agree');
  expect(dm(t, 'fay', 'answers for it from now on').text).toBe('Double charges: an answer');
  expect(await answers(t)).toContain(`<@${t.sandbox.user('bob')}>`);

  const trail = await t.bot.context.transaction((tx) => auditTrail(tx, { about: 'double-charges.owner', most: 20 }));
  expect(trail.toReversed().map(({ action, after }) => `${action}: ${after}`)).toEqual([
    'organisation.edit: fay@acme.test',
    'topic.name: ann@acme.test',
    'organisation.edit: ann@acme.test',
    'topic.agree: agreed',
    'topic.agree: agreed',
    'topic.gone: gone',
    'topic.name: bob@acme.test',
    'organisation.edit: bob@acme.test',
    'topic.agree: agreed',
  ]);
});
