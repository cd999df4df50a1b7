import type { Kysely } from 'kysely';

/** What one person answers for, however many topics there are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('agreement_person').on('agreement').column('person').execute();
}
