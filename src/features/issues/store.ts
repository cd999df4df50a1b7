import type { Insertable, Selectable } from 'kysely';
import type { UserId } from '../../kernel/slack.ts';
import type { Schema, Tx } from '../../platform/db/schema.ts';
import type { End, Ending, EventType, Issue, IssueEvent, Told, Waiting } from './domain.ts';

type Row = Selectable<Schema['issue']>;

export async function findIssue(tx: Tx, id: number): Promise<Issue | undefined> {
  const row = await tx.selectFrom('issue').selectAll().where('id', '=', id).executeTakeFirst();
  return row && issueFrom(row);
}

/** Throws when there is none: whoever asks has its number from us. */
export async function issueOf(tx: Tx, id: number): Promise<Issue> {
  return issueFrom(await tx.selectFrom('issue').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
}

/** Open issues of this person, those that began first on top. */
export async function openIssuesOf(tx: Tx, owner: UserId): Promise<Issue[]> {
  const rows = await tx
    .selectFrom('issue')
    .selectAll()
    .where('owner', '=', owner)
    .where('state', '<>', 'closed')
    .orderBy('waiting_since')
    .execute();
  return rows.map(issueFrom);
}

export async function issuesOfFeedback(tx: Tx, feedback: number): Promise<number[]> {
  const rows = await tx.selectFrom('issue').select('id').where('feedback_id', '=', feedback).orderBy('id').execute();
  return rows.map(({ id }) => id);
}

export async function insertIssue(tx: Tx, issue: Omit<Issue, 'id'>): Promise<number> {
  const { id } = await tx.insertInto('issue').values(columnsOf(issue)).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** Saves a changed issue. Throws when somebody else has changed it since it was read, which a transaction makes impossible. */
export async function saveIssue(tx: Tx, issue: Issue, before: Issue): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('issue')
    .set(columnsOf(issue))
    .where('id', '=', issue.id)
    .where('version', '=', before.version)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) throw new Error(`Issue ${issue.id} was changed by somebody else meanwhile`);
}

export async function saveEvent(tx: Tx, issue: number, { at, actor, type, payload }: IssueEvent): Promise<number> {
  const values = { issue_id: issue, at, actor: actor ?? null, type, payload: JSON.stringify(payload) };
  const { id } = await tx.insertInto('issue_event').values(values).returning('id').executeTakeFirstOrThrow();
  return id;
}

export async function eventOf(tx: Tx, id: number): Promise<{ readonly issue: number; readonly event: IssueEvent }> {
  const row = await tx.selectFrom('issue_event').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return { issue: row.issue_id, event: eventFrom(row) };
}

export async function eventsOf(tx: Tx, issue: number): Promise<IssueEvent[]> {
  const rows = await tx.selectFrom('issue_event').selectAll().where('issue_id', '=', issue).orderBy('id').execute();
  return rows.map(eventFrom);
}

function eventFrom({ at, actor, type, payload }: Selectable<Schema['issue_event']>): IssueEvent {
  return { at, actor: actor ?? undefined, type: type as EventType, payload: JSON.parse(payload) };
}

/** Whether this person was not a helper before. */
export async function saveHelper(tx: Tx, issue: number, user: UserId): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('issue_helper')
    .values({ issue_id: issue, user })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function deleteHelper(tx: Tx, issue: number, user: UserId): Promise<void> {
  await tx.deleteFrom('issue_helper').where('issue_id', '=', issue).where('user', '=', user).execute();
}

export async function helpersOf(tx: Tx, issue: number): Promise<UserId[]> {
  const rows = await tx
    .selectFrom('issue_helper')
    .select('user')
    .where('issue_id', '=', issue)
    .orderBy('user')
    .execute();
  return rows.map(({ user }) => user);
}

function issueFrom(row: Row): Issue {
  return {
    id: row.id,
    feedback: row.feedback_id,
    topic: row.topic ?? undefined,
    department: row.department,
    owner: row.owner,
    standing: row.standing,
    state: row.state,
    severity: row.severity,
    version: row.version,
    organisationVersion: row.organisation_version,
    waitingSince: row.waiting_since,
    clockFrom: row.clock_from,
    openedAt: row.opened_at,
    stage: row.stage,
    stageFrom: row.stage_from,
    stepsTaken: JSON.parse(row.steps_taken),
    activeAt: row.active_at,
    ...lifeFrom(row),
    bounces: row.bounces,
    rerouted: row.rerouted === 1,
    reopened: row.reopened,
  };
}

function lifeFrom(row: Row) {
  return {
    acceptedAt: row.accepted_at ?? undefined,
    contactedAt: row.contacted_at ?? undefined,
    fixedAt: row.fixed_at ?? undefined,
    waiting: waitingFrom(row),
    waitedMs: row.waited_ms,
    rootCause: row.root_cause ?? undefined,
    change: row.change ?? undefined,
    told: toldFrom(row),
    end: endFrom(row),
  };
}

function waitingFrom({ wait_from, wait_until, wait_reason }: Row): Waiting | undefined {
  if (wait_from === null || wait_until === null) return undefined;
  return { from: wait_from, until: wait_until, reason: wait_reason ?? '' };
}

function toldFrom({ told_by, told_channel, told_day, told_words }: Row): Told | undefined {
  if (told_by === null) return undefined;
  return { by: told_by, channel: told_channel ?? '', day: told_day ?? '', words: told_words ?? '' };
}

function endFrom({ closed_at, ending, ending_reason, ending_link }: Row): End | undefined {
  if (closed_at === null) return undefined;
  return {
    at: closed_at,
    ending: ending as Ending,
    reason: ending_reason ?? undefined,
    link: ending_link ?? undefined,
  };
}

function columnsOf(issue: Omit<Issue, 'id'>): Insertable<Schema['issue']> {
  return {
    feedback_id: issue.feedback,
    topic: issue.topic ?? null,
    department: issue.department,
    owner: issue.owner,
    standing: issue.standing,
    state: issue.state,
    severity: issue.severity,
    version: issue.version,
    organisation_version: issue.organisationVersion,
    waiting_since: issue.waitingSince,
    clock_from: issue.clockFrom,
    opened_at: issue.openedAt,
    stage: issue.stage,
    stage_from: issue.stageFrom,
    steps_taken: JSON.stringify(issue.stepsTaken),
    active_at: issue.activeAt,
    ...momentColumns(issue),
    ...endColumns(issue),
    bounces: issue.bounces,
    rerouted: Number(issue.rerouted),
    reopened: issue.reopened,
  };
}

const momentColumns = ({ acceptedAt, contactedAt, fixedAt, waiting, waitedMs }: Omit<Issue, 'id'>) => ({
  accepted_at: acceptedAt ?? null,
  contacted_at: contactedAt ?? null,
  fixed_at: fixedAt ?? null,
  wait_from: waiting?.from ?? null,
  wait_until: waiting?.until ?? null,
  wait_reason: waiting?.reason ?? null,
  waited_ms: waitedMs,
});

const endColumns = ({ rootCause, change, told, end }: Omit<Issue, 'id'>) => ({
  root_cause: rootCause ?? null,
  change: change ?? null,
  ...toldColumns(told),
  closed_at: end?.at ?? null,
  ending: end?.ending ?? null,
  ending_reason: end?.reason ?? null,
  ending_link: end?.link ?? null,
});

const toldColumns = (told: Told | undefined) => ({
  told_by: told?.by ?? null,
  told_channel: told?.channel ?? null,
  told_day: told?.day ?? null,
  told_words: told?.words ?? null,
});
