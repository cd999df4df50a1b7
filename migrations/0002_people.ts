import type { Kysely } from 'kysely';

/** Who and where: Slack's users and channels as last seen. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('slack_user')
    .addColumn('id', 'text', (col) => col.primaryKey())
    .addColumn('name', 'text', (col) => col.notNull())
    .addColumn('email', 'text')
    .addColumn('timezone', 'text')
    .addColumn('standing', 'text', (col) => col.notNull())
    .addColumn('seen_at', 'integer', (col) => col.notNull())
    .execute();
  // The organisation file names people by e-mail.
  await db.schema.createIndex('slack_user_email').on('slack_user').column('email').execute();

  await db.schema
    .createTable('slack_channel')
    .addColumn('id', 'text', (col) => col.primaryKey())
    .addColumn('name', 'text', (col) => col.notNull())
    .addColumn('private', 'integer', (col) => col.notNull())
    .addColumn('archived', 'integer', (col) => col.notNull())
    .addColumn('external', 'integer', (col) => col.notNull())
    .addColumn('member', 'integer', (col) => col.notNull())
    .addColumn('seen_at', 'integer', (col) => col.notNull())
    .execute();
  await db.schema.createIndex('slack_channel_name').on('slack_channel').column('name').execute();
}
