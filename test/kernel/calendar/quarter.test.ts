import { expect, test } from 'vitest';
import { quarterOf } from '../../../src/kernel/calendar/quarter.ts';

test.each([
  ['2026-01-01', '2026-01-01', '2026-03-31'],
  ['2026-03-31', '2026-01-01', '2026-03-31'],
  ['2026-04-01', '2026-04-01', '2026-06-30'],
  ['2024-09-15', '2024-07-01', '2024-09-30'],
  ['2026-12-31', '2026-10-01', '2026-12-31'],
])('%s lies in the quarter from %s until %s', (day, from, until) => {
  expect(quarterOf(day)).toEqual({ from, until });
});
