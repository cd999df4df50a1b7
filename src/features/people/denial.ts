import type { UserId } from '../../kernel/slack.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { ACTIONS, mayEver, whoMay } from './domain.ts';
import { findPerson } from './store.ts';

/** Why this person may never do this, in words for them; undefined when they may, or when it depends on what they do it to. */
export async function denial(tx: Tx, user: UserId, permission: string): Promise<string | undefined> {
  const action = ACTIONS.find((each) => each === permission);
  if (action === undefined) throw new Error(`Nobody has said who may do ${permission}`);
  const person = await findPerson(tx, user);
  return mayEver(person?.standing, action) ? undefined : `That is for ${whoMay(action)}.`;
}
