import type { Kysely } from 'kysely';

/** In which of Slack's user groups somebody is, as a list of ids and handles. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('slack_user').addColumn('groups', 'text').execute();
}
