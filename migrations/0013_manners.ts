import type { Kysely } from 'kysely';

/** A bundle that is its reader's brief of the week; a summary that gathers a day's praise; who wants fewer messages. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('letter')
    .addColumn('brief', 'integer', (col) => col.notNull().defaultTo(0))
    .execute();
  await db.schema
    .alterTable('roll_up')
    .addColumn('also_heard', 'integer', (col) => col.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('slack_user').addColumn('rhythm', 'text').execute();
}
