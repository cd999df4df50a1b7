import { migrations } from '../../migrations/index.ts';
import { features } from '../app.ts';
import { type Reader, readByWords } from '../features/feedback/index.ts';
import { applyOrganisation, type Organisation } from '../features/ownership/index.ts';
import { readDirectory } from '../features/people/index.ts';
import type { UserId } from '../kernel/slack.ts';
import { type Instant, instant } from '../kernel/time.ts';
import { type Ring, ringing } from '../platform/bell.ts';
import type { Context } from '../platform/context.ts';
import { migrate } from '../platform/db/migrate.ts';
import { type Database, openDatabase } from '../platform/db/open.ts';
import { factsLane } from '../platform/facts/facts.ts';
import { byName, type Feature } from '../platform/feature.ts';
import { createInbox, deliver } from '../platform/inbox/inbox.ts';
import { inboxLane } from '../platform/inbox/lane.ts';
import { silentLog } from '../platform/log.ts';
import { type Imagined, readInImagination, sayInImagination } from '../platform/outbox/imagined.ts';
import { nextHeldBack } from '../platform/outbox/ready.ts';
import type { Lane } from '../platform/queue/doorbell.ts';
import type { Message } from '../platform/slack/blocks.ts';
import type { Call } from '../platform/slack/calls.ts';
import type { ActionHandler, FormHandler } from '../platform/slack/surface.ts';
import { timersLane } from '../platform/timers/timers.ts';

/** The whole bot in memory, without Slack: its clock is turned from event to event, and what it would say is heard. */
export interface World {
  readonly context: Context;
  readonly organisation: Organisation;
  readonly people: readonly UserId[];
  readonly nameOf: (id: string) => string;
  readonly actions: ReadonlyMap<string, ActionHandler>;
  readonly forms: ReadonlyMap<string, FormHandler>;
  /** Feedback comes in now, as from a source. */
  readonly hears: (source: string, id: string, said: object) => Promise<void>;
  /** Does all that is due by that instant, each thing at its own. */
  readonly turnTo: (at: Instant) => Promise<void>;
  /** What the message of that key says by now. */
  readonly reads: (key: string) => Promise<Message | undefined>;
  readonly close: () => Promise<void>;
}

interface Options {
  readonly organisation: Organisation;
  readonly begins: Instant;
  readonly random: () => number;
  readonly heard: (imagined: Imagined) => void;
  readonly read?: Reader;
  /** After each event, when all that follows from it is done. */
  readonly looked?: () => Promise<void>;
}

export async function createWorld({
  organisation,
  begins,
  random,
  heard,
  read = readByWords,
  looked = async () => undefined,
}: Options): Promise<World> {
  const database = openDatabase(':memory:');
  await migrate(database, migrations, ':memory:');
  let now = begins;
  const rung = new Set<string>();
  const ring = ({ lane, alarm }: Ring) => void (alarm ?? rung.add(lane));
  const context: Context = { now: () => now, random, transaction: ringing(database, ring) };
  await context.transaction((tx) => applyOrganisation(tx, organisation, 'file', now));
  const [members, channels] = [membersOf(organisation), channelsOf(organisation)];
  const names = new Map([...members, ...channels].map(({ id, name }) => [id, name]));
  await readDirectory({ context, call: slackWith(members, channels), log: silentLog });
  const { all, inbox } = featuresOf(context, database, read);
  const lanes = lanesOf(context, database, all, inbox.arrived);
  const saying = { context, renders: byName(all.map((each) => each.messages)) };
  const says: Working = {
    name: 'outbox',
    drain: () => sayInImagination(saying, heard),
    next: (from) => nextHeldBack(database.read, from),
  };
  const working = [...lanes, says];
  const settle = () => settled(working, rung).then(looked);
  return {
    context,
    organisation,
    people: members.map(({ id }) => id as UserId),
    nameOf: (id) => names.get(id) ?? id,
    actions: byName(all.map(({ surface }) => surface?.actions)),
    forms: byName(all.map(({ surface }) => surface?.forms)),
    async hears(source, externalId, body) {
      await context.transaction((tx) => deliver(tx, { kind: 'feedback', source, externalId, body }, now));
    },
    async turnTo(at) {
      for (;;) {
        await settle();
        const next = await soonest(working, now);
        if (next === undefined || next.at > at) break;
        now = next.at;
        for (const lane of next.lanes) rung.add(lane);
      }
      now = instant(Math.max(now, at));
      await settle();
    },
    reads: (key) => readInImagination(saying, key),
    close: () => database.close(),
  };
}

