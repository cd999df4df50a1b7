import { localDay } from '../../kernel/calendar/day.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import type { Rendered } from '../../platform/outbox/outbox.ts';
import { standingOf } from '../../platform/outbox/standing.ts';
import { heldFor } from '../ownership/index.ts';
import { findPerson } from '../people/index.ts';
import { currentOf, isLetDown } from './domain.ts';
import { calendarFor, timed } from './look.ts';
import { daysOfGuest, findDay, movedFrom } from './store.ts';
import { bookedKey, morningKey, offKey, type Side } from './tell.ts';
import { booked, morning, morningOver, off } from './views/dms.ts';

const NONE = { superseded: 'there is no such day' };

const isSent = async (tx: Tx, key: string): Promise<boolean> => (await standingOf(tx, key))?.sentAt !== undefined;

/** To the host: who comes, and what became of it. A day that was off before it was told is not told. */
export async function renderBooked(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const day = await findDay(tx, Number(subject));
  if (day === undefined) return NONE;
  const sent = await isSent(tx, bookedKey(day.id));
  if (!sent && day.state !== 'planned') return { superseded: 'it is off by now' };
  const held = sent ? undefined : await heldFor(tx, day.host, now);
  if (held) return held;
  const { zone } = await calendarFor(tx, day.host);
  const name = (await findPerson(tx, day.guest))?.name ?? 'A colleague';
  return { message: booked({ day: await timed(tx, day), zone }, name, await movedFrom(tx, day)) };
}

/** To the guest: it will not be. Whoever has another day before they hear of it need not. */
export async function renderOff(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const day = await findDay(tx, Number(subject));
  if (day === undefined || !isLetDown(day)) return NONE;
  const sent = await isSent(tx, offKey(day.id));
  const { zone } = await calendarFor(tx, day.guest);
  const chosen = currentOf(await daysOfGuest(tx, day.guest), localDay(now, zone));
  if (!sent && chosen !== undefined) return { superseded: 'they have chosen another day' };
  const held = sent ? undefined : await heldFor(tx, day.guest, now);
  return held ?? { message: off(day, chosen) };
}

/** On the morning of the day, as long as it lasts. The subject is `<id>/<day>/<side>`. */
export async function renderMorning(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const [id, of = '', side = ''] = subject.split('/');
  const day = await findDay(tx, Number(id));
  if (day === undefined) return NONE;
  const holds = day.state === 'planned' && day.day === of;
  if (await isSent(tx, morningKey(subject)))
    return { message: holds ? await morningFor(tx, day, side as Side) : morningOver(day, of) };
  if (!holds) return { superseded: 'it is off, or another day, by now' };
  if (now >= (await timed(tx, day)).until) return { superseded: 'the day is over' };
  return (await heldFor(tx, day[side as Side], now)) ?? { message: await morningFor(tx, day, side as Side) };
}

async function morningFor(tx: Tx, day: NonNullable<Awaited<ReturnType<typeof findDay>>>, side: Side) {
  const { zone } = await calendarFor(tx, day[side]);
  return morning({ day: await timed(tx, day), zone }, side);
}
