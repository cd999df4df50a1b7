import { describe, expect, test } from 'vitest';
import { type OrgProblem, organisationFrom } from '../../../src/features/ownership/org-file.ts';
import { defaultPolicy } from '../../../src/features/ownership/policy.ts';

const EXAMPLE = `company: { name: Acme, timezone: Europe/Helsinki, holidays: FI, hours: 'Mon-Fri 09:00-17:00' }
roles: { cx_lead: cx-lead@acme.test, executive_sponsor: ceo@acme.test }
people: [{ who: ceo@acme.test, timezone: America/New_York, holidays: US, hours: 'Mon-Thu 08:00-16:00' }]
departments:
  - { key: finance, name: Finance, channel: '#finance', head: finance-head@acme.test, members: [billing@acme.test] }
topics:
  - key: double-charges
    name: Double charges
    department: finance
    stage: pay
    owner: billing@acme.test
    words: [invoice, bill, charged twice]
policy: { accept_within: 4 staff hours, contact_within: PT12H }
`;

function problemsIn(text: string): readonly OrgProblem[] {
  const outcome = organisationFrom(text);
  return outcome.ok ? [] : outcome.problems;
}

function organisationIn(text: string) {
  const outcome = organisationFrom(text);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.organisation;
}

/** The example with one part replaced, which must be there. */
function changed(from: string, to: string): string {
  expect(EXAMPLE).toContain(from);
  return EXAMPLE.replace(from, to);
}

describe('an organisation file', () => {
  test('gives the company, its departments, topics and policy', () => {
    const { company, departments, topics, policy, stages } = organisationIn(EXAMPLE);
    expect(company).toMatchObject({ name: 'Acme', timezone: 'Europe/Helsinki', holidays: 'FI' });
    expect(company.hours).toContainEqual({ day: 5, from: '09:00', to: '17:00' });
    expect(departments).toHaveLength(1);
    expect(topics).toMatchObject([{ key: 'double-charges', words: ['invoice', 'bill', 'charged twice'] }]);
    expect(policy).toEqual({ ...defaultPolicy, contact_within: { clock: 'wall', ms: 12 * 3_600_000 } });
    expect(stages).toContain('get-help');
  });

  test('needs no more than a company, a CX lead and a department', () => {
    const minimal = `
company: { name: Acme, timezone: UTC }
roles: { cx_lead: U0CXLEAD }
departments: [{ key: all, name: All, channel: C0ALL, head: W0HEAD }]`;
    expect(organisationIn(minimal)).toMatchObject({ topics: [], people: [], policy: defaultPolicy });
  });

  test('says which sources go straight before the executive sponsor', () => {
    const text = `${EXAMPLE}sources: [{ source: board-letters, to: ceo }]\n`;
    expect(organisationIn(text).sources).toEqual([{ source: 'board-letters', to: 'ceo' }]);
  });

  test('names who reads what only few may, and tells a mistake in it by its line', () => {
    const roles = 'executive_sponsor: ceo@acme.test';
    const text = changed(roles, `${roles}, people_lead: hr@acme.test, legal: U0LEGAL`);
    expect(organisationIn(text).roles).toMatchObject({ people_lead: 'hr@acme.test', legal: 'U0LEGAL' });
    expect(problemsIn(changed(roles, `${roles}, legal: nobody`))).toMatchObject([
      { line: 2, where: 'roles › legal', what: '"nobody" is no person' },
    ]);
  });

  test('tells mistakes in its sources by their line', () => {
    const text = `${EXAMPLE}sources:\n  - { source: board-letters, to: cfo }\n  - { source: board-letters, to: ceo }\n`;
    expect(problemsIn(text)).toMatchObject([
      { line: 15, where: 'sources › board-letters › to', what: 'is not ceo', fix: expect.stringContaining('give ceo') },
      { line: 16, where: 'sources › board-letters › source', what: '"board-letters" is there twice' },
    ]);
  });

  test('may say whose members host support days, by the key of a department', () => {
    expect(organisationIn(`${EXAMPLE}support_days: { host: finance }\n`).support_days).toEqual({ host: 'finance' });
    expect(problemsIn(`${EXAMPLE}support_days: { host: finanze }\n`)).toMatchObject([
      { line: 14, where: 'support_days › host', what: '"finanze" is no department of this file' },
    ]);
    expect(problemsIn(`${EXAMPLE}support_days: { guest: finance }\n`).map(({ where }) => where)).toEqual([
      'support_days › host',
      'support_days › guest',
    ]);
  });

  test('leaves to the head what nobody is named for', () => {
    expect(organisationIn(EXAMPLE).topics[0]).toMatchObject({
      owner: 'billing@acme.test',
      backup: 'finance-head@acme.test',
    });
  });

  test('takes e-mail addresses in any case', () => {
    expect(organisationIn(changed('cx-lead@acme.test', 'CX-Lead@Acme.test')).roles.cx_lead).toBe('cx-lead@acme.test');
  });

  test('may list its own stages', () => {
    const own = changed('stage: pay', 'stage: checkout').concat('stages: [browse, checkout]\n');
    expect(organisationIn(own).stages).toEqual(['browse', 'checkout']);
  });
});

