import { type Kysely, sql } from 'kysely';

/** What is open in a department, who waited longest first: asked of each department, several times a day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index issue_of_department on issue (department, waiting_since)
    where state <> 'closed' and restricted is null`.execute(db);
}
