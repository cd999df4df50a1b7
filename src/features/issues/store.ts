import { remembered } from '../../kernel/remembered.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import { prepared } from '../../platform/db/prepared.ts';
import type { Db, Tx } from '../../platform/db/schema.ts';
import { changedColumns, columnsOf, issueFrom } from './columns.ts';
import type { Issue } from './domain.ts';

const MOST_SAVINGS = 200;

export async function findIssue(tx: Tx, id: number): Promise<Issue | undefined> {
  const row = await issueById.first(tx, { id });
  return row && issueFrom(row);
}

const issueById = prepared((db, { id }: { readonly id: number }) =>
  db.selectFrom('issue').selectAll().where('id', '=', id),
);

/** Throws when there is none: whoever asks has its number from us. */
export async function issueOf(tx: Tx, id: number): Promise<Issue> {
  return issueFrom(await issueById.one(tx, { id }));
}

/** As much of it as is asked of issues beside the one that is worked on. */
export async function standingOfIssue(tx: Tx, id: number): Promise<Pick<Issue, 'state' | 'restricted'> | undefined> {
  const row = await issueStanding.first(tx, { id });
  return row && { state: row.state, restricted: row.restricted ?? undefined };
}

const issueStanding = prepared((db, { id }: { readonly id: number }) =>
  db.selectFrom('issue').select(['state', 'restricted']).where('id', '=', id),
);

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

/** Open issues after that number, of this owner or of all, in the order of their numbers. */
export async function openIssuesAfter(
  tx: Tx,
  after: number,
  { owner, most }: { readonly owner: UserId | undefined; readonly most: number },
): Promise<Issue[]> {
  const open = tx.selectFrom('issue').selectAll().where('id', '>', after).where('state', '<>', 'closed');
  const rows = await (owner === undefined ? open : open.where('owner', '=', owner)).orderBy('id').limit(most).execute();
  return rows.map(issueFrom);
}

/** All that is open, who waited longest first. What only few may see is not in it. */
export async function allOpenIssues(tx: Tx): Promise<Issue[]> {
  const rows = await tx
    .selectFrom('issue')
    .selectAll()
    .where('state', '<>', 'closed')
    .where('restricted', 'is', null)
    .orderBy('waiting_since')
    .execute();
  return rows.map(issueFrom);
}

const MOST_BRIEFED = 500;

/** Open issues of these departments, who waited longest first. What only few may see is not in it. */
export async function openIssuesIn(
  tx: Tx,
  departments: readonly string[],
  most: number = MOST_BRIEFED,
): Promise<Issue[]> {
  const open = most > MOST_BRIEFED ? allOpenOf : firstOpenOf;
  const rows = [];
  for (const department of departments) rows.push(...(await open.all(tx, { department })));
  const sorted = departments.length > 1 ? rows.sort((a, b) => a.waiting_since - b.waiting_since) : rows;
  return sorted.slice(0, most).map(issueFrom);
}

const openOf = (db: Db, { department }: { readonly department: string }) =>
  db
    .selectFrom('issue')
    .selectAll()
    .where('department', '=', department)
    .where('state', '<>', 'closed')
    .where('restricted', 'is', null)
    .orderBy('waiting_since');

const allOpenOf = prepared(openOf);
const firstOpenOf = prepared((db, values: { readonly department: string }) => openOf(db, values).limit(MOST_BRIEFED));

/** What lies between departments. What only few may see is not in it. */
export async function issuesBetween(tx: Tx): Promise<Issue[]> {
  return (await between.all(tx, {})).map(issueFrom);
}

const between = prepared((db) =>
  db
    .selectFrom('issue')
    .selectAll()
    .where('limbo_since', 'is not', null)
    .where('state', '<>', 'closed')
    .where('restricted', 'is', null)
    .orderBy('limbo_since')
    .limit(MOST_BRIEFED),
);

/** What is before the executive sponsor, the longest there first; what only few may see included. */
export async function queuedIssues(tx: Tx): Promise<Issue[]> {
  const rows = await tx
    .selectFrom('issue')
    .selectAll()
    .where('queued_at', 'is not', null)
    .where('state', '<>', 'closed')
    .orderBy('queued_at')
    .limit(MOST_BRIEFED)
    .execute();
  return rows.map(issueFrom);
}

const MOST_BLOCKED = 500;

