import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // What stands on the wall, by the day on which it went up, and what colleagues have put forward for it. The words of
  // feedback stay where they are; by `digest` none goes up twice.
  await sql`create table wall_card (
    id integer primary key,
    feedback_id integer unique references feedback (id),
    quote text,
    customer text,
    digest text not null unique,
    department text not null,
    thanked text,
    put_forward_by text,
    put_forward_at integer,
    shown_on text unique,
    taken_down_by text,
    taken_down_at integer,
    check ((feedback_id is null) <> (quote is null))
  ) strict`.execute(db);
  // Those who do not wish to be named on it.
  await sql`create table wall_unnamed (user text primary key, since integer not null) strict`.execute(db);
}
