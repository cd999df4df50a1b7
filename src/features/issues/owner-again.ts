import type { Tx } from '../../platform/db/schema.ts';
import type { Organisation } from '../ownership/index.ts';
import { findPerson } from '../people/index.ts';
import type { Issue } from './domain.ts';
import type { Handover } from './life/owning.ts';
import { nextAnswerer } from './restricted/circle.ts';

/** Whoever had it, or the next in the chain where they have left or are away. */
export async function ownerAgain(
  tx: Tx,
  issue: Issue,
  organisation: Organisation,
): Promise<Pick<Handover, 'owner' | 'standing'>> {
  const owner = await findPerson(tx, issue.owner);
  if (owner?.standing === 'member' && !owner.away) return issue;
  const next = await nextAnswerer(tx, organisation, issue);
  return { owner: next.user, standing: next.standing };
}
