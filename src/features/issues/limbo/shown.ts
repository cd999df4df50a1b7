import type { UserId } from '../../../kernel/slack.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { departmentOf, headOf, type Organisation } from '../../ownership/index.ts';
import type { Issue, IssueEvent } from '../domain.ts';
import { ledgerOf, sidesOf } from '../life/limbo.ts';
import type { Passed, Side } from '../views/limbo.ts';

/** The bounce ledger with departments by their names. */
export const passedIn = (organisation: Organisation, events: readonly IssueEvent[]): Passed[] =>
  ledgerOf(events).map(({ from, to, reason }) => ({
    from: departmentOf(organisation, from).name,
    to: to === undefined ? undefined : departmentOf(organisation, to).name,
    reason,
  }));

/** Between which departments it lies; undefined where it lies between none. */
export function sidesIn(
  organisation: Organisation,
  issue: Issue,
  events: readonly IssueEvent[],
): readonly Side[] | undefined {
  if (issue.limbo === undefined) return undefined;
  return sidesOf(events, issue).map((key) => ({ key, name: departmentOf(organisation, key).name }));
}

/** Their heads, each once, as far as they work here. */
export async function headsOf(tx: Tx, organisation: Organisation, sides: readonly Side[]): Promise<UserId[]> {
  const heads = new Set<UserId>();
  for (const { key } of sides) {
    const head = await headOf(tx, organisation, key);
    if (head !== undefined) heads.add(head);
  }
  return [...heads];
}
