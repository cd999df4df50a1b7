import { type Kysely, sql } from 'kysely';

/** What a day's praise gathers in is a summary like any other, known by what it gathers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Those that are still to be told are told by their timers.
  await sql`update roll_up set gathers = 'also-heard' where also_heard > 0`.execute(db);
  await db.schema.alterTable('roll_up').dropColumn('also_heard').execute();
}
