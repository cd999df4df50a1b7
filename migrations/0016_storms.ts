import { type Kysely, sql } from 'kysely';

/** Many customers who say the same: one suggested cause, one summary of its own; and word of what comes late. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const suggestion = sql`suggestion in ('open', 'kept', 'undone')`;
  await db.schema
    .alterTable('cause')
    .addColumn('suggestion', 'text', (col) => col.check(suggestion))
    .execute();
  await db.schema.alterTable('cause').addColumn('topic', 'text').execute();
  await db.schema.alterTable('cause').addColumn('settled_by', 'text').execute();
  await sql`create index cause_suggested on cause (topic, id) where suggestion is not null`.execute(db);

  // What gathers in a summary of its own, rather than with whatever else comes at once.
  await db.schema.alterTable('roll_up').addColumn('gathers', 'text').execute();
  await sql`create index roll_up_gathers on roll_up (channel, gathers) where gathers is not null`.execute(db);
}