describe('a mistake is told with its line, place, and how to mend it:', () => {
  test.each<[string, string, string, number, string, string, string]>([
    [
      'an unknown key',
      'executive_sponsor:',
      'executive_sponser:',
      2,
      'roles › executive_sponser',
      'is no key',
      'did you mean "executive_sponsor"?',
    ],
    ['an unknown key at the top', 'topics:', 'topiks:', 6, 'topiks', 'is no key', 'did you mean "topics"?'],
    [
      'an unknown key of the policy',
      'accept_within',
      'acept_within',
      13,
      'policy › acept_within',
      'is no key',
      '"accept_within"',
    ],
    [
      'an unknown time zone',
      'Europe/Helsinki',
      'Europe/Helsinky',
      1,
      'company › timezone',
      '"Europe/Helsinky" is no time zone',
      'Europe/Helsinki',
    ],
    [
      'unknown holidays',
      'holidays: US',
      'holidays: USA',
      3,
      'people › ceo@acme.test › holidays',
      '"USA" is no country',
      'DE-BY',
    ],
    [
      'hours nobody can work',
      'Mon-Thu 08:00-16:00',
      'Mon-Thu 16-8',
      3,
      'people › ceo@acme.test › hours',
      '"16-8" is no range',
      'Mon-Fri',
    ],
    [
      'a bad duration',
      'PT12H',
      '12 hours',
      13,
      'policy › contact_within',
      '"12 hours" is no duration',
      'default is "PT24H"',
    ],
    ['a channel without quotes', `'#finance'`, '#finance', 6, 'the file', 'is no valid YAML', 'quotes'],
    [
      'a channel without #',
      `'#finance'`,
      'finance',
      5,
      'departments › finance › channel',
      '"finance" is no channel',
      '#finance',
    ],
    [
      'a person who is none',
      'owner: billing@acme.test',
      'owner: Bill',
      11,
      'topics › double-charges › owner',
      '"Bill" is no person',
      'U0123ABCD',
    ],
    [
      'a department that is none',
      'department: finance',
      'department: finanse',
      9,
      'topics › double-charges › department',
      '"finanse" is no department',
      '"finance"',
    ],
    [
      'a stage that is none',
      'stage: pay',
      'stage: paying',
      10,
      'topics › double-charges › stage',
      '"paying" is no stage',
      'pay',
    ],
    [
      'something missing',
      '    stage: pay\n',
      '',
      7,
      'topics › double-charges › stage',
      'is missing',
      'stage of the journey',
    ],
    [
      'nothing after the colon',
      'words: [invoice, bill, charged twice]',
      'words:',
      12,
      'topics › double-charges › words',
      'is empty',
      'words customers use',
    ],
    [
      'no words',
      '[invoice, bill, charged twice]',
      '[]',
      12,
      'topics › double-charges › words',
      'is empty',
      'words customers use',
    ],
    [
      'a word that is a number',
      'charged twice',
      '42',
      12,
      'topics › double-charges › words › number 3',
      'is a number, not text',
      'words customers use',
    ],
    [
      'text for a list',
      '[billing@acme.test]',
      'billing@acme.test',
      5,
      'departments › finance › members',
      'is text, not a list',
      'list of people',
    ],
    [
      'a number for a duration',
      '4 staff hours',
      '4',
      13,
      'policy › accept_within',
      'is a number, not text',
      'staff hours',
    ],
    [
      'a percentage above all',
      'PT12H',
      'PT12H, resolve_warning: 120',
      13,
      'policy › resolve_warning',
      'is more than 100 percent',
      '1 to 100',
    ],
    [
      'steps in the wrong order',
      'PT12H',
      'PT72H',
      13,
      'policy › contact_within',
      'contact_breach comes before contact_within',
      'longer',
    ],
    [
      'a step moved before another',
      '4 staff hours',
      '4 staff hours, backup_after: 2 staff hours',
      13,
      'policy › backup_after',
      'backup_after comes before accept_within',
      'longer',
    ],
    [
      'a deputy who is the lead',
      'roles: {',
      'roles: { cx_deputy: CX-lead@acme.test,',
      2,
      'roles › cx_deputy',
      'is the CX lead',
      'somebody else',
    ],
    [
      'a person listed twice',
      'people: [',
      'people: [{ who: ceo@acme.test }, ',
      3,
      'people › ceo@acme.test › who',
      'is there twice',
      'one of the two',
    ],
    [
      'a department without key',
      '{ key: finance, name',
      '{ name',
      5,
      'departments › number 1 › key',
      'is missing',
      'small letters',
    ],
  ])('%s', (_rule, from, to, line, where, what, fix) => {
    const problems = problemsIn(changed(from, to));
    expect(problems).toContainEqual({
      line,
      where,
      what: expect.stringContaining(what),
      fix: expect.stringContaining(fix),
    });
  });

  test('a topic listed twice', () => {
    const topic = EXAMPLE.slice(EXAMPLE.indexOf('  - key: double'), EXAMPLE.indexOf('policy:'));
    const problems = problemsIn(changed('policy:', `${topic}policy:`));
    expect(problems).toMatchObject([{ line: 13, what: '"double-charges" is there twice' }]);
  });

  test('a key given twice', () => {
    expect(problemsIn(changed('    stage: pay', '    stage: pay\n    stage: buy'))).toMatchObject([
      { line: 11, where: 'the file' },
    ]);
  });
});