type Working = Pick<Lane, 'name' | 'drain' | 'next'>;

/** Does what was rung for until nothing is. */
async function settled(lanes: readonly Working[], rung: Set<string>): Promise<void> {
  while (rung.size > 0) {
    for (const lane of lanes.filter(({ name }) => rung.delete(name))) if ((await lane.drain()) > 0) rung.add(lane.name);
  }
}

function featuresOf(context: Context, database: Database, read: Reader) {
  const inbox = createInbox(database, context.now, () => undefined);
  const isDisabled = async () => false;
  const all = features(context, { inbox, read, secrets: new Map(), isDisabled, log: silentLog });
  return { all, inbox };
}

function lanesOf(context: Context, { read }: Database, all: readonly Feature[], arrived: () => number): Lane[] {
  const each = { context, read, real: () => 0, log: silentLog };
  return [
    inboxLane({
      ...each,
      arrived,
      handlers: byName(all.map(({ inbox }) => inbox)),
      placings: byName(all.map(({ placings }) => placings)),
      prepare: async () => undefined,
    }),
    factsLane({ ...each, hearers: all.flatMap(({ hears }) => hears ?? []) }),
    timersLane({ ...each, handlers: byName(all.map(({ timers }) => timers)) }),
  ];
}

/** When something is to be done next, and all lanes that have something to do at that instant. */
async function soonest(lanes: readonly Working[], now: Instant) {
  let found: { readonly lanes: readonly string[]; readonly at: Instant } | undefined;
  for (const { name, next } of lanes) {
    const at = await next?.(now);
    if (at === undefined || (found !== undefined && at > found.at)) continue;
    found = { lanes: at === found?.at ? [...found.lanes, name] : [name], at };
  }
  return found;
}

/** Whoever the organisation names, as Slack would list them. */
function membersOf({ roles, people, departments, topics }: Organisation) {
  const refs = new Set([
    ...Object.values(roles).filter((ref) => typeof ref === 'string'),
    ...people.map(({ who }) => who),
    ...departments.flatMap(({ head, members }) => [head, ...members]),
    ...topics.flatMap(({ owner, backup }) => [owner, backup]),
  ]);
  const isGroup = (ref: string) => ref.startsWith('@') || ref.startsWith('S');
  return [...refs].filter((ref) => ref !== undefined && !isGroup(ref)).map((ref) => memberFrom(ref));
}

const channelsOf = ({ departments }: Organisation) =>
  departments
    .flatMap(({ channel }) => channel ?? [])
    .map((channel, n) => ({
      id: channel.startsWith('#') ? `C${String(n).padStart(8, '0')}` : channel,
      name: channel.replace(/^#/, ''),
      is_member: true,
    }));

function slackWith(members: readonly object[], channels: readonly object[]): Call {
  const body = { members, channels, usergroups: [] };
  return async () => ({ kind: 'ok', body });
}

/** What somebody is called in the imagined Slack whom the organisation file calls so. */
export const userOf = (ref: string): UserId =>
  (ref.includes('@') ? `U${Buffer.from(ref).toString('hex').toUpperCase()}` : ref) as UserId;

function memberFrom(ref: string) {
  return { id: userOf(ref), name: ref.split('@')[0] ?? ref, profile: { email: ref.includes('@') ? ref : undefined } };
}
