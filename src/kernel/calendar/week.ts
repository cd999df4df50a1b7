import type { TimeOfDay } from './day.ts';

/** Hours somebody works on one weekday (1 Monday … 7 Sunday): from `from` up to but not including `to`. */
export interface DayHours {
  readonly day: number;
  readonly from: TimeOfDay;
  readonly to: TimeOfDay;
}

export type Week = 'always' | readonly DayHours[];

export interface WeekProblem {
  readonly problem: string;
}

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const EXAMPLE = 'for example "Mon-Fri 09:00-17:00", "Mon-Thu 08:00-16:00, Fri 08:00-12:00" or "always"';
const HOURS = /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** Reads `Mon-Fri 09:00-17:00`; days may wrap (`Sun-Thu`), and a day may have a break (`Mon-Fri 09:00-12:00 13:00-17:00`). */
export function weekFrom(text: string): Week | WeekProblem {
  if (text.trim().toLowerCase() === 'always') return 'always';
  const week: DayHours[] = [];
  for (const part of text.replace(/ ?[-–] ?/g, '-').split(',')) {
    const hours = partFrom(part.trim());
    if ('problem' in hours) return hours;
    week.push(...hours);
  }
  week.sort((a, b) => a.day - b.day || (a.from < b.from ? -1 : 1));
  return overlapIn(week) ?? week;
}

/** As `weekFrom` reads it: days of the same hours that follow each other in one part. */
export function weekText(week: Week): string {
  if (week === 'always') return 'always';
  const days = DAYS.map((_, n) => ({ day: n + 1, hours: hoursOn(week, n + 1) })).filter(({ hours }) => hours !== '');
  const parts: { first: number; last: number; hours: string }[] = [];
  for (const { day, hours } of days) {
    const part = parts.at(-1);
    if (part && part.last === day - 1 && part.hours === hours) part.last = day;
    else parts.push({ first: day, last: day, hours });
  }
  return parts
    .map(({ first, last, hours }) => `${first === last ? short(first) : `${short(first)}-${short(last)}`} ${hours}`)
    .join(', ');
}

const hoursOn = (week: readonly DayHours[], day: number): string =>
  week
    .filter((hours) => hours.day === day)
    .map(({ from, to }) => `${from}-${to}`)
    .join(' ');

const short = (day: number): string => {
  const name = DAYS[day - 1] ?? '';
  return `${name.charAt(0).toUpperCase()}${name.slice(1, 3)}`;
};

function partFrom(part: string): DayHours[] | WeekProblem {
  const [daysText = '', ...ranges] = part.split(/\s+/);
  const days = daysFrom(daysText);
  if (!days) return { problem: `"${daysText}" is no day or range of days (Mon, Sat-Sun): ${EXAMPLE}` };
  if (ranges.length === 0) return { problem: `"${part}" has no hours: ${EXAMPLE}` };

  const wrong = ranges.find((range) => !HOURS.test(range));
  if (wrong) return { problem: `"${wrong}" is no range of hours from 00:00 to 24:00: ${EXAMPLE}` };
  const backward = ranges.find((range) => range.slice(0, 5) >= range.slice(6));
  if (backward) {
    return { problem: `"${backward}" ends before it starts; a night is two parts, "Mon 22:00-24:00, Tue 00:00-06:00"` };
  }
  return days.flatMap((day) => ranges.map((range) => ({ day, from: range.slice(0, 5), to: range.slice(6) })));
}

function daysFrom(text: string): number[] | undefined {
  const ends = text.toLowerCase().split('-');
  const [first = 0, last = first] = ends.map(dayFrom);
  if (ends.length > 2 || first === 0 || last === 0) return undefined;
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, i) => ((first - 1 + i) % 7) + 1);
}

/** 1–7, or 0 for what is no name of a day: `Mon`, `Thurs` and `Friday` are. */
function dayFrom(name: string): number {
  return name.length < 3 ? 0 : DAYS.findIndex((day) => day.startsWith(name)) + 1;
}

function overlapIn(week: readonly DayHours[]): WeekProblem | undefined {
  const clash = week.find((hours, i) => {
    const before = week[i - 1];
    return before?.day === hours.day && hours.from < before.to;
  });
  if (!clash) return undefined;
  return { problem: `the hours ${clash.from}-${clash.to} overlap others of the same ${DAYS[clash.day - 1]}` };
}
