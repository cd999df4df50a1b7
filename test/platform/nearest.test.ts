import { expect, test } from 'vitest';
import { nearest, suggestion } from '../../src/platform/nearest.ts';

test.each([
  ['departmnt', 'department'],
  ['Owner', 'owner'],
  ['mine', undefined],
  ['', undefined],
])('%j was meant to be %j', (word, expected) => {
  expect(nearest(word, ['department', 'owner', 'backup'])).toBe(expected);
});

test('where nothing is near, a suggestion lists what there is', () => {
  expect(suggestion('zzz', ['owner', 'backup'])).toBe('known: owner, backup');
  expect(suggestion('bakup', ['owner', 'backup'])).toBe('did you mean "backup"?');
  expect(nearest('owner', [])).toBeUndefined();
});
