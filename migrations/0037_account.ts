import { type Kysely, sql } from 'kysely';

/** What a customer said is found by their account, however it is written. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index feedback_of_account on feedback (lower(account)) where account is not null`.execute(db);
}
