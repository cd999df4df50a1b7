import { describe, expect, test } from 'vitest';
import { defaultPolicy, policyDefaults, policyFix, policyLines } from '../../../src/features/ownership/policy.ts';

test('every key of the ladder has a default of its kind, but the worth of an account', () => {
  const unset = policyDefaults.filter(({ key }) => defaultPolicy[key] === undefined).map(({ key }) => key);
  expect(unset).toEqual(['urgent_account_value']);
});

describe('the listing of a policy', () => {
  test('has every key, and says what is changed', () => {
    const lines = policyLines({ ...defaultPolicy, contact_within: { clock: 'wall', ms: 3_600_000 } });
    expect(lines.map(({ key }) => key)).toEqual(policyDefaults.map(({ key }) => key));
    expect(lines.filter(({ isDefault }) => !isDefault)).toMatchObject([{ key: 'contact_within', value: '1 hour' }]);
  });

  test.each([
    ['accept_within', '4 working hours'],
    ['contact_breach', '48 hours'],
    ['resolve_warning', '75 %'],
    ['bundle_at', '09:15'],
    ['urgent_account_value', 'none'],
    ['nudges_per_stage', '3'],
  ])('tells %s as %s', (key, value) => {
    expect(policyLines(defaultPolicy)).toContainEqual(expect.objectContaining({ key, value, isDefault: true }));
  });
});

test('how to mend a value names the default', () => {
  expect(policyFix('bundle_at')).toBe('give a time in quotes; the default is "09:15"');
  expect(policyFix('no_such_key')).toBeUndefined();
});
