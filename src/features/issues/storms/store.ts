import type { UserId } from '../../../kernel/slack.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import type { Suggested, Suggestion } from '../life/storms.ts';

/** The newest cause that was suggested for this topic. */
export async function lastSuggestedOn(tx: Tx, topic: string): Promise<Suggested | undefined> {
  const row = await lastSuggested.first(tx, { topic });
  if (row === undefined || row.suggestion === null) return undefined;
  return { cause: row.id, suggestion: row.suggestion, at: row.created_at, shipped: row.shipped_at !== null };
}

const lastSuggested = prepared((db, { topic }: { readonly topic: string }) =>
  db
    .selectFrom('cause')
    .select(['id', 'suggestion', 'created_at', 'shipped_at'])
    .where('topic', '=', topic)
    .where('suggestion', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1),
);

export async function saveSuggestion(
  tx: Tx,
  cause: number,
  said: { readonly suggestion: Suggestion; readonly topic?: string; readonly settled_by?: UserId },
): Promise<void> {
  await tx.updateTable('cause').set(said).where('id', '=', cause).execute();
}

export interface Gathered {
  readonly suggestion: Suggestion;
  readonly settledBy: UserId | undefined;
  /** How many hang under it, closed ones included. */
  readonly issues: number;
}

export async function gatheredOf(tx: Tx, cause: number): Promise<Gathered> {
  const { suggestion, settled_by } = await tx
    .selectFrom('cause')
    .select(['suggestion', 'settled_by'])
    .where('id', '=', cause)
    .executeTakeFirstOrThrow();
  const { issues } = await tx
    .selectFrom('issue')
    .select(({ fn }) => fn.countAll<number>().as('issues'))
    .where('cause_id', '=', cause)
    .executeTakeFirstOrThrow();
  return { suggestion: suggestion ?? 'kept', settledBy: settled_by ?? undefined, issues };
}
