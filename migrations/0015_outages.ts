import type { Kysely } from 'kysely';

/** When nobody could press a button because we were down: escalations do not count that time. Few rows, read whole. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('outage')
    .addColumn('from_at', 'integer', (col) => col.primaryKey())
    .addColumn('until_at', 'integer', (col) => col.notNull())
    .execute();
}
