import type { UserId } from '../../../kernel/slack.ts';
import { type Issue, type IssueEvent, type Outcome, refused } from '../domain.ts';
import { type Act, back, CLOSED, changed } from './change.ts';
import type { Handover } from './owning.ts';

/** An issue passed on by somebody, from a department to another or to nobody in particular, and why. */
export interface Handoff {
  readonly from: string;
  readonly to: string | undefined;
  readonly reason: string;
}

const BY_PEOPLE = ['bounced', 'rerouted'];

/** The bounce ledger: every hand-off by people, oldest first, without a word on who was right. */
export function ledgerOf(events: readonly IssueEvent[]): Handoff[] {
  return events
    .filter(({ type }) => BY_PEOPLE.includes(type))
    .map(({ payload: { left = '', department, reason = '' } }) => ({ from: left, to: department, reason }));
}

/** Two sides can agree; more would be a meeting. */
const SIDES = 2;

/** The departments between which it fell, in the order in which they had it; the last ones where more had it. */
export function sidesOf(events: readonly IssueEvent[], { department }: Pick<Issue, 'department'>): string[] {
  const had = [...ledgerOf(events).flatMap(({ from, to }) => [from, to]), department];
  const known = had.filter((each): each is string => each !== undefined && each !== '');
  return [...new Set(known.toReversed())].slice(0, SIDES).reverse();
}

const TAKEN_FROM = [...BY_PEOPLE, 'handed on', 'limbo'];

/** Whoever had it and passed it on, or let it pass: the next to be asked is somebody else, where there is one. */
export const hadBefore = (events: readonly IssueEvent[]): UserId[] =>
  events
    .filter(({ type }) => TAKEN_FROM.includes(type))
    .flatMap(({ payload }) => (payload.from === undefined ? [] : [payload.from as UserId]));

/** It lies between nobody any more; what was before the executive sponsor for another reason stays there. */
export const outOfLimbo = ({ limbo, queuedAt }: Issue): Pick<Issue, 'limbo' | 'queuedAt'> => ({
  limbo: undefined,
  queuedAt: limbo !== undefined && queuedAt === limbo.since ? undefined : queuedAt,
});

/** Agreed whose it is, by a head for their own department or by whoever stands for the whole. No bounce. */
export function agree(
  issue: Issue,
  act: Act,
  to: Pick<Handover, 'owner' | 'standing' | 'department'>,
  reason: string | undefined,
): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  if (issue.limbo === undefined) return refused(`It is settled already: <@${issue.owner}> has it. Thank you.`);
  const mine = to.owner === act.by;
  const taken = {
    ...back(issue, act),
    ...outOfLimbo(issue),
    ...to,
    state: mine ? 'accepted' : 'open',
    acceptedAt: mine ? act.now : undefined,
  } as const;
  return changed(issue, act, 'agreed', taken, { to: to.owner, department: to.department, reason });
}
