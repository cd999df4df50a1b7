import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Context } from '../../platform/context.ts';
import type { Tx } from '../../platform/db/schema.ts';
import type { InboxItem } from '../../platform/inbox/lane.ts';
import {
  channelOf,
  currentOrganisation,
  departmentOf,
  type Organisation,
  topicOf,
  type Version,
} from '../ownership/index.ts';
import { gather } from './also-heard/tell.ts';
import { type Feedback, opensIssues, receivedAt, type Said } from './domain.ts';
import { isUrgent, mainTopicOf } from './in-line.ts';
import { tellLoggerInConfidence } from './on-closed.ts';
import { placeCard } from './placing.ts';
import type { Restriction } from './reader/restricted.ts';
import type { Reader, Reading, Statement } from './reading.ts';
import { restrictionOf } from './restrict.ts';
import { saveFeedback } from './store.ts';

/** A complaint about one topic, to become one issue. */
export interface Complaint {
  readonly feedback: Feedback;
  /** Undefined when no topic's words were in it. */
  readonly topic: string | undefined;
  readonly department: string;
  readonly because: readonly string[];
  /** Where only few may read it, whom it names. */
  readonly restriction?: Restriction | undefined;
}

export interface Arrival {
  readonly context: Context;
  readonly read: Reader;
  /** In the same transaction, each complaint becomes an issue with an owner. */
  readonly openIssue: (tx: Tx, complaint: Complaint, organisation: Version, now: Instant) => Promise<void>;
}

/** Feedback is understood and routed: each complaining topic becomes an issue, and what asks nobody for anything a small card in the day's post. */
export async function onArrival({ context, read, openIssue }: Arrival, tx: Tx, item: InboxItem): Promise<void> {
  const said = item.body as Said;
  const version = await currentOrganisation(tx);
  const { organisation } = version;
  const now = context.now();
  const reading = read(said, organisation.topics);
  const restriction = await restrictionOf(tx, said, reading);
  const feedback: Feedback & { externalId: string } = {
    id: item.id,
    source: item.source,
    externalId: item.externalId,
    text: said.text,
    kind: reading.kind,
    urgent: isUrgent(said, reading, organisation),
    department: mainTopicOf(reading, organisation)?.department ?? '',
    score: said.score,
    customer: said.customer ?? {},
    url: said.url,
    loggedBy: said.logged_by as UserId | undefined,
    importId: said.import_id,
    restricted: restriction?.kind,
    receivedAt: receivedAt(said.received_at, item.receivedAt).at,
    arrivedAt: item.receivedAt,
  };
  await saveFeedback(tx, feedback, said, reading.statements);

  if (!isWork(said, { arrivedAt: item.receivedAt, now }, organisation)) return;
  if (restriction) return inConfidence(tx, { feedback, reading, restriction, openIssue }, version, now);
  const complaints = complaintsIn(reading);
  for (const { topic, because } of complaints) {
    const department = topicOf(organisation, topic)?.department ?? '';
    await openIssue(tx, { feedback, topic, department, because }, version, now);
  }
  if (complaints.length === 0) await showCard(tx, feedback, version, now);
}

/** One issue for all of it, whatever it is about beside: its words stand together, and nowhere but with those few. */
async function inConfidence(
  tx: Tx,
  arrived: Pick<Arrival, 'openIssue'> & {
    readonly feedback: Feedback;
    readonly reading: Reading;
    readonly restriction: Restriction;
  },
  version: Version,
  now: Instant,
): Promise<void> {
  const { feedback, reading, restriction, openIssue } = arrived;
  const [complaint = { topic: undefined, because: [] }] = complaintsIn(reading);
  await openIssue(tx, { feedback, ...complaint, department: feedback.department, restriction }, version, now);
  await tellLoggerInConfidence(tx, feedback, now);
}

/** Whether somebody is asked for anything because of it; else it is kept for the numbers. */
export function isWork(
  said: Said,
  { arrivedAt, now }: { arrivedAt: Instant; now: Instant },
  { policy }: Organisation,
): boolean {
  const older = policy.import_older_than;
  const olderThanMs = older.clock === 'wall' ? older.ms : Number.POSITIVE_INFINITY;
  return opensIssues(said, { ...receivedAt(said.received_at, arrivedAt), now }, olderThanMs);
}

/** One for each complaining topic. A reading may call all of it a complaint by its score alone. */
export function complaintsIn({ kind, statements }: Reading): { topic: string | undefined; because: string[] }[] {
  const complaining = statements.filter(({ sentiment }) => sentiment === 'complaint');
  const found = complaining.length > 0 ? complaining : kind === 'complaint' ? statements.slice(0, 1) : [];
  if (found.length === 0 && kind === 'complaint') return [{ topic: undefined, because: [] }];
  const topics = new Set(found.map(({ topic }) => topic));
  // What is complained of without a topic belongs to the complaint beside it that has one.
  if (topics.size > 1) topics.delete(undefined);
  return [...topics].map((topic) => ({ topic, because: becauseOf(found, topic) }));
}

function becauseOf(statements: readonly Statement[], topic: string | undefined): string[] {
  return [...new Set(statements.filter((statement) => statement.topic === topic).flatMap(({ because }) => because))];
}

async function showCard(tx: Tx, feedback: Feedback, { organisation }: Version, now: Instant): Promise<void> {
  const channel =
    (await channelOf(tx, organisation, departmentOf(organisation, feedback.department).key)) ??
    (await channelOf(tx, organisation, ''));
  if (channel === undefined) return;
  const { id, importId } = feedback;
  if (importId === undefined) return gather(tx, organisation, channel, feedback, now);
  const card = { key: `feedback/${id}/card`, kind: 'feedback.card', subject: String(id), to: channel } as const;
  await placeCard(tx, { ...card, priority: 'bulk' }, { feedback: id, issue: undefined, importId }, now);
}
