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

/** A name for this database that no other has, so that several bots can share one Redis. */
export async function installationOf(tx: Tx, random: () => number): Promise<string> {
  const known = await getSetting(tx, 'installation');
  if (known !== undefined) return known;
  const made = `${random().toString(36).slice(2, 10)}${random().toString(36).slice(2, 10)}`;
  await setSetting(tx, 'installation', made);
  return made;
}

/** What only this installation knows; made when it is first needed. Keys are derived from it, and it is shown nowhere. */
export async function secretOf(tx: Tx, newSecret: () => string): Promise<string> {
  const known = await knownSecretOf(tx);
  if (known !== undefined) return known;
  const made = newSecret();
  await setSetting(tx, 'secret', made);
  return made;
}

/** Undefined while nothing has been signed. */
export const knownSecretOf = (tx: Tx): Promise<string | undefined> => getSetting(tx, 'secret');

/** Another number at every start, so that alarms of an earlier life are known as such. */
export async function nextEpoch(tx: Tx): Promise<string> {
  const epoch = String(Number((await getSetting(tx, 'epoch')) ?? 0) + 1);
  await setSetting(tx, 'epoch', epoch);
  return epoch;
}
