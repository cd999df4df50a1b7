import type { UserId } from '../../../kernel/slack.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import {
  type Answerer,
  answererFor,
  confidants,
  currentOrganisation,
  type Organisation,
  relationsOf,
  sponsorOf,
  topicOf,
} from '../../ownership/index.ts';
import { can, findPerson, type Relation } from '../../people/index.ts';
import { type Issue, type Outcome, refused } from '../domain.ts';
import { findIssue } from '../store.ts';

/** Who may know of an issue that only few may read: those few, and while it is before the executive sponsor, they too. */
export async function mayRead(tx: Tx, organisation: Organisation, issue: Issue, user: UserId): Promise<boolean> {
  return issue.restricted === undefined || (await readersOf(tx, organisation, issue)).includes(user);
}

/**
 * All who may read it, where only few may: whoever answers for it first; its owner also once the CX lead is back for whom
 * they stood in; and while it is in the executive sponsor's queue, they too.
 */
export async function readersOf(tx: Tx, organisation: Organisation, issue: Issue): Promise<readonly UserId[]> {
  if (issue.restricted === undefined) return [];
  const circle = await confidants(tx, organisation, issue.named);
  const sponsor = issue.queuedAt === undefined ? undefined : await sponsorOf(tx, organisation);
  const others = [issue.owner, sponsor].filter((each) => each !== undefined && !issue.named.includes(each));
  return [...new Set([...circle, ...others])].filter((each) => each !== undefined);
}

/** Whether this person may say that everybody may read it after all. */
export async function mayLift(tx: Tx, organisation: Organisation, issue: Issue, user: UserId): Promise<boolean> {
  const person = await findPerson(tx, user);
  if (person === undefined) return false;
  const { owner, department, topic } = issue;
  const stands = relationsOf(organisation, person, { owner, department, topic: topic ?? null });
  const relations = [...stands, ...(await relationsInCircle(tx, organisation, issue, user))];
  return can({ standing: person.standing, relations }, 'issue.unrestrict');
}

/** Each of those few stands to it as a head does, and the first of them as the CX lead. */
export async function relationsInCircle(
  tx: Tx,
  organisation: Organisation,
  issue: Issue,
  user: UserId,
): Promise<readonly Relation[]> {
  if (issue.restricted === undefined) return [];
  const circle = await confidants(tx, organisation, issue.named);
  if (!circle.includes(user)) return [];
  return circle[0] === user ? ['head', 'cx_lead'] : ['head'];
}

/** The issue of that number, for this reader: what they may not read is not there. */
export async function findFor(
  tx: Tx,
  organisation: Organisation,
  id: number,
  user: UserId,
): Promise<Issue | undefined> {
  const issue = await findIssue(tx, id);
  return issue && (await mayRead(tx, organisation, issue, user)) ? issue : undefined;
}

/** Those of them that this reader may see. */
export async function readableBy(tx: Tx, user: UserId, issues: readonly Issue[]): Promise<Issue[]> {
  const { organisation } = await currentOrganisation(tx);
  const readable: Issue[] = [];
  for (const issue of issues) if (await mayRead(tx, organisation, issue, user)) readable.push(issue);
  return readable;
}

/** Whoever answers next for an issue: by its department and topic; of what only few may read, one of those, or where none is left whoever has it. */
export async function nextAnswerer(
  tx: Tx,
  organisation: Organisation,
  issue: Pick<Issue, 'topic' | 'department' | 'owner' | 'restricted' | 'named'>,
  except: readonly UserId[] = [],
): Promise<Answerer> {
  if (issue.restricted === undefined) {
    const about = { topic: topicOf(organisation, issue.topic), department: issue.department };
    return answererFor(tx, organisation, about, except);
  }
  const [lead, ...others] = await confidants(tx, organisation, issue.named);
  const next = [lead, ...others].find((each) => each !== undefined && !except.includes(each)) ?? lead ?? issue.owner;
  return { user: next, standing: lead === undefined || next === lead ? 'last' : 'backup' };
}

/** Why this person cannot be given, or told of, what only few may read; undefined when they can. */
export async function outsideCircle(
  tx: Tx,
  organisation: Organisation,
  issue: Issue,
  user: UserId | undefined,
): Promise<Outcome | undefined> {
  if (issue.restricted === undefined) return undefined;
  const circle = await confidants(tx, organisation, issue.named);
  if (user !== undefined && circle.includes(user)) return undefined;
  const names = circle.map((each) => `<@${each}>`).join(', ');
  return refused(`Only few may read this: ${names}. Choose one of them.`, 'colleague');
}
