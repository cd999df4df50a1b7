import { type Kysely, sql } from 'kysely';

/** The sender asks, per recipient, for the most urgent and oldest post and edit that may go now: each has its own line. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index outbox_pending`.execute(db);
  await sql`create index outbox_posts_in_line on outbox (recipient, priority, id)
    where state = 'pending' and ts is null`.execute(db);
  await sql`create index outbox_edits_in_line on outbox (recipient, priority, id)
    where state = 'pending' and ts is not null`.execute(db);
  // Nobody is written to before this is known: found by what it is asked by, or SQLite reads all that Slack has ever told.
  await sql`drop index inbox_told`.execute(db);
  await sql`create index inbox_told on inbox (source, attempts)
    where source = 'slack' and done_at is null and failed is null`.execute(db);
}
