import { DAY, HOUR, MINUTE } from '../../../src/kernel/time.ts';

/** One complaint, and what its owner does about it before they fall silent; everybody else is silent throughout. */
export interface Scenario {
  /** Minutes that walls are ahead of UTC; nine to five, Monday to Friday, nothing else. */
  readonly ahead: number;
  readonly opens: number;
  readonly urgent: boolean;
  readonly owner: 'is silent' | 'answers the customer' | 'mends it';
  /** Working minutes after which they do. */
  readonly after: number;
}

export interface Dm {
  readonly at: number;
  readonly to: string;
  readonly says: string;
}

/**
 * Who is sent what, and when, told from product.md alone and by walking from minute to minute: nothing of the engine has a
 * part in it. It looks so far as that table reaches: to the day on which the customer has waited for 48 hours, or until an
 * issue has been taken from who was silent, or the head has heard that its customer was never told.
 */
export function expected(scenario: Scenario): { readonly dms: readonly Dm[]; readonly until: number } {
  const days = calendarOf(scenario.ahead);
  return scenario.owner === 'is silent' ? silent(scenario, days) : acted(scenario, days);
}

type Days = ReturnType<typeof calendarOf>;

function calendarOf(ahead: number) {
  const wall = (at: number) => new Date(at + ahead * MINUTE);
  const midnight = (at: number) => Math.floor((at + ahead * MINUTE) / DAY) * DAY - ahead * MINUTE;
  const isWeekday = (at: number) => ![0, 6].includes(wall(at).getUTCDay());
  const works = (at: number) => isWeekday(at) && wall(at).getUTCHours() >= 9 && wall(at).getUTCHours() < 17;
  const next = (at: number) => walk(at, works);
  /** Working minutes later: the end of the last of them. */
  const later = (from: number, minutes: number) => {
    let at = from;
    for (let left = minutes; left > 0; at += MINUTE) if (works(at)) left -= 1;
    return at;
  };
  const daysLater = (from: number, days: number) => {
    let at = next(from);
    for (let left = days; left > 0; left -= isWeekday(at) ? 1 : 0) at += DAY;
    return at;
  };
  /** The bundle of 09:15 that goes from then on. */
  const bundle = (at: number) =>
    walk(at, (each) => isWeekday(each) && each - midnight(each) === 9 * HOUR + 15 * MINUTE);
  return { works, next, later, daysLater, bundle, midnight };
}

function walk(from: number, holds: (at: number) => boolean): number {
  let at = from;
  while (!holds(at)) at += MINUTE;
  return at;
}

/** After 4 working hours one nudge, after 8 the backup has it, after 8 more it is between departments; urgent: 1, 2 and 2. */
function silent({ opens, urgent }: Scenario, days: Days) {
  const dms = [
    ...waitsFor('ann', opens, urgent, days),
    ...waitsFor('bob', passesOn(opens, urgent, days), urgent, days),
  ];
  const taken = passesOn(opens, urgent, days);
  dms.push({ at: days.bundle(taken), to: 'ann', says: 'handed-on' });
  const limbo = passesOn(taken, urgent, days);
  dms.push({ at: told(limbo, urgent, days), to: 'lea', says: 'assigned' });
  return { dms: sorted(dms), until: Math.min(days.midnight(opens + 2 * DAY), limbo + 1) };
}

const passesOn = (from: number, urgent: boolean, days: Days) => days.later(from, urgent ? 2 * 60 : 8 * 60);

/** What is new is told at once; out of hours it waits for the morning's bundle, or, urgent, for the first working minute. */
const told = (at: number, urgent: boolean, days: Days) =>
  days.works(at) ? at : urgent ? days.next(at) : days.bundle(at);

function waitsFor(to: string, from: number, urgent: boolean, days: Days): Dm[] {
  const nudged = days.later(from, urgent ? 60 : 4 * 60);
  return [
    { at: told(from, urgent, days), to, says: 'assigned' },
    { at: told(nudged, urgent, days), to, says: 'accept' },
  ];
}

function acted({ opens, urgent, owner, after }: Scenario, days: Days) {
  const acts = days.later(days.next(opens), after);
  const before = waitsFor('ann', opens, urgent, days).filter(({ at }) => at < acts);
  return owner === 'mends it' ? untold(before, acts, days) : idle(before, acts, urgent, days);
}

/** Fixed, and nobody told the customer: nudged after 2 working days, and after 2 more; then the head hears. */
function untold(before: Dm[], acts: number, days: Days) {
  const on = (n: number) => days.bundle(days.midnight(days.daysLater(acts, n)));
  const dms = [
    { at: on(2), to: 'ann', says: 'tell' },
    { at: on(4), to: 'ann', says: 'tell-again' },
    { at: on(6), to: 'fay', says: 'tell-last' },
  ];
  return { dms: sorted([...before, ...dms]), until: on(6) + 1 };
}

/**
 * Three working days without a word: "Still on it?"; one more, and the backup has it. That three quarters of the time are
 * gone is told on its day, or, as one thing a day is asked, on the next; and who was told something has an hour to answer it.
 */
function idle(before: Dm[], acts: number, urgent: boolean, days: Days) {
  const asked = days.midnight(days.daysLater(acts, 3));
  const warned = days.bundle(Math.max(days.midnight(days.later(acts, 30 * 60) - 1), asked + DAY));
  const taken = Math.max(days.daysLater(acts, 4), days.later(warned, 60));
  const dms = [
    { at: days.bundle(asked), to: 'ann', says: 'still-on-it' },
    { at: warned, to: 'ann', says: 'resolve-warning' },
    ...waitsFor('bob', taken, urgent, days),
    { at: days.bundle(taken), to: 'ann', says: 'handed-on' },
  ];
  const until = Math.min(days.bundle(taken) + 1, passesOn(taken, urgent, days));
  return { dms: sorted([...before, ...dms]), until };
}

const sorted = (dms: readonly Dm[]) => dms.toSorted((a, b) => a.at - b.at || a.to.localeCompare(b.to));
