import { dayAfter, localDay, occurrence } from '../../kernel/calendar/day.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { announce } from '../../platform/facts/facts.ts';
import { clearTimer, setTimer } from '../../platform/timers/timers.ts';
import type { Leave, Person } from './domain.ts';
import { findPerson, saveLeave } from './store.ts';

/** Rings when somebody's leave begins, and again when it is over. */
export const LEAVE_TIMER = 'people.leave';

/** Puts a leave down, or takes it back where there is none. Who is away from today on hands over at once. */
export async function setLeave(tx: Tx, person: Person, leave: Leave | undefined, now: Instant): Promise<void> {
  await saveLeave(tx, person.id, leave, false);
  if (leave === undefined) return clearTimer(tx, LEAVE_TIMER, person.id);
  await onLeaveTimer(tx, person.id, now);
}

/** A leave begins, goes on or is over, by the person's own days. */
export async function onLeaveTimer(tx: Tx, user: string, now: Instant): Promise<void> {
  const person = await findPerson(tx, user as UserId);
  if (person?.leave === undefined) return;
  const { leave, id } = person;
  const zone = person.timezone ?? 'UTC';
  const today = localDay(now, zone);
  if (today > leave.until) return saveLeave(tx, id, undefined, false);
  if (today < leave.from) return setTimer(tx, LEAVE_TIMER, id, occurrence(leave.from, '00:00', zone));
  await saveLeave(tx, id, leave, true);
  await setTimer(tx, LEAVE_TIMER, id, occurrence(dayAfter(leave.until), '00:00', zone));
  if (!person.away) await announce(tx, 'person.away', { user: id }, now);
}
