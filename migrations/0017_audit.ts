import { type Kysely, sql } from 'kysely';

/** What the audit asks twice a minute, however many messages there have been. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index outbox_said on outbox (sent_at) where sent_at is not null`.execute(db);
  await sql`create index outbox_behind on outbox (id) where state = 'sent' and shown_version < wanted_version`.execute(
    db,
  );
  await sql`create index letter_opened on letter (opened_at)`.execute(db);
}
