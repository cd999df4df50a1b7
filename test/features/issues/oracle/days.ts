import { DAY, HOUR, MINUTE } from '../../../../src/kernel/time.ts';

/** Nine to five, Monday to Friday, but for some days off, where walls are so many minutes ahead of UTC; walked from minute to minute. */
export type Days = ReturnType<typeof daysOf>;

export function daysOf(ahead: number, off: readonly string[]) {
  const free = new Set(off.map((date) => Date.parse(date) / DAY));
  const date = (at: number) => Math.floor((at + ahead * MINUTE) / DAY);
  const midnight = (at: number) => date(at) * DAY - ahead * MINUTE;
  const weekday = (at: number) => (date(at) + 4) % 7;
  const isWorkday = (at: number) => weekday(at) !== 0 && weekday(at) !== 6 && !free.has(date(at));
  const works = (at: number) => isWorkday(at) && at - midnight(at) >= 9 * HOUR && at - midnight(at) < 17 * HOUR;
  const opening = (at: number) => (isWorkday(at) && at - midnight(at) < 9 * HOUR ? 9 * HOUR : DAY);
  const next = (at: number): number => (works(at) ? at : next(midnight(at) + opening(at)));
  return {
    works,
    next,
    midnight,
    tomorrow: (at: number) => midnight(at) + DAY,
    isMorning: (at: number) => at - midnight(at) < 12 * HOUR,
    /** The first working day of its week, on which a head has a brief in the place of the bundle. */
    beginsWeek(at: number) {
      const monday = midnight(at) - ((weekday(at) + 6) % 7) * DAY;
      return midnight(walk(monday, isWorkday)) === midnight(at);
    },
    monday: (at: number) => midnight(at) - ((weekday(at) + 6) % 7) * DAY,
    /** Working minutes later: the end of the last of them. */
    later(from: number, minutes: number) {
      let at = from;
      for (let left = minutes; left > 0; left -= 1) at = next(at) + MINUTE;
      return at;
    },
    /** Working minutes from the one to the other. */
    between(from: number, to: number) {
      let minutes = 0;
      for (let at = next(from); at < to; at = next(at + MINUTE)) minutes += 1;
      return minutes;
    },
    /** The same hour so many working days on. */
    daysLater(from: number, days: number) {
      let at = next(from);
      for (let left = days; left > 0; left -= isWorkday(at) ? 1 : 0) at += DAY;
      return at;
    },
    /** The first 09:15 of a working day from then on. */
    bundle: (at: number) => walk(at, (each) => isWorkday(each) && each - midnight(each) === 9 * HOUR + 15 * MINUTE),
  };
}

function walk(from: number, holds: (at: number) => boolean): number {
  let at = from;
  while (!holds(at)) at += MINUTE;
  return at;
}
