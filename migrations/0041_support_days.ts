import { type Kysely, sql } from 'kysely';

/** Days that somebody spends beside somebody of support, and who did what to each, for ever. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('support_day')
    .addColumn('id', 'integer', (col) => col.primaryKey().autoIncrement())
    .addColumn('guest', 'text', (col) => col.notNull())
    .addColumn('host', 'text', (col) => col.notNull())
    // As both their walls have it: 2026-03-10.
    .addColumn('day', 'text', (col) => col.notNull())
    .addColumn('state', 'text', (col) =>
      col
        .notNull()
        .check(
          sql`state in ('planned', 'done', 'missed', 'cancelled', 'vetoed', 'guest-away', 'host-away', 'guest-left', 'host-left')`,
        ),
    )
    .addColumn('learned', 'text')
    .execute();
  // A host has one guest a day, and none on a day that was too busy; a guest plans one day at a time.
  await sql`create unique index support_day_of_host on support_day (host, day)
    where state in ('planned', 'done', 'missed', 'vetoed')`.execute(db);
  await sql`create unique index support_day_planned on support_day (guest) where state = 'planned'`.execute(db);
  await db.schema.createIndex('support_day_of_guest').on('support_day').columns(['guest', 'day']).execute();
  await db.schema.createIndex('support_day_on').on('support_day').column('day').execute();

  await db.schema
    .createTable('support_day_event')
    .addColumn('id', 'integer', (col) => col.primaryKey().autoIncrement())
    .addColumn('support_day_id', 'integer', (col) => col.notNull().references('support_day.id'))
    .addColumn('at', 'integer', (col) => col.notNull())
    // A user, or null where it came about by itself.
    .addColumn('actor', 'text')
    .addColumn('what', 'text', (col) => col.notNull())
    .addColumn('day', 'text', (col) => col.notNull())
    .execute();
  await db.schema
    .createIndex('support_day_event_of')
    .on('support_day_event')
    .columns(['support_day_id', 'id'])
    .execute();
  for (const change of ['update', 'delete'])
    await sql`create trigger ${sql.raw(`support_day_event_no_${change}`)} before ${sql.raw(change)} on support_day_event begin select raise(abort, 'what was done is never rewritten'); end`.execute(
      db,
    );
}
