import { type Kysely, sql } from 'kysely';

/** Who may administer the workspace (1), and whose it is (2): to them goes what nobody is named for while a company sets up. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table slack_user add column admin integer not null default 0`.execute(db);
}
