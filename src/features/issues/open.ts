import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { type Complaint, placeCard } from '../feedback/index.ts';
import { type Answerer, answererFor, topicOf, type Version } from '../ownership/index.ts';
import { assign, cardKey, cardSubject, placeOf, setNextStep } from './change.ts';
import type { Issue } from './domain.ts';
import { insertIssue, saveEvent } from './store.ts';

/** A complaint becomes an issue: from its first moment it has one owner, a card, and a next step. */
export async function openIssue(
  tx: Tx,
  complaint: Complaint,
  { version, organisation }: Version,
  now: Instant,
): Promise<void> {
  const { feedback, topic, department, because } = complaint;
  const owner = await answererFor(tx, organisation, { topic: topicOf(organisation, topic), department });
  const begun = newIssue(complaint, owner, version, now);
  const id = await insertIssue(tx, begun);
  const issue = { ...begun, id };
  const payload = { to: owner.user, because: because.join(', ') };
  await saveEvent(tx, id, { type: 'opened', actor: feedback.loggedBy, at: now, payload });

  const { channel: _, ...place } = await placeOf(tx, organisation, department, now);
  const card = { key: cardKey(issue), kind: 'issue.card', subject: cardSubject(issue) } as const;
  const priority = feedback.urgent ? 'urgent' : 'normal';
  const placed = { feedback: feedback.id, issue: id, importId: feedback.importId };
  await placeCard(tx, { ...card, ...place, priority }, placed, now);
  await assign(tx, organisation, issue, now);
  await setNextStep(tx, organisation, issue, now);
}

function newIssue(
  { feedback, topic, department }: Complaint,
  owner: Answerer,
  organisationVersion: number,
  now: Instant,
): Omit<Issue, 'id'> {
  return {
    feedback: feedback.id,
    topic,
    department,
    owner: owner.user,
    standing: owner.standing,
    state: 'open',
    severity: feedback.urgent ? 'urgent' : 'normal',
    version: 1,
    organisationVersion,
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
    queuedAt: undefined,
    restricted: undefined,
    accountValue: feedback.customer.value,
    cause: undefined,
  };
}
