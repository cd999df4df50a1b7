import { expect, test } from 'vitest';
import { remembered } from '../../src/kernel/remembered.ts';

test('what was asked lately is not worked out again; of more than so many it begins anew', () => {
  const asked: number[] = [];
  const doubled = remembered(2, (n: number) => {
    asked.push(n);
    return n * 2;
  });
  expect([1, 2, 1, 2].map(doubled)).toEqual([2, 4, 2, 4]);
  expect(asked).toEqual([1, 2]);
  expect([3, 1].map(doubled)).toEqual([6, 2]);
  expect(asked).toEqual([1, 2, 3, 1]);
});
