import type { Duration } from '../../../kernel/duration.ts';
import type { UserId } from '../../../kernel/slack.ts';
import { DAY, earlier, HOUR, type Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { findChannelByRef, findPerson, findPersonByRef, isNamed } from '../../people/index.ts';
import { cxLead } from '../answerable.ts';
import { companyCalendar } from '../calendars.ts';
import type { ChannelRef, PersonRef } from '../domain.ts';
import { currentOrganisation } from '../store.ts';
import { isDue } from './agreement.ts';
import { type Line, missing, type OpenDirectory, openLines } from './lines.ts';
import { openAgreements, openProposals } from './store.ts';

/** What is open of the directory by now. */
export async function openDirectory(tx: Tx, now: Instant): Promise<OpenDirectory> {
  const { organisation } = await currentOrganisation(tx);
  const { roles, departments, policy } = organisation;
  const places = [roles.cx_lead, roles.cx_deputy, roles.executive_sponsor, roles.people_lead];
  const here = new Set<PersonRef>();
  for (const ref of [...places, ...departments.map(({ head }) => head)])
    if (ref !== undefined && (await findPersonByRef(tx, ref))?.standing === 'member') here.add(ref);
  const channels = new Set<ChannelRef>();
  for (const { channel } of departments) {
    const found = channel === undefined ? undefined : await findChannelByRef(tx, channel);
    if (channel !== undefined && found && !found.archived && !found.external) channels.add(channel);
  }
  const every = policy.confirm_owners_every;
  const calendar = companyCalendar(organisation);
  const open = await openAgreements(tx, earlier(now, leastOf(every)));
  return {
    organisation,
    agreements: open.filter((each) => each.state !== 'agreed' || isDue(each, every, calendar, now)),
    proposals: await openProposals(tx),
    isHere: (ref) => here.has(ref),
    hasChannel: (ref) => channels.has(ref),
    lead: await cxLead(tx, organisation),
  };
}

/** No calendar makes a duration shorter than this, in milliseconds. */
const leastOf = (duration: Duration): number =>
  duration.clock === 'wall' ? duration.ms : duration.n * (duration.unit === 'days' ? DAY : HOUR);

/** Everybody who can put something right, each with their lines. */
export async function readersOf(tx: Tx, directory: OpenDirectory): Promise<ReadonlyMap<UserId, readonly Line[]>> {
  const readers = new Map<UserId, Line[]>();
  for (const { reader, line } of openLines(directory)) {
    const person = await findPersonByRef(tx, reader);
    if (person?.standing !== 'member') continue;
    const lines = readers.get(person.id) ?? [];
    readers.set(person.id, lines);
    lines.push(line);
  }
  return readers;
}

/** What this person can put right of the directory, what they are asked themselves first. */
export async function openFor(tx: Tx, user: UserId, now: Instant): Promise<readonly Line[]> {
  const person = await findPerson(tx, user);
  if (person === undefined) return [];
  return openLines(await openDirectory(tx, now)).flatMap(({ reader, line }) => (isNamed(person, reader) ? [line] : []));
}

/** How many heads, channels and roles nobody has filled in yet. */
export const countUnfilled = async (tx: Tx, now: Instant): Promise<number> =>
  missing(await openDirectory(tx, now)).length;
