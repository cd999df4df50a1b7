import type { Kysely } from 'kysely';

/** The organisation as it was described, each version kept: an issue goes by the policy in force when it was opened. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('organisation')
    .addColumn('version', 'integer', (col) => col.primaryKey().autoIncrement())
    .addColumn('document', 'text', (col) => col.notNull())
    .addColumn('applied_at', 'integer', (col) => col.notNull())
    .execute();

  await db.schema
    .createTable('source')
    .addColumn('name', 'text', (col) => col.primaryKey())
    .addColumn('disabled_at', 'integer')
    .execute();
}
