import type { MrkdwnElement } from '@slack/types';
import { type IsoDate, localTime, weekday } from '../../../kernel/calendar/day.ts';
import { masked } from '../../../kernel/masking.ts';
import { mrkdwn, quote } from '../../../platform/slack/mrkdwn.ts';
import type { Timed } from '../domain.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

/** "Tuesday 10 March". */
export function dayText(day: IsoDate): string {
  const [, month, date] = day.split('-').map(Number);
  return `${WEEKDAYS[weekday(day) - 1]} ${date} ${MONTHS[(month ?? 1) - 1]}`;
}

/** "10 March", for a button. */
export const dateText = (day: IsoDate): string => dayText(day).replace(/^\w+ /, '');

/** "09:00–17:00", by the wall in that zone; from midnight to midnight are no hours that both work. */
export function hoursText({ from, until }: Pick<Timed, 'from' | 'until'>, zone: string): string {
  const [begins, ends] = [clock(from, zone), clock(until, zone)];
  return begins === ends ? 'at hours that you agree on' : `${begins}–${ends}`;
}

const clock = (at: Timed['from'], zone: string): string => localTime(at, zone).toString().slice(0, 5);

const LONGEST_LEARNED = 600;

/** What the guest has learned, as their words. */
export const learnedQuote = (learned: string): MrkdwnElement =>
  learned.trim() === '' ? mrkdwn`` : quote(masked(learned), LONGEST_LEARNED);
