import { type Kysely, sql } from 'kysely';

/** In which summary an issue stands, whose thread then has its card and its story. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // How many posts a channel has had today.
  await sql`create index outbox_posts on outbox (recipient, created_at) where thread_key is null and whisper_to is null`.execute(
    db,
  );
  await sql`create index roll_up_line_issue on roll_up_line (issue_id) where issue_id is not null`.execute(db);
}
