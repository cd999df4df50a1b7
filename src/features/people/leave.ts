import { dayAfter, type IsoDate, isDay, weekday } from '../../kernel/calendar/day.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Leave } from './domain.ts';

const LONGEST_DAYS = 366;
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const WORDS = /^(?:from (\S+) )?(?:until|till|to) (\S+?)(?:\s*(?:→|->|-|:)?\s*<@([UW][A-Z0-9]+)(?:\|[^>]*)?>)?$/i;

export interface LeaveProblem {
  readonly problem: string;
}

const EXAMPLE = 'as in `/cx away until Friday → @colleague` or `/cx away from 2026-07-01 until 2026-07-21`';

/** What somebody typed after `/cx away`, by their own day; the last day is one of the leave. */
export function leaveFrom(typed: string, today: IsoDate): Leave | LeaveProblem {
  const [match, from, until = '', delegate] = WORDS.exec(typed.trim()) ?? [];
  if (match === undefined) return { problem: `Until when? Say it ${EXAMPLE}.` };
  const first = from === undefined ? today : dayFrom(from, today);
  const last = dayFrom(until, first ?? today);
  if (first === undefined) return { problem: `“${from}” is no day: say a weekday or a date, ${EXAMPLE}.` };
  if (last === undefined) return { problem: `“${until}” is no day: say a weekday or a date, ${EXAMPLE}.` };
  if (first < today || last < first) return { problem: 'That lies in the past. Say a day that is still to come.' };
  if (daysBetween(first, last) > LONGEST_DAYS)
    return { problem: 'At most a year ahead: who is away for longer hands over.' };
  return { from: first, until: last, delegate: delegate as UserId | undefined };
}

/** A date, a weekday (the next one from that day on), today or tomorrow. */
function dayFrom(text: string, from: IsoDate): IsoDate | undefined {
  if (isDay(text)) return text;
  return namedDay(text.toLowerCase(), from);
}

function namedDay(word: string, from: IsoDate): IsoDate | undefined {
  if (word === 'today') return from;
  if (word === 'tomorrow') return dayAfter(from);
  const wanted = word.length < 3 ? -1 : WEEKDAYS.findIndex((day) => day.startsWith(word));
  if (wanted < 0) return undefined;
  let day = from;
  while (weekday(day) !== wanted + 1) day = dayAfter(day);
  return day;
}

const daysBetween = (from: IsoDate, to: IsoDate) => (Date.parse(to) - Date.parse(from)) / 86_400_000;
