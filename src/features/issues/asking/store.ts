import type { Selectable } from 'kysely';
import type { Instant } from '../../../kernel/time.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Schema, Tx } from '../../../platform/db/schema.ts';
import type { Ask, AskKind } from '../life/asking.ts';

export async function insertAsk(tx: Tx, ask: Omit<Ask, 'id' | 'answer' | 'reply'>, at: Instant): Promise<number> {
  const { id } = await tx
    .insertInto('issue_ask')
    .values({
      issue_id: ask.issue,
      kind: ask.kind,
      asked_by: ask.by,
      asked: ask.asked,
      owner: ask.owner,
      payload: JSON.stringify(ask.payload),
      at,
      answer: null,
      reply: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function findAsk(tx: Tx, id: number): Promise<Ask | undefined> {
  const row = await tx.selectFrom('issue_ask').selectAll().where('id', '=', id).executeTakeFirst();
  return row && askFrom(row);
}

/** Questions about this issue that nobody has answered. */
export async function openAsks(tx: Tx, issue: number, kind?: AskKind): Promise<Ask[]> {
  const open = await unanswered.all(tx, { issue });
  return open.filter((row) => kind === undefined || row.kind === kind).map(askFrom);
}

const unanswered = prepared((db, { issue }: { readonly issue: number }) =>
  db.selectFrom('issue_ask').selectAll().where('issue_id', '=', issue).where('answer', 'is', null),
);

export async function settleAsk(tx: Tx, id: number, answer: NonNullable<Ask['answer']>, reply?: string): Promise<void> {
  await tx
    .updateTable('issue_ask')
    .set({ answer, reply: reply ?? null })
    .where('id', '=', id)
    .execute();
}

const askFrom = (row: Selectable<Schema['issue_ask']>): Ask => ({
  id: row.id,
  issue: row.issue_id,
  kind: row.kind,
  by: row.asked_by,
  asked: row.asked,
  owner: row.owner,
  payload: JSON.parse(row.payload),
  at: row.at,
  answer: row.answer ?? undefined,
  reply: row.reply ?? undefined,
});
