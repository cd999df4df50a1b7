import { type Kysely, sql } from 'kysely';

/** Which version of what it is about each message was last meant to show. Cards that stand are taken to show the newest. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table outbox add column about_version integer not null default 1`.execute(db);
  await sql`update outbox set about_version = coalesce(
    (select version from issue where id = cast(substr(subject, 1, instr(subject, '/') - 1) as integer)), 1)
    where kind = 'issue.card'`.execute(db);
}
