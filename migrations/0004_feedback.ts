import type { Kysely } from 'kysely';

/** What customers said. `feedback.id` is the id of the inbox row it came in by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await feedback(db);
  await statements(db);
  await summaries(db);
}

async function feedback(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('feedback')
    .addColumn('id', 'integer', (col) => col.primaryKey().references('inbox.id'))
    .addColumn('source', 'text', (col) => col.notNull())
    .addColumn('external_id', 'text', (col) => col.notNull())
    .addColumn('text', 'text', (col) => col.notNull())
    .addColumn('kind', 'text', (col) => col.notNull())
    .addColumn('urgent', 'integer', (col) => col.notNull())
    .addColumn('department', 'text', (col) => col.notNull())
    .addColumn('score_kind', 'text')
    .addColumn('score_value', 'real')
    .addColumn('score_max', 'real')
    .addColumn('customer_id', 'text')
    .addColumn('customer_name', 'text')
    .addColumn('customer_email', 'text')
    .addColumn('account', 'text')
    .addColumn('account_value', 'real')
    .addColumn('language', 'text')
    .addColumn('url', 'text')
    .addColumn('tags', 'text')
    .addColumn('logged_by', 'text')
    .addColumn('import_id', 'integer')
    .addColumn('received_at', 'integer', (col) => col.notNull())
    .addColumn('arrived_at', 'integer', (col) => col.notNull())
    .addUniqueConstraint('feedback_delivery', ['source', 'external_id'])
    .execute();
}

async function statements(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('statement')
    .addColumn('feedback_id', 'integer', (col) => col.notNull().references('feedback.id'))
    .addColumn('ordinal', 'integer', (col) => col.notNull())
    .addColumn('text', 'text', (col) => col.notNull())
    .addColumn('sentiment', 'text', (col) => col.notNull())
    .addColumn('topic', 'text')
    .addColumn('because', 'text', (col) => col.notNull())
    .addPrimaryKeyConstraint('statement_pk', ['feedback_id', 'ordinal'])
    .execute();
}

async function summaries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('file_import')
    .addColumn('id', 'integer', (col) => col.primaryKey().autoIncrement())
    .addColumn('source', 'text', (col) => col.notNull())
    .addColumn('file', 'text', (col) => col.notNull())
    .addColumn('open_issues', 'integer', (col) => col.notNull())
    .addColumn('started_at', 'integer', (col) => col.notNull())
    .addColumn('rows', 'integer', (col) => col.notNull().defaultTo(0))
    .execute();

  await db.schema
    .createTable('roll_up')
    .addColumn('id', 'integer', (col) => col.primaryKey().autoIncrement())
    .addColumn('channel', 'text', (col) => col.notNull())
    .addColumn('import_id', 'integer')
    .addColumn('opened_at', 'integer', (col) => col.notNull())
    .execute();
  await db.schema.createIndex('roll_up_newest').on('roll_up').columns(['channel', 'import_id', 'opened_at']).execute();

  await db.schema
    .createTable('roll_up_line')
    .addColumn('roll_up_id', 'integer', (col) => col.notNull().references('roll_up.id'))
    .addColumn('number', 'integer', (col) => col.notNull())
    .addColumn('feedback_id', 'integer', (col) => col.notNull().references('feedback.id'))
    .addColumn('issue_id', 'integer')
    .addPrimaryKeyConstraint('roll_up_line_pk', ['roll_up_id', 'number'])
    .execute();
}
