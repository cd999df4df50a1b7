import type { ChannelId, UserId } from '../../kernel/slack.ts';
import type { Tx } from '../../platform/db/schema.ts';
import {
  findChannelByRef,
  findPerson,
  findPersonByRef,
  findPrimaryOwner,
  hasLeft,
  isNamed,
  type Person,
  type Relation,
} from '../people/index.ts';
import type { Department, Organisation, PersonRef, Topic } from './domain.ts';
import { answersByName } from './upkeep/store.ts';

/** Who answers now, and where in the chain they stand: a silent owner hands on to the backup, and that one to the last. */
export interface Answerer {
  readonly user: UserId;
  readonly standing: 'owner' | 'backup' | 'last';
}

export function topicOf(organisation: Organisation, key: string | null | undefined): Topic | undefined {
  return organisation.topics.find((topic) => topic.key === key);
}

/** The department of that key; where there is none any more, the CX lead's own, so that nothing falls through. */
export function departmentOf(organisation: Organisation, key: string | undefined): Department {
  const { departments, roles } = organisation;
  const found =
    departments.find((department) => department.key === key) ??
    departments.find(({ head, members }) => head === roles.cx_lead || members.includes(roles.cx_lead)) ??
    departments[0];
  if (found === undefined) throw new Error('An organisation has at least one department');
  return found;
}

/** Topic owner → backup → department head → CX lead: the first who works here. `except` has answered already. */
export async function answererFor(
  tx: Tx,
  organisation: Organisation,
  about: About,
  except: readonly UserId[] = [],
): Promise<Answerer> {
  const department = departmentOf(organisation, about.department);
  for (const [ref, standing] of await chainFor(tx, about, department)) {
    const person = ref && (await findPersonByRef(tx, ref));
    const there = person && (await whoIsThere(tx, person));
    if (there && !except.includes(there.id) && !(await hasLeftTheirs(tx, there, department)))
      return { user: there.id, standing };
  }
  return { user: await cxLead(tx, organisation), standing: 'last' };
}

interface About {
  readonly topic: Topic | undefined;
  readonly department: string;
}

/** Who answers, one after the other, before it is the CX lead's. Until whoever is named has agreed, the head answers in their place. */
async function chainFor(
  tx: Tx,
  { topic, department }: About,
  { head, deputy }: Department,
): Promise<[PersonRef | undefined, Answerer['standing']][]> {
  if (topic?.department !== department)
    return department === '' && topic === undefined
      ? []
      : [
          [head, 'owner'],
          [deputy, 'backup'],
        ];
  const agreed = await answersByName(tx, topic.key, topic.owner);
  return [
    [agreed ? topic.owner : head, 'owner'],
    [topic.backup, 'backup'],
    [head, 'backup'],
    [deputy, 'backup'],
  ];
}

/** Whether they have left the department's channel: they see none of its cards any more. */
async function hasLeftTheirs(tx: Tx, { id }: Person, { channel }: Department): Promise<boolean> {
  const found = channel && (await findChannelByRef(tx, channel));
  return !!found && (await hasLeft(tx, id, found.id));
}

/** This person; while they are away whom they have named; nobody where that one is not there either. */
export async function whoIsThere(tx: Tx, person: Person): Promise<Person | undefined> {
  if (person.standing !== 'member') return undefined;
  if (!person.away) return person;
  const delegate = person.leave?.delegate && (await findPerson(tx, person.leave.delegate));
  return delegate && delegate.standing === 'member' && !delegate.away ? delegate : undefined;
}

/** The CX lead, or who stands in: deputy, executive sponsor, the first department head who works here, then whose the workspace is. */
export async function cxLead(tx: Tx, organisation: Organisation): Promise<UserId> {
  const found = await findCxLead(tx, organisation);
  if (found !== undefined) return found;
  throw new Error('Neither the CX lead nor anybody who stands in is a member of this Slack workspace');
}

export async function findCxLead(tx: Tx, { roles, departments }: Organisation): Promise<UserId | undefined> {
  const refs = [roles.cx_lead, roles.cx_deputy, roles.executive_sponsor, ...departments.map(({ head }) => head)];
  let away: UserId | undefined;
  for (const ref of refs) {
    const person = ref && (await findPersonByRef(tx, ref));
    const there = person && (await whoIsThere(tx, person));
    if (there) return there.id;
    if (person && person.standing === 'member') away ??= person.id;
  }
  // Better somebody who reads it on their return than nobody, and where all have left whoever can name others.
  return away ?? (await findPrimaryOwner(tx))?.id;
}

