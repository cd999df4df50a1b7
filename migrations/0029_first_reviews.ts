import { type Kysely, sql } from 'kysely';

/** Weeks by which somebody's first review of a topic comes later, where they answer for many since the same moment. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('agreement')
    .addColumn('weeks_later', 'integer', (c) => c.notNull().defaultTo(sql`0`))
    .execute();
}