test('every mistake is told at once, in the order of the lines', () => {
  const wrong = EXAMPLE.replace('Europe/Helsinki', 'Mars')
    .replace('ceo@acme.test }', 'ceo }')
    .replace('department: finance', 'department: finanse')
    .replace('PT12H', 'soon');
  expect(problemsIn(wrong).map(({ line }) => line)).toEqual([1, 2, 9, 13]);
});

test.each([
  ['nothing', ''],
  ['a sentence', 'hello'],
  ['a list', '- a\n- b'],
  ['half a bracket', 'company: { name: '],
  [
    'a bomb of aliases',
    `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
      .split('')
      .map((k, i) => `${k}: &${k} [${`*${'abcdefg'[i]},`.repeat(9)}]`)
      .join('\n')}`,
  ],
])('%s is no organisation, and no crash', (_rule, text) => {
  expect(problemsIn(text).length).toBeGreaterThan(0);
});

test('a file without a policy is checked as any other', () => {
  const parsed = organisationFrom(
    'company: { name: Acme, timezone: Europe/Helsinki }\nroles: { cx_lead: a@acme.test, cx_deputy: a@acme.test }\ndepartments: [{ key: cx, name: CX, channel: "#cx", head: a@acme.test }]\n',
  );
  expect(parsed.ok ? [] : parsed.problems).toMatchObject([{ where: 'roles › cx_deputy' }]);
});
