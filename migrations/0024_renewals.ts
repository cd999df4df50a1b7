import type { Kysely } from 'kysely';

/** The day on which the customer's contract renews, where the source has said so. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('feedback').addColumn('renews_on', 'text').execute();
}
