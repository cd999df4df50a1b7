import type { ChannelId, UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import {
  channelOf,
  currentOrganisation,
  departmentOf,
  type Organisation,
  organisationOf,
  organisationUnder,
  relationsOf,
  topicOf,
  whoIsThere,
} from '../ownership/index.ts';
import { findPerson, type Person, type Relation } from '../people/index.ts';
import type { Issue } from './domain.ts';
import { nextAnswerer } from './restricted/circle.ts';
import { openIssuesOf, ownersByDepartment } from './store.ts';
import { giveTo } from './take-step.ts';

/** Somebody has left the channel of a department: what they have there goes to the next who answers for it. */
export async function rehomeFrom(tx: Tx, user: UserId, channel: ChannelId, now: Instant): Promise<void> {
  for (const issue of await openIssuesOf(tx, user)) {
    const organisation = await organisationUnder(tx, issue.organisationVersion);
    // What only few may read has nothing to do with any channel.
    if (issue.restricted !== undefined) continue;
    if ((await channelOf(tx, organisation, issue.department)) !== channel) continue;
    await giveToNext(tx, organisation, issue, 'its owner has left the channel', now);
  }
}

/** Another organisation is in force: who was in an issue's department and is no more does not keep it. */
export async function rehomeMoved(tx: Tx, version: number, now: Instant): Promise<void> {
  const { organisation } = await currentOrganisation(tx);
  if (version <= 1) return;
  const before = await organisationOf(tx, version - 1);
  for (const { owner, department } of await ownersByDepartment(tx)) {
    const person = await findPerson(tx, owner);
    const moved = person && isIn(before, person, department) && !isIn(organisation, person, department);
    if (moved) await giveOnFrom(tx, organisation, { person, department }, now);
  }
}

/** What somebody has in a department that is theirs no more, but for what they are named for all the same. */
async function giveOnFrom(
  tx: Tx,
  organisation: Organisation,
  { person, department }: { readonly person: Person; readonly department: string },
  now: Instant,
): Promise<void> {
  const theirs = (await openIssuesOf(tx, person.id)).filter((issue) => issue.department === department);
  for (const issue of theirs.filter((each) => !answersFor(organisation, person, each)))
    await giveToNext(tx, organisation, issue, 'its owner has moved to another department', now);
}

const isIn = (organisation: Organisation, { id, email }: Person, department: string): boolean => {
  const { head, members } = departmentOf(organisation, department);
  return [head, ...members].some((ref) => ref === id || ref === email);
};

/** Whether the organisation file names them for it all the same, or for the whole. */
function answersFor(organisation: Organisation, person: Person, { owner, department, topic }: Issue): boolean {
  const relations = relationsOf(organisation, person, { owner, department, topic: topic ?? null });
  const named = topicOf(organisation, topic)?.owner;
  return named === person.id || named === person.email || relations.some((each) => STAYS.includes(each));
}
const STAYS: readonly Relation[] = ['backup', 'cx_lead'];

async function giveToNext(tx: Tx, organisation: Organisation, issue: Issue, reason: string, now: Instant) {
  const next = await nextAnswerer(tx, organisation, issue, [issue.owner]);
  if (next.user !== issue.owner) await giveTo(tx, issue, next, reason, now);
}

/** Somebody has left or is away: each of their issues goes to whom they have named, else the next who answers for it. */
export async function rehome(tx: Tx, user: UserId, reason: string, now: Instant): Promise<void> {
  const person = await findPerson(tx, user);
  const standsIn = person && (await whoIsThere(tx, person));
  if (standsIn?.id === user) return;
  for (const issue of await openIssuesOf(tx, user)) {
    const organisation = await organisationUnder(tx, issue.organisationVersion);
    const next =
      standsIn && issue.restricted === undefined
        ? { user: standsIn.id, standing: issue.standing }
        : await nextAnswerer(tx, organisation, issue, [user]);
    if (next.user !== user) await giveTo(tx, issue, next, reason, now);
  }
}
