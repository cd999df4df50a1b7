import type { WorkCalendar } from '../../kernel/calendar/work.ts';
import { dueAt, durationText } from '../../kernel/duration.ts';
import { DAY, earlier, type Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { type Complaint, earlierOf, placeCard, type Restriction } from '../feedback/index.ts';
import {
  type Answerer,
  answererFor,
  calendarOf,
  confidants,
  currentOrganisation,
  type Organisation,
  policyFor,
  topicOf,
  type Version,
} from '../ownership/index.ts';
import { saidAlready } from './alike/find.ts';
import { expectBriefs } from './brief/expect.ts';
import { beyondBudget } from './card-budget.ts';
import { assign, cardKey, cardSubject, placeOf, setNextStep } from './change.ts';
import type { Issue } from './domain.ts';
import { saveEvent } from './events/store.ts';
import { type Again, againOf, startingSeverity } from './life/opening.ts';
import { isForCeo, tellSponsor } from './queue/tell-sponsor.ts';
import { hold, takeHeld } from './restricted/held.ts';
import { tellConfidants } from './restricted/write.ts';
import { complaintsOn, insertIssue } from './store.ts';
import { gatheredUnder } from './storms/gather.ts';

/**
 * What only few may read: an owner and a next step like any other, and in place of a card a DM to each of them. Where it
 * names them all it is held until somebody else may.
 */
async function openInConfidence(
  tx: Tx,
  complaint: Complaint & { readonly restriction: Restriction },
  { version, organisation }: Version,
  now: Instant,
): Promise<void> {
  const { feedback, because, restriction } = complaint;
  const { kind: restricted, named } = restriction;
  const [user] = await confidants(tx, organisation, named);
  if (user === undefined) return hold(tx, complaint, now);
  const owner: Answerer = { user, standing: 'owner' };
  const queuedAt = isForCeo(organisation, feedback.source) ? now : undefined;
  const severity = startingSeverity(feedback.urgent, undefined);
  const begun = { ...newIssue(complaint, owner, { version, severity, queuedAt }, now), restricted, named };
  const issue = { ...begun, id: await insertIssue(tx, begun) };
  const payload = { to: user, because: because.join(', ') };
  await saveEvent(tx, issue.id, { type: 'opened', actor: feedback.loggedBy, at: now, payload });
  await tellConfidants(tx, organisation, issue, feedback.importId, now);
  await tellSponsor(tx, organisation, undefined, issue, now);
  await setNextStep(tx, organisation, issue, now);
}

/** Somebody may read by now what was held; else it is held on. */
export async function openHeld(tx: Tx, subject: string, now: Instant): Promise<void> {
  const complaint = await takeHeld(tx, Number(subject));
  if (complaint !== undefined) await openInConfidence(tx, complaint, await currentOrganisation(tx), now);
}

/** A complaint becomes an issue: from its first moment it has one owner, a card, and a next step. */
export async function openIssue(
  tx: Tx,
  complaint: Complaint,
  { version, organisation }: Version,
  now: Instant,
): Promise<void> {
  const { feedback, topic, department, because, restriction } = complaint;
  if (restriction) return openInConfidence(tx, { ...complaint, restriction }, { version, organisation }, now);
  const owner = await answererFor(tx, organisation, { topic: topicOf(organisation, topic), department });
  const again = await againBy(tx, complaint, organisation, await calendarOf(tx, organisation, owner.user));
  const { like, alike } = await saidAlready(tx, complaint);
  const many = feedback.importId === undefined;
  const cause = many ? await gatheredUnder(tx, organisation, complaint, alike, now) : undefined;
  const severity = startingSeverity(feedback.urgent, again);
  const queuedAt = isForCeo(organisation, feedback.source) ? now : undefined;
  const begun = { ...newIssue(complaint, owner, { version, severity, queuedAt }, now), cause };
  const id = await insertIssue(tx, begun);
  const issue = { ...begun, id };
  const payload = {
    to: owner.user,
    because: because.join(', '),
    ...(again && { again: JSON.stringify(again) }),
    ...(like !== undefined && cause === undefined && { like: String(like) }),
  };
  await saveEvent(tx, id, { type: 'opened', actor: feedback.loggedBy, at: now, payload });

  const { channel: _, ...place } = await placeOf(tx, organisation, department, now);
  const card = { key: cardKey(issue), kind: 'issue.card', subject: cardSubject(issue) } as const;
  const priority = issue.severity === 'normal' ? 'normal' : 'urgent';
  const gathers = cause === undefined ? await beyondBudget(tx, organisation, issue, place.to, now) : `cause/${cause}`;
  const placed = { feedback: feedback.id, issue: id, importId: feedback.importId, gathers };
  await placeCard(tx, { ...card, ...place, priority }, placed, now);
  await tellSponsor(tx, organisation, undefined, issue, now);
  await assign(tx, organisation, issue, now);
  await setNextStep(tx, organisation, issue, now);
  await expectBriefs(tx, organisation, issue, now);
}

const YEAR = 366 * DAY;

/** Whether this customer has complained of this topic before, as lately as the policy minds. */
async function againBy(
  tx: Tx,
  { feedback, topic, department }: Complaint,
  { policy }: Organisation,
  calendar: WorkCalendar,
): Promise<Again | undefined> {
  if (topic === undefined) return undefined;
  const usual = { department, severity: 'normal', accountValue: feedback.customer.value } as const;
  const within = policyFor(policy, usual).repeat_within;
  const since = earlier(feedback.receivedAt, within.clock === 'wall' ? within.ms : YEAR);
  const said = (await earlierOf(tx, feedback, since)).filter(
    ({ receivedAt }) => dueAt(within, receivedAt, calendar) >= feedback.receivedAt,
  );
  const issues = await complaintsOn(
    tx,
    topic,
    said.map(({ id }) => id),
  );
  return againOf(issues, durationText(within));
}

function newIssue(
  { feedback, topic, department }: Complaint,
  owner: Answerer,
  { version, severity, queuedAt }: Pick<Issue, 'severity' | 'queuedAt'> & { readonly version: number },
  now: Instant,
): Omit<Issue, 'id'> {
  return {
    feedback: feedback.id,
    topic,
    department,
    owner: owner.user,
    standing: owner.standing,
    state: 'open',
    severity,
    version: 1,
    organisationVersion: version,
    waitingSince: feedback.receivedAt,
    // An import's customers may have waited for weeks; we can only begin now.
    clockFrom: feedback.importId === undefined ? feedback.receivedAt : now,
    openedAt: now,
    stage: 1,
    stageFrom: now,
    stepsTaken: [],
    activeAt: now,
    acceptedAt: undefined,
    contactedAt: undefined,
    fixedAt: undefined,
    promisedFor: undefined,
    pause: undefined,
    pausedMs: 0,
    mergedMs: 0,
    snoozes: 0,
    rootCause: undefined,
    change: undefined,
    teller: undefined,
    told: undefined,
    end: undefined,
    bounces: 0,
    rerouted: false,
    reopened: 0,
    limbo: undefined,
    queuedAt,
    decideBy: undefined,
    restricted: undefined,
    named: [],
    accountValue: feedback.customer.value,
    cause: undefined,
  };
}
