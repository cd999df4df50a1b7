import type { Kysely } from 'kysely';

/** Whether a leave is only what somebody's Slack status says; and who has left which channel. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('slack_user')
    .addColumn('leave_by_status', 'integer', (col) => col.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable('left_channel')
    .addColumn('user', 'text', (col) => col.notNull())
    .addColumn('channel', 'text', (col) => col.notNull())
    .addColumn('at', 'integer', (col) => col.notNull())
    .addPrimaryKeyConstraint('left_channel_pk', ['user', 'channel'])
    .execute();
}
