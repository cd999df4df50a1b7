import { type Kysely, sql } from 'kysely';

/** By when the executive sponsor has said that it is decided; and "Ask why", a question that is answered in words. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('issue').addColumn('decide_by', 'integer').execute();
  // SQLite cannot widen a check, so the table is made anew.
  await db.schema
    .createTable('issue_ask_new')
    .addColumn('id', 'integer', (col) => col.primaryKey().autoIncrement())
    .addColumn('issue_id', 'integer', (col) => col.notNull().references('issue.id'))
    .addColumn('kind', 'text', (col) => col.notNull().check(sql`kind in ('snooze', 'offer', 'tell', 'why')`))
    .addColumn('asked_by', 'text', (col) => col.notNull())
    .addColumn('asked', 'text', (col) => col.notNull())
    .addColumn('owner', 'text', (col) => col.notNull())
    .addColumn('payload', 'text', (col) => col.notNull())
    .addColumn('at', 'integer', (col) => col.notNull())
    .addColumn('answer', 'text', (col) => col.check(sql`answer in ('yes', 'no', 'withdrawn')`))
    .addColumn('reply', 'text')
    .execute();
  await sql`
    insert into issue_ask_new (id, issue_id, kind, asked_by, asked, owner, payload, at, answer)
    select id, issue_id, kind, asked_by, asked, owner, payload, at, answer from issue_ask`.execute(db);
  await db.schema.dropTable('issue_ask').execute();
  await db.schema.alterTable('issue_ask_new').renameTo('issue_ask').execute();
  // At most one open question of a kind; and those to withdraw when an issue closes or changes hands.
  await sql`create unique index issue_ask_open on issue_ask (issue_id, kind) where answer is null`.execute(db);
}
