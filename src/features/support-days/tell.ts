import { occurrence } from '../../kernel/calendar/day.ts';
import { type Instant, instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { promise, refresh } from '../../platform/outbox/outbox.ts';
import { clearTimer, setTimer } from '../../platform/timers/timers.ts';
import { currentOrganisation, disturbableAt, wordAt } from '../ownership/index.ts';
import type { SupportDay } from './domain.ts';
import { calendarFor } from './look.ts';

/** Rings on the morning of a planned day. */
export const MORNING_TIMER = 'support-days.morning';

export const bookedKey = (id: number): string => `support-days/${id}`;
export const offKey = (id: number): string => `support-days/${id}/off`;
export const morningKey = (subject: string): string => `support-days/${subject}/morning`;

export type Side = 'guest' | 'host';
const SIDES: readonly Side[] = ['guest', 'host'];

/** What a morning's message is about: a day that was moved has a morning of its own. */
export const morningSubject = ({ id, day }: SupportDay, side: Side): string => `${id}/${day}/${side}`;

/** When the morning of that day is for both of them, by the later of their clocks. */
export async function morningOf(tx: Tx, { guest, host, day }: SupportDay): Promise<Instant> {
  const { organisation } = await currentOrganisation(tx);
  const at = [guest, host].map(async (user) =>
    occurrence(day, organisation.policy.bundle_at, (await calendarFor(tx, user)).zone),
  );
  return instant(Math.max(...(await Promise.all(at))));
}

/** The host hears of it in one message, which shows from then on what becomes of it; both are told again that morning. */
export async function tellPlanned(tx: Tx, day: SupportDay, now: Instant): Promise<void> {
  const message = { key: bookedKey(day.id), kind: 'support-days.booked', subject: String(day.id), to: day.host };
  await promise(tx, { ...message, holdUntil: await wordAt(tx, day.host, now) }, now);
  await redraw(tx, day);
  await setTimer(tx, MORNING_TIMER, String(day.id), await morningOf(tx, day));
}

/** It will not be: what they have of it says so. */
export async function tellOff(tx: Tx, day: SupportDay): Promise<void> {
  await clearTimer(tx, MORNING_TIMER, String(day.id));
  await redraw(tx, day);
}

/** The guest hears that it will not be, in a message by itself: they had none of it yet. */
export async function tellLetDown(tx: Tx, day: SupportDay, now: Instant): Promise<void> {
  await tellOff(tx, day);
  const message = { key: offKey(day.id), kind: 'support-days.off', subject: String(day.id), to: day.guest };
  await promise(tx, { ...message, holdUntil: await wordAt(tx, day.guest, now) }, now);
}

export async function tellMorning(tx: Tx, day: SupportDay, now: Instant): Promise<void> {
  for (const side of SIDES) {
    const subject = morningSubject(day, side);
    const message = { key: morningKey(subject), kind: 'support-days.morning', subject, to: day[side] };
    await promise(tx, { ...message, holdUntil: await disturbableAt(tx, day[side], now) }, now);
  }
}

/** Whatever was said of it shows how it is now. */
export async function redraw(tx: Tx, day: SupportDay): Promise<void> {
  const mornings = SIDES.map((side) => morningKey(morningSubject(day, side)));
  for (const key of [bookedKey(day.id), offKey(day.id), ...mornings]) await refresh(tx, key);
}
