import type { Kysely } from 'kysely';

/** When somebody is away, and who stands in; until when they are not to be disturbed. Days are theirs, the last included. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['leave_from', 'leave_until', 'leave_delegate'] as const)
    await db.schema.alterTable('slack_user').addColumn(column, 'text').execute();
  await db.schema
    .alterTable('slack_user')
    .addColumn('away', 'integer', (col) => col.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('slack_user').addColumn('quiet_until', 'integer').execute();
}
