import type { Insertable, Selectable } from 'kysely';
import type { IsoDate } from '../../kernel/calendar/day.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Schema, Tx } from '../../platform/db/schema.ts';

export type Row = Selectable<Schema['wall_card']>;

/** Resolves to its number. Throws where a quote like it is there already. */
export async function saveCard(tx: Tx, card: Insertable<Schema['wall_card']>): Promise<number> {
  const { id } = await tx.insertInto('wall_card').values(card).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** Whether a quote like it has been put forward, or has been up, and may have been taken down. */
export async function isKnown(tx: Tx, digest: string): Promise<boolean> {
  const row = await tx.selectFrom('wall_card').select('id').where('digest', '=', digest).executeTakeFirst();
  return row !== undefined;
}

/** It goes up on that day. */
export async function saveShown(tx: Tx, id: number, day: IsoDate): Promise<void> {
  await tx.updateTable('wall_card').set({ shown_on: day }).where('id', '=', id).execute();
}

/** Resolves to false where it does not stand there. */
export async function saveTakenDown(tx: Tx, id: number, by: UserId, now: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('wall_card')
    .set({ taken_down_by: by, taken_down_at: now })
    .where('id', '=', id)
    .where('taken_down_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

export const findCard = (tx: Tx, id: number): Promise<Row | undefined> =>
  tx.selectFrom('wall_card').selectAll().where('id', '=', id).executeTakeFirst();

/** What stands on the wall, the newest first. */
export const shownCards = (tx: Tx, most: number): Promise<Row[]> =>
  tx
    .selectFrom('wall_card')
    .selectAll()
    .where('shown_on', 'is not', null)
    .where('taken_down_at', 'is', null)
    .orderBy('shown_on', 'desc')
    .limit(most)
    .execute();

/** How many have been put forward, and are neither up nor taken down yet. */
export async function countWaiting(tx: Tx): Promise<number> {
  const { waiting } = await tx
    .selectFrom('wall_card')
    .select(({ fn }) => fn.countAll<number>().as('waiting'))
    .where('shown_on', 'is', null)
    .where('taken_down_at', 'is', null)
    .executeTakeFirstOrThrow();
  return waiting;
}

/** All that has ever been up or been put forward, whether or not it stands there now. */
export const allCards = (tx: Tx): Promise<Row[]> => tx.selectFrom('wall_card').selectAll().orderBy('id').execute();

/** Whether they do not wish to be named. */
export async function isUnnamed(tx: Tx, user: UserId): Promise<boolean> {
  const row = await tx.selectFrom('wall_unnamed').select('user').where('user', '=', user).executeTakeFirst();
  return row !== undefined;
}

export async function saveUnnamed(tx: Tx, user: UserId, since: Instant): Promise<void> {
  await tx
    .insertInto('wall_unnamed')
    .values({ user, since })
    .onConflict((oc) => oc.doNothing())
    .execute();
}

export async function forgetUnnamed(tx: Tx, user: UserId): Promise<void> {
  await tx.deleteFrom('wall_unnamed').where('user', '=', user).execute();
}

/** Cards that thank this person. */
export async function cardsThanking(tx: Tx, user: UserId): Promise<number[]> {
  const rows = await tx.selectFrom('wall_card').select('id').where('thanked', '=', user).execute();
  return rows.map(({ id }) => id);
}
