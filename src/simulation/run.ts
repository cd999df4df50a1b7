import type { Organisation } from '../features/ownership/index.ts';
import { calendarOf } from '../features/ownership/index.ts';
import { localDay } from '../kernel/calendar/day.ts';
import type { WorkCalendar } from '../kernel/calendar/work.ts';
import type { UserId } from '../kernel/slack.ts';
import { DAY, type Instant, instant, later } from '../kernel/time.ts';
import { prepared } from '../platform/db/prepared.ts';
import type { Imagined } from '../platform/outbox/imagined.ts';
import type { Luck } from './luck.ts';
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
  /** Who answers how; absent: everybody after a temperament that chance gives them. */
  readonly cast?: ReadonlyMap<UserId, Temperament>;
  /** Whose chance decides when somebody answers about a thing; absent: that of all, in the order in which things happen. */
  readonly luck?: Luck;
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
  cast: given,
  luck = () => random,
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
  const ahead = new Agenda([...comings]);
  const people = { cast: given ?? castOf(world.people, random), luck, shown: new Map(), calendars: new Map() };
  const life: Life = { world, ahead, ...people };
  const ends = later(begins, days * DAY);
  for (let next = ahead.take(ends); next !== undefined; next = ahead.take(ends)) {
    await turned(next.at);
    if ('said' in next) await world.hears('simulation', `s${ahead.taken}`, next.said);
    else await pressed(life, next);
  }
  await turned(ends);
  return { messages, nameOf: world.nameOf, context: world.context, close: world.close };

  async function turned(at: Instant): Promise<void> {
    await world.turnTo(at);
    for (const { key, to, message } of fresh.splice(0)) await answered(life, key, to as UserId, message.blocks);
  }
}

const isDm = ({ to, inThread }: Imagined) => to.startsWith('U') && !inThread;

interface Life {
  readonly world: World;
  readonly ahead: Agenda;
  readonly cast: ReadonlyMap<UserId, Temperament>;
  readonly luck: Luck;
  /** What each message has shown its reader, who makes up their mind about each thing once. */
  readonly shown: Map<string, Set<string>>;
  /** Nobody's hours change while it is lived through. */
  readonly calendars: Map<UserId, WorkCalendar>;
}

/** Whoever sees what a message asks may come back to each of it that they had not seen there before. */
async function answered(life: Life, key: string, who: UserId, blocks: Imagined['message']['blocks']): Promise<void> {
  const temperament = life.cast.get(who);
  if (temperament === undefined) return;
  const shown = life.shown.get(key) ?? new Set();
  life.shown.set(key, shown);
  const fresh = offersIn(blocks).filter((offer) => !shown.has(subjectOf(offer)));
  for (const offer of fresh) {
    shown.add(subjectOf(offer));
    await comesBack(life, { who, key, offer }, temperament.likely);
  }
}

/** Perhaps, after a while. */
async function comesBack(life: Life, act: Omit<Act, 'at'>, likely: number): Promise<void> {
  const { world, cast, luck, ahead } = life;
  const temperament = cast.get(act.who);
  if (temperament === undefined) return;
  const calendar = await hoursOf(life, act.who);
  const random = luck(act.who, subjectOf(act.offer));
  const at = answersAt({ likely, hours: temperament.hours }, calendar, world.context.now(), random);
  if (at !== undefined) ahead.add({ at, ...act });
}

async function hoursOf({ world, calendars }: Life, who: UserId): Promise<WorkCalendar> {
  const known = calendars.get(who);
  if (known) return known;
  const calendar = await world.context.transaction((tx) => calendarOf(tx, world.organisation, who));
  calendars.set(who, calendar);
  return calendar;
}

/** Presses what is asked by then and fills in what it wants; then perhaps goes on with it, and with what else the message asks. */
async function pressed(life: Life, act: Act): Promise<void> {
  const { world, cast } = life;
  const { who, key } = act;
  const current = await offered(world, act);
  const temperament = cast.get(who);
  if (current === undefined || temperament === undefined || !(await press(world, who, current))) return;
  await comesBack(life, { who, key, offer: current }, temperament.onTheirOwn);
  await answered(life, key, who, (await world.reads(key))?.blocks ?? []);
}

/** What the message asks of this issue by now; where it has no room for it any more, what the issue's own page asks first. */
async function offered(world: World, { who, key, offer }: Act): Promise<Offer | undefined> {
  const isIt = (each: Offer) => subjectOf(each) === subjectOf(offer);
  const standing = offersIn((await world.reads(key))?.blocks ?? []).find(isIt);
  if (standing !== undefined) return standing;
  const now = world.context.now();
  const asked = { user: who, value: subjectOf(offer), now, at: undefined };
  const page = await world.context.transaction(async (tx) => world.actions.get('issue.open')?.run(tx, asked));
  return offersIn(page?.say?.blocks ?? []).find(isIt);
}

const subjectOf = ({ value }: Offer) => value.split('@')[0] ?? '';

/** Resolves to whether it changed anything. */
async function press({ actions, forms, context }: World, user: UserId, { action, value }: Offer): Promise<boolean> {
  const now = context.now();
  const issue = Number(value.split('@')[0]);
  return context.transaction(async (tx) => {
    const version = () => versionOf.first(tx, { issue });
    const before = await version();
    const form = (await actions.get(action)?.run(tx, { user, value, now, at: undefined }))?.open;
    if (form !== undefined) {
      const values = filledIn(form, localDay(now, 'UTC'));
      const about = form.private_metadata ?? '';
      await forms.get(form.callback_id ?? '')?.run(tx, { user, now, about, values, form: `f${now}` });
    }
    return (await version())?.version !== before?.version;
  });
}

const versionOf = prepared((db, { issue }: { readonly issue: number }) =>
  db.selectFrom('issue').select('version').where('id', '=', issue),
);

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
