import { type Kysely, sql } from 'kysely';

/** Counts the changes of people, whoever makes them, so that whoever remembers somebody knows whether that still holds. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table people_change (count integer not null)`.execute(db);
  await sql`insert into people_change (count) values (0)`.execute(db);
  for (const change of ['insert', 'update', 'delete'])
    await sql
      .raw(
        `create trigger people_change_${change} after ${change} on slack_user begin
          update people_change set count = count + 1;
        end`,
      )
      .execute(db);
}
