import { describe, expect, test } from 'vitest';
import { type IsoDate, isZone, localDay, occurrence, weekday } from '../../../src/kernel/calendar/day.ts';
import { DAY, type Instant, instant, MINUTE } from '../../../src/kernel/time.ts';
import { daysAround, offsets, transitionsOf, ZONES } from '../../support/zones.ts';

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

test.each(['2026-02-30', '2026-13-01', 'tomorrow'])('there is no occurrence on %s, which is no day', (day) => {
  expect(() => occurrence(day, '09:00', 'Europe/Helsinki')).toThrow(RangeError);
});

const QUARTERS = Array.from({ length: 96 }, (_, i) => {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(i / 4))}:${two((i % 4) * 15)}`;
});

/** When walls show that around a transition: the first time they do, or when they first show more. */
function shownAt(text: string, transition: number, offset: (at: number) => number): number {
  const utc = Date.parse(`${text}:00Z`);
  const candidates = [offset(transition - MINUTE), offset(transition)]
    .map((ahead) => utc - ahead)
    .sort((a, b) => a - b);
  return candidates.find((each) => each + offset(each) === utc) ?? transition;
}

/** Around each transition, or an ordinary day where there is none. */
const tried = ZONES.map((zone) => {
  const offset = offsets(zone);
  const transitions = transitionsOf(offset);
  return { zone, offset, transitions: transitions.length > 0 ? transitions : [at('2026-01-31T00:00:00Z')] };
});

describe('around each transition of 2024–2030', () => {
  test.each(tried)('$zone: a quarter of an hour is the first of two, or the end of its gap', (each) => {
    const { zone, offset, transitions } = each;
    const wrong = transitions.flatMap((transition) =>
      daysAround(transition).flatMap((day) =>
        QUARTERS.filter((time) => occurrence(day, time, zone) !== shownAt(`${day}T${time}`, transition, offset)).map(
          (time) => `${day} ${time}`,
        ),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test.each(tried)('$zone: what comes daily comes once for each local day, on it or where its gap ends', (each) => {
    const { zone, offset, transitions } = each;
    const isOn = (at: number, day: IsoDate) => new Date(at + offset(at)).toISOString().startsWith(day);
    for (const transition of transitions) {
      const days = daysAround(transition);
      for (const time of QUARTERS) {
        const firings = days.map((day) => occurrence(day, time, zone));
        expect(firings.filter((at, n) => at !== transition && !isOn(at, days[n] ?? ''))).toEqual([]);
        expect(firings).toEqual([...new Set(firings)].sort((a, b) => a - b));
      }
    }
  });
});

test('the walls compared with turn their clocks as is known: twice a year in Helsinki, never in Kathmandu', () => {
  expect(transitionsOf(offsets('Europe/Helsinki'))).toHaveLength(14);
  expect(transitionsOf(offsets('Asia/Kathmandu'))).toHaveLength(0);
  expect(new Date(transitionsOf(offsets('Australia/Lord_Howe'))[0] ?? 0).toISOString()).toBe(
    '2024-04-06T15:00:00.000Z',
  );
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