/** Where somebody's DMs go while things are tried out; undefined once their department is live, or without rehearsal. */
export async function rehearsalFor(
  tx: Tx,
  { rehearsal, departments }: Organisation,
  user: UserId,
): Promise<{ readonly channel: ChannelId; readonly name: string } | undefined> {
  if (rehearsal === undefined) return undefined;
  const [person, channel] = [await findPerson(tx, user), await findChannelByRef(tx, rehearsal.channel)];
  const live = departments.filter(({ key }) => rehearsal.live.includes(key));
  if (live.some((department) => isIn(department, person, user))) return undefined;
  // Without the channel nobody is written to by mistake.
  if (channel === undefined) throw new Error(`The channel of the rehearsal, ${rehearsal.channel}, is not there`);
  return { channel: channel.id, name: person?.name ?? user };
}

/** Whether this person looks after the whole: CX lead, deputy or executive sponsor. */
export async function standsFor(tx: Tx, { roles }: Organisation, user: UserId): Promise<boolean> {
  for (const ref of [roles.cx_lead, roles.cx_deputy, roles.executive_sponsor])
    if (ref !== undefined && (await findPersonByRef(tx, ref))?.id === user) return true;
  return false;
}

/** What somebody is in the company, as far as it says how often they are written to. The CX lead is written to as an owner is. */
export function roleOf({ roles, departments }: Organisation, person: Person): 'sponsor' | 'head' | 'other' {
  const is = (ref: PersonRef | undefined) => isNamed(person, ref);
  if (is(roles.cx_lead) || is(roles.cx_deputy)) return 'other';
  if (is(roles.executive_sponsor)) return 'sponsor';
  return departments.some(({ head }) => is(head)) ? 'head' : 'other';
}

/** The executive sponsor, where one is named who works here. */
export async function sponsorOf(tx: Tx, { roles }: Organisation): Promise<UserId | undefined> {
  const person = roles.executive_sponsor && (await findPersonByRef(tx, roles.executive_sponsor));
  return person && person.standing === 'member' ? person.id : undefined;
}

/** The head of a department; their deputy while they are away or gone, where one is named who is there. */
export async function headOf(tx: Tx, organisation: Organisation, department: string): Promise<UserId | undefined> {
  const { head, deputy } = departmentOf(organisation, department);
  const person = await findPersonByRef(tx, head);
  const isThere = person?.standing === 'member' && !person.away;
  const standsIn = isThere || deputy === undefined ? undefined : await findPersonByRef(tx, deputy);
  if (standsIn?.standing === 'member' && !standsIn.away) return standsIn.id;
  return person?.standing === 'member' ? person.id : undefined;
}

/** Where its cards stand; undefined where nothing may be posted: no such channel, an archived one, or one that another company reads. */
export async function channelOf(
  tx: Tx,
  organisation: Organisation,
  department: string,
): Promise<ChannelId | undefined> {
  const ref = departmentOf(organisation, department).channel;
  const channel = ref && (await findChannelByRef(tx, ref));
  return !channel || channel.external || channel.archived ? undefined : channel.id;
}

/** The departments of which somebody is head or member, by key. */
export function departmentsOf({ departments }: Organisation, person: Person): string[] {
  return departments.filter((department) => isIn(department, person)).map(({ key }) => key);
}

/** Whether somebody is head, deputy or member of a department; `user` where they are not known yet. */
function isIn({ head, deputy, members }: Department, person: Person | undefined, user?: UserId): boolean {
  const named = [head, ...(deputy === undefined ? [] : [deputy]), ...members];
  return named.some((ref) => (person === undefined ? ref === user : isNamed(person, ref)));
}

/** How this person stands to an issue of that department and topic. */
export function relationsOf(
  organisation: Organisation,
  person: Person,
  issue: {
    readonly owner: UserId;
    readonly department: string;
    readonly topic: string | null;
    readonly teller?: UserId | undefined;
  },
): Relation[] {
  const is = (ref: PersonRef | undefined) => isNamed(person, ref);
  const department = departmentOf(organisation, issue.department);
  const { roles } = organisation;
  const topic = topicOf(organisation, issue.topic);
  const stands: [Relation, boolean][] = [
    ['owner', issue.owner === person.id],
    ['backup', is(topic?.backup)],
    ['colleague', [...department.members, ...(topic?.responsible ?? [])].some(is)],
    ['head', is(department.head) || is(department.deputy)],
    ['cx_lead', is(roles.cx_lead) || is(roles.cx_deputy)],
    ['people_lead', is(roles.people_lead)],
    ['sponsor', is(roles.executive_sponsor)],
    ['teller', issue.teller === person.id],
  ];
  return stands.filter(([, holds]) => holds).map(([relation]) => relation);
}
