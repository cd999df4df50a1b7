import type { Organisation } from '../features/ownership/index.ts';
import { calendarOf } from '../features/ownership/index.ts';
import { localDay } from '../kernel/calendar/day.ts';
import type { UserId } from '../kernel/slack.ts';
import { DAY, type Instant, instant, later } from '../kernel/time.ts';
import type { Imagined } from '../platform/outbox/imagined.ts';
import { answersAt, castOf, filledIn, type Offer, offersIn, type Temperament } from './people.ts';
import { createWorld, type World } from './world.ts';

/** One piece of feedback and when it comes. */
export interface Coming {
  readonly at: Instant;
  readonly said: object;
}

export interface Simulated {
  /** New messages: no edits, which notify nobody. */
  readonly messages: readonly Imagined[];
  /** Who or what a recipient's id is. */
  readonly nameOf: (id: string) => string;
  /** To look at what became of it; `close` when done. */
  readonly context: World['context'];
  readonly close: () => Promise<void>;
}

interface Options {
  readonly organisation: Organisation;
  readonly begins: Instant;
  readonly days: number;
  readonly comings: readonly Coming[];
  readonly random: () => number;
  /** Absent: everybody answers after their temperament. */
  readonly nobodyActs?: boolean;
}

/** Somebody will press this button of that message then. */
interface Act {
  readonly at: Instant;
  readonly who: UserId;
  readonly key: string;
  readonly offer: Offer;
}

/** Lives through so many days of feedback with people who answer, or do not. The same seed gives the same messages. */
export async function simulated({
  organisation,
  begins,
  days,
  comings,
  random,
  nobodyActs,
}: Options): Promise<Simulated> {
  const messages: Imagined[] = [];
  const fresh: Imagined[] = [];
  const world = await createWorld({
    organisation,
    begins,
    random,
    heard(imagined) {
      messages.push(imagined);
      if (isDm(imagined)) fresh.push(imagined);
    },
  });
  const cast = nobodyActs ? new Map<UserId, Temperament>() : castOf(world.people, random);
  const ahead = new Agenda([...comings]);
  const ends = later(begins, days * DAY);
  for (let next = ahead.take(ends); next !== undefined; next = ahead.take(ends)) {
    await turned(world, next.at);
    if ('said' in next) await world.hears('simulation', `s${ahead.taken}`, next.said);
    else await pressed(world, next, ahead, cast, random);
  }
  await turned(world, ends);
  return { messages, nameOf: world.nameOf, context: world.context, close: world.close };

  async function turned(to: World, at: Instant): Promise<void> {
    await to.turnTo(at);
    for (const dm of fresh.splice(0)) await answered(to, dm, ahead, cast, random);
  }
}

const isDm = ({ to, inThread }: Imagined) => to.startsWith('U') && !inThread;

/** Whoever gets a DM may come back to each thing it asks. */
async function answered(
  world: World,
  { key, to, message }: Imagined,
  ahead: Agenda,
  cast: ReadonlyMap<UserId, Temperament>,
  random: () => number,
): Promise<void> {
  const who = to as UserId;
  const temperament = cast.get(who);
  if (temperament === undefined) return;
  const calendar = await world.context.transaction((tx) => calendarOf(tx, world.organisation, who));
  for (const offer of offersIn(message.blocks)) {
    const at = answersAt(temperament, calendar, world.context.now(), random);
    if (at !== undefined) ahead.add({ at, who, key, offer });
  }
}

/** Presses it as the message stands by then, fills in what is asked, and perhaps goes on to the next step. */
async function pressed(
  world: World,
  { who, key, offer }: Act,
  ahead: Agenda,
  cast: ReadonlyMap<UserId, Temperament>,
  random: () => number,
): Promise<void> {
  const subject = subjectOf(offer);
  const standing = await world.reads(key);
  const current = offersIn(standing?.blocks ?? []).find((each) => subjectOf(each) === subject);
  if (current === undefined || !(await press(world, who, current))) return;
  const temperament = cast.get(who);
  if (temperament === undefined) return;
  const calendar = await world.context.transaction((tx) => calendarOf(tx, world.organisation, who));
  const again = { likely: temperament.onTheirOwn, hours: temperament.hours };
  const at = answersAt(again, calendar, world.context.now(), random);
  if (at !== undefined) ahead.add({ at, who, key, offer: current });
}

const subjectOf = ({ value }: Offer) => value.split('@')[0];

async function press({ actions, forms, context }: World, user: UserId, { action, value }: Offer): Promise<boolean> {
  const now = context.now();
  return context.transaction(async (tx) => {
    const answer = await actions.get(action)?.run(tx, { user, value, now, at: undefined });
    const form = answer?.open;
    if (form === undefined) return answer?.say === undefined;
    const values = filledIn(form, localDay(now, 'UTC'));
    const about = form.private_metadata ?? '';
    const outcome = await forms.get(form.callback_id ?? '')?.run(tx, { user, now, about, values, form: `f${now}` });
    return outcome?.errors === undefined && outcome?.say === undefined;
  });
}

/** What is still to happen, soonest first; of two at once the one that was added first. */
class Agenda {
  taken = 0;
  #added = 0;
  readonly #items: { readonly what: Coming | Act; readonly rank: number }[] = [];

  constructor(comings: readonly Coming[]) {
    for (const coming of comings) this.add(coming);
  }

  add(what: Coming | Act): void {
    const item = { what, rank: this.#added++ };
    let [low, high] = [0, this.#items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#items[middle]?.what.at ?? 0) > what.at) low = middle + 1;
      else high = middle;
    }
    this.#items.splice(low, 0, item);
  }

  take(until: Instant): Coming | Act | undefined {
    const next = this.#items.at(-1)?.what;
    if (next === undefined || next.at > until) return undefined;
    this.#items.pop();
    this.taken += 1;
    return { ...next, at: instant(next.at) };
  }
}
