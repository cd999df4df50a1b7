import { DAY, type Instant, instant } from '../time.ts';

/** A day on somebody's wall, in whatever zone: 2026-01-31. */
export type IsoDate = string;

/** Minutes of a wall clock: 09:00. `24:00` is the midnight that ends the day. */
export type TimeOfDay = string;

/** The day that people in `zone` (IANA) have at that instant. */
export function localDay(at: Instant, zone: string): IsoDate {
  return zoned(at, zone).toPlainDate().toString();
}

/** What a clock on the wall in `zone` shows at that instant, to the millisecond. */
export function localTime(at: Instant, zone: string): Temporal.PlainTime {
  return zoned(at, zone).toPlainTime();
}

/**
 * The one instant at which `day` has that local time: the first of the two where clocks go back,
 * and the first valid instant after it where they skip it (or the whole day, as Samoa did).
 */
export function occurrence(day: IsoDate, time: TimeOfDay | Temporal.PlainTime, zone: string): Instant {
  if (time === '24:00') return occurrence(dayAfter(day), '00:00', zone);
  const wanted = Temporal.PlainDate.from(day).toPlainDateTime(time);
  const found = wanted.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (found.toPlainDateTime().equals(wanted)) return instant(found.epochMilliseconds);
  return instant((found.getTimeZoneTransition('next') ?? found).epochMilliseconds);
}

export function dayAfter(day: IsoDate): IsoDate {
  return new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);
}

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

const zoned = (at: Instant, zone: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
