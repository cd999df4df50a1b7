import { type Kysely, sql } from 'kysely';

/** What one colleague asks another about an issue, what was merged into what, and how a customer is known again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('issue_ask')
    .addColumn('id', 'integer', (col) => col.primaryKey().autoIncrement())
    .addColumn('issue_id', 'integer', (col) => col.notNull().references('issue.id'))
    .addColumn('kind', 'text', (col) => col.notNull().check(sql`kind in ('snooze', 'offer', 'tell')`))
    .addColumn('asked_by', 'text', (col) => col.notNull())
    .addColumn('asked', 'text', (col) => col.notNull())
    .addColumn('owner', 'text', (col) => col.notNull())
    .addColumn('payload', 'text', (col) => col.notNull())
    .addColumn('at', 'integer', (col) => col.notNull())
    .addColumn('answer', 'text', (col) => col.check(sql`answer in ('yes', 'no', 'withdrawn')`))
    .execute();
  // At most one open question of a kind; and those to withdraw when an issue closes or changes hands.
  await sql`create unique index issue_ask_open on issue_ask (issue_id, kind) where answer is null`.execute(db);

  await db.schema
    .createTable('issue_merge')
    .addColumn('issue_id', 'integer', (col) => col.primaryKey().references('issue.id'))
    .addColumn('into_id', 'integer', (col) => col.notNull().references('issue.id'))
    .addColumn('before', 'text', (col) => col.notNull())
    .execute();
  // Who else is to be told when that one is.
  await sql`create index issue_merge_into on issue_merge (into_id)`.execute(db);

  // Has this customer complained before?
  await sql`create index feedback_of_customer on feedback (customer_id) where customer_id is not null`.execute(db);
  await sql`create index feedback_of_email on feedback (lower(customer_email)) where customer_email is not null`.execute(
    db,
  );
  await sql`create index feedback_of_name on feedback (lower(customer_name)) where customer_name is not null`.execute(
    db,
  );
  // Issues alike: the newest of a topic, open or solved. And the ranked ask for means.
  await sql`create index issue_of_topic_by_state on issue (topic, state, id)`.execute(db);
  await sql`create index issue_blocked on issue (pause_kind) where pause_kind = 'blocked'`.execute(db);
}
