import { localDay, occurrence } from '../../../kernel/calendar/day.ts';
import { type Issue, type Outcome, type Pause, refused } from '../domain.ts';
import { type Fields, missing } from '../fields.ts';
import { type Act, back, CLOSED, changed, dayIn } from './change.ts';

const LONGEST_WAIT_DAYS = 90;

/** The customer's turn: our clock pauses and the issue comes back on that morning. */
export function wait(issue: Issue, act: Act, { until, reason }: Fields): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  const problem = missing({ until, reason });
  if (problem || !until || !reason) return problem ?? refused('Something is missing.');
  const today = localDay(act.now, act.calendar.zone);
  if (until <= today) return refused('Choose a day after today.', 'until');
  if (until > dayIn(today, LONGEST_WAIT_DAYS))
    return refused(`At most ${LONGEST_WAIT_DAYS} days ahead: nobody waits longer.`, 'until');
  const pause: Pause = {
    kind: 'customer',
    from: act.now,
    until: occurrence(until, '09:00', act.calendar.zone),
    reason,
  };
  return changed(issue, act, 'waiting', { ...back(issue, act), pause }, { until, reason });
}

/** The day on which a customer's turn is over: our clock goes on where it stopped. */
export function comeBack(issue: Issue, act: Omit<Act, 'by'>): Outcome {
  if (issue.pause === undefined) return refused('It does not wait.');
  return changed(issue, { ...act, by: undefined }, 'back', back(issue, act), { reason: issue.pause.reason });
}
