import { type Kysely, sql } from 'kysely';

/** Each reminder asks what DMs somebody has had lately and has yet to get; each DM that is rendered asks for its lines in order. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const dms = sql`thread_key is null and whisper_to is null`;
  await sql`create index outbox_dms_had on outbox (recipient, sent_at) where ${dms} and sent_at is not null`.execute(
    db,
  );
  await sql`create index outbox_dms_ahead on outbox (recipient) where ${dms} and sent_at is null
    and state in ('pending', 'sending', 'unknown')`.execute(db);
  await sql`drop index letter_item_letter`.execute(db);
  await sql`create index letter_item_letter on letter_item (letter_id, issue_id)`.execute(db);
}
