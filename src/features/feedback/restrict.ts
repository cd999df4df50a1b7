import type { Tx } from '../../platform/db/schema.ts';
import { membersByName } from '../people/index.ts';
import type { Said } from './domain.ts';
import { mayBeRestricted, namedIn, type Restriction, restrictionByTag, restrictionIn } from './reader/restricted.ts';
import type { Reading } from './reading.ts';

/** Whether only few may read it: as its source has marked it, else by its words. The customer is no colleague of that name. */
export async function restrictionOf(tx: Tx, said: Said, reading: Reading): Promise<Restriction | undefined> {
  const marked = restrictionByTag(said.tags);
  if (marked === undefined && !mayBeRestricted(said.text)) return undefined;
  const customer = said.customer?.name?.trim().toLowerCase();
  const colleagues = (await membersByName(tx)).filter(({ name }) => name.toLowerCase() !== customer);
  if (marked) return { ...marked, named: namedIn(said.text, reading, colleagues) };
  return restrictionIn(said.text, reading, colleagues);
}

/** Whether only few may read it by its tags and words alone, whoever works here. */
export const isRestrictedByItself = ({ text, tags }: Said, reading: Reading): boolean =>
  restrictionByTag(tags) !== undefined || restrictionIn(text, reading, []) !== undefined;

/** Whether its words may stand where everybody reads them, as far as that can be told without knowing who works here. */
export const mayBeQuoted = ({ text, tags }: Said): boolean =>
  restrictionByTag(tags) === undefined && !mayBeRestricted(text);
