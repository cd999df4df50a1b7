import { describe, expect, test } from 'vitest';
import { weekFrom } from '../../src/kernel/calendar/week.ts';
import type { WorkCalendar } from '../../src/kernel/calendar/work.ts';
import { type Duration, dueAt, durationFrom, durationText } from '../../src/kernel/duration.ts';
import { DAY, HOUR, instant, MINUTE } from '../../src/kernel/time.ts';

const office = { zone: 'UTC', week: weekFrom('Mon-Fri 09:00-17:00'), isDayOff: () => false } as WorkCalendar;
const fridayAt15 = instant(Date.parse('2026-01-30T15:00:00Z'));

describe('a duration', () => {
  test.each<[string, string, Duration, string, string]>([
    ['in ISO runs on the wall clock', 'PT24H', { clock: 'wall', ms: DAY }, '24 hours', '2026-01-31T15:00'],
    ['of two days is told in hours', 'P2D', { clock: 'wall', ms: 2 * DAY }, '48 hours', '2026-02-01T15:00'],
    ['of many days is told in days', 'P60D', { clock: 'wall', ms: 60 * DAY }, '60 days', '2026-03-31T15:00'],
    ['may be given in weeks', 'P1W', { clock: 'wall', ms: 7 * DAY }, '7 days', '2026-02-06T15:00'],
    ['may be mixed', 'P1DT90M', { clock: 'wall', ms: DAY + 90 * MINUTE }, '1530 minutes', '2026-01-31T16:30'],
    ['of minutes is told in minutes', 'PT15M', { clock: 'wall', ms: 15 * MINUTE }, '15 minutes', '2026-01-30T15:15'],
    [
      'in staff hours steps over nights',
      '4 staff hours',
      { clock: 'staff', unit: 'hours', n: 4 },
      '4 working hours',
      '2026-02-02T11:00',
    ],
    [
      'of one staff hour is told in the singular',
      '1 staff hour',
      { clock: 'staff', unit: 'hours', n: 1 },
      '1 working hour',
      '2026-01-30T16:00',
    ],
    [
      'may be half a staff hour',
      '0.5 staff hours',
      { clock: 'staff', unit: 'hours', n: 0.5 },
      '0.5 working hours',
      '2026-01-30T15:30',
    ],
    [
      'in working days steps over weekends',
      '5 working days',
      { clock: 'staff', unit: 'days', n: 5 },
      '5 working days',
      '2026-02-06T15:00',
    ],
    ['may say either word', '1 staff day', { clock: 'staff', unit: 'days', n: 1 }, '1 working day', '2026-02-02T15:00'],
  ])('%s', (_rule, text, expected, words, due) => {
    expect(durationFrom(text)).toEqual(expected);
    expect(durationText(expected)).toBe(words);
    expect(new Date(dueAt(expected, fridayAt15, office)).toISOString()).toBe(`${due}:00.000Z`);
  });

  test('in staff hours is measured in hours', () => {
    expect(dueAt({ clock: 'staff', unit: 'hours', n: 2 }, fridayAt15, office)).toBe(fridayAt15 + 2 * HOUR);
  });
});

describe('what is no duration is refused:', () => {
  test.each([
    ['words', 'soon', '"soon" is no duration: expected "4 staff hours"'],
    ['a number without a clock', '4 hours', '"4 hours" is no duration'],
    ['months', 'P1M', '"P1M" has months'],
    ['less than nothing', '-PT1H', '"-PT1H" is not longer than nothing'],
    ['nothing', 'PT0S', '"PT0S" is not longer than nothing'],
    ['no staff hours', '0 staff hours', 'a duration of nothing'],
    ['half a working day', '1.5 working days', 'working days are whole, not 1.5'],
  ])('%s', (_rule, text, problem) => {
    expect(durationFrom(text)).toEqual({ problem: expect.stringContaining(problem) });
  });
});
