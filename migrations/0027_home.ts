import { type Kysely, sql } from 'kysely';

/** Who has opened the Home tab, and how far what it shows is behind. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('home_tab')
    .addColumn('user', 'text', (col) => col.primaryKey())
    .addColumn('wanted_version', 'integer', (col) => col.notNull().defaultTo(1))
    .addColumn('shown_version', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('attempts', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('retry_at', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('failed', 'text')
    .execute();
  await sql`create index home_tab_behind on home_tab (retry_at) where shown_version < wanted_version`.execute(db);
}
