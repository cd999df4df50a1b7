import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { org } from '../../src/commands/org.ts';
import {
  changesBetween,
  findOrganisation,
  type Organisation,
  organisationFrom,
  organisationText,
} from '../../src/features/ownership/index.ts';
import { startedOnce, temporaryFolder, testWorld } from '../support/cli.ts';
import { ORG } from '../support/company.ts';

const STRICTER = `${ORG}policy: { accept_within: 2 staff hours }\n`;

async function workplace(content: string) {
  const folder = temporaryFolder();
  const [database, path] = [join(folder, 'loopkeeper.db'), join(folder, 'org.yml')];
  const kept = await startedOnce(database);
  writeFileSync(path, content);
  const run = async (args: readonly string[], answer?: string) => {
    const world = testWorld({ DATABASE_URL: `file:${database}` }, answer);
    await org.run(args, world);
    return world.printed.join('\n');
  };
  const version = async () => (await kept.transaction(findOrganisation))?.version;
  return { path, run, version };
}

describe('putting an organisation file in force', () => {
  test('first says what would change, and what a changed policy does to everybody', { timeout: 20_000 }, async () => {
    const { path, run, version } = await workplace(STRICTER);
    const printed = await run(['apply', path], 'y');
    expect(printed).toContain('1 thing would change:\n  policy.accept_within  4 working hours → 2 working hours');
    expect(printed).toMatch(/^ {2}Customers who hear from us within 48 hours, in % +\d+ → \d+/m);
    expect(printed).toMatch(/^ {2}Direct messages in all +\d+ → \d+/m);
    expect(printed).toMatch(/^ {4}one reminder +\d+ → \d+ +\+\d+$/m);
    expect(printed).toMatch(/^ {4}owners of topics and their backups +\d+ → \d+/m);
    expect(printed).toMatch(/^ {2}Most more: (?:\w+ \d+ → \d+(?:, )?)+$/m);
    expect(printed).toContain('is in force as version 2. Open issues keep the policy they began with.');
    expect(await version()).toBe(2);
  });

  test('says of a policy that does not come up in a usual week that nobody notices it', {
    timeout: 20_000,
  }, async () => {
    const { path, run } = await workplace(`${ORG}policy: { limbo_bounces: 3 }\n`);
    const printed = await run(['apply', path], 'n');
    expect(printed).toContain('policy.limbo_bounces  2 → 3');
    expect(printed).toContain('nobody gets a message more or less');
  });

  test('changes nothing when whoever sits there says no, or nobody does', async () => {
    const { path, run, version } = await workplace(ORG.replace('name: Finance', 'name: Money'));
    expect(await run(['apply', path], 'n')).toContain('Nothing was changed.');
    await expect(run(['apply', path])).rejects.toThrow('nobody is there to agree, so add --yes');
    expect(await version()).toBe(1);
  });

  test('goes on unasked with --yes', async () => {
    const { path, run, version } = await workplace(ORG.replace('backup: bob@acme.test', 'backup: fay@acme.test'));
    expect(await run(['apply', path, '--yes'])).toContain(
      'topics.double-charges.backup  bob@acme.test → fay@acme.test',
    );
    expect(await version()).toBe(2);
  });

  test('makes no new version of what is in force already', async () => {
    const { path, run, version } = await workplace(ORG);
    expect(await run(['apply', path, '--yes'])).toContain('says what is in force already, as version 1');
    expect(await version()).toBe(1);
  });

  test('refuses words that it does not know', async () => {
    const { path, run } = await workplace(ORG);
    await expect(run(['applly', path])).rejects.toThrow('Say which: check, apply or export.');
    await expect(run(['apply', path, '--yess'])).rejects.toThrow('There is no option --yess; did you mean');
  });
});

const organisation = (text: string): Organisation => {
  const parsed = organisationFrom(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.organisation;
};

test.each<[what: string, file: string, where: string, before: string | undefined, after: string | undefined]>([
  [
    'a head',
    ORG.replace('head: fay@acme.test', 'head: ann@acme.test'),
    'departments.finance.head',
    'fay@acme.test',
    'ann@acme.test',
  ],
  ['a topic taken away', ORG.replace(/.*key: app,.*\n/, ''), 'topics.app', 'there', undefined],
  [
    'a role',
    ORG.replace(', executive_sponsor: eve@acme.test', ''),
    'roles.executive_sponsor',
    'eve@acme.test',
    undefined,
  ],
  [
    'a step of the ladder',
    `${ORG}policy: { steps: [{ name: accept, off: true }] }\n`,
    'policy.steps.accept',
    undefined,
    'there',
  ],
])('the preview tells %s', (_what, file, where, before, after) => {
  expect(changesBetween(organisation(ORG), organisation(file))).toEqual([{ where, before, after }]);
});

const RICH = `${ORG}people: [{ who: ann@acme.test, timezone: Asia/Tokyo, hours: 'Mon-Wed 08:00-12:00 13:00-16:30, Fri 22:00-24:00' }]
stages: [use, pay]
rehearsal: { channel: '#general', live: [finance] }
sources: [{ source: board-letters, to: ceo }]
policy:
  accept_within: 3 staff hours
  merge_dm_within: PT2H30M
  repeat_within: P30D
  bundle_at: '08:45'
  urgent_account_value: 50000
  exceptions: [{ when: { department: finance, severity: urgent }, set: { resolve_within: 3 working days } }]
  steps:
    - { name: accept, off: true }
    - { name: ask-early, while: [open], from: asked, after: PT30M, says: accept, to: [owner, head], alone: true }
`;

test.each([
  ['the small company', ORG],
  ['one with all there is', RICH],
  ['the demo', readFileSync(new URL('../../demo/org.yml', import.meta.url), 'utf8')],
])('%s, printed and read again, is the very same', (_which, text) => {
  const before = organisation(text);
  expect(organisation(organisationText(before))).toEqual(before);
});

test('what is in force is printed as a file that can be put in force', async () => {
  const { run } = await workplace(ORG);
  expect(organisation(await run(['export']))).toEqual(organisation(ORG));
});

test('the demo file differs from itself in nothing', () => {
  const demo = readFileSync(new URL('../../demo/org.yml', import.meta.url), 'utf8');
  expect(changesBetween(organisation(demo), organisation(demo))).toEqual([]);
});
