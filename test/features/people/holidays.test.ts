import { describe, expect, test } from 'vitest';
import { daysOff } from '../../../src/features/people/holidays.ts';

function isOff(code: string, day: string): boolean {
  const calendar = daysOff(code);
  if ('problem' in calendar) throw new Error(calendar.problem);
  return calendar(day);
}

describe('nobody works on a public holiday:', () => {
  test.each([
    ['a fixed one', 'FI', '2026-12-06', true],
    ['one that moves with Easter', 'FI', '2026-04-03', true],
    ['New Year', 'US', '2027-01-01', true],
    ['the Friday instead of a Saturday', 'US', '2026-07-03', true],
    ['one of a state', 'DE-BY', '2026-01-06', true],
    ['but not of another state', 'DE-BE', '2026-01-06', false],
    ['one of a part of a state', 'DE-BY-A', '2026-08-08', true],
    ['each day of a feast', 'EG', '2026-03-21', true],
    ['but not the evening before it', 'EG', '2026-03-19', false],
    ['but not an afternoon off', 'CN', '2026-03-08', false],
    ['but not a day that is only observed', 'US', '2026-02-14', false],
    ['but not an ordinary day', 'FI', '2026-01-27', false],
  ])('%s', (_rule, code, day, expected) => {
    expect(isOff(code, day)).toBe(expected);
  });
});

describe('unknown holidays are refused:', () => {
  test.each([
    ['a country that is none', 'XX', '"XX" is no country with known holidays'],
    ['a name instead of a code', 'Finland', 'expected its ISO code, for example FI'],
    ['nothing', '', '"" is no country'],
    ['a property of every object', 'constructor', 'is no country'],
    ['a state that is none', 'DE-XX', 'DE has no state "XX": expected DE, DE-BB, DE-BE'],
    ['a state of a country without any', 'FI-18', 'FI has no state "18": expected FI'],
    ['a region that is none', 'DE-BY-X', 'DE-BY has no region "X": expected DE-BY, DE-BY-A'],
  ])('%s', (_rule, code, problem) => {
    expect(daysOff(code)).toEqual({ problem: expect.stringContaining(problem) });
  });
});

test('a calendar is read once', () => {
  expect(daysOff('FI')).toBe(daysOff('FI'));
});
