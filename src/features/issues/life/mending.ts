import { localDay } from '../../../kernel/calendar/day.ts';
import { type Issue, type Outcome, refused } from '../domain.ts';
import { type Fields, missing, refusedAhead } from '../fields.ts';
import { type Act, back, CLOSED, changed, signOfLife } from './change.ts';

/** The customer has been answered, though nothing may be mended yet. */
export function contact(issue: Issue, act: Act, { channel, day, words }: Fields): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  const problem = missing({ channel, day, words }) ?? refusedAhead(day, localDay(act.now, act.calendar.zone));
  if (problem) return problem;
  const state = issue.state === 'fixed' ? 'fixed' : 'contacted';
  const first = { contactedAt: issue.contactedAt ?? act.now, acceptedAt: issue.acceptedAt ?? act.now };
  return changed(issue, act, 'contacted', { ...back(issue, act), ...first, state }, { channel, day, words });
}

/** Mended. Fixed is not closed: the customer is still to be told. */
export function fix(issue: Issue, act: Act, { root_cause, change }: Fields): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  const problem = missing({ root_cause, change });
  if (problem) return problem;
  const mended = {
    rootCause: root_cause,
    change,
    fixedAt: issue.fixedAt ?? act.now,
    acceptedAt: issue.acceptedAt ?? act.now,
  };
  return changed(issue, act, 'fixed', { ...back(issue, act), ...mended, state: 'fixed' }, { root_cause, change });
}

/** "Still on it": a sign of life, which starts the wait for the next one anew. */
export function note(issue: Issue, act: Act): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  return changed(issue, act, 'noted', {}, {});
}

/** Colleagues are asked for a hand, in words that say what would help. It stays with its owner. */
export function needHelp(issue: Issue, act: Act, { reason }: Fields): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  if (issue.restricted !== undefined)
    return refused('Only few may read this, so nobody is asked in public. Write to one of them.', 'reason');
  if (!reason) return refused('Say in a sentence what would help.', 'reason');
  return signOfLife(issue, act, 'help wanted', { reason });
}
