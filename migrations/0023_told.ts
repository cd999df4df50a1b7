import { type Kysely, sql } from 'kysely';

/** What Slack has told and nothing was done about yet: nobody is written to before that is known. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const todo = sql`done_at is null and failed is null`;
  await sql`create index inbox_told on inbox (id) where source = 'slack' and ${todo}`.execute(db);
  // The sender asks when the next that was set back may be tried again.
  await sql`create index outbox_set_back on outbox (retry_at) where state = 'pending' and retry_at > 0`.execute(db);
}
