import type { Selectable } from 'kysely';
import type { IsoDate } from '../../kernel/calendar/day.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Schema, Tx } from '../../platform/db/schema.ts';
import type { DayState, Deed, SupportDay } from './domain.ts';

const dayOf = ({ learned, ...row }: Selectable<Schema['support_day']>): SupportDay => ({
  ...row,
  learned: learned ?? undefined,
});

export async function findDay(tx: Tx, id: number): Promise<SupportDay | undefined> {
  const row = await tx.selectFrom('support_day').selectAll().where('id', '=', id).executeTakeFirst();
  return row && dayOf(row);
}

/** All that somebody has ever chosen, the earliest first. */
export async function daysOfGuest(tx: Tx, guest: UserId): Promise<SupportDay[]> {
  const rows = tx.selectFrom('support_day').selectAll().where('guest', '=', guest).orderBy('day').orderBy('id');
  return (await rows.execute()).map(dayOf);
}

/** Planned days with this host, from then on, the earliest first. */
export async function plannedWith(tx: Tx, host: UserId, from: IsoDate): Promise<SupportDay[]> {
  const rows = tx
    .selectFrom('support_day')
    .selectAll()
    .where('host', '=', host)
    .where('state', '=', 'planned')
    .where('day', '>=', from)
    .orderBy('day');
  return (await rows.execute()).map(dayOf);
}

/** Days in these months that keep a host, or somebody's department, from others: what was had, is planned, or was too busy. */
export async function daysBetween(
  tx: Tx,
  from: IsoDate,
  until: IsoDate,
): Promise<Pick<SupportDay, 'guest' | 'host' | 'day' | 'state'>[]> {
  return tx
    .selectFrom('support_day')
    .select(['guest', 'host', 'day', 'state'])
    .where('day', '>=', from)
    .where('day', '<=', until)
    .where('state', 'in', ['planned', 'done', 'vetoed'])
    .execute();
}

/** Who has had a day in these months. */
export async function guestsBetween(tx: Tx, from: IsoDate, until: IsoDate): Promise<ReadonlySet<UserId>> {
  const rows = await tx
    .selectFrom('support_day')
    .select('guest')
    .distinct()
    .where('day', '>=', from)
    .where('day', '<=', until)
    .where('state', '=', 'done')
    .execute();
  return new Set(rows.map(({ guest }) => guest));
}

/** Who did it; undefined where it came about by itself. */
interface Done {
  readonly what: Deed;
  readonly by: UserId | undefined;
  readonly now: Instant;
}

export async function insertDay(
  tx: Tx,
  planned: Pick<SupportDay, 'guest' | 'host' | 'day'>,
  done: Done,
): Promise<SupportDay> {
  const row = { ...planned, state: 'planned' as const, learned: null };
  const day = dayOf(await tx.insertInto('support_day').values(row).returningAll().executeTakeFirstOrThrow());
  await noteDeed(tx, day, done);
  return day;
}

export async function moveDay(tx: Tx, before: SupportDay, day: IsoDate, done: Done): Promise<SupportDay> {
  await tx.updateTable('support_day').set({ day }).where('id', '=', before.id).execute();
  await noteDeed(tx, { ...before, day }, done);
  return { ...before, day };
}

export async function settleDay(
  tx: Tx,
  day: SupportDay,
  { state, learned }: { readonly state: DayState; readonly learned?: string | undefined },
  done: Done,
): Promise<SupportDay> {
  await tx
    .updateTable('support_day')
    .set({ state, learned: learned ?? null })
    .where('id', '=', day.id)
    .execute();
  await noteDeed(tx, day, done);
  return { ...day, state, learned };
}

async function noteDeed(tx: Tx, { id, day }: SupportDay, { what, by, now }: Done): Promise<void> {
  const event = { support_day_id: id, at: now, actor: by ?? null, what, day };
  await tx.insertInto('support_day_event').values(event).execute();
}

/** From which day it was last moved to where it is; undefined where it never was. */
export async function movedFrom(tx: Tx, { id, day }: SupportDay): Promise<IsoDate | undefined> {
  const row = await tx
    .selectFrom('support_day_event')
    .select('day')
    .where('support_day_id', '=', id)
    .where('day', '<>', day)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row?.day;
}
