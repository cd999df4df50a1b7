import { type Issue, type IssueEvent, type Outcome, refused } from '../domain.ts';
import { type Act, back, CLOSED, changed } from './change.ts';
import { outOfLimbo } from './limbo.ts';
import type { Handover } from './owning.ts';

/** Everybody may read it after all: an ordinary issue from now on, with whoever answers for it. */
export function unrestrict(
  issue: Issue,
  act: Act,
  { reason }: { readonly reason?: string | undefined },
  to: Pick<Handover, 'owner' | 'standing'>,
): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  if (issue.restricted === undefined) return refused('Everybody may read it already.');
  if (!reason) return refused('Say in a sentence why everybody may read it.', 'reason');
  const lifted = {
    ...back(issue, act),
    ...outOfLimbo(issue),
    ...to,
    state: issue.state === 'fixed' ? 'fixed' : 'open',
    restricted: undefined,
    named: [],
  } as const;
  return changed(issue, act, 'unrestricted', lifted, { to: to.owner, reason });
}

/** What was said while only few could read stays with them: of the story everybody reads how it began, and what came since. */
export function readableEvents(events: readonly IssueEvent[]): readonly IssueEvent[] {
  const lifted = events.findLastIndex(({ type }) => type === 'unrestricted');
  return lifted === -1 ? events : [...events.slice(0, 1), ...events.slice(lifted)];
}
