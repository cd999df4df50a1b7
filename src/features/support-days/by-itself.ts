import { localDay } from '../../kernel/calendar/day.ts';
import { isWorkingDay } from '../../kernel/calendar/work.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { findPerson } from '../people/index.ts';
import { fallThrough } from './act.ts';
import type { FellThrough, SupportDay } from './domain.ts';
import { calendarFor, timed } from './look.ts';
import { daysOfGuest, findDay, plannedWith } from './store.ts';
import { morningOf, tellMorning } from './tell.ts';

/** It is the morning of a planned day: both are told, unless one of them cannot be there after all. */
export async function onMorning(tx: Tx, subject: string, now: Instant): Promise<void> {
  const day = await findDay(tx, Number(subject));
  if (day?.state !== 'planned' || now >= (await timed(tx, day)).until) return;
  const why = await whyNot(tx, day);
  if (why !== undefined) return fallThrough(tx, day, why, now);
  await tellMorning(tx, day, now);
}

/** Who of the two cannot be there; undefined when both can. */
async function whyNot(tx: Tx, { guest, host, day }: SupportDay): Promise<FellThrough | undefined> {
  for (const [side, user] of [['guest', guest] as const, ['host', host] as const]) {
    if ((await findPerson(tx, user))?.standing !== 'member') return `${side}-left`;
    if (!isWorkingDay(await calendarFor(tx, user), day)) return `${side}-away`;
  }
  return undefined;
}

/** Somebody is gone: none of their days to come will be. */
export async function onLeft(tx: Tx, user: UserId, now: Instant): Promise<void> {
  if ((await findPerson(tx, user))?.standing === 'member') return;
  for (const day of await toComeOf(tx, user, now))
    await fallThrough(tx, day, day.guest === user ? 'guest-left' : 'host-left', now);
}

/** Somebody is away from now on: days that fall into it will not be. What has begun this morning is theirs to say. */
export async function onAway(tx: Tx, user: UserId, now: Instant): Promise<void> {
  for (const day of await toComeOf(tx, user, now)) {
    if (now >= (await morningOf(tx, day))) continue;
    const why = await whyNot(tx, day);
    if (why !== undefined) await fallThrough(tx, day, why, now);
  }
}

/** What somebody has planned, as guest or as host, and is not over. */
async function toComeOf(tx: Tx, user: UserId, now: Instant): Promise<SupportDay[]> {
  const today = localDay(now, (await calendarFor(tx, user)).zone);
  const planned = [
    ...(await daysOfGuest(tx, user)).filter(({ state }) => state === 'planned'),
    ...(await plannedWith(tx, user, today)),
  ];
  const coming: SupportDay[] = [];
  for (const day of planned) if (now < (await timed(tx, day)).until) coming.push(day);
  return coming;
}