/** What cannot go on for want of means, who waited longest first. What only few may see is not in it. */
export async function blockedIssues(tx: Tx): Promise<Issue[]> {
  const rows = await tx
    .selectFrom('issue')
    .selectAll()
    .where('pause_kind', '=', 'blocked')
    .where('state', '<>', 'closed')
    .where('restricted', 'is', null)
    .orderBy('waiting_since')
    .limit(MOST_BLOCKED)
    .execute();
  return rows.map(issueFrom);
}

export async function issuesOfFeedback(tx: Tx, feedback: number): Promise<number[]> {
  const rows = await tx.selectFrom('issue').select('id').where('feedback_id', '=', feedback).orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** What is open of these pieces of feedback, who waited longest first. What only few may see is not in it. */
export async function openAmong(tx: Tx, feedback: readonly number[]): Promise<Issue[]> {
  if (feedback.length === 0) return [];
  const rows = await tx
    .selectFrom('issue')
    .selectAll()
    .where('feedback_id', 'in', feedback)
    .where('state', '<>', 'closed')
    .where('restricted', 'is', null)
    .orderBy('waiting_since')
    .execute();
  return rows.map(issueFrom);
}

/** Which complaints on a topic people have passed on since then: from which department, and to which. */
export async function handoffsOn(
  tx: Tx,
  topic: string,
  since: Instant,
): Promise<{ readonly issue: number; readonly left: string | undefined; readonly to: string | undefined }[]> {
  const rows = await tx
    .selectFrom('issue_event')
    .innerJoin('issue', 'issue.id', 'issue_event.issue_id')
    .select(['issue_event.issue_id as issue', 'issue_event.payload'])
    .where('issue.topic', '=', topic)
    .where('issue.restricted', 'is', null)
    .where('issue_event.type', 'in', ['bounced', 'rerouted'])
    .where('issue_event.at', '>=', since)
    .orderBy('issue_event.id')
    .execute();
  return rows.map(({ issue, payload }) => {
    const { left, department } = JSON.parse(payload);
    return { issue, left, to: department };
  });
}

/** The issues that these were on that topic, the newest first. What was no complaint, and what only few may see, does not count. */
export async function complaintsOn(tx: Tx, topic: string, feedback: readonly number[]): Promise<number[]> {
  if (feedback.length === 0) return [];
  const rows = await tx
    .selectFrom('issue')
    .select('id')
    .where('feedback_id', 'in', feedback)
    .where('topic', '=', topic)
    .where('restricted', 'is', null)
    .where(({ eb, fn, val }) => eb(fn.coalesce('ending', val('')), '<>', 'not-a-complaint'))
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ id }) => id);
}

export async function insertIssue(tx: Tx, issue: Omit<Issue, 'id'>): Promise<number> {
  return (await inserting.one(tx, columnsOf(issue))).id;
}

const inserting = prepared((db, columns: ReturnType<typeof columnsOf>) =>
  db.insertInto('issue').values(columns).returning('id'),
);

/** Saves a changed issue. Throws when somebody else has changed it since it was read, which a transaction makes impossible. */
export async function saveIssue(tx: Tx, issue: Issue, before: Issue): Promise<void> {
  const changed = changedColumns(issue, before);
  const saving = savingOf(Object.keys(changed).join());
  const saved = await saving.run(tx, { ...changed, id: issue.id, versionBefore: before.version });
  if (saved !== 1) throw new Error(`Issue ${issue.id} was changed by somebody else meanwhile`);
}

type Saving = ReturnType<typeof changedColumns> & { readonly id: number; readonly versionBefore: number };

/** An act changes a few columns of fifty, and SQLite sees to every index and reference of those that are named: a query for each few. */
const savingOf = remembered(MOST_SAVINGS, (_names: string) =>
  prepared((db, { id, versionBefore, ...columns }: Saving) =>
    db.updateTable('issue').set(columns).where('id', '=', id).where('version', '=', versionBefore),
  ),
);

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
  await deletingHelper.run(tx, { issue, user });
}

const deletingHelper = prepared((db, { issue, user }: { readonly issue: number; readonly user: UserId }) =>
  db.deleteFrom('issue_helper').where('issue_id', '=', issue).where('user', '=', user),
);

export async function helpersOf(tx: Tx, issue: number): Promise<UserId[]> {
  return (await helpersOfIssue.all(tx, { issue })).map(({ user }) => user);
}

const helpersOfIssue = prepared((db, { issue }: { readonly issue: number }) =>
  db.selectFrom('issue_helper').select('user').where('issue_id', '=', issue).orderBy('user'),
);
