import { type Kysely, sql } from 'kysely';

/** Who has agreed to answer for what; what people's hand-offs say against the directory; and who changed what, for ever. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('agreement')
    .addColumn('topic', 'text', (col) => col.notNull())
    // As the organisation names them: an e-mail address or a Slack id.
    .addColumn('person', 'text', (col) => col.notNull())
    .addColumn('state', 'text', (col) =>
      col.notNull().check(sql`state in ('asked', 'agreed', 'declined', 'lapsed', 'gone')`),
    )
    .addColumn('since', 'integer', (col) => col.notNull())
    .addColumn('told_at', 'integer')
    .addColumn('asked_by', 'text')
    .addPrimaryKeyConstraint('agreement_pk', ['topic', 'person'])
    .execute();
  await sql`create index agreement_open on agreement (state) where state <> 'agreed'`.execute(db);
  await sql`create index agreement_due on agreement (since) where state = 'agreed'`.execute(db);

  await db.schema
    .createTable('proposal')
    .addColumn('id', 'integer', (col) => col.primaryKey().autoIncrement())
    .addColumn('topic', 'text', (col) => col.notNull())
    .addColumn('department', 'text', (col) => col.notNull())
    // So many of so many that people moved.
    .addColumn('moved', 'integer', (col) => col.notNull())
    .addColumn('of', 'integer', (col) => col.notNull())
    .addColumn('at', 'integer', (col) => col.notNull())
    .addColumn('answer', 'text', (col) => col.check(sql`answer in ('taken', 'left')`))
    .execute();

  await db.schema
    .createTable('audit_entry')
    .addColumn('id', 'integer', (col) => col.primaryKey().autoIncrement())
    .addColumn('at', 'integer', (col) => col.notNull())
    .addColumn('by', 'text', (col) => col.notNull())
    .addColumn('action', 'text', (col) => col.notNull())
    .addColumn('subject', 'text', (col) => col.notNull())
    .addColumn('before', 'text')
    .addColumn('after', 'text')
    .execute();
  for (const change of ['update', 'delete'])
    await sql`create trigger ${sql.raw(`audit_entry_no_${change}`)} before ${sql.raw(change)} on audit_entry begin select raise(abort, 'what was done is never rewritten'); end`.execute(
      db,
    );

  // Whoever the file named until now counts as having agreed when it was applied.
  await sql`insert into agreement (topic, person, state, since)
    select json_extract(topic.value, '$.key'), json_extract(topic.value, '$.owner'), 'agreed', organisation.applied_at
    from organisation, json_each(organisation.document, '$.topics') as topic
    where organisation.version = (select max(version) from organisation)`.execute(db);
}
