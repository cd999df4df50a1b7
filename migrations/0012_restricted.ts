import { type Kysely, sql } from 'kysely';

/** What only few may read: that it is so, whom it names, and the DMs in which it stands. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('feedback').addColumn('restricted', 'text').execute();
  // Slack ids as JSON.
  await db.schema
    .alterTable('issue')
    .addColumn('named', 'text', (col) => col.notNull().defaultTo('[]'))
    .execute();
  await db.schema
    .createTable('confidential_dm')
    .addColumn('id', 'integer', (col) => col.primaryKey().autoIncrement())
    .addColumn('issue_id', 'integer', (col) => col.notNull().references('issue.id'))
    .addColumn('person', 'text', (col) => col.notNull())
    .addColumn('stage', 'integer', (col) => col.notNull())
    .addColumn('step', 'text', (col) => col.notNull())
    .execute();
  // The DMs of an issue, to be edited when it changes; and that nobody is told the same twice.
  await sql`create unique index confidential_dm_of_issue on confidential_dm (issue_id, person, stage, step)`.execute(
    db,
  );
}
