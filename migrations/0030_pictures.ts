import type { Kysely } from 'kysely';

/** Which file of Slack's has which picture, so that a message that is tried again need not upload it again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('picture')
    .addColumn('digest', 'text', (col) => col.primaryKey())
    .addColumn('file', 'text', (col) => col.notNull())
    .addColumn('at', 'integer', (col) => col.notNull())
    .execute();
}
