import type { ChannelId, UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { setTimer } from '../../platform/timers/timers.ts';
import {
  channelOf,
  currentOrganisation,
  departmentOf,
  departmentsOf,
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
import { openIssuesAfter } from './store.ts';
import { giveTo } from './take-step.ts';

/** Rings for the next few issues of somebody who is to have them no more; its subject says whose, why, and how far it has come. */
export const REHOME_TIMER = 'issues.rehome';

/**
 * So many are given on in one transaction, which holds up whoever presses a button meanwhile for some twentieth of a
 * second; a process that dies half-way goes on where it was.
 */
const AT_ONCE = 25;
const LOOKED_AT = 500;

/** Somebody has left or is away: each of their issues goes to whom they have named, else the next who answers for it. */
export const rehome = (tx: Tx, user: UserId, now: Instant): Promise<void> => rehomeSome(tx, `gone/0/${user}`, now);

/** Somebody has left the channel of a department: what they have there goes to the next who answers for it. */
export const rehomeFrom = (tx: Tx, user: UserId, channel: ChannelId, now: Instant): Promise<void> =>
  rehomeSome(tx, `left-channel/0/${user}/${channel}`, now);

/** Another organisation is in force: who was in an issue's department and is no more does not keep it. */
export async function rehomeMoved(tx: Tx, version: number, now: Instant): Promise<void> {
  if (version > 1) await rehomeSome(tx, `moved/0/${version}`, now);
}

/** Whether an issue was given on. */
type Leaving = (tx: Tx, issue: Issue, now: Instant) => Promise<boolean>;

/** The next few of them; what the reason does not concern stays where it is. */
export async function rehomeSome(tx: Tx, subject: string, now: Instant): Promise<void> {
  const [kind = '', after = '0', ...about] = subject.split('/');
  const [user, channel] = about as [UserId, ChannelId];
  const issues = await openIssuesAfter(tx, Number(after), {
    owner: kind === 'moved' ? undefined : user,
    most: LOOKED_AT,
  });
  const leaving = kind === 'gone' ? goneFrom(user) : kind === 'moved' ? movedIn(Number(user)) : leftIn(channel);
  let given = 0;
  for (const issue of issues) {
    if (await leaving(tx, issue, now)) given += 1;
    if (given < AT_ONCE && issue !== issues[LOOKED_AT - 1]) continue;
    return setTimer(tx, REHOME_TIMER, [kind, issue.id, ...about].join('/'), now);
  }
}

/** Read again each time: whoever is back by now keeps what they still have. */
const goneFrom =
  (user: UserId): Leaving =>
  async (tx, issue, now) => {
    const person = await findPerson(tx, user);
    const standsIn = person && (await whoIsThere(tx, person));
    if (standsIn?.id === user) return false;
    const organisation = await organisationUnder(tx, issue.organisationVersion);
    const next =
      standsIn && issue.restricted === undefined
        ? { user: standsIn.id, standing: issue.standing }
        : await nextAnswerer(tx, organisation, issue, [user]);
    const reason = person?.standing === 'member' ? 'its owner is away' : 'its owner has left';
    return giveUnlessSame(tx, issue, next, { reason, now });
  };

/** What only few may read has nothing to do with any channel. */
const leftIn =
  (channel: ChannelId): Leaving =>
  async (tx, issue, now) => {
    const organisation = await organisationUnder(tx, issue.organisationVersion);
    if (issue.restricted !== undefined) return false;
    if ((await channelOf(tx, organisation, issue.department)) !== channel) return false;
    return giveToNext(tx, organisation, issue, { reason: 'its owner has left the channel', now });
  };

/** What somebody has in a department that is theirs no more, but for what they are named for all the same. */
const movedIn =
  (version: number): Leaving =>
  async (tx, issue, now) => {
    const { organisation } = await currentOrganisation(tx);
    const before = await organisationOf(tx, version - 1);
    const person = await findPerson(tx, issue.owner);
    const { department } = issue;
    const moved = person && isIn(before, person, department) && !isIn(organisation, person, department);
    if (!moved || answersFor(organisation, person, issue)) return false;
    return giveToNext(tx, organisation, issue, { reason: 'its owner has moved to another department', now });
  };

const isIn = (organisation: Organisation, person: Person, department: string): boolean =>
  departmentsOf(organisation, person).includes(departmentOf(organisation, department).key);

/** Whether the organisation file names them for it all the same, or for the whole. */
function answersFor(organisation: Organisation, person: Person, { owner, department, topic }: Issue): boolean {
  const relations = relationsOf(organisation, person, { owner, department, topic: topic ?? null });
  const named = topicOf(organisation, topic)?.owner;
  return named === person.id || named === person.email || relations.some((each) => STAYS.includes(each));
}
const STAYS: readonly Relation[] = ['backup', 'cx_lead'];

interface Because {
  readonly reason: string;
  readonly now: Instant;
}

async function giveToNext(tx: Tx, organisation: Organisation, issue: Issue, because: Because): Promise<boolean> {
  return giveUnlessSame(tx, issue, await nextAnswerer(tx, organisation, issue, [issue.owner]), because);
}

async function giveUnlessSame(
  tx: Tx,
  issue: Issue,
  next: { readonly user: UserId; readonly standing: Issue['standing'] },
  { reason, now }: Because,
): Promise<boolean> {
  if (next.user === issue.owner) return false;
  await giveTo(tx, issue, next, reason, now);
  return true;
}
