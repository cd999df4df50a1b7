import { type Kysely, sql } from 'kysely';

/** What every feature stands on: inbox, facts, timers, outbox. Instants are UTC milliseconds. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('setting')
    .addColumn('key', 'text', (col) => col.primaryKey())
    .addColumn('value', 'text', (col) => col.notNull())
    .execute();

  await inbox(db);
  await facts(db);
  await timers(db);
  await outbox(db);
}

async function inbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('inbox')
    .addColumn('id', 'integer', (col) => col.primaryKey().autoIncrement())
    .addColumn('kind', 'text', (col) => col.notNull())
    .addColumn('source', 'text', (col) => col.notNull())
    .addColumn('external_id', 'text', (col) => col.notNull())
    .addColumn('natural_key', 'text', (col) => col.unique())
    .addColumn('body', 'text')
    .addColumn('body_hash', 'text', (col) => col.notNull())
    .addColumn('received_at', 'integer', (col) => col.notNull())
    .addColumn('done_at', 'integer')
    .addColumn('attempts', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('retry_at', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('failed', 'text')
    .addUniqueConstraint('inbox_delivery', ['source', 'external_id'])
    .execute();
  // The inbox lane asks for what is still to be done.
  await sql`create index inbox_todo on inbox (retry_at, id) where done_at is null and failed is null`.execute(db);
}

async function facts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('fact')
    .addColumn('id', 'integer', (col) => col.primaryKey().autoIncrement())
    .addColumn('type', 'text', (col) => col.notNull())
    .addColumn('payload', 'text', (col) => col.notNull())
    .addColumn('at', 'integer', (col) => col.notNull())
    .addColumn('done_at', 'integer')
    .addColumn('attempts', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('retry_at', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('failed', 'text')
    .execute();
  await sql`create index fact_todo on fact (retry_at, id) where done_at is null and failed is null`.execute(db);

  await db.schema
    .createTable('fact_heard')
    .addColumn('fact_id', 'integer', (col) => col.notNull().references('fact.id'))
    .addColumn('hearer', 'text', (col) => col.notNull())
    .addPrimaryKeyConstraint('fact_heard_pk', ['fact_id', 'hearer'])
    .execute();
}

async function timers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('timer')
    .addColumn('kind', 'text', (col) => col.notNull())
    .addColumn('subject', 'text', (col) => col.notNull())
    .addColumn('due_at', 'integer', (col) => col.notNull())
    .addColumn('attempts', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('retry_at', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('failed', 'text')
    .addPrimaryKeyConstraint('timer_pk', ['kind', 'subject'])
    .execute();
  // The timer lane asks for what is due, oldest first.
  await sql`create index timer_due on timer (due_at) where failed is null`.execute(db);
}

async function outbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('outbox')
    .addColumn('id', 'integer', (col) => col.primaryKey().autoIncrement())
    .addColumn('key', 'text', (col) => col.notNull().unique())
    .addColumn('kind', 'text', (col) => col.notNull())
    .addColumn('subject', 'text', (col) => col.notNull())
    .addColumn('recipient', 'text', (col) => col.notNull())
    .addColumn('whisper_to', 'text')
    .addColumn('thread_key', 'text', (col) => col.references('outbox.key'))
    .addColumn('priority', 'integer', (col) => col.notNull())
    .addColumn('hold_until', 'integer', (col) => col.notNull())
    .addColumn('state', 'text', (col) =>
      col.notNull().check(sql`state in ('pending', 'sending', 'unknown', 'sent', 'superseded', 'undeliverable')`),
    )
    .addColumn('wanted_version', 'integer', (col) => col.notNull().defaultTo(1))
    .addColumn('shown_version', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('attempt', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('retry_at', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('claimed_at', 'integer')
    .addColumn('look_again_at', 'integer')
    .addColumn('failures', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('plainness', 'integer', (col) => col.notNull().defaultTo(0))
    .addColumn('channel', 'text')
    .addColumn('ts', 'text')
    .addColumn('sent', 'text')
    .addColumn('sent_at', 'integer')
    .addColumn('reason', 'text')
    .addColumn('created_at', 'integer', (col) => col.notNull())
    .execute();
  // The sender asks, per recipient, for the most urgent and oldest that may go now.
  await sql`create index outbox_pending on outbox (recipient, priority, id) where state = 'pending'`.execute(db);
  await sql`create index outbox_held on outbox (hold_until) where state = 'pending'`.execute(db);
  await sql`create index outbox_unsettled on outbox (state) where state in ('sending', 'unknown')`.execute(db);
  await sql`create index outbox_look_again on outbox (look_again_at) where look_again_at is not null`.execute(db);
  // A reaction or a click names a message by where it is.
  await sql`create index outbox_posted on outbox (channel, ts) where ts is not null`.execute(db);

  await db.schema
    .createTable('direct_channel')
    .addColumn('user', 'text', (col) => col.primaryKey())
    .addColumn('channel', 'text', (col) => col.notNull())
    .execute();
}
