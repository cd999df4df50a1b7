import { type IsoDate, localDay } from '../../../kernel/calendar/day.ts';
import { instant } from '../../../kernel/time.ts';

/** Which way round 03/04/2026 is meant. */
export const DATE_ORDERS = ['dmy', 'mdy'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

export interface DateRules {
  /** Whose wall a time without a zone was read off. */
  readonly zone: string;
  /** None: what can be read both ways is refused. */
  readonly order: DateOrder | undefined;
}

export type Written = { readonly iso: string } | { readonly problem: string };

const EPOCH = /^\d{10}(\d{3})?$/;
const TIME = /(?:[T ]\s*(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?\s*(?<half>[AaPp][Mm])?)?/;
const ZONE = /(?:\s*(?<utc>Z|z|UTC|GMT)|\s*(?<offset>[+-]\d{2}:?\d{2}))?/;
const shape = (date: string) => new RegExp(`^${date}${TIME.source}${ZONE.source}$`);
const YEAR_FIRST = shape('(?<year>\\d{4})(?<mark>[-/.])(?<month>\\d{1,2})\\k<mark>(?<day>\\d{1,2})');
const YEAR_LAST = shape('(?<one>\\d{1,2})(?<mark>[-/.])(?<two>\\d{1,2})\\k<mark>(?<year>\\d{4})');

type Groups = Readonly<Record<string, string | undefined>>;

/** A date as files write one, as ISO 8601 in UTC. What could mean two days is refused, because a guess would be wrong for half of the world. */
export function dateFrom(cell: string, rules: DateRules): Written {
  if (EPOCH.test(cell)) return instantOf(Number(cell) * (cell.length === 10 ? 1000 : 1));
  const yearFirst = YEAR_FIRST.exec(cell)?.groups;
  if (yearFirst)
    return momentOf(cell, yearFirst, { month: Number(yearFirst.month), day: Number(yearFirst.day) }, rules);
  const yearLast = YEAR_LAST.exec(cell)?.groups;
  if (!yearLast) return { problem: `"${cell.slice(0, 40)}" is no date that can be read: write it as 2026-03-31` };
  const order = orderOf(yearLast, rules.order);
  if (order === undefined) {
    return { problem: `"${cell}" can be read two ways: say --dates dmy or --dates mdy, or write it as 2026-03-31` };
  }
  const [day, month] = order === 'dmy' ? [yearLast.one, yearLast.two] : [yearLast.two, yearLast.one];
  return momentOf(cell, yearLast, { month: Number(month), day: Number(day) }, rules);
}

/** A day as files write one, with a time of it or without. */
export function dayFrom(cell: string, rules: DateRules): IsoDate | { readonly problem: string } {
  const written = dateFrom(cell, rules);
  return 'problem' in written ? written : localDay(instant(Date.parse(written.iso)), rules.zone);
}

/** With dots the day is first wherever dots are used; otherwise what is above 12, or the same, tells. */
function orderOf({ mark, one, two }: Groups, given: DateOrder | undefined): DateOrder | undefined {
  if (mark === '.') return 'dmy';
  if (given !== undefined) return given;
  if (one === two || Number(one) > 12) return 'dmy';
  return Number(two) > 12 ? 'mdy' : undefined;
}

function momentOf(cell: string, groups: Groups, date: { month: number; day: number }, { zone }: DateRules): Written {
  try {
    const fields = { ...date, year: Number(groups.year), ...timeOf(groups) };
    const wall = Temporal.PlainDateTime.from(fields, { overflow: 'reject' });
    const offset = groups.utc ? 'UTC' : groups.offset?.replace(/^(...):?(..)$/, '$1:$2');
    return {
      iso: wall
        .toZonedDateTime(offset ?? zone)
        .toInstant()
        .toString(),
    };
  } catch {
    return { problem: `"${cell}" is a day or a time that there is not` };
  }
}

function timeOf({ hour = '0', minute = '0', second = '0', half }: Groups) {
  const shift = half === undefined ? 0 : half.toLowerCase() === 'pm' ? 12 : 0;
  const twelve = half !== undefined && Number(hour) === 12 ? 0 : Number(hour);
  return { hour: twelve + shift, minute: Number(minute), second: Number(second) };
}

const instantOf = (ms: number): Written => ({ iso: Temporal.Instant.fromEpochMilliseconds(ms).toString() });
