import { remembered } from '../remembered.ts';
import { DAY, type Instant, instant, MINUTE } from '../time.ts';
import { stretchAt } from './zone.ts';

/** A day on somebody's wall, in whatever zone: 2026-01-31. */
export type IsoDate = string;

/** Minutes of a wall clock: 09:00. `24:00` is the midnight that ends the day. */
export type TimeOfDay = string;

/** The day that people in `zone` (IANA) have at that instant. */
export function localDay(at: Instant, zone: string): IsoDate {
  return dayNumbered(Math.floor((at + stretchAt(at, zone).offsetMs) / DAY));
}

/** What a clock on the wall in `zone` shows at that instant. */
export function localTime(at: Instant, zone: string): TimeOfDay {
  return minuteNumbered(Math.floor(sinceMidnight(at, zone) / MINUTE));
}

/** Milliseconds of the wall clock in `zone` at that instant. */
export function sinceMidnight(at: Instant, zone: string): number {
  const wall = at + stretchAt(at, zone).offsetMs;
  return wall - Math.floor(wall / DAY) * DAY;
}

const timeAfter = (ms: number): Temporal.PlainTime =>
  Temporal.PlainTime.from('00:00').add({ milliseconds: Math.floor(ms) });

/**
 * The one instant at which `day` has that local time: the first of the two where clocks go back,
 * and the first valid instant after it where they skip it (or the whole day, as Samoa did).
 */
export function occurrence(day: IsoDate, time: TimeOfDay, zone: string): Instant {
  return time === '24:00' ? occurrence(dayAfter(day), '00:00', zone) : occurrenceAt(day, msOfDay(time), zone);
}

/** The same for so many milliseconds of the wall clock. */
export function occurrenceAt(day: IsoDate, ms: number, zone: string): Instant {
  const midnight = midnightOf(day);
  const wall = midnight + ms;
  const evenly = instant(wall - stretchAt(instant(wall), zone).offsetMs);
  const { from, until, offsetMs } = stretchAt(evenly, zone);
  // So far from any transition there is one such instant. What is no day at all is left to Temporal to refuse.
  const isEven = from + DAY <= evenly && evenly < until - DAY && evenly + offsetMs === wall;
  if (isEven && dayNumbered(midnight / DAY) === day) return evenly;
  const wanted = Temporal.PlainDate.from(day).toPlainDateTime(timeAfter(ms));
  const found = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (found.toPlainDateTime().equals(wanted)) return instant(found.epochMilliseconds);
  return instant((found.getTimeZoneTransition('next') ?? found).epochMilliseconds);
}

/** So many days on. */
export function dayAfter(day: IsoDate, days = 1): IsoDate {
  return dayNumbered(midnightOf(day) / DAY + days);
}

/** Calendars walk from day to day over and over: those of a century are remembered. */
const MOST_DAYS = 36_525;

/** The day that is so many after 1970-01-01. */
const dayNumbered = remembered(
  MOST_DAYS,
  (number: number): IsoDate => new Date(number * DAY).toISOString().slice(0, 10),
);

/** The midnight, in UTC, that begins that day; NaN for what is none. */
const midnightOf = remembered(MOST_DAYS, (day: IsoDate): number => Date.parse(day));

const msOfDay = remembered(MOST_DAYS, (time: TimeOfDay): number => Date.parse(`1970-01-01T${time}Z`));

/** The time of day that is so many minutes after midnight. */
const minuteNumbered = remembered(
  DAY / MINUTE,
  (number: number): TimeOfDay => new Date(number * MINUTE).toISOString().slice(11, 16),
);

/** 1 is Monday, 7 is Sunday. */
export function weekday(day: IsoDate): number {
  return new Date(day).getUTCDay() || 7;
}

/** Whether the text is a day that there is: 2026-02-30 is none. */
export function isDay(text: string): boolean {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text) && Temporal.PlainDate.from(text, { overflow: 'reject' }) !== undefined;
  } catch {
    return false;
  }
}

/** Whether this system's zone database knows the IANA name. */
export function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
