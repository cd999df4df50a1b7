import { type Kysely, sql } from 'kysely';

/** "Is it sorted?" and its good news; and what several issues have in common. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sorted_answer')
    .addColumn('issue_id', 'integer', (col) => col.notNull().references('issue.id'))
    .addColumn('reopened', 'integer', (col) => col.notNull())
    .addColumn('says', 'text', (col) => col.notNull().check(sql`says in ('yes', 'no')`))
    .addColumn('words', 'text', (col) => col.notNull())
    .addColumn('first_at', 'integer', (col) => col.notNull())
    .addColumn('at', 'integer', (col) => col.notNull())
    // One answer each time that it was said to be fixed.
    .addPrimaryKeyConstraint('sorted_answer_key', ['issue_id', 'reopened'])
    .execute();

  await db.schema
    .createTable('good_news')
    .addColumn('person', 'text', (col) => col.notNull())
    .addColumn('issue_id', 'integer', (col) => col.notNull().references('issue.id'))
    .addColumn('words', 'text', (col) => col.notNull())
    .addColumn('at', 'integer', (col) => col.notNull())
    .addColumn('letter_id', 'integer', (col) => col.references('letter.id'))
    .addPrimaryKeyConstraint('good_news_key', ['person', 'issue_id'])
    .execute();
  // What stands in a DM, and what is taken back when it was not sorted after all.
  await sql`create index good_news_of_letter on good_news (letter_id) where letter_id is not null`.execute(db);
  await sql`create index good_news_of_issue on good_news (issue_id)`.execute(db);

  await db.schema
    .createTable('cause')
    .addColumn('id', 'integer', (col) => col.primaryKey().autoIncrement())
    .addColumn('title', 'text', (col) => col.notNull())
    .addColumn('department', 'text', (col) => col.notNull())
    .addColumn('tracker_url', 'text')
    .addColumn('created_by', 'text', (col) => col.notNull())
    .addColumn('created_at', 'integer', (col) => col.notNull())
    .addColumn('root_cause', 'text')
    .addColumn('change', 'text')
    .addColumn('shipped_by', 'text')
    .addColumn('shipped_at', 'integer')
    // Shipped is: cause and change are written down.
    .addCheckConstraint(
      'cause_shipped_whole',
      sql`shipped_at is null or (root_cause is not null and change is not null and shipped_by is not null)`,
    )
    .execute();
  // Those that one can still hang something under.
  await sql`create index cause_open on cause (department) where shipped_at is null`.execute(db);
}
