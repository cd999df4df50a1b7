import { type IsoDate, localDay } from '../../kernel/calendar/day.ts';
import { HOUR, type Instant, instant, later, SECOND } from '../../kernel/time.ts';
import type { Leave, Status } from './domain.ts';

/** Those of Slack's own offers that say so, and what people put for the same. */
const AWAY_EMOJI = /^:(palm_tree|face_with_thermometer|desert_island|beach_with_umbrella|thermometer)(:|::.*)$/;

/** What a status begins with that says so: at its start only, so that "planning the summer holidays" is none. */
const AWAY_WORDS = [
  ['vacation', 'vacationing', 'on vacation', 'on holiday', 'on holidays', 'on leave', 'on pto', 'pto', 'ooo'],
  ['annual leave', 'parental leave', 'maternity leave', 'paternity leave', 'sick leave', 'sabbatical'],
  ['on annual leave', 'on parental leave', 'on maternity leave', 'on paternity leave', 'on sick leave'],
  ['out sick', 'off sick', 'sick today', 'out of office', 'out of the office', 'away until'],
  ['im urlaub', 'urlaub', 'krank', 'elternzeit', 'lomalla', 'sairaana', 'vanhempainvapaalla'],
  ['de vacaciones', 'de baja', 'en vacances', 'en congé', 'malade'],
].flat();
const BEGINS = new RegExp(`^(?:i['’]?m |i am )?(?:${AWAY_WORDS.join('|')})(?![\\p{L}\\p{N}])`, 'iu');

/** Whoever works from the beach works. */
const WORKS = /\b(?:work|working|remote|back)\b/i;

export function saysAway({ text, emoji }: Pick<Status, 'text' | 'emoji'>): boolean {
  const said = text.trim();
  return BEGINS.test(said) || (AWAY_EMOJI.test(emoji.trim()) && !WORKS.test(said));
}

/** Until somebody takes their status away themselves, it is taken to hold for so long. */
const UNTOLD_DAYS = 366;

/** Who is back by then has not been away: nobody's issues go to others for a visit to the dentist. */
const SHORT = 4 * HOUR;

/** The leave that a status speaks of, by the person's own days, begun today or as known; undefined when it speaks of none, is over, or is over in a few hours. */
export function leaveBy(status: Status, zone: string, now: Instant, begun?: IsoDate): Leave | undefined {
  const { until } = status;
  const left = until === undefined ? Number.POSITIVE_INFINITY : until - now;
  if (!saysAway(status) || left <= (begun === undefined ? SHORT : 0)) return undefined;
  const from = begun ?? localDay(now, zone);
  // What ends at midnight ends with the day before.
  const last = until === undefined ? inDays(from, UNTOLD_DAYS) : localDay(later(until, -SECOND), zone);
  return { from, until: last, delegate: undefined, byStatus: true };
}

const inDays = (day: IsoDate, days: number): IsoDate => Temporal.PlainDate.from(day).add({ days }).toString();

/** As Slack's profile has it: seconds, 0 where it does not end. */
export const endOf = (expiration: number | undefined): Instant | undefined =>
  expiration ? instant(expiration * SECOND) : undefined;
