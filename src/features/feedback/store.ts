import type { Insertable, Selectable } from 'kysely';
import type { Instant } from '../../kernel/time.ts';
import { prepared } from '../../platform/db/prepared.ts';
import type { Schema, Tx } from '../../platform/db/schema.ts';
import type { Customer, Feedback, Said, Score } from './domain.ts';
import type { Statement } from './reading.ts';

export async function saveFeedback(
  tx: Tx,
  feedback: Feedback & { readonly externalId: string },
  said: Said,
  statements: readonly Statement[],
): Promise<void> {
  await saving.run(tx, {
    id: feedback.id,
    source: feedback.source,
    external_id: feedback.externalId,
    text: feedback.text,
    kind: feedback.kind,
    urgent: Number(feedback.urgent),
    department: feedback.department,
    ...scoreColumns(feedback),
    ...customerColumns(feedback),
    language: said.language ?? null,
    url: feedback.url ?? null,
    tags: said.tags ? JSON.stringify(said.tags) : null,
    logged_by: feedback.loggedBy ?? null,
    import_id: feedback.importId ?? null,
    restricted: feedback.restricted ?? null,
    received_at: feedback.receivedAt,
    arrived_at: feedback.arrivedAt,
  });
  for (const [ordinal, { text, sentiment, topic = null, because }] of statements.entries()) {
    const stated = { text, sentiment, topic, because: JSON.stringify(because) };
    await savingStatement.run(tx, { feedback_id: feedback.id, ordinal, ...stated });
  }
}

const saving = prepared((db, row: Insertable<Schema['feedback']>) => db.insertInto('feedback').values(row));

const savingStatement = prepared((db, row: Insertable<Schema['statement']>) => db.insertInto('statement').values(row));

const scoreColumns = ({ score }: Feedback) => ({
  score_kind: score?.kind ?? null,
  score_value: score?.value ?? null,
  score_max: score?.max ?? null,
});

const customerColumns = ({ customer }: Feedback) => ({
  customer_id: customer.id ?? null,
  customer_name: customer.name ?? null,
  customer_email: customer.email ?? null,
  account: customer.account ?? null,
  account_value: customer.value ?? null,
  renews_on: customer.renews_on ?? null,
});

/** Throws when there is none: whoever asks has its number from us. */
export async function feedbackOf(tx: Tx, id: number): Promise<Feedback> {
  return feedbackFrom(await feedbackById.one(tx, { id }));
}

const feedbackById = prepared((db, { id }: { readonly id: number }) =>
  db.selectFrom('feedback').selectAll().where('id', '=', id),
);

/** Whether anything that a customer said has come in at all. */
export const hasHeard = async (tx: Tx): Promise<boolean> =>
  (await tx.selectFrom('feedback').select('id').limit(1).executeTakeFirst()) !== undefined;

export async function statementsOf(tx: Tx, feedback: number): Promise<Statement[]> {
  const rows = await tx
    .selectFrom('statement')
    .selectAll()
    .where('feedback_id', '=', feedback)
    .orderBy('ordinal')
    .execute();
  return rows.map(({ text, sentiment, topic, because }) => ({
    text,
    sentiment,
    topic: topic ?? undefined,
    because: JSON.parse(because),
  }));
}

function feedbackFrom(row: Selectable<Schema['feedback']>): Feedback {
  return {
    id: row.id,
    source: row.source,
    text: row.text,
    kind: row.kind,
    urgent: row.urgent === 1,
    department: row.department,
    score: scoreFrom(row),
    customer: customerFrom(row),
    url: row.url ?? undefined,
    loggedBy: row.logged_by ?? undefined,
    importId: row.import_id ?? undefined,
    restricted: row.restricted ?? undefined,
    receivedAt: row.received_at,
    arrivedAt: row.arrived_at,
  };
}

/** Everybody may read it after all. */
export async function liftRestriction(tx: Tx, id: number): Promise<void> {
  await tx.updateTable('feedback').set({ restricted: null }).where('id', '=', id).execute();
}

type CustomerRow = Pick<
  Selectable<Schema['feedback']>,
  'customer_id' | 'customer_name' | 'customer_email' | 'account' | 'account_value' | 'renews_on'
>;

/** The customer as a row of feedback has them. */
export const customerFrom = (row: CustomerRow): Customer => ({
  id: row.customer_id ?? undefined,
  name: row.customer_name ?? undefined,
  email: row.customer_email ?? undefined,
  account: row.account ?? undefined,
  value: row.account_value ?? undefined,
  renews_on: row.renews_on ?? undefined,
});

function scoreFrom({ score_kind, score_value, score_max }: Selectable<Schema['feedback']>): Score | undefined {
  if (score_kind === null || score_value === null) return undefined;
  return { kind: score_kind as Score['kind'], value: score_value, max: score_max ?? undefined };
}

export async function isDisabled(tx: Tx, source: string): Promise<boolean> {
  const row = await tx.selectFrom('source').select('disabled_at').where('name', '=', source).executeTakeFirst();
  return row?.disabled_at != null;
}

/** Switches a source off since then, or on again. */
export async function setDisabled(tx: Tx, name: string, at: Instant | undefined): Promise<void> {
  const disabled_at = at ?? null;
  await tx
    .insertInto('source')
    .values({ name, disabled_at })
    .onConflict((oc) => oc.column('name').doUpdateSet({ disabled_at }))
    .execute();
}
