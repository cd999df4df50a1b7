import { localDay } from '../../kernel/calendar/day.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { type Action, can, findPerson, type Person, type Relation, whoMay } from '../people/index.ts';
import { dayValue, type FellThrough, isLetDown, isSameQuarter, type SupportDay } from './domain.ts';
import { calendarFor, questionFor, timed } from './look.ts';
import { isPossible, type Offer } from './offering.ts';
import { daysOfGuest, findDay, insertDay, moveDay, settleDay } from './store.ts';
import { redraw, tellLetDown, tellOff, tellPlanned } from './tell.ts';

interface Asked {
  readonly user: UserId;
  readonly now: Instant;
}

/** Somebody who may do what they are about to do to a day. */
export interface ActingOnDay extends Asked {
  readonly day: SupportDay;
  /** By both their calendars. */
  readonly isOver: boolean;
}

const GONE = 'That day is not in my books any more. `/cx day` says how it stands.';
const MOVED = 'That day was moved meanwhile. `/cx day` says how it stands.';

/** Whether somebody may do this to that day; otherwise why not, in words for them. */
export async function actingOnDay(
  tx: Tx,
  { user, now }: Asked,
  value: string,
  action: Action,
): Promise<ActingOnDay | { readonly refused: string }> {
  const [day, person] = [await findDay(tx, Number.parseInt(value, 10)), await findPerson(tx, user)];
  if (day === undefined || person === undefined) return { refused: GONE };
  if (!can({ standing: person.standing, relations: relationsTo(day, user) }, action))
    return { refused: `That is for ${whoMay(action)}.` };
  if (dayValue(day) !== value) return { refused: MOVED };
  return { day, user, now, isOver: now >= (await timed(tx, day)).until };
}

const relationsTo = ({ guest, host }: SupportDay, user: UserId): Relation[] => [
  ...(guest === user ? (['visitor'] as const) : []),
  ...(host === user ? (['host'] as const) : []),
];

/** Plans that day, or moves there what the guest has planned; all that decides is looked at again, because somebody else may have been faster. Resolves to whether it could be. */
export async function book(tx: Tx, guest: Person, offer: Offer, now: Instant): Promise<boolean> {
  const days = await daysOfGuest(tx, guest.id);
  const current = days.find(({ state }) => state === 'planned');
  if (current?.host === offer.host && current.day === offer.day) return true;
  if (!isPossible(await questionFor(tx, guest, now), offer)) return false;
  await tellPlanned(tx, await plannedAs(tx, { guest, current, offer }, now), now);
  for (const before of days.filter(isLetDown)) await redraw(tx, before);
  return true;
}

/** With the same host it is the same day moved, so that they keep the one message of it. */
async function plannedAs(
  tx: Tx,
  { guest, current, offer }: { guest: Person; current: SupportDay | undefined; offer: Offer },
  now: Instant,
): Promise<SupportDay> {
  if (current?.host === offer.host) {
    // What was said on a morning that it leaves, too.
    await redraw(tx, current);
    return moveDay(tx, current, offer.day, { what: 'moved', by: guest.id, now });
  }
  if (current) await cancel(tx, { day: current, user: guest.id, now });
  return insertDay(tx, { guest: guest.id, ...offer }, { what: 'booked', by: guest.id, now });
}

export async function cancel(tx: Tx, { day, user, now }: Omit<ActingOnDay, 'isOver'>): Promise<void> {
  await tellOff(tx, await settleDay(tx, day, { state: 'cancelled' }, { what: 'cancelled', by: user, now }));
}

export async function veto(tx: Tx, { day, user, now }: ActingOnDay): Promise<void> {
  const vetoed = await settleDay(tx, day, { state: 'vetoed' }, { what: 'vetoed', by: user, now });
  await tellLetDown(tx, vetoed, now);
}

/** It will not be, without either of them having said so. */
export async function fallThrough(tx: Tx, day: SupportDay, state: FellThrough, now: Instant): Promise<void> {
  const fallen = await settleDay(tx, day, { state }, { what: state, by: undefined, now });
  await (isLetDown(fallen) ? tellLetDown(tx, fallen, now) : tellOff(tx, fallen));
}

/** One of the two says how it was. */
export async function answer(tx: Tx, { day, user, now }: ActingOnDay, says: 'done' | 'missed'): Promise<SupportDay> {
  const what = says === 'done' ? 'took-place' : 'did-not';
  const answered = await settleDay(tx, day, { state: says, learned: day.learned }, { what, by: user, now });
  await redraw(tx, answered);
  return answered;
}

/** The guest says what they have learned on a day that took place. */
export async function learn(tx: Tx, { day, user, now }: ActingOnDay, learned: string): Promise<SupportDay> {
  const told = await settleDay(tx, day, { state: 'done', learned }, { what: 'learned', by: user, now });
  await redraw(tx, told);
  return told;
}

/** Why what was said of a day cannot be taken back; undefined when it can. */
export async function keptBecause(tx: Tx, { day, now }: ActingOnDay): Promise<string | undefined> {
  const { zone } = await calendarFor(tx, day.guest);
  if (!isSameQuarter(day.day, localDay(now, zone))) return 'Its quarter is over: what was said of it stays.';
  const others = await daysOfGuest(tx, day.guest);
  return others.some(({ state }) => state === 'planned')
    ? 'Another day is planned by now. Cancel that one first, with `/cx day`.'
    : undefined;
}

/** As if nobody had said how it was. What the guest has written only they themselves take back with it. */
export async function undo(tx: Tx, { day, user, now }: ActingOnDay): Promise<void> {
  const learned = user === day.guest ? undefined : day.learned;
  await redraw(tx, await settleDay(tx, day, { state: 'planned', learned }, { what: 'undone', by: user, now }));
}
