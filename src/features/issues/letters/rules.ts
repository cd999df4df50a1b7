import { localDay, localTime, occurrence, weekday } from '../../../kernel/calendar/day.ts';
import { nextWorking, nextWorkingWeek, type WorkCalendar } from '../../../kernel/calendar/work.ts';
import { type Duration, dueAt } from '../../../kernel/duration.ts';
import { DAY, type Instant, later, MINUTE } from '../../../kernel/time.ts';
import type { EffectivePolicy } from '../../ownership/index.ts';

/**
 * The DMs there are. `work`: this is yours now. `alone`: a reminder that cannot wait for the morning. `bundle`: all else,
 * once a day at the hour of the policy.
 */
export type Topic = 'work' | 'alone' | 'bundle';

/** A DM to somebody that is still to be sent or went lately. */
export interface Dm {
  readonly id: number;
  /** `other`: no letter, but a DM all the same. */
  readonly topic: Topic | 'other';
  /** Undefined: still to be sent. */
  readonly sentAt: Instant | undefined;
  /** Before when it does not go, of what is still to be sent. */
  readonly holdUntil: Instant;
  /** Something was done about what stands in it: so it was read. */
  readonly actedOn: boolean;
}

type Manners = Pick<EffectivePolicy, 'merge_dm_within' | 'dms_a_day' | 'bundle_at'> & {
  /** DMs beside the bundle that one week may have. */
  readonly lone_a_week: number;
};

/** A line that is to reach somebody: which DM it is meant for, and whether it may break into a full day. */
interface Wanted {
  readonly topic: Topic;
  readonly urgent: boolean;
  /** So grave that a full week is no reason to wait. */
  readonly critical: boolean;
  /** Never in a DM of its own, because the reader wishes so; or only once a week, where it can wait for that. */
  readonly rhythm: 'usual' | 'daily' | 'weekly';
  /** Since when it is to be said: a bundle that it should have been in goes late rather than without it. */
  readonly readyAt: Instant;
}

/** Where a line goes: into a DM that there is (an edit where that one was sent), or into a new one, not before `at`. A bundle that waits goes `by` then. */
export type Placement =
  | { readonly kind: 'into'; readonly dm: number; readonly by?: Instant }
  | { readonly kind: 'new'; readonly topic: Topic; readonly at: Instant };

/** For so long urgent reminders gather for the next DM; others as long as the policy merges work. */
const URGENT_GATHERING: Duration = { clock: 'wall', ms: 30 * MINUTE };

/**
 * Puts a line where it disturbs least and still arrives: with what waits to be sent, into an unread DM about new work,
 * alone, or into the next bundle. What comes outside somebody's hours, or on a day that already had its DMs, waits for
 * the bundle, unless it is urgent; an urgent reminder goes alone once a day. Nobody's week has more than the policy
 * allows, but for what is critical. `dms`: those unsent and those of the last days, newest first. The calendar is the reader's.
 */
export function placement(
  wanted: Wanted,
  dms: readonly Dm[],
  policy: Manners,
  calendar: WorkCalendar,
  now: Instant,
): Placement {
  if (wanted.topic === 'bundle' || wanted.rhythm !== 'usual') return bundled(wanted, dms, policy, calendar, now);
  const last = dms.find(({ topic }) => topic === wanted.topic);
  if (last && last.sentAt === undefined) return { kind: 'into', dm: last.id };
  const free = freeAt(last, wanted, policy, calendar, now);
  // An edit notifies nobody, so a DM that has been acted on is left as it is.
  if (last && wanted.topic === 'work' && free > now && !last.actedOn) return { kind: 'into', dm: last.id };
  const at = nextWorking(calendar, wanted.topic === 'work' ? now : free);
  const full = !wanted.critical && isFullWeek(dms, policy, calendar, now);
  return full || waits(wanted, { at, last, dms }, policy, calendar, now)
    ? bundled(wanted, dms, policy, calendar, now)
    : { kind: 'new', topic: wanted.topic, at };
}

/** Whether a line waits for the bundle rather than go in a DM of its own, `at` that instant. */
function waits(
  { urgent, topic }: Wanted,
  { at, last, dms }: { readonly at: Instant; readonly last: Dm | undefined; readonly dms: readonly Dm[] },
  policy: Manners,
  calendar: WorkCalendar,
  now: Instant,
): boolean {
  if (urgent) return topic === 'alone' && isToday(last, calendar, now);
  return isLater(at, now, calendar) || isFull(dms, policy, calendar, now);
}

