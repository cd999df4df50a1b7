import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import { addStaffTime, addWorkingDays, type WorkCalendar } from './calendar/work.ts';
import { DAY, HOUR, type Instant, later, MINUTE } from './time.ts';

/** How long something may take: by the customer's clock (wall, milliseconds) or by the hours somebody works (staff). */
export type Duration =
  | { readonly clock: 'wall'; readonly ms: number }
  | { readonly clock: 'staff'; readonly unit: 'hours' | 'days'; readonly n: number };

export interface DurationProblem {
  readonly problem: string;
}

const STAFF = /^(\d{1,4}(?:\.\d{1,2})?) (?:staff|working) (hour|day)s?$/i;
const EXAMPLE =
  'expected "4 staff hours", "5 working days" or an ISO duration by the wall clock such as "PT24H" or "P2D"';

export function durationFrom(text: string): Duration | DurationProblem {
  const [, amount, unit] = STAFF.exec(text.trim()) ?? [];
  const duration = amount && unit ? staffDuration(Number(amount), unit) : wallDuration(text.trim());
  return duration ?? { problem: `"${text}" is no duration: ${EXAMPLE}` };
}

function staffDuration(n: number, unit: string): Duration | DurationProblem {
  if (n === 0) return { problem: `a duration of nothing: ${EXAMPLE}` };
  if (unit.toLowerCase() === 'hour') return { clock: 'staff', unit: 'hours', n };
  if (!Number.isInteger(n)) return { problem: `working days are whole, not ${n}: give staff hours instead` };
  return { clock: 'staff', unit: 'days', n };
}

function wallDuration(text: string): Duration | DurationProblem | undefined {
  const parsed = isoFrom(text);
  if (!parsed) return undefined;
  if (parsed.years || parsed.months) return { problem: `"${text}" has months, which differ in length: give days` };
  const days = parsed.weeks * 7 + parsed.days;
  const ms = days * DAY + parsed.with({ weeks: 0, days: 0 }).total('milliseconds');
  return ms > 0 ? { clock: 'wall', ms } : { problem: `"${text}" is not longer than nothing: ${EXAMPLE}` };
}

function isoFrom(text: string): Temporal.Duration | undefined {
  try {
    return Temporal.Duration.from(text);
  } catch {
    return undefined;
  }
}

/** When it is over; by the staff clock that is as `addStaffTime` and `addWorkingDays` say, and may be a closing time. */
export function dueAt(duration: Duration, from: Instant, calendar: WorkCalendar): Instant {
  if (duration.clock === 'wall') return later(from, duration.ms);
  if (duration.unit === 'hours') return addStaffTime(calendar, from, duration.n * HOUR);
  return addWorkingDays(calendar, from, duration.n);
}

/** For people: "4 working hours", "48 hours", "60 days". Wall time up to two days is told in hours, as targets are. */
export function durationText(duration: Duration): string {
  if (duration.clock === 'staff') return counted(duration.n, `working ${duration.unit.slice(0, -1)}`);
  const { ms } = duration;
  if (ms > 2 * DAY && ms % DAY === 0) return counted(ms / DAY, 'day');
  if (ms % HOUR === 0) return counted(ms / HOUR, 'hour');
  return counted(Math.max(1, Math.round(ms / MINUTE)), 'minute');
}

/** As `durationFrom` reads it. */
export function durationSource(duration: Duration): string {
  if (duration.clock === 'staff') return `${duration.n} ${duration.unit === 'hours' ? 'staff hours' : 'working days'}`;
  const { ms } = duration;
  const [days, rest] = [Math.floor(ms / DAY), ms % DAY];
  return rest === 0
    ? `P${days}D`
    : Temporal.Duration.from({ milliseconds: ms }).round({ largestUnit: 'hours' }).toString();
}

const counted = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;

/** How long it is between two instants, in the one unit that says it best: "3 days", "2 hours". */
export function lengthText(from: Instant, to: Instant): string {
  return formatDistanceStrict(from, to);
}
