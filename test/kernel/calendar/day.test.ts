import { describe, expect, test } from 'vitest';
import { type IsoDate, isZone, localDay, occurrence, weekday } from '../../../src/kernel/calendar/day.ts';
import { DAY, HOUR, type Instant, instant, MINUTE } from '../../../src/kernel/time.ts';

const at = (text: string): Instant => instant(Date.parse(text));

describe('an occurrence', () => {
  test.each([
    ['of an ordinary time is that time', '2026-01-31', '09:00', 'Europe/Helsinki', '2026-01-31T07:00:00Z'],
    ['in a gap is the first instant after it', '2026-03-29', '03:30', 'Europe/Helsinki', '2026-03-29T01:00:00Z'],
    ['in an overlap is the first of the two', '2026-10-25', '03:30', 'Europe/Helsinki', '2026-10-25T00:30:00Z'],
    ['of a skipped midnight is when that day begins', '2026-04-24', '00:00', 'Africa/Cairo', '2026-04-23T22:00:00Z'],
    ['of a repeated midnight is the first', '2026-10-29', '23:30', 'Africa/Cairo', '2026-10-29T20:30:00Z'],
    ['in a gap of half an hour is its end', '2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
    ['fourteen hours ahead is still that day', '2026-01-31', '08:00', 'Pacific/Kiritimati', '2026-01-30T18:00:00Z'],
    ['at 5 h 45 keeps the minutes', '2026-01-31', '09:15', 'Asia/Kathmandu', '2026-01-31T03:30:00Z'],
    ['at 12 h 45 keeps the minutes', '2026-07-01', '09:00', 'Pacific/Chatham', '2026-06-30T20:15:00Z'],
    [
      'on a day the zone skipped is when the next begins',
      '2011-12-30',
      '12:00',
      'Pacific/Apia',
      '2011-12-30T10:00:00Z',
    ],
    ['at 24:00 is the next midnight', '2026-02-28', '24:00', 'UTC', '2026-03-01T00:00:00Z'],
  ])('%s', (_rule, day, time, zone, expected) => {
    expect(new Date(occurrence(day, time, zone)).toISOString()).toBe(new Date(expected).toISOString());
  });
});

const ZONES = [
  'Africa/Cairo',
  'Africa/Casablanca',
  'America/Havana',
  'America/New_York',
  'America/Nuuk',
  'America/St_Johns',
  'America/Santiago',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Asia/Gaza',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Europe/Dublin',
  'Europe/Helsinki',
  'Europe/London',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
];

const QUARTERS = Array.from({ length: 96 }, (_, i) => {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(i / 4))}:${two((i % 4) * 15)}`;
});

/** Transitions 2024–2030, and one ordinary day for zones that have none. */
function daysWorthTrying(zone: string): IsoDate[] {
  const days = new Set<IsoDate>(['2026-01-31']);
  let next = Temporal.Instant.from('2024-01-01T00:00:00Z').toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  while (next && next.year <= 2030) {
    for (const hours of [-24, -1, 0, 24]) days.add(next.add({ hours }).toPlainDate().toString());
    next = next.getTimeZoneTransition('next');
  }
  return [...days];
}

/** What walls show around a day, quarter by quarter, by another implementation than the one under test. */
function wall(day: IsoDate, zone: string): [Instant, string][] {
  const format = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const start = Date.parse(day) - 16 * HOUR;
  return Array.from({ length: 4 * 56 }, (_, i) => {
    const ms = start + i * 15 * MINUTE;
    return [instant(ms), format.format(ms)];
  });
}

describe('each quarter of an hour of the days around a transition has one instant', () => {
  test.each(ZONES)('%s', (zone) => {
    const wrong: string[] = [];
    for (const day of daysWorthTrying(zone)) {
      const shown = wall(day, zone);
      for (const time of QUARTERS) {
        const wanted = `${day} ${time}`;
        const expected = shown.find(([, text]) => text === wanted) ?? shown.find(([, text]) => text > wanted);
        if (occurrence(day, time, zone) !== expected?.[0]) wrong.push(wanted);
      }
    }
    expect(wrong).toEqual([]);
  });
});

test('a day begins at local midnight', () => {
  const midnight = at('2026-01-31T00:00:00+02:00');
  expect(localDay(midnight, 'Europe/Helsinki')).toBe('2026-01-31');
  expect(localDay(instant(midnight - 1), 'Europe/Helsinki')).toBe('2026-01-30');
});

test('weeks run from Monday, 1, to Sunday, 7', () => {
  const monday = Date.parse('2026-02-02');
  const days = [0, 1, 6].map((n) => new Date(monday + n * DAY).toISOString().slice(0, 10));
  expect(days.map(weekday)).toEqual([1, 2, 7]);
});

test.each([
  ['Europe/Helsinki', true],
  ['UTC', true],
  ['Europe/Helsinky', false],
  ['', false],
])('%j is a zone: %s', (name, known) => {
  expect(isZone(name)).toBe(known);
});
