import type { UserId } from '../../kernel/slack.ts';
import { setBack } from '../../platform/batch.ts';
import { ringAfterCommit } from '../../platform/bell.ts';
import type { Db, Tx } from '../../platform/db/schema.ts';

export const HOME_LANE = 'home';

/** Somebody looks at their Home tab: it is drawn anew. */
export async function homeOpened(tx: Tx, user: UserId): Promise<void> {
  await tx
    .insertInto('home_tab')
    .values({ user, failed: null })
    .onConflict((oc) =>
      oc.column('user').doUpdateSet(({ eb, ref }) => ({
        wanted_version: eb(ref('home_tab.wanted_version'), '+', 1),
        attempts: 0,
        retry_at: 0,
        failed: null,
      })),
    )
    .execute();
  ringAfterCommit(tx, { lane: HOME_LANE });
}

/** Somebody has done something: their Home tab, if they ever opened it, shows that. */
export async function homeChanged(tx: Tx, user: UserId): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('home_tab')
    .set(({ eb }) => ({ wanted_version: eb('wanted_version', '+', 1) }))
    .where('user', '=', user)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) ringAfterCommit(tx, { lane: HOME_LANE });
}

export interface HomeTab {
  readonly user: UserId;
  readonly wanted_version: number;
  readonly attempts: number;
}

const AT_ONCE = 10;

/** Those that show less than they should, by real time. */
export function tabsBehind(read: Db, realNow: number): Promise<HomeTab[]> {
  return read
    .selectFrom('home_tab')
    .select(['user', 'wanted_version', 'attempts'])
    .whereRef('shown_version', '<', 'wanted_version')
    .where('failed', 'is', null)
    .where('retry_at', '<=', realNow)
    .limit(AT_ONCE)
    .execute();
}

/** It shows this version now. */
export async function saveShown(tx: Tx, { user, wanted_version }: HomeTab): Promise<void> {
  const shown = { shown_version: wanted_version, attempts: 0, retry_at: 0 };
  await tx.updateTable('home_tab').set(shown).where('user', '=', user).execute();
}

/** Slack wants to hear nothing until then, by real time. */
export async function saveRest(tx: Tx, { user }: HomeTab, until: number): Promise<void> {
  await tx.updateTable('home_tab').set({ retry_at: until }).where('user', '=', user).execute();
}

/** It could not be shown: later, and in the end not until they open it again. */
export async function saveFailure(tx: Tx, tab: HomeTab, error: unknown, realNow: number): Promise<void> {
  await tx
    .updateTable('home_tab')
    .set(setBack(tab, error, realNow))
    .where('user', '=', tab.user)
    .execute();
}
