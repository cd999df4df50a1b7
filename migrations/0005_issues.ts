import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

/** What a complaint becomes. The checks hold the two promises: one owner always, and nothing closed without its three things. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await issue(db);
  await db.schema
    .createTable('issue_event')
    .addColumn('id', 'integer', (col) => col.primaryKey().autoIncrement())
    .addColumn('issue_id', 'integer', (col) => col.notNull().references('issue.id'))
    .addColumn('at', 'integer', (col) => col.notNull())
    .addColumn('actor', 'text')
    .addColumn('type', 'text', (col) => col.notNull())
    .addColumn('payload', 'text', (col) => col.notNull())
    .execute();
  await db.schema.createIndex('issue_event_story').on('issue_event').columns(['issue_id', 'id']).execute();

  await db.schema
    .createTable('issue_helper')
    .addColumn('issue_id', 'integer', (col) => col.notNull().references('issue.id'))
    .addColumn('user', 'text', (col) => col.notNull())
    .addPrimaryKeyConstraint('issue_helper_pk', ['issue_id', 'user'])
    .execute();

  await db.schema
    .createTable('letter')
    .addColumn('id', 'integer', (col) => col.primaryKey().autoIncrement())
    .addColumn('person', 'text', (col) => col.notNull())
    .addColumn('topic', 'text', (col) => col.notNull())
    .addColumn('urgent', 'integer', (col) => col.notNull())
    .addColumn('opened_at', 'integer', (col) => col.notNull())
    .addColumn('acted_on', 'integer', (col) => col.notNull().defaultTo(0))
    .execute();
  await db.schema.createIndex('letter_newest').on('letter').columns(['person', 'topic', 'id']).execute();

  await db.schema
    .createTable('letter_item')
    .addColumn('letter_id', 'integer', (col) => col.notNull().references('letter.id'))
    .addColumn('issue_id', 'integer', (col) => col.notNull().references('issue.id'))
    .addColumn('stage', 'integer', (col) => col.notNull())
    .addColumn('step', 'text', (col) => col.notNull())
    .addPrimaryKeyConstraint('letter_item_pk', ['issue_id', 'stage', 'step', 'letter_id'])
    .execute();
  await db.schema.createIndex('letter_item_letter').on('letter_item').column('letter_id').execute();
}

async function issue(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('issue')
    .addColumn('id', 'integer', (col) => col.primaryKey().autoIncrement())
    .addColumn('feedback_id', 'integer', (col) => col.notNull().references('feedback.id'))
    .addColumn('topic', 'text')
    .addColumn('department', 'text', (col) => col.notNull())
    .addColumn('owner', 'text', (col) => col.notNull())
    .addColumn('standing', 'text', (col) => col.notNull().check(sql`standing in ('owner', 'backup', 'last')`))
    .addColumn('state', 'text', (col) =>
      col.notNull().check(sql`state in ('open', 'accepted', 'contacted', 'fixed', 'closed')`),
    )
    .addColumn('severity', 'text', (col) => col.notNull().check(sql`severity in ('normal', 'urgent', 'critical')`))
    .addColumn('version', 'integer', (col) => col.notNull())
    .addColumn('organisation_version', 'integer', (col) => col.notNull().references('organisation.version'))
    .addColumn('waiting_since', 'integer', (col) => col.notNull())
    .addColumn('clock_from', 'integer', (col) => col.notNull())
    .addColumn('opened_at', 'integer', (col) => col.notNull())
    .addColumn('stage', 'integer', (col) => col.notNull())
    .addColumn('stage_from', 'integer', (col) => col.notNull())
    .addColumn('steps_taken', 'text', (col) => col.notNull())
    .addColumn('active_at', 'integer', (col) => col.notNull())
    .$call(life)
    .addCheckConstraint(
      'closed_means_told_or_an_honest_ending',
      sql`state <> 'closed' or (closed_at is not null and ending is not null and (ending <> 'told' or
        (root_cause is not null and change is not null and told_by is not null and told_day is not null and told_words is not null)))`,
    )
    .execute();
  // One issue per complaining topic of a feedback; a missing topic counts as one.
  await sql`create unique index issue_of_topic on issue (feedback_id, coalesce(topic, ''))`.execute(db);
  // /cx mine, and the sweep for owners who are gone.
  await sql`create index issue_of_owner on issue (owner) where state <> 'closed'`.execute(db);
}

/** What happened on the way, each empty until it has. */
const life = <C extends string>(table: CreateTableBuilder<'issue', C>) =>
  table
    .addColumn('accepted_at', 'integer')
    .addColumn('contacted_at', 'integer')
    .addColumn('fixed_at', 'integer')
    .addColumn('closed_at', 'integer')
    .addColumn('wait_until', 'integer')
    .addColumn('wait_reason', 'text')
    .addColumn('waited_ms', 'integer', (col) => col.notNull())
    .addColumn('wait_from', 'integer')
    .addColumn('root_cause', 'text')
    .addColumn('change', 'text')
    .addColumn('told_by', 'text')
    .addColumn('told_channel', 'text')
    .addColumn('told_day', 'text')
    .addColumn('told_words', 'text')
    .addColumn('ending', 'text')
    .addColumn('ending_reason', 'text')
    .addColumn('ending_link', 'text')
    .addColumn('bounces', 'integer', (col) => col.notNull())
    .addColumn('rerouted', 'integer', (col) => col.notNull())
    .addColumn('reopened', 'integer', (col) => col.notNull());
