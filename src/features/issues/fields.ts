import type { IsoDate } from '../../kernel/calendar/day.ts';
import { type Outcome, refused } from './domain.ts';

/** What a form holds, by field; blank is undefined. */
export type Fields = Readonly<Record<string, string | undefined>>;

const ASKED: Record<string, string> = {
  channel: 'Say how: mail, phone, chat …',
  day: 'Say on which day.',
  time: 'Say by what time.',
  words: 'Say in which words, or the gist of them.',
  root_cause: 'Say what the cause was.',
  change: 'Say what was changed.',
  until: 'Choose a day.',
  reason: 'Say in a sentence why.',
  amount: 'Say how much.',
};

/** The first field that is blank, or undefined when all are filled in. */
export function missing(fields: Fields): Outcome | undefined {
  const field = Object.keys(fields).find((name) => !fields[name]);
  return field === undefined ? undefined : refused(ASKED[field] ?? 'This is needed.', field);
}

/** What was done cannot have been done tomorrow. */
export function refusedAhead(day: string | undefined, today: IsoDate): Outcome | undefined {
  return day === undefined || day <= today ? undefined : refused('That day has not come yet.', 'day');
}

/** The issue that is meant by "214" or "#214". */
export function issueNumberIn(text: string | undefined): number | undefined {
  const [, digits] = /^#?(\d{1,9})$/.exec(text ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}
