import { describe, expect, test } from 'vitest';
import { organisationFrom } from '../../../src/features/ownership/index.ts';
import { defaultSteps } from '../../../src/features/ownership/ladder.ts';
import { defaultPolicy, type Policy } from '../../../src/features/ownership/policy.ts';
import { policyFor } from '../../../src/features/ownership/policy-for.ts';
import { ORG } from '../../support/company.ts';

const usual = { department: 'finance', severity: 'normal', accountValue: undefined } as const;

function policyOf(yaml: string): Policy {
  const parsed = organisationFrom(`${ORG}\npolicy:\n${yaml}`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.organisation.policy;
}

test('every step of the default ladder counts from an anchor or another step, by a time that the policy has', () => {
  const { ladder } = policyFor(defaultPolicy, usual);
  expect(ladder.map(({ name }) => name)).toEqual(defaultSteps.map(({ name }) => name));
  for (const [place, { after }] of ladder.entries()) {
    expect(typeof after).toBe(defaultSteps[place]?.after === undefined ? 'undefined' : 'object');
  }
});

test('an urgent issue is to be taken sooner', () => {
  const { accept_within } = policyFor(defaultPolicy, { ...usual, severity: 'urgent' });
  expect(accept_within).toEqual(defaultPolicy.urgent_accept_within);
});

describe('an exception', () => {
  const policy = policyOf(`  exceptions:
    - { when: { department: finance }, set: { resolve_within: 3 working days } }
    - { when: { severity: critical, account_value: 50000 }, set: { resolve_within: 1 working days } }`);

  test.each<[string, Parameters<typeof policyFor>[1], number]>([
    ['holds where it fits', usual, 3],
    ['does not hold for another department', { ...usual, department: 'product' }, 5],
    ['needs all that it names', { ...usual, department: 'product', severity: 'critical' }, 5],
    ['that comes later goes before', { ...usual, severity: 'critical', accountValue: 60_000 }, 1],
  ])('%s', (_rule, about, days) => {
    expect(policyFor(policy, about).resolve_within).toMatchObject({ n: days });
  });
});

describe("a step of the company's own", () => {
  const policy = policyOf(`  steps:
    - { name: still-on-it, off: true }
    - { name: tell, while: [fixed], from: asked, after: 1 staff hours, says: tell }
    - { name: early-word, while: [accepted], from: accepted, after: accept_within, to: [cx_lead], says: contact }`);
  const { ladder } = policyFor(policy, usual);
  const named = (name: string) => ladder.filter((step) => step.name === name);

  test('can be switched off', () => expect(named('still-on-it')).toEqual([]));
  test('takes the place of the usual one of that name', () => {
    expect(named('tell')).toMatchObject([{ after: { clock: 'staff', unit: 'hours', n: 1 } }]);
  });
  test('may count by a number of the policy', () => {
    expect(named('early-word')).toMatchObject([{ after: defaultPolicy.accept_within, to: ['cx_lead'] }]);
  });
});

test.each([
  [
    'an exception for a department that there is not',
    '  exceptions: [{ when: { department: bakery }, set: { accept_within: 1 staff hours } }]',
    'bakery',
  ],
  [
    'a step that counts from nothing',
    '  steps: [{ name: hello, while: [open], from: nowhere, says: tell }]',
    'nowhere',
  ],
  [
    'a step that says what nobody can say',
    '  steps: [{ name: hello, while: [open], from: asked, says: shout }]',
    'says',
  ],
])('%s is a mistake in the file', (_what, yaml, named) => {
  const parsed = organisationFrom(`${ORG}\npolicy:\n${yaml}`);
  expect(parsed.ok ? [] : parsed.problems.map(({ where, what, fix }) => `${where} ${what} ${fix}`)).toEqual([
    expect.stringContaining(named),
  ]);
});
