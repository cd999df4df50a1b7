import { type Kysely, sql } from 'kysely';

/** Where a stored delivery stands in line: the urgent first, and of several queues each in its turn. NULL until that is known. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['priority', 'turn']) await db.schema.alterTable('inbox').addColumn(column, 'integer').execute();
  await db.schema.alterTable('inbox').addColumn('queue', 'text').execute();
  await sql`drop index inbox_todo`.execute(db);
  // What is still to be put in line, what is next, and where a queue ends.
  const todo = sql`done_at is null and failed is null`;
  await sql`create index inbox_unplaced on inbox (id) where turn is null and ${todo}`.execute(db);
  await sql`create index inbox_line on inbox (priority, turn, id) where turn is not null and ${todo}`.execute(db);
  await sql`create index inbox_queue on inbox (queue, priority, turn) where turn is not null and ${todo}`.execute(db);
}
