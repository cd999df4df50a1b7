import { addStaffTime, staffTimeBetween } from '../../../kernel/calendar/work.ts';
import { type Issue, type Outcome, refused } from '../domain.ts';
import { type Act, CLOSED, changed } from './change.ts';
import { close } from './ending.ts';
import type { Handover } from './owning.ts';

/** "Same as #12": closed as a duplicate; its customer is told with the other. */
export function merge(issue: Issue, act: Act, other: Pick<Issue, 'id' | 'state'> | undefined): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  if (other === undefined) return refused('There is no such other issue.');
  if (other.state === 'closed')
    return refused(`#${other.id} is closed by now, so nobody would be told with it. Keep this one.`);
  return close(issue, act, { ending: 'duplicate', link: `#${other.id}` });
}

/**
 * A case of its own after all: what it was before, with the same owner where they still work here. Its customer has waited
 * through the time in which it was merged, so that what they are owed is owed as it was; nobody had it meanwhile, so that
 * the time is counted against nobody: whoever has it is asked anew, and a promise that went by is one no more.
 */
export function unmerge(
  issue: Issue,
  act: Act,
  before: Issue | undefined,
  { owner, standing }: Pick<Handover, 'owner' | 'standing'>,
): Outcome {
  if (issue.end?.ending !== 'duplicate') return refused('It is no duplicate of another.');
  if (before === undefined) return refused('How it was before is not known. Reopen it instead.');
  const { pause, pausedMs, limbo, promisedFor } = before;
  const merged = { from: issue.end.at, staffMs: staffTimeBetween(act.calendar, issue.end.at, act.now) };
  // Forms that were opened meanwhile are out of date.
  const { stage, version } = issue;
  const again = {
    owner,
    standing,
    // A pause that was under way counts that time itself, once it ends.
    pausedMs: pausedMs + (pause ? 0 : merged.staffMs),
    // What was merged before this was counted has none.
    mergedMs: (before.mergedMs ?? 0) + act.now - merged.from,
    ...(promisedFor !== undefined && promisedFor <= act.now && { promisedFor: undefined }),
    ...(limbo && { limbo: { ...limbo, agreeBy: addStaffTime(act.calendar, limbo.agreeBy, merged.staffMs) } }),
  };
  return changed({ ...before, stage, version }, act, 'unmerged', again, { since: String(merged.from) });
}
