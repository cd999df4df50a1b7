import { describe, expect, test } from 'vitest';
import { weekFrom } from '../../../src/kernel/calendar/week.ts';

describe('a week', () => {
  test.each([
    ['gives each day of a range its hours', 'Sat-Sun 10:00-14:00', ['6 10:00-14:00', '7 10:00-14:00']],
    ['may wrap round Sunday', 'Sun-Mon 09:00-17:00', ['1 09:00-17:00', '7 09:00-17:00']],
    ['may differ from day to day', 'Mon 08:00-16:00, Fri 08:00-12:00', ['1 08:00-16:00', '5 08:00-12:00']],
    ['may have a break', 'Mon 09:00-12:00 13:00-17:00', ['1 09:00-12:00', '1 13:00-17:00']],
    ['may end at midnight', 'Mon 18:00-24:00', ['1 18:00-24:00']],
    ['takes long names and dashes of any kind', 'Tuesday – Wed 09:00–17:00', ['2 09:00-17:00', '3 09:00-17:00']],
  ])('%s', (_rule, text, expected) => {
    const week = weekFrom(text);
    expect(Array.isArray(week) && week.map(({ day, from, to }) => `${day} ${from}-${to}`)).toEqual(expected);
  });

  test('that never ends is "always"', () => {
    expect(weekFrom('Always')).toBe('always');
  });
});

describe('hours nobody can work are refused:', () => {
  test.each([
    ['no such day', 'Mon-Fry 09:00-17:00', '"Mon-Fry" is no day or range of days'],
    ['a day that only begins like one', 'Monkey 09:00-17:00', '"Monkey" is no day'],
    ['nothing at all', '', '"" is no day'],
    ['days without hours', 'Mon-Fri', '"Mon-Fri" has no hours'],
    ['an hour that no clock shows', 'Mon 09:00-25:00', '"09:00-25:00" is no range of hours'],
    ['hours in figures alone', 'Mon 9-17', '"9-17" is no range of hours'],
    ['an end before the start', 'Mon 22:00-06:00', '"22:00-06:00" ends before it starts'],
    ['an empty stretch', 'Mon 09:00-09:00', '"09:00-09:00" ends before it starts'],
    ['the same hour twice', 'Mon-Fri 09:00-17:00, Tue 16:00-18:00', '16:00-18:00 overlap others of the same tuesday'],
  ])('%s', (_rule, text, problem) => {
    expect(weekFrom(text)).toEqual({ problem: expect.stringContaining(problem) });
  });
});
