import { dayAfter, localDay, occurrence } from '../../../kernel/calendar/day.ts';
import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import { type Issue, NEEDS, type Outcome, type Pause, refused } from '../domain.ts';
import { type Fields, missing } from '../fields.ts';
import { type Act, back, CLOSED, changed } from './change.ts';

const LONGEST_WAIT_DAYS = 90;

/** The customer's turn: our clock pauses and the issue comes back on that morning. */
export function wait(issue: Issue, act: Act, { until, reason }: Fields): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  const problem = missing({ until, reason }) ?? dayProblem(until, act);
  if (problem || !reason) return problem ?? refused('Something is missing.');
  return paused(issue, act, { kind: 'customer', until: morningOf(until, act), reason }, { until, reason });
}

/** Why it cannot be put off so; undefined when it can, if need be once it is allowed. */
export function snoozeProblem(issue: Issue, act: Act, { until, reason }: Fields): Outcome | undefined {
  if (issue.state === 'closed') return refused(CLOSED);
  if (issue.state === 'open') return refused('Take it first, or pass it on; what nobody has cannot be put off.');
  const problem = missing({ until, reason }) ?? dayProblem(until, act);
  if (problem) return problem;
  const wakes = morningOf(until, act);
  const owed = issue.contactedAt === undefined ? issue.promisedFor : undefined;
  if (owed === undefined || wakes === undefined || owed > wakes) return undefined;
  const day = localDay(owed, act.calendar.zone);
  return refused(
    `The customer was promised a word on ${day}. Give them a new time first with "Another time", then put it off.`,
    'until',
  );
}

/** Put off until a day, with the reason that is repeated then. `allowed`: who has said yes to it. */
export function snooze(issue: Issue, act: Act, { until, reason }: Fields, allowed?: UserId): Outcome {
  const problem = snoozeProblem(issue, act, { until, reason });
  if (problem || !reason) return problem ?? refused('Something is missing.');
  const outcome = paused(
    issue,
    act,
    { kind: 'snooze', until: morningOf(until, act), reason },
    { until, reason, allowed },
  );
  if (outcome.kind === 'refused') return outcome;
  return { ...outcome, issue: { ...outcome.issue, snoozes: issue.snoozes + 1 } };
}

/** Whether somebody has to be asked first: from the third on, unless who does it is the one to ask. */
export const needsLeave = (
  { snoozes }: Pick<Issue, 'snoozes'>,
  free: number,
  by: UserId,
  mayAllow: readonly UserId[],
): boolean => snoozes >= free && !mayAllow.includes(by);

/** People, money or a tool are wanting: the clock stands still and it counts into the ask for leadership. */
export function block(issue: Issue, act: Act, { need, reason, until }: Fields): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  const known = NEEDS.find((each) => each === need);
  if (known === undefined) return refused('Choose what is wanting: people, money or a tool.', 'need');
  const problem = missing({ reason }) ?? (until === undefined ? undefined : dayProblem(until, act));
  if (problem || !reason) return problem ?? refused('Something is missing.');
  const pause = { kind: 'blocked', until: morningOf(until, act), reason, need: known } as const;
  return paused(issue, act, pause, { need, reason, until });
}

/** The means are there, or it goes on without. */
export function unblock(issue: Issue, act: Act): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  if (issue.pause?.kind !== 'blocked') return refused('It is not blocked: it can go on.');
  return changed(issue, act, 'unblocked', back(issue, act), { need: issue.pause.need });
}

function paused(issue: Issue, act: Act, pause: Omit<Pause, 'from'>, payload: Fields): Outcome {
  const type = ({ customer: 'waiting', snooze: 'snoozed', blocked: 'blocked' } as const)[pause.kind];
  return changed(issue, act, type, { ...back(issue, act), pause: { ...pause, from: act.now } }, payload);
}

function dayProblem(until: string | undefined, act: Act): Outcome | undefined {
  if (until === undefined) return undefined;
  const today = localDay(act.now, act.calendar.zone);
  if (until <= today) return refused('Choose a day after today.', 'until');
  if (until <= dayAfter(today, LONGEST_WAIT_DAYS)) return undefined;
  return refused(`At most ${LONGEST_WAIT_DAYS} days ahead: nobody waits longer.`, 'until');
}

const morningOf = (day: string | undefined, act: Act): Instant | undefined =>
  day === undefined ? undefined : occurrence(day, '09:00', act.calendar.zone);

/** The day on which a pause is over: our clock goes on where it stopped. */
export function comeBack(issue: Issue, act: Omit<Act, 'by'>): Outcome {
  if (issue.pause === undefined) return refused('It does not wait.');
  return changed(issue, { ...act, by: undefined }, 'back', back(issue, act), { reason: issue.pause.reason });
}
