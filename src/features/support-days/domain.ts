import type { IsoDate } from '../../kernel/calendar/day.ts';
import { quarterOf } from '../../kernel/calendar/quarter.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';

/** How it fell through, without either of them having said so. */
export type FellThrough = 'guest-away' | 'host-away' | 'guest-left' | 'host-left';

export type DayState = 'planned' | 'done' | 'missed' | 'cancelled' | 'vetoed' | FellThrough;

/** A day that a guest, who is not in support, spends beside a host, who is. */
export interface SupportDay {
  readonly id: number;
  readonly guest: UserId;
  readonly host: UserId;
  /** As both their walls have it. */
  readonly day: IsoDate;
  readonly state: DayState;
  /** What the guest has learned, in their words. */
  readonly learned: string | undefined;
}

/** Everything that somebody does to a day, or that befalls it. */
export type Deed =
  | 'booked'
  | 'moved'
  | 'cancelled'
  | 'vetoed'
  | 'took-place'
  | 'learned'
  | 'did-not'
  | 'undone'
  | FellThrough;

/** A day with the hours that both work, or the whole of it where they share none any more. */
export interface Timed extends SupportDay {
  readonly from: Instant;
  readonly until: Instant;
}

/** It did not come about, and not by the guest's own word: they are told, and may choose another. */
export const isLetDown = ({ state }: SupportDay): boolean => LET_DOWN.includes(state);

const LET_DOWN: readonly DayState[] = ['vetoed', 'guest-away', 'host-away', 'host-left'];

/** What a button says it is about: the day as its reader saw it, so that nobody calls off what it was moved to meanwhile. */
export const dayValue = ({ id, day }: Pick<SupportDay, 'id' | 'day'>): string => `${id}@${day}`;

/** Which of a guest's days is theirs by now: what they have planned, else what they had this quarter. */
export function currentOf(days: readonly SupportDay[], today: IsoDate): SupportDay | undefined {
  const planned = days.find(({ state }) => state === 'planned');
  return planned ?? days.find(({ state, day }) => state === 'done' && isSameQuarter(day, today));
}

export const isSameQuarter = (a: IsoDate, b: IsoDate): boolean => quarterOf(a).from === quarterOf(b).from;

/** The newest day of this quarter, where that did not come about: it is told with what is offered instead. */
export function letDownOf(days: readonly SupportDay[], today: IsoDate): SupportDay | undefined {
  const newest = days.filter(({ day }) => isSameQuarter(day, today) || day > today).toSorted((a, b) => b.id - a.id)[0];
  return newest && isLetDown(newest) ? newest : undefined;
}
