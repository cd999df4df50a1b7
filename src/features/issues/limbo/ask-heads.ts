import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import type { Organisation } from '../../ownership/index.ts';
import type { Issue, IssueEvent } from '../domain.ts';
import { eventsOf } from '../events/store.ts';
import { headsOf, sidesIn } from './shown.ts';

/** It has just fallen between departments: their heads are named, once, in the thread of the card. Undefined where no department ever had it. */
export async function headsAsked(
  tx: Tx,
  organisation: Organisation,
  issue: Issue,
  now: Instant,
): Promise<IssueEvent | undefined> {
  const sides = sidesIn(organisation, issue, await eventsOf(tx, issue)) ?? [];
  if (sides.length === 0) return undefined;
  const payload = {
    heads: (await headsOf(tx, organisation, sides)).join(' '),
    between: sides.map(({ name }) => name).join(' and '),
    by: String(issue.limbo?.agreeBy ?? now),
  };
  return { type: 'heads asked', actor: undefined, at: now, payload };
}