/** When the next of these may follow the last. */
function freeAt(
  last: Dm | undefined,
  { urgent }: Wanted,
  { merge_dm_within }: Manners,
  calendar: WorkCalendar,
  now: Instant,
) {
  if (last?.sentAt === undefined) return now;
  return dueAt(urgent ? URGENT_GATHERING : merge_dm_within, last.sentAt, calendar);
}

/** With the bundle that waits to be sent, else in the next. */
function bundled(
  { readyAt, rhythm }: Wanted,
  dms: readonly Dm[],
  policy: Manners,
  calendar: WorkCalendar,
  now: Instant,
): Placement {
  const bundles = dms.filter(({ topic }) => topic === 'bundle');
  const waiting = bundles.find(({ sentAt }) => sentAt === undefined);
  const sent = bundles.find(({ sentAt }) => sentAt !== undefined)?.sentAt;
  const from = rhythm === 'weekly' ? nextWorkingWeek(calendar, now) : now;
  const times = rhythm === 'weekly' ? { readyAt: from, now: from } : { readyAt, now };
  const at = bundleAt(policy.bundle_at, calendar, { lastSent: sent, ...times });
  return waiting ? { kind: 'into', dm: waiting.id, by: at } : { kind: 'new', topic: 'bundle', at };
}

/** Whether it would only be read with the next bundle: on another day, or before the hour of today's. */
const isLater = (at: Instant, now: Instant, { zone }: WorkCalendar): boolean =>
  at > now && (localDay(at, zone) !== localDay(now, zone) || localTime(at, zone) < NOON);
const NOON = '12:00';

/** Whether this day has had its DMs, with those that are to go today; a bundle of another day is that day's. */
const isFull = (dms: readonly Dm[], { dms_a_day }: Manners, calendar: WorkCalendar, now: Instant): boolean =>
  dms.filter((dm) => goesToday(dm, calendar, now)).length >= dms_a_day;

const goesToday = (dm: Dm, { zone }: WorkCalendar, now: Instant): boolean =>
  localDay(dm.sentAt ?? later(dm.holdUntil, Math.max(0, now - dm.holdUntil)), zone) === localDay(now, zone);

/** Whether this week, from its Monday on, has had its DMs beside the bundles. */
function isFullWeek(dms: readonly Dm[], { lone_a_week }: Manners, { zone }: WorkCalendar, now: Instant): boolean {
  const since = later(occurrence(localDay(now, zone), '00:00', zone), -(weekday(localDay(now, zone)) - 1) * DAY);
  const lone = dms.filter(({ topic, sentAt = now }) => topic !== 'bundle' && sentAt >= since);
  return lone.length >= lone_a_week;
}

const isToday = (dm: Dm | undefined, { zone }: WorkCalendar, now: Instant): boolean =>
  dm?.sentAt !== undefined && localDay(dm.sentAt, zone) === localDay(now, zone);

/** When the next bundle goes: once a day, on a working day and within hours; at once where today's is owed and did not come. */
export function bundleAt(
  time: Manners['bundle_at'],
  calendar: WorkCalendar,
  {
    lastSent,
    readyAt,
    now,
  }: { readonly lastSent: Instant | undefined; readonly readyAt: Instant; readonly now: Instant },
): Instant {
  const had = lastSent === undefined ? undefined : localDay(lastSent, calendar.zone);
  for (let day = now, looked = 0; looked < LOOKED_AHEAD; day = later(day, DAY), looked++) {
    const date = localDay(day, calendar.zone);
    const usual = nextWorking(calendar, occurrence(date, time, calendar.zone));
    const at = usual < now && readyAt <= usual ? nextWorking(calendar, now) : usual;
    if (at >= now && date !== had && localDay(at, calendar.zone) === date) return at;
  }
  return nextWorking(calendar, now);
}

/** Whoever works on no day within so many is written to as if they worked on each. */
const LOOKED_AHEAD = 60;

/**
 * When a reminder goes that may stand in no letter: an urgent one in hours, though once a day; any other at the hour of
 * the bundle. `last`: the one before it about the same issue; where that still waits, both go then, and the later is said.
 */
export function reminderAt(
  urgent: boolean,
  last: { readonly unsent: boolean; readonly sentAt: Instant | undefined; readonly holdUntil: Instant } | undefined,
  time: Manners['bundle_at'],
  calendar: WorkCalendar,
  now: Instant,
): Instant {
  if (last?.unsent) return last.holdUntil;
  const soon = nextWorking(calendar, now);
  const lastSent = last?.sentAt;
  const remindedThatDay = lastSent !== undefined && localDay(lastSent, calendar.zone) === localDay(soon, calendar.zone);
  return urgent && !remindedThatDay ? soon : bundleAt(time, calendar, { lastSent, readyAt: now, now });
}
