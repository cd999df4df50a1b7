import type { Tx } from './schema.ts';

/** Small things to remember that belong to no table. */
export async function getSetting(tx: Tx, key: string): Promise<string | undefined> {
  const row = await tx.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value;
}

export async function setSetting(tx: Tx, key: string, value: string): Promise<void> {
  await tx
    .insertInto('setting')
    .values({ key, value })
    .onConflict((oc) => oc.column('key').doUpdateSet({ value }))
    .execute();
}

/** Another number at every start, so that alarms of an earlier life are known as such. */
export async function nextEpoch(tx: Tx): Promise<string> {
  const epoch = String(Number((await getSetting(tx, 'epoch')) ?? 0) + 1);
  await setSetting(tx, 'epoch', epoch);
  return epoch;
}
