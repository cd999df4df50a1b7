import { DAY, type Instant, instant, later } from '../time.ts';
import {
  dayAfter,
  type IsoDate,
  localDay,
  occurrence,
  occurrenceAt,
  sinceMidnight,
  type TimeOfDay,
  weekday,
} from './day.ts';
import type { Week } from './week.ts';

/**
 * When one person works. `isDayOff` (holidays, leave) holds for `always` too, and must give the same answer each
 * time: a calendar's days are computed once, so changed leave needs a new calendar.
 */
export interface WorkCalendar {
  readonly zone: string;
  readonly week: Week;
  readonly isDayOff: (day: IsoDate) => boolean;
}

/** A stretch of working time, half-open. */
export interface Shift {
  readonly from: Instant;
  readonly to: Instant;
}

/** Who works nothing for longer than this is taken to work by the wall clock: better a nudge too early than never. */
const GIVE_UP_AFTER_DAYS = 400;

export function isWorking(cal: WorkCalendar, at: Instant): boolean {
  return nextWorking(cal, at) === at;
}

/** Whether they work at all on that day. */
export const isWorkingDay = (cal: WorkCalendar, day: IsoDate): boolean => shiftsOf(cal, day).length > 0;

/** When both work on what each of them calls that day. */
export function sharedShifts(a: WorkCalendar, b: WorkCalendar, day: IsoDate): Shift[] {
  return shiftsOf(a, day).flatMap((one) =>
    shiftsOf(b, day)
      .map((other) => ({ from: latest(one.from, other.from), to: earliest(one.to, other.to) }))
      .filter(({ from, to }) => from < to),
  );
}

const latest = (a: Instant, b: Instant): Instant => (a > b ? a : b);
const earliest = (a: Instant, b: Instant): Instant => (a < b ? a : b);

/** The instant itself while working, else the next opening. */
export function nextWorking(cal: WorkCalendar, at: Instant): Instant {
  const shift = nextShift(cal, at);
  return shift && shift.from > at ? shift.from : at;
}

/** The first instant, to the millisecond, by which `ms` of working time have passed since `from`: it may be a closing time. */
export function addStaffTime(cal: WorkCalendar, from: Instant, ms: number): Instant {
  let left = Math.round(ms);
  let at = from;
  while (left > 0) {
    const shift = nextShift(cal, at);
    if (!shift) return later(at, left);
    const start = Math.max(at, shift.from);
    if (start + left <= shift.to) return instant(start + left);
    left -= shift.to - start;
    at = shift.to;
  }
  return at;
}

/** Working milliseconds from `from` up to `to`; 0 if `to` is not later. */
export function staffTimeBetween(cal: WorkCalendar, from: Instant, to: Instant): number {
  let sum = 0;
  let at = from;
  while (at < to) {
    const shift = nextShift(cal, at);
    if (!shift) return sum + to - at;
    sum += Math.max(0, Math.min(shift.to, to) - Math.max(shift.from, at));
    at = shift.to;
  }
  return sum;
}

/**
 * The same local time `n` working days on, counted from the next opening where `from` is outside hours. Moved into
 * that day's hours: before them to the opening, after them to the closing, in a break to its end.
 */
export function addWorkingDays(cal: WorkCalendar, from: Instant, n: number): Instant {
  const start = nextWorking(cal, from);
  if (n <= 0) return start;
  const day = workingDayAfter(cal, localDay(start, cal.zone), n);
  if (!day) return later(start, n * DAY);
  const at = occurrenceAt(day, sinceMidnight(start, cal.zone), cal.zone);
  const shifts = shiftsOf(cal, day);
  const shift = shifts.find((one) => at < one.to);
  return shift ? instant(Math.max(at, shift.from)) : (shifts.at(-1)?.to ?? at);
}

/** When next, after that instant, a working day of theirs has this hour. */
export function workingDayAt(cal: WorkCalendar, time: TimeOfDay, after: Instant): Instant {
  let day = localDay(after, cal.zone);
  for (let tried = 0; tried <= GIVE_UP_AFTER_DAYS; tried++, day = dayAfter(day)) {
    const at = occurrence(day, time, cal.zone);
    if (at > after && isWorkingDay(cal, day)) return at;
  }
  return after;
}

/** The midnight that begins somebody's first working day of next week. */
export function nextWorkingWeek(cal: WorkCalendar, at: Instant): Instant {
  let day = dayAfter(localDay(at, cal.zone));
  while (weekday(day) !== 1) day = dayAfter(day);
  const first = nextShift(cal, occurrence(day, '00:00', cal.zone));
  return occurrence(first ? localDay(first.from, cal.zone) : day, '00:00', cal.zone);
}

function workingDayAfter(cal: WorkCalendar, start: IsoDate, n: number): IsoDate | undefined {
  let day = start;
  for (let counted = 0, idle = 0; counted < n; ) {
    if (idle > GIVE_UP_AFTER_DAYS) return undefined;
    day = dayAfter(day);
    const works = shiftsOf(cal, day).length > 0;
    counted += works ? 1 : 0;
    idle = works ? 0 : idle + 1;
  }
  return day;
}

/** The shift under way at that instant or the next one; none if there is none for `GIVE_UP_AFTER_DAYS`. */
function nextShift(cal: WorkCalendar, at: Instant): Shift | undefined {
  let day = localDay(at, cal.zone);
  for (let tried = 0; tried <= GIVE_UP_AFTER_DAYS; tried++) {
    const shift = shiftsOf(cal, day).find((one) => at < one.to);
    if (shift) return shift;
    day = dayAfter(day);
  }
  return undefined;
}

const known = new WeakMap<WorkCalendar, Map<IsoDate, readonly Shift[]>>();

function shiftsOf(cal: WorkCalendar, day: IsoDate): readonly Shift[] {
  const days = known.get(cal);
  const ready = days?.get(day);
  if (ready) return ready;
  const shifts = computedShifts(cal, day);
  if (days) days.set(day, shifts);
  else known.set(cal, new Map([[day, shifts]]));
  return shifts;
}

function computedShifts(cal: WorkCalendar, day: IsoDate): readonly Shift[] {
  if (cal.isDayOff(day)) return [];
  const hours = cal.week === 'always' ? [WHOLE_DAY] : cal.week.filter((one) => one.day === weekday(day));
  return hours
    .map(({ from, to }) => ({ from: occurrence(day, from, cal.zone), to: occurrence(day, to, cal.zone) }))
    .filter(({ from, to }) => from < to);
}

const WHOLE_DAY = { from: '00:00', to: '24:00' };
