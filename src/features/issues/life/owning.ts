import type { UserId } from '../../../kernel/slack.ts';
import { type Issue, type Outcome, refused, type Standing } from '../domain.ts';
import type { Fields } from '../fields.ts';
import { type Act, back, CLOSED, changed } from './change.ts';

/** Taking it, by a button or by a reaction. One wins; whoever comes later hears who has it. */
export function accept(issue: Issue, act: Act, how: 'button' | 'reaction' = 'button'): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  if (issue.state !== 'open') {
    return refused(issue.owner === act.by ? 'It is yours already.' : `<@${issue.owner}> has taken it already.`);
  }
  const standing: Standing = issue.owner === act.by ? issue.standing : 'owner';
  const state = issue.contactedAt === undefined ? 'accepted' : 'contacted';
  const taken = { state, owner: act.by, standing, acceptedAt: act.now } as const;
  return changed(issue, act, 'accepted', taken, { how });
}

/** Taking it back, while nothing has been done since: it is open again and keeps its owner. */
export function release(issue: Issue, act: Act): Outcome {
  const untouched = issue.state !== 'open' && issue.owner === act.by && issue.acceptedAt === issue.stageFrom;
  if (!untouched) return refused('Something has been done since. Use "Not mine" to pass it on.');
  return changed(issue, act, 'released', { state: 'open', acceptedAt: undefined }, {});
}

export interface Handover {
  readonly owner: UserId;
  readonly standing: Standing;
  readonly department: string;
  /** The CX lead has said whose it is: that is no bounce. */
  readonly decided: boolean;
}

/**
 * "Not mine". The first person to put the machine's guess right re-routes it; after that it is a bounce, and the
 * second bounce by people goes to the CX lead, who is then handed in as `to` and decides.
 */
export function bounce(issue: Issue, act: Act, { reason, department }: Fields, { decided, ...to }: Handover): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  if (!reason) return refused('Say in a sentence why, so that the next person need not ask.', 'reason');
  if (to.owner === act.by && department === undefined)
    return refused('Choose a department: with none, it stays with you.', 'department');
  const correction = isCorrection(issue, department);
  const handed = { ...back(issue, act), ...to, state: 'open', acceptedAt: undefined } as const;
  const counted = correction ? { rerouted: true } : { bounces: issue.bounces + (decided ? 0 : 1) };
  const payload = { reason, from: issue.owner, to: to.owner, department };
  return changed(issue, act, correction || decided ? 'rerouted' : 'bounced', { ...handed, ...counted }, payload);
}

/** Whether saying where it belongs corrects the machine, rather than another person. */
export function isCorrection(issue: Issue, department: string | undefined): boolean {
  return (
    department !== undefined &&
    department !== issue.department &&
    !issue.rerouted &&
    issue.bounces === 0 &&
    issue.state === 'open'
  );
}

/** The clock, or somebody's leaving, gives it to the next in the chain. */
export function handOn(
  issue: Issue,
  act: Omit<Act, 'by'>,
  to: Pick<Handover, 'owner' | 'standing'>,
  reason: string,
): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  const handed = { ...back(issue, act), ...to, state: issue.state === 'fixed' ? 'fixed' : 'open' } as const;
  return changed(issue, { ...act, by: undefined }, 'handed on', handed, { from: issue.owner, to: to.owner, reason });
}
