import { localDay, occurrence } from '../../../kernel/calendar/day.ts';
import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import {
  calendarOf,
  currentOrganisation,
  departmentOf,
  type Organisation,
  organisationUnder,
  policyFor,
} from '../../ownership/index.ts';
import type { Issue } from '../domain.ts';
import { eventsOf } from '../events/store.ts';
import { markBrief } from '../letters/store.ts';
import { write } from '../letters/write.ts';
import { sidesIn } from '../limbo/shown.ts';
import { waitingOf } from '../queue/list.ts';
import { issuesBetween, openIssuesIn, queuedIssues } from '../store.ts';
import { departmentIn, expectBriefs, readerOf, SPONSOR } from './expect.ts';
import { type BriefStep, byUrgency, MOST_IN_BRIEF, needOf } from './needs.ts';

interface Wanting {
  readonly issue: Issue;
  readonly step: BriefStep;
}

/** The night before: what needs the reader goes into that day's bundle, which thereby becomes their brief. None where nothing does. */
export async function writeBrief(tx: Tx, subject: string, now: Instant): Promise<void> {
  const { organisation } = await currentOrganisation(tx);
  const open = subject === SPONSOR ? await decisionsIn(tx) : await concerning(tx, organisation, departmentIn(subject));
  const [first] = open;
  if (first === undefined) return;
  await expectBriefs(tx, organisation, first, now);
  const reader = await readerOf(tx, organisation, subject);
  if (reader === undefined) return;
  const wanting =
    subject === SPONSOR ? (await waitingOf(tx, open, now)).map(decision) : await wantingIn(tx, open, reader, now);
  const { zone } = await calendarOf(tx, organisation, reader);
  // Where the night was missed, it goes late rather than on another day.
  const readyAt = occurrence(localDay(now, zone), '00:00', zone);
  for (const { issue, step } of wanting.slice(0, MOST_IN_BRIEF)) {
    const item = { issue: issue.id, stage: issue.stage, step, notice: true };
    const letter = await write(tx, organisation, { to: reader, topic: 'bundle', item, urgent: false, readyAt }, now);
    if (letter !== undefined) await markBrief(tx, letter);
  }
}

/** What only few may see is in nobody's brief. */
const decisionsIn = async (tx: Tx): Promise<Issue[]> =>
  (await queuedIssues(tx)).filter(({ restricted }) => restricted === undefined);

const decision = (issue: Issue): Wanting => ({ issue, step: 'brief-decision' });

/** Open issues of a department, and for the one that stands in for all others those of no department. */
export function openIn(tx: Tx, organisation: Organisation, department: string): Promise<Issue[]> {
  const standsIn = departmentOf(organisation, '').key === department;
  return openIssuesIn(tx, standsIn ? [department, ''] : [department]);
}

/** What is open in a department, and what lies between it and another. */
async function concerning(tx: Tx, organisation: Organisation, department: string): Promise<Issue[]> {
  const own = await openIn(tx, organisation, department);
  const found = new Map(own.map((issue) => [issue.id, issue]));
  for (const issue of await issuesBetween(tx)) {
    const sides = sidesIn(organisation, issue, await eventsOf(tx, issue)) ?? [];
    if (sides.some(({ key }) => key === department)) found.set(issue.id, issue);
  }
  return [...found.values()];
}

/** What needs the head, but for what they have themselves: that is theirs to do, and in their bundle anyway. */
async function wantingIn(tx: Tx, open: readonly Issue[], reader: UserId, now: Instant): Promise<Wanting[]> {
  const found: Wanting[] = [];
  for (const issue of open.filter(({ owner }) => owner !== reader).sort(byUrgency)) {
    const organisation = await organisationUnder(tx, issue.organisationVersion);
    const calendar = await calendarOf(tx, organisation, issue.owner);
    const step = needOf(issue, policyFor(organisation.policy, issue), calendar, now);
    if (step !== undefined) found.push({ issue, step });
  }
  return found;
}
