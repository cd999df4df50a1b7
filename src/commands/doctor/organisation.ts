import { findCxLead, type Organisation } from '../../features/ownership/index.ts';
import { type Channel, findChannelByRef, findPersonByRef, type Person } from '../../features/people/index.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { broken, type Check, look, ok } from './check.ts';

export interface Directory {
  readonly person: (ref: string) => Person | undefined;
  readonly channel: (ref: string) => Channel | undefined;
  /** Whether the CX lead, or somebody who stands in, is there. */
  readonly someoneAnswers: boolean;
}

/** Everybody and every channel that the organisation names, as far as Slack knows them. */
export async function directoryFor(tx: Tx, organisation: Organisation): Promise<Directory> {
  const people = new Map<string, Person | undefined>();
  for (const ref of placesOf(organisation).keys()) people.set(ref, await findPersonByRef(tx, ref));
  const channels = new Map<string, Channel | undefined>();
  for (const { channel } of organisation.departments)
    if (channel !== undefined) channels.set(channel, await findChannelByRef(tx, channel));
  const someoneAnswers = (await findCxLead(tx, organisation)) !== undefined;
  return { person: (ref) => people.get(ref), channel: (ref) => channels.get(ref), someoneAnswers };
}

export function organisationChecks(organisation: Organisation, directory: Directory): Check[] {
  return [...peopleChecks(organisation, directory), ...channelChecks(organisation, directory)];
}

/** Where the organisation names each person. */
function placesOf({ roles, departments, topics, people }: Organisation): Map<string, string[]> {
  const places = new Map<string, string[]>();
  const add = (ref: string | undefined, place: string) => {
    if (ref !== undefined) places.set(ref, [...(places.get(ref) ?? []), place]);
  };
  add(roles.cx_lead, 'roles: cx_lead');
  add(roles.cx_deputy, 'roles: cx_deputy');
  add(roles.executive_sponsor, 'roles: executive_sponsor');
  for (const { key, head, members } of departments) {
    add(head, `department ${key}: head`);
    for (const member of members) add(member, `department ${key}: member`);
  }
  for (const { key, owner, backup } of topics) {
    add(owner, `topic ${key}: owner`);
    add(backup, `topic ${key}: backup`);
  }
  for (const { who } of people) add(who, 'people');
  return places;
}

const STANDINGS: Readonly<Record<Exclude<Person['standing'], 'member'>, string>> = {
  guest: 'is a guest',
  stranger: 'is of another company',
  bot: 'is a bot',
  deactivated: 'is deactivated',
};

const NOBODY = broken(
  'people',
  'neither the CX lead nor anybody who could stand in is a member',
  'name one, because Loopkeeper does not start where nobody answers in the end',
);

function peopleChecks(organisation: Organisation, { person, someoneAnswers }: Directory): Check[] {
  const places = placesOf(organisation);
  const missing = [...places].flatMap(([ref, where]) => {
    const found = person(ref);
    if (found?.standing === 'member') return [];
    const what = found ? STANDINGS[found.standing] : 'is not in this workspace';
    return [
      look('people', `${ref} ${what} (${shortened(where)})`, 'name a member; until then the next in line answers'),
    ];
  });
  const checks = someoneAnswers ? missing : [NOBODY, ...missing];
  return checks.length > 0 ? checks : [ok('people', `all ${places.size} whom the organisation names are members`)];
}

const MOST_PLACES = 3;

function shortened(places: readonly string[]): string {
  const more = places.length - MOST_PLACES;
  return [...places.slice(0, MOST_PLACES), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

function channelChecks({ departments }: Organisation, { channel }: Directory): Check[] {
  const checks = departments.flatMap(
    ({ key, channel: ref }) => (ref === undefined ? without(key) : channelProblem(ref, key, channel(ref))) ?? [],
  );
  return checks.length > 0 ? checks : [ok('channels', `all ${departments.length} departments have theirs`)];
}

const without = (department: string): Check =>
  look(
    'channels',
    `department ${department} has no channel, so its cards go to the CX lead in DMs`,
    'choose one with /cx setup',
  );

/** Slack does not show a bot the private channels that it is not in. */
function channelProblem(ref: string, department: string, channel: Channel | undefined): Check | undefined {
  const about = `${ref} (department ${department})`;
  if (channel === undefined) {
    return broken('channels', `${about} is not there, or private`, 'make it, or type in it: /invite @Loopkeeper');
  }
  if (channel.archived) return broken('channels', `${about} is archived`, 'open it again, or name another');
  if (channel.external) {
    return broken(
      'channels',
      `${about} is shared with another company`,
      'name another, so that customers stay among us',
    );
  }
  if (channel.private && !channel.member) {
    return broken('channels', `${about} is private`, 'type in it: /invite @Loopkeeper');
  }
  return undefined;
}
