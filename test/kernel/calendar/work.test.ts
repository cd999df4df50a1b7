import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type IsoDate, occurrence } from '../../../src/kernel/calendar/day.ts';
import { type Week, weekFrom } from '../../../src/kernel/calendar/week.ts';
import {
  addStaffTime,
  addWorkingDays,
  isWorking,
  nextWorking,
  nextWorkingWeek,
  staffTimeBetween,
  type WorkCalendar,
} from '../../../src/kernel/calendar/work.ts';
import { DAY, HOUR, type Instant, instant, later, MINUTE } from '../../../src/kernel/time.ts';
import { offsets, transitionsOf, ZONES } from '../../support/zones.ts';

const ZONE = 'Europe/Helsinki';

function calendar(hours: string, daysOff: readonly IsoDate[] = [], zone = ZONE): WorkCalendar {
  return { zone, week: weekFrom(hours) as Week, isDayOff: (day) => daysOff.includes(day) };
}

/** A wall time in Helsinki; 2026-01-26 is a Monday. */
const at = (local: string): Instant => instant(Temporal.ZonedDateTime.from(`${local}[${ZONE}]`).epochMilliseconds);
const wall = (ms: Instant): string =>
  Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(ZONE)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });

const office = calendar('Mon-Fri 09:00-17:00', ['2026-01-28']);

describe('working hours', () => {
  test.each([
    ['begin at the opening', '2026-01-26T09:00', true],
    ['have ended at the closing', '2026-01-26T17:00', false],
    ['last until just before it', '2026-01-26T16:59:59.999', true],
    ['are none on a day off', '2026-01-28T12:00', false],
    ['are none at the weekend', '2026-01-31T12:00', false],
  ])('%s', (_rule, local, expected) => {
    expect(isWorking(office, at(local))).toBe(expected);
  });

  test.each(ZONES)(
    'in %s are from what walls show as the opening up to the closing, whenever clocks change',
    (zone) => {
      const offset = offsets(zone);
      const [seven, transitions] = [calendar('Mon-Sun 09:00-17:00', [], zone), transitionsOf(offset)];
      const tried = transitions.flatMap((transition) =>
        Array.from({ length: 72 * 4 }, (_, n) => instant(transition - 36 * HOUR + n * 15 * MINUTE)),
      );
      const wrong = tried.filter((at) => {
        const shown = new Date(at + offset(at)).toISOString().slice(11, 16);
        return isWorking(seven, at) !== (shown >= '09:00' && shown < '17:00');
      });
      expect(wrong).toEqual([]);
    },
  );

  test.each([
    ['is the instant itself while working', office, '2026-01-26T10:30', '2026-01-26T10:30'],
    ['is the opening before hours', office, '2026-01-26T07:00', '2026-01-26T09:00'],
    ['steps over days off', office, '2026-01-27T17:00', '2026-01-29T09:00'],
    ['steps over the weekend', office, '2026-01-30T18:00', '2026-02-02T09:00'],
    ['is the end of the break', calendar('Mon 09:00-12:00 13:00-17:00'), '2026-01-26T12:10', '2026-01-26T13:00'],
    [
      'waits for the end of leave, if one is always at work',
      calendar('always', ['2026-01-26']),
      '2026-01-26T12:00',
      '2026-01-27T00:00',
    ],
  ])('the next working time %s', (_rule, cal, from, expected) => {
    expect(wall(nextWorking(cal, at(from)))).toBe(expected);
  });
});

describe('staff hours', () => {
  test.each([
    ['of one day end that day', office, '2026-01-26T10:00', 4, '2026-01-26T14:00'],
    ['that end with the day end at its closing', office, '2026-01-26T13:00', 4, '2026-01-26T17:00'],
    ['left over go on at the next opening', office, '2026-01-26T15:00', 4, '2026-01-27T11:00'],
    ['step over days off and the weekend', office, '2026-01-27T16:00', 18, '2026-02-02T10:00'],
    ['from outside hours begin at the opening', office, '2026-01-31T12:00', 1, '2026-02-02T10:00'],
    ['lose the hour that spring takes', calendar('always'), '2026-03-29T02:00', 2, '2026-03-29T05:00'],
  ])('%s', (_rule, cal, from, hours, expected) => {
    expect(wall(addStaffTime(cal, at(from), hours * HOUR))).toBe(expected);
  });
});

describe('working days', () => {
  test.each([
    ['keep the local time', office, '2026-01-26T10:20', 1, '2026-01-27T10:20'],
    ['do not count days off or the weekend', office, '2026-01-27T10:20', 3, '2026-02-02T10:20'],
    ['from outside hours count from the next opening', office, '2026-01-30T20:00', 1, '2026-02-03T09:00'],
    ['keep the local time when clocks change', office, '2026-03-27T10:00', 1, '2026-03-30T10:00'],
    [
      'end at the closing of a shorter day',
      calendar('Mon-Thu 08:00-16:00, Fri 08:00-12:00'),
      '2026-01-29T15:00',
      1,
      '2026-01-30T12:00',
    ],
    [
      'end at the opening of a later day',
      calendar('Mon 08:00-16:00, Tue 10:00-16:00'),
      '2026-01-26T08:30',
      1,
      '2026-01-27T10:00',
    ],
    [
      'end after the break they would end in',
      calendar('Mon 09:00-17:00, Tue 09:00-12:00 13:00-17:00'),
      '2026-01-26T12:30',
      1,
      '2026-01-27T13:00',
    ],
    ['that are none leave the instant', office, '2026-01-26T10:20', 0, '2026-01-26T10:20'],
  ])('%s', (_rule, cal, from, n, expected) => {
    expect(wall(addWorkingDays(cal, at(from), n))).toBe(expected);
  });
});

