import { dayAfter, type IsoDate, localDay } from '../../kernel/calendar/day.ts';
import { quarterOf } from '../../kernel/calendar/quarter.ts';
import { addWorkingDays, isWorkingDay, sharedShifts, type WorkCalendar } from '../../kernel/calendar/work.ts';
import type { UserId } from '../../kernel/slack.ts';
import { HOUR, type Instant } from '../../kernel/time.ts';

export interface Host {
  readonly user: UserId;
  readonly calendar: WorkCalendar;
  /** Whether the guest has sat beside them before. */
  readonly met: boolean;
  /** How many guests they have had or will have in these months. */
  readonly days: number;
}

/** A department of the guest's, and how many of it others than the guest sit in support on which day. */
export interface Team {
  readonly size: number;
  readonly away: ReadonlyMap<IsoDate, number>;
}

export interface Span {
  readonly from: IsoDate;
  readonly until: IsoDate;
}

export interface Question extends Span {
  readonly guest: { readonly user: UserId; readonly calendar: WorkCalendar };
  /** By id. */
  readonly hosts: readonly Host[];
  readonly teams: readonly Team[];
  /** Days on which a host has somebody already or is too busy, as `takenKey` writes them. */
  readonly taken: ReadonlySet<string>;
  /** The day that the guest wants to get away from. */
  readonly except: IsoDate | undefined;
}

export interface Offer {
  readonly host: UserId;
  readonly day: IsoDate;
}

/** Why there is no day: the guest works on none, no host works when they do, every host has somebody, too many of the department are there. */
export type NoDay = 'away' | 'hours' | 'taken' | 'team';

export type Offers = { readonly offers: readonly Offer[] } | { readonly none: NoDay };

export const takenKey = (host: UserId, day: IsoDate): string => `${host} ${day}`;

const OFFERS = 3;
const NOTICE_DAYS = 3;
/** So few working days before its end a quarter is nearly over: those of the next are offered too. */
const NEARLY_OVER_DAYS = 10;
/** With less in common it is a visit and no day. */
const LEAST_TOGETHER = 4 * HOUR;
/** In a team so small anybody who is away is half of it: the rule would keep all of it away for ever. */
const TINY = 2;

/** From which day to which a guest is offered days. */
export function spanFor(calendar: WorkCalendar, now: Instant): Span {
  const { until } = quarterOf(localDay(now, calendar.zone));
  const left = daysFrom(dayAfter(localDay(now, calendar.zone)), until).filter((day) => isWorkingDay(calendar, day));
  return {
    from: localDay(addWorkingDays(calendar, now, NOTICE_DAYS), calendar.zone),
    until: left.length <= NEARLY_OVER_DAYS ? quarterOf(dayAfter(until)).until : until,
  };
}

/** Three days, or as many as there are, that lie apart; hosts whom the guest has not met before others, and then whoever has had the fewest guests. */
export function offersFor(question: Question): Offers {
  const days = daysFrom(question.from, question.until).filter((day) => isWorkingDay(question.guest.calendar, day));
  const open = days.filter((day) => day !== question.except && hasRoom(question, day));
  let offers: readonly Offer[] = [];
  for (const hosts of inTheirOrder(question)) offers = [...offers, ...fromThese(hosts, open, question, offers)];
  if (offers.length > 0) return { offers: offers.toSorted((a, b) => (a.day < b.day ? -1 : 1)) };
  return { none: whyNone(question, days) };
}

/** Whether this guest may sit beside that host on that day, as things stand. */
export function isPossible(question: Question, { host, day }: Offer): boolean {
  const found = question.hosts.find(({ user }) => user === host);
  const isInSpan = day >= question.from && day <= question.until;
  return found !== undefined && isInSpan && hasRoom(question, day) && isFree(found, day, question);
}

/** Never half of a department, or more, is away on one day. */
const hasRoom = ({ teams }: Question, day: IsoDate): boolean =>
  teams.every(({ size, away }) => size <= TINY || ((away.get(day) ?? 0) + 1) * 2 < size);

const isFree = (host: Host, day: IsoDate, question: Question): boolean =>
  !question.taken.has(takenKey(host.user, day)) && isLongEnough(host, day, question);

function isLongEnough({ calendar }: Host, day: IsoDate, { guest }: Question): boolean {
  const together = sharedShifts(guest.calendar, calendar, day).reduce((sum, { from, to }) => sum + to - from, 0);
  return together >= LEAST_TOGETHER;
}

/** Hosts between whom nothing decides, those before others first. Each guest's list begins elsewhere, so that not everybody is offered the same. */
function inTheirOrder({ hosts, guest }: Question): Host[][] {
  const start = hosts.length === 0 ? 0 : numberOf(guest.user) % hosts.length;
  const turned = [...hosts.slice(start), ...hosts.slice(0, start)];
  const levels = Map.groupBy(turned, ({ met, days }) => (met ? 1e6 : 0) + days);
  return [...levels].toSorted(([a], [b]) => a - b).map(([, level]) => level);
}

const numberOf = (user: UserId): number => [...user].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);

function fromThese(
  hosts: readonly Host[],
  open: readonly IsoDate[],
  question: Question,
  chosen: readonly Offer[],
): Offer[] {
  const wanted = OFFERS - chosen.length;
  if (wanted === 0) return [];
  const others = open.filter((day) => !chosen.some((offer) => offer.day === day));
  const days = others.filter((day) => hosts.some((host) => isFree(host, day, question)));
  const offers: Offer[] = [];
  for (const day of apart(days, wanted)) {
    const free = hosts.filter((host) => isFree(host, day, question));
    const host = free.find(({ user }) => !offers.some((offer) => offer.host === user)) ?? free[0];
    if (host) offers.push({ host: host.user, day });
  }
  return offers;
}

/** So many of them, at even distances from the first. */
const apart = (days: readonly IsoDate[], n: number): IsoDate[] =>
  days.filter((_, place) => days.length <= n || isStep(place, days.length, n));

const isStep = (place: number, length: number, n: number): boolean =>
  Array.from({ length: n }, (_, step) => Math.floor((step * length) / n)).includes(place);

function whyNone(question: Question, days: readonly IsoDate[]): NoDay {
  if (days.length === 0) return 'away';
  const meets = (day: IsoDate) => question.hosts.some((host) => isLongEnough(host, day, question));
  if (!days.some(meets)) return 'hours';
  return days.some((day) => hasRoom(question, day) && meets(day)) ? 'taken' : 'team';
}

function daysFrom(from: IsoDate, until: IsoDate): IsoDate[] {
  const days: IsoDate[] = [];
  for (let day = from; day <= until; day = dayAfter(day)) days.push(day);
  return days;
}
