import type { Selectable } from 'kysely';
import type { ChannelId, UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Schema, Tx } from '../../platform/db/schema.ts';
import type { Customer, Feedback, Said, Score } from './domain.ts';
import type { Statement } from './reading.ts';

export async function saveFeedback(
  tx: Tx,
  feedback: Feedback & { readonly externalId: string },
  said: Said,
  statements: readonly Statement[],
): Promise<void> {
  await tx
    .insertInto('feedback')
    .values({
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
    })
    .execute();
  for (const [ordinal, { text, sentiment, topic = null, because }] of statements.entries()) {
    await tx
      .insertInto('statement')
      .values({ feedback_id: feedback.id, ordinal, text, sentiment, topic, because: JSON.stringify(because) })
      .execute();
  }
}

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
});

/** Throws when there is none: whoever asks has its number from us. */
export async function feedbackOf(tx: Tx, id: number): Promise<Feedback> {
  return feedbackFrom(await tx.selectFrom('feedback').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
}

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
  'customer_id' | 'customer_name' | 'customer_email' | 'account' | 'account_value'
>;

/** The customer as a row of feedback has them. */
export const customerFrom = (row: CustomerRow): Customer => ({
  id: row.customer_id ?? undefined,
  name: row.customer_name ?? undefined,
  email: row.customer_email ?? undefined,
  account: row.account ?? undefined,
  value: row.account_value ?? undefined,
});

function scoreFrom({ score_kind, score_value, score_max }: Selectable<Schema['feedback']>): Score | undefined {
  if (score_kind === null || score_value === null) return undefined;
  return { kind: score_kind as Score['kind'], value: score_value, max: score_max ?? undefined };
}

export async function isDisabled(tx: Tx, source: string): Promise<boolean> {
  const row = await tx.selectFrom('source').select('disabled_at').where('name', '=', source).executeTakeFirst();
  return row?.disabled_at != null;
}

/** The summary that still takes lines: of this import, or opened in this channel since then. */
export async function findRollUp(tx: Tx, where: Gathering & { readonly since: Instant }): Promise<number | undefined> {
  const { channel, importId, gathers, since } = where;
  const newest = tx.selectFrom('roll_up').select('id').where('channel', '=', channel).orderBy('id', 'desc').limit(1);
  if (importId !== undefined) return (await newest.where('import_id', '=', importId).executeTakeFirst())?.id;
  const lately = newest.where('import_id', 'is', null).where('opened_at', '>', since);
  const row = await (gathers === undefined
    ? lately.where('gathers', 'is', null)
    : lately.where('gathers', '=', gathers)
  ).executeTakeFirst();
  return row?.id;
}

/** What a summary is of: an import, some one thing that many say, or whatever comes at once. */
export interface Gathering {
  readonly channel: ChannelId | UserId;
  readonly importId: number | undefined;
  readonly gathers: string | undefined;
}

export async function openRollUp(tx: Tx, { channel, importId, gathers }: Gathering, now: Instant): Promise<number> {
  const { id } = await tx
    .insertInto('roll_up')
    .values({ channel, import_id: importId ?? null, gathers: gathers ?? null, opened_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Adds a line at the end; its number counts from 1. */
export async function addLine(
  tx: Tx,
  rollUp: number,
  line: { feedback: number; issue: number | undefined },
): Promise<number> {
  const { last } = await tx
    .selectFrom('roll_up_line')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('roll_up_id', '=', rollUp)
    .executeTakeFirstOrThrow();
  const number = (last ?? 0) + 1;
  await tx
    .insertInto('roll_up_line')
    .values({ roll_up_id: rollUp, number, feedback_id: line.feedback, issue_id: line.issue ?? null })
    .execute();
  return number;
}

export async function linesOf(tx: Tx, rollUp: number, from: number, to: number) {
  return tx
    .selectFrom('roll_up_line as line')
    .innerJoin('feedback', 'feedback.id', 'line.feedback_id')
    .select([
      'line.number',
      'line.issue_id',
      'feedback.text',
      'feedback.kind',
      'feedback.account',
      'feedback.customer_name',
    ])
    .where('line.roll_up_id', '=', rollUp)
    .where('line.number', '>=', from)
    .where('line.number', '<=', to)
    .orderBy('line.number')
    .execute();
}

export async function countsOf(tx: Tx, rollUp: number) {
  return tx
    .selectFrom('roll_up_line as line')
    .innerJoin('feedback', 'feedback.id', 'line.feedback_id')
    .select(({ fn }) => [
      'feedback.kind',
      fn.countAll<number>().as('count'),
      fn.count<number>('line.issue_id').as('issues'),
    ])
    .where('line.roll_up_id', '=', rollUp)
    .groupBy('feedback.kind')
    .execute();
}

export async function importOf(tx: Tx, rollUp: number): Promise<string | undefined> {
  const row = await tx
    .selectFrom('roll_up')
    .innerJoin('file_import', 'file_import.id', 'roll_up.import_id')
    .select('file_import.source')
    .where('roll_up.id', '=', rollUp)
    .executeTakeFirst();
  return row?.source;
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

/** The summaries of which an issue is a line, the newest first, and where they stand: one in each channel at most. */
export async function rollUpsWith(
  tx: Tx,
  issue: number,
): Promise<{ readonly id: number; readonly channel: ChannelId | UserId }[]> {
  return tx
    .selectFrom('roll_up_line')
    .innerJoin('roll_up', 'roll_up.id', 'roll_up_line.roll_up_id')
    .select(['roll_up.id', 'roll_up.channel'])
    .where('roll_up_line.issue_id', '=', issue)
    .orderBy('roll_up.id', 'desc')
    .execute();
}

/** What a summary is of, beside an import. */
export async function gathersOf(tx: Tx, rollUp: number): Promise<string | undefined> {
  const row = await tx.selectFrom('roll_up').select('gathers').where('id', '=', rollUp).executeTakeFirst();
  return row?.gathers ?? undefined;
}