describe('who never works', () => {
  const never: WorkCalendar = { ...office, isDayOff: () => true };
  const start = at('2026-01-26T10:00');

  test('is taken to work by the wall clock', () => {
    expect(isWorking(never, start)).toBe(true);
    expect(nextWorking(never, start)).toBe(start);
    expect(addStaffTime(never, start, 4 * HOUR)).toBe(later(start, 4 * HOUR));
    expect(staffTimeBetween(never, start, later(start, DAY))).toBe(DAY);
    expect(addWorkingDays(never, start, 5)).toBe(later(start, 5 * DAY));
  });

  test('from some day on is counted by the wall clock from the last closing', () => {
    const leaves: WorkCalendar = { ...office, isDayOff: (day) => day > '2026-01-26' };
    expect(wall(addStaffTime(leaves, at('2026-01-26T16:00'), 2 * HOUR))).toBe('2026-01-26T18:00');
  });
});

const zones = fc.constantFrom(ZONE, 'Africa/Cairo', 'Australia/Lord_Howe', 'America/New_York', 'Asia/Kathmandu');
const weeks = fc.constantFrom(
  'always',
  'Mon-Fri 09:00-17:00',
  'Sun-Thu 08:00-16:00',
  'Sat 00:00-24:00',
  'Mon-Fri 09:00-12:00 13:00-17:00',
  'Mon-Sun 00:00-00:30 01:30-03:30',
);
const calendars = fc
  .record({ zone: zones, week: weeks, every: fc.integer({ min: 2, max: 9 }) })
  .map(({ zone, week, every }) => ({
    ...calendar(week, [], zone),
    isDayOff: (day: IsoDate) => Number(day.slice(-2)) % every === 0,
  }));
const instants = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2030-12-31') }).map(instant);
const spans = fc.integer({ min: 0, max: 80 * HOUR });

describe('whatever the zone, the hours and the days off', () => {
  test('adding staff time and measuring it are inverse', () => {
    fc.assert(
      fc.property(calendars, instants, spans, (cal, from, ms) => {
        expect(staffTimeBetween(cal, from, addStaffTime(cal, from, ms))).toBe(ms);
      }),
    );
  });

  test('staff time added in two parts is the sum', () => {
    fc.assert(
      fc.property(calendars, instants, spans, spans, (cal, from, a, b) => {
        expect(addStaffTime(cal, addStaffTime(cal, from, a), b)).toBe(addStaffTime(cal, from, a + b));
      }),
    );
  });

  test('staff time never runs faster than the wall clock', () => {
    fc.assert(
      fc.property(calendars, instants, spans, (cal, from, ms) => {
        expect(staffTimeBetween(cal, from, later(from, ms))).toBeLessThanOrEqual(ms);
      }),
    );
  });

  test('the next working time is working, and none lies before it', () => {
    fc.assert(
      fc.property(calendars, instants, (cal, from) => {
        const next = nextWorking(cal, from);
        expect(isWorking(cal, next)).toBe(true);
        expect(staffTimeBetween(cal, from, next)).toBe(0);
      }),
    );
  });

  test('a working day on is a later day, within or at the end of its hours', () => {
    fc.assert(
      fc.property(calendars, instants, fc.integer({ min: 1, max: 20 }), (cal, from, n) => {
        const due = addWorkingDays(cal, from, n);
        expect(due).toBeGreaterThan(from);
        expect(isWorking(cal, due) || isWorking(cal, instant(due - 1))).toBe(true);
      }),
    );
  });
});

test('a year of staff time is measured in well under a millisecond, once the days are known', () => {
  const year = [at('2026-01-01T00:00'), at('2027-01-01T00:00')] as const;
  expect(staffTimeBetween(office, ...year)).toBe(260 * 8 * HOUR);
  const started = performance.now();
  for (let i = 0; i < 1000; i++) addStaffTime(office, later(year[0], i * MINUTE), 8 * HOUR);
  expect(performance.now() - started).toBeLessThan(500);
});

test('a working week begins at the midnight of its first working day', () => {
  const week = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' }));
  const calendar = { zone: 'Europe/Helsinki', week, isDayOff: (day: string) => day === '2026-03-16' };
  const at = (text: string) => occurrence(text.slice(0, 10), text.slice(11), 'Europe/Helsinki');
  expect(nextWorkingWeek(calendar, at('2026-03-02 09:30'))).toBe(at('2026-03-09 00:00'));
  expect(nextWorkingWeek(calendar, at('2026-03-08 23:59'))).toBe(at('2026-03-09 00:00'));
  expect(nextWorkingWeek(calendar, at('2026-03-09 00:00'))).toBe(at('2026-03-17 00:00'));
});
