import { type Kysely, sql } from 'kysely';

/** What names everybody who might read it, until somebody may; and what the audit asks of messages that were given up. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('held_complaint')
    .addColumn('feedback_id', 'integer', (col) => col.primaryKey().references('feedback.id'))
    .addColumn('topic', 'text')
    .addColumn('department', 'text', (col) => col.notNull())
    // Words and Slack ids as JSON.
    .addColumn('because', 'text', (col) => col.notNull())
    .addColumn('named', 'text', (col) => col.notNull())
    .execute();
  await sql`create index outbox_given_up on outbox (reason) where state = 'undeliverable'`.execute(db);
}
