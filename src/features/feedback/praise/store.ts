import type { Instant } from '../../../kernel/time.ts';
import type { Db, Tx } from '../../../platform/db/schema.ts';

/** A praising part of feedback that everybody may read, and what it stands in. SQLite takes a cross join in its order. */
const praising = (db: Db) =>
  db
    .selectFrom('feedback')
    .crossJoin('statement')
    .whereRef('statement.feedback_id', '=', 'feedback.id')
    .select(['feedback.id', 'feedback.text as whole', 'kind', 'department', 'customer_name', 'account', 'received_at'])
    .select(['statement.text as part', 'topic'])
    .where('restricted', 'is', null)
    .where('sentiment', '=', 'praise');

export type PraisingPart = Awaited<ReturnType<typeof partsOf>>[number];

export const partsOf = (tx: Tx, feedback: number) =>
  praising(tx).where('feedback.id', '=', feedback).orderBy('ordinal').execute();

/** The newest first, at most `most` parts. */
export const partsSince = (tx: Tx, since: Instant, most: number): Promise<PraisingPart[]> =>
  praising(tx)
    .where('received_at', '>=', since)
    .orderBy('received_at', 'desc')
    .orderBy('feedback.id', 'desc')
    .orderBy('ordinal')
    .limit(most)
    .execute();
