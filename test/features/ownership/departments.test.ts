import { describe, expect, test } from 'vitest';
import { actingOnTopic } from '../../../src/features/ownership/acting.ts';
import { organisationFrom, organisationText } from '../../../src/features/ownership/index.ts';
import type { UserId } from '../../../src/kernel/slack.ts';
import { startTestBot } from '../../support/bot.ts';
import { ORG, seed } from '../../support/company.ts';
import { answers, applied, owner, whispered } from '../../support/directory.ts';

const CHARGED = { text: 'I was charged twice' };
const GROUPED = ORG.replace('members: [fay@acme.test, ann@acme.test, bob@acme.test]', "members: ['@money']");
const FULL = GROUPED.replace('head: fay@acme.test', 'head: fay@acme.test, deputy: bob@acme.test').replace(
  'backup: bob@acme.test,',
  "backup: bob@acme.test, responsible: ['@money'], consulted: [dan@acme.test], informed: [sam@acme.test],",
);
const TITLED = FULL.replace(
  'departments:',
  'titles: [{ title: Digital CX Specialist, who: joe@acme.test }]\ndepartments:',
);

describe('a user group as members of a department', () => {
  const grouped = () => startTestBot({ org: GROUPED, seed: { ...seed(), usergroups: [group] } });
  const group = { handle: 'money', name: 'Money', users: ['ann', 'joe'] };

  test('makes its people colleagues, who may take what comes there', async () => {
    const t = await grouped();
    await t.hears(CHARGED);
    await t.sandbox.as('joe').click(t.card('finance'), 'issue.accept');
    await t.settled();
    expect(await owner(t)).toBe(t.sandbox.user('joe'));
  });

  test('leaves everybody else outside', async () => {
    const t = await grouped();
    await t.hears(CHARGED);
    await t.sandbox.as('dan').click(t.card('finance'), 'issue.accept');
    await t.settled();
    expect(await owner(t)).toBe(t.sandbox.user('ann'));
  });
});

describe("a head's deputy", () => {
  test('answers while the head is away, where nobody is named for the topic', async () => {
    const t = await startTestBot({ org: FULL.replace('owner: ann@acme.test, backup: bob@acme.test,', '') });
    await t.sandbox.as('fay').command('/cx', 'away until 2026-03-20');
    await t.hears(CHARGED);
    expect(await owner(t)).toBe(t.sandbox.user('bob'));
  });
});

test('a deputy may hand over what their department answers for, as the head may', async () => {
  const t = await startTestBot({ org: FULL.replace('deputy: bob@acme.test', 'deputy: joe@acme.test') });
  const asked = { user: t.sandbox.user('joe') as UserId, now: t.bot.context.now() };
  const acting = await t.bot.context.transaction((tx) => actingOnTopic(tx, asked, 'double-charges', 'topic.name'));
  expect(acting).not.toHaveProperty('refused');
});

describe('who has which part', () => {
  test('is told of ten people, and of how many more there are', async () => {
    const many = Array.from({ length: 400 }, (_, n) => `somebody.with.a.long.name.${n}@acme.test`);
    const t = await startTestBot({ org: FULL.replace(/informed: \[[^\]]*\]/, `informed: [${many.join(', ')}]`) });
    expect(await answers(t)).toContain('and 390 more');
  });

  test('is told beside who is accountable', async () => {
    const t = await startTestBot({ org: FULL });
    const said = await answers(t);
    expect(said).toContain(`Ask for advice: <@${t.sandbox.user('dan')}>`);
    expect(said).toContain(`Is kept informed: <@${t.sandbox.user('sam')}>`);
  });

  test("is found by the title of a role of the company's own", async () => {
    const t = await startTestBot();
    await applied(t, TITLED);
    await t.sandbox.as('ann').command('/cx', 'who digital cx specialist');
    expect(whispered(t, 'ann')).toContain(`*Digital CX Specialist*: <@${t.sandbox.user('joe')}>`);
  });

  test('goes out and comes in again as it was', () => {
    const parsed = organisationFrom(TITLED);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const again = organisationFrom(organisationText(parsed.organisation));
    expect(again.ok && again.organisation).toEqual(parsed.organisation);
  });
});
