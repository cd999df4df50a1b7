import { type Kysely, sql } from 'kysely';

/** What keeps an issue moving: promises, pauses, limbo, the sponsor's queue, and who is told instead of whom. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [column, type] of COLUMNS) await db.schema.alterTable('issue').addColumn(column, type).execute();
  await db.schema
    .alterTable('issue')
    .addColumn('snoozes', 'integer', (col) => col.notNull().defaultTo(0))
    .execute();
  await sql`update issue set pause_kind = 'customer' where wait_from is not null`.execute(db);
  await rememberedWithScope(db);
  await letters(db);
  // The sponsor's queue, and what hangs under a cause.
  await sql`create index issue_queued on issue (queued_at) where queued_at is not null and state <> 'closed'`.execute(
    db,
  );
  await sql`create index issue_of_cause on issue (cause_id) where cause_id is not null`.execute(db);
}

const COLUMNS = [
  ['promised_for', 'integer'],
  ['pause_kind', 'text'],
  ['pause_need', 'text'],
  ['teller', 'text'],
  ['limbo_since', 'integer'],
  ['limbo_why', 'text'],
  ['limbo_agree_by', 'integer'],
  ['queued_at', 'integer'],
  ['restricted', 'text'],
  ['account_value', 'real'],
  ['cause_id', 'integer'],
] as const;

/** A step taken is from now on kept with how often it may be: `issue:contact`, `owner:overdue-head`, `stage:accept`. */
async function rememberedWithScope(db: Kysely<unknown>): Promise<void> {
  await sql`
    update issue set steps_taken = (
      select json_group_array(
        case
          when value in ('contact', 'contact-breach') then 'issue:' || value
          when value in ('resolve-warning', 'overdue-head', 'overdue-cx-lead') then 'owner:' || value
          when value = 'overdue-last' then 'owner:overdue-limbo'
          else 'stage:' || value
        end)
      from json_each(issue.steps_taken))`.execute(db);
}

/** One bundle a day takes what were reminders and notices; a line says itself whether it is about what others owe. */
async function letters(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('letter_item')
    .addColumn('notice', 'integer', (col) => col.notNull().defaultTo(0))
    .execute();
  await sql`update letter_item set notice = 1 where letter_id in (select id from letter where topic = 'notice')`.execute(
    db,
  );
  await sql`update letter set topic = 'bundle' where topic in ('reminder', 'notice')`.execute(db);
  await db.schema.createIndex('letter_recent').on('letter').columns(['person', 'opened_at']).execute();
}
