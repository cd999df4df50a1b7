import { prepared } from '../../../platform/db/prepared.ts';
import type { Db, Tx } from '../../../platform/db/schema.ts';
import type { Issue } from '../domain.ts';
import type { Alike } from '../life/storms.ts';

/** So many of a topic are looked at, the newest. */
const LOOKED_AT = 200;

const alike = (db: Db, topic: string) =>
  db
    .selectFrom('issue')
    .where('topic', '=', topic)
    .where('restricted', 'is', null)
    .orderBy('id', 'desc')
    .limit(LOOKED_AT);

/** Issues of that topic that are not closed: their numbers, those of the feedback, and what they hang under. */
export async function openOn(tx: Tx, topic: string): Promise<(Alike & { readonly feedback: number })[]> {
  const rows = await openAlike.all(tx, { topic });
  return rows.map(({ id, feedback, opened_at, cause_id }) => ({
    ...{ id, feedback, openedAt: opened_at, cause: cause_id ?? undefined },
  }));
}

const openAlike = prepared((db, { topic }: { readonly topic: string }) =>
  alike(db, topic)
    .where('state', 'in', ['open', 'accepted', 'contacted', 'fixed'])
    .select(['id', 'feedback_id as feedback', 'opened_at', 'cause_id']),
);

/** What became of an issue whose customer was told. */
export interface Solved {
  readonly id: number;
  readonly feedback: number;
  readonly cause: string;
  readonly change: string;
  readonly words: string;
}

export async function solvedOn(tx: Tx, topic: string): Promise<Solved[]> {
  const rows = await solvedAlike.all(tx, { topic });
  return rows.map(({ id, feedback, root_cause, change, told_words }) => ({
    ...{ id, feedback },
    ...{ cause: root_cause ?? '', change: change ?? '', words: told_words ?? '' },
  }));
}

const solvedAlike = prepared((db, { topic }: { readonly topic: string }) =>
  alike(db, topic)
    .where('state', '=', 'closed')
    .where('ending', '=', 'told')
    .select(['id', 'feedback_id as feedback', 'root_cause', 'change', 'told_words']),
);

/** Remembers an issue as it was before it was merged into another. */
export async function saveMerge(tx: Tx, before: Issue, into: number): Promise<void> {
  const values = { issue_id: before.id, into_id: into, before: JSON.stringify(before) };
  await tx
    .insertInto('issue_merge')
    .values(values)
    .onConflict((oc) => oc.column('issue_id').doUpdateSet(values))
    .execute();
}

export async function mergedBefore(tx: Tx, issue: number): Promise<Issue | undefined> {
  const row = await tx.selectFrom('issue_merge').select('before').where('issue_id', '=', issue).executeTakeFirst();
  return row && JSON.parse(row.before);
}

export async function forgetMerge(tx: Tx, issue: number): Promise<void> {
  await tx.deleteFrom('issue_merge').where('issue_id', '=', issue).execute();
}

/** What was merged into this one. */
export async function mergedInto(tx: Tx, issue: number): Promise<{ id: number; feedback: number }[]> {
  return duplicatesOf.all(tx, { issue });
}

const duplicatesOf = prepared((db, { issue }: { readonly issue: number }) =>
  db
    .selectFrom('issue_merge')
    .innerJoin('issue', 'issue.id', 'issue_merge.issue_id')
    .select(['issue.id', 'issue.feedback_id as feedback'])
    .where('into_id', '=', issue)
    .where('issue.ending', '=', 'duplicate')
    .orderBy('issue.id'),
);
