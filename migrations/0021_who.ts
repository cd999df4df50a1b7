import { type Kysely, sql } from 'kysely';

/** What was asked of the directory and not found, or found wrong: what a company's words still lack. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ownership_note')
    .addColumn('id', 'integer', (col) => col.primaryKey().autoIncrement())
    .addColumn('kind', 'text', (col) => col.notNull().check(sql`kind in ('not found', 'wrong')`))
    .addColumn('asked', 'text', (col) => col.notNull())
    .addColumn('by', 'text', (col) => col.notNull())
    .addColumn('at', 'integer', (col) => col.notNull())
    // The topic that was answered, and what whoever asked says instead.
    .addColumn('topic', 'text')
    .addColumn('instead', 'text')
    .execute();
}
