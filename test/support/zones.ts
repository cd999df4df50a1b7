import type { IsoDate } from '../../src/kernel/calendar/day.ts';
import { DAY, MINUTE } from '../../src/kernel/time.ts';

/** Where clocks are odd in every way there is: half an hour, a quarter, midnight, Ramadan, the far ends of the day. */
export const ZONES = [
  'Africa/Cairo',
  'Africa/Casablanca',
  'America/Asuncion',
  'America/Havana',
  'America/Los_Angeles',
  'America/New_York',
  'America/Nuuk',
  'America/Santiago',
  'America/St_Johns',
  'Antarctica/Troll',
  'Asia/Beirut',
  'Asia/Gaza',
  'Asia/Jerusalem',
  'Asia/Kathmandu',
  'Atlantic/Azores',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Europe/Dublin',
  'Europe/Helsinki',
  'Europe/London',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
];

/** Milliseconds that walls in a zone are ahead of UTC at a full minute, by another implementation than the one under test. */
export function offsets(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return (at) => Date.parse(`${format.format(at).replace(' ', 'T')}Z`) - at;
}

const [FROM, TO] = [Date.parse('2024-01-01T00:00:00Z'), Date.parse('2031-01-01T00:00:00Z')];

/** The instants of 2024–2030 from which walls show another offset than before, to the minute. */
export function transitionsOf(offset: (at: number) => number): number[] {
  const found: number[] = [];
  for (let day = FROM; day < TO; day += DAY) {
    if (offset(day) === offset(day + DAY)) continue;
    let [before, after]: [number, number] = [day, day + DAY];
    while (after - before > MINUTE) {
      const middle = before + Math.floor((after - before) / MINUTE / 2) * MINUTE;
      [before, after] = offset(middle) === offset(day) ? [middle, after] : [before, middle];
    }
    found.push(after);
  }
  return found;
}

/** The days around an instant, by UTC. */
export const daysAround = (instant: number): IsoDate[] =>
  [-2, -1, 0, 1, 2].map((days) => new Date(instant + days * DAY).toISOString().slice(0, 10));
