import { type Kysely, sql } from 'kysely';

/** The numbers of the last three months take as long as those months have entries, however many came before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('feedback_received').on('feedback').column('received_at').execute();
  await sql`create index issue_closed on issue (closed_at) where state = 'closed'`.execute(db);
}
