import type { UserId } from '../../../kernel/slack.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Tx } from '../../../platform/db/schema.ts';

/** A DM about what only few may read: to whom, at which stage of the issue, and what it asks. */
export interface ConfidentialDm {
  readonly id: number;
  readonly issue: number;
  readonly person: UserId;
  readonly stage: number;
  readonly step: string;
}

/** That it is theirs, or that it is there: not a reminder. */
export const NO_NUDGES = ['assigned', 'told'];

/** Undefined where they have been told this already. */
export async function insertDm(tx: Tx, dm: Omit<ConfidentialDm, 'id'>): Promise<number | undefined> {
  const { issue, ...rest } = dm;
  const row = await tx
    .insertInto('confidential_dm')
    .values({ issue_id: issue, ...rest })
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export async function dmOf(tx: Tx, id: number): Promise<ConfidentialDm> {
  const row = await tx.selectFrom('confidential_dm').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const { issue_id, ...rest } = row;
  return { ...rest, issue: issue_id };
}

/** Every one about this issue; of one person and stage where these are given. */
export async function dmsAbout(
  tx: Tx,
  issue: number,
  of?: Pick<ConfidentialDm, 'person' | 'stage'>,
): Promise<ConfidentialDm[]> {
  const rows = await (of === undefined ? dmsOfIssue.all(tx, { issue }) : dmsOfStage.all(tx, { issue, ...of }));
  return rows.toSorted((a, b) => a.id - b.id).map(({ issue_id, ...rest }) => ({ ...rest, issue: issue_id }));
}

/** The issues of which this person was told for the first time, in whatever DM. */
export async function firstWordsTo(tx: Tx, person: UserId): Promise<Pick<ConfidentialDm, 'issue'>[]> {
  return firstWords.all(tx, { person });
}

const firstWords = prepared((db, { person }: Pick<ConfidentialDm, 'person'>) =>
  db
    .selectFrom('confidential_dm')
    .innerJoin('issue', 'issue.id', 'confidential_dm.issue_id')
    .select('issue.id as issue')
    .distinct()
    .where('person', '=', person)
    .where('step', 'in', NO_NUDGES)
    .where('restricted', 'is not', null)
    .where('state', '<>', 'closed'),
);

const dmsOfIssue = prepared((db, { issue }: Pick<ConfidentialDm, 'issue'>) =>
  db.selectFrom('confidential_dm').selectAll().where('issue_id', '=', issue),
);

const dmsOfStage = prepared((db, { issue, person, stage }: Pick<ConfidentialDm, 'issue' | 'person' | 'stage'>) =>
  db
    .selectFrom('confidential_dm')
    .selectAll()
    .where('issue_id', '=', issue)
    .where('person', '=', person)
    .where('stage', '=', stage),
);
