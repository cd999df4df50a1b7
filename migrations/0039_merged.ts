import { type Kysely, sql } from 'kysely';

/** For how long an issue was merged into another before it was taken apart again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table issue add column merged_ms integer not null default 0`.execute(db);
}
