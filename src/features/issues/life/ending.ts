import { localDay } from '../../../kernel/calendar/day.ts';
import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import { ENDINGS, type Ending, type EventType, type Issue, type Outcome, oneSeverer, refused } from '../domain.ts';
import { type Fields, issueNumberIn, missing, refusedAhead } from '../fields.ts';
import { type Act, CLOSED, changed } from './change.ts';
import type { Handover } from './owning.ts';

/** The customer knows: closed, with whatever earlier steps left out. */
export function tell(issue: Issue, act: Act, fields: Fields): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  const { channel, day, words } = fields;
  const root_cause = fields.root_cause ?? issue.rootCause;
  const change = fields.change ?? issue.change;
  const problem =
    missing({ channel, day, words, root_cause, change }) ?? refusedAhead(day, localDay(act.now, act.calendar.zone));
  if (problem || !channel || !day || !words) return problem ?? refused('Something is missing.');
  const told = {
    rootCause: root_cause,
    change,
    fixedAt: issue.fixedAt ?? act.now,
    acceptedAt: issue.acceptedAt ?? act.now,
    contactedAt: issue.contactedAt ?? act.now,
    told: { by: act.by, channel, day, words },
  };
  return ended(issue, act, 'told', told, { channel, day, words });
}

const NEEDS_REASON: readonly Ending[] = ['unreachable', 'wont-change', 'already-fixed'];

/** The honest endings, each told apart from "told". */
export function close(issue: Issue, act: Act, { ending, reason, link }: Fields): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  const known = endingFrom(ending);
  if (known === undefined) return refused('Choose how it ended.', 'ending');
  if (NEEDS_REASON.includes(known) && !reason)
    return refused('Say in a sentence why: the next person will ask.', 'reason');
  if (known === 'answered-in-public' && !/^https?:\/\/\S+$/.test(link ?? ''))
    return refused('Where? Paste the link, which begins with https://.', 'link');
  if (known === 'duplicate' && [undefined, issue.id].includes(issueNumberIn(link)))
    return refused('Of which other one? Give its number, as in #214.', 'link');
  return ended(issue, act, known, {}, { reason, link });
}

/** "Told" is no choice here: it has a form of its own. */
const endingFrom = (text: string | undefined) => ENDINGS.find((ending) => ending === text && ending !== 'told');

/** Something is still to be done: one severity higher, with the same owner where they still work here. */
export function reopen(
  issue: Issue,
  act: Act,
  { reason }: Fields,
  { owner, standing }: Pick<Handover, 'owner' | 'standing'> = issue,
): Outcome {
  if (issue.state !== 'closed') return refused('It is open already.');
  if (!reason) return refused('Say in a sentence what is still to be done.', 'reason');
  return beginAgain(issue, act, 'reopened', { reason }, { owner, standing });
}

/** From the beginning, with every clock; worse than before. */
export function beginAgain(
  issue: Issue,
  act: { readonly by: UserId | undefined; readonly now: Instant },
  type: EventType,
  payload: Fields,
  { owner, standing }: Pick<Handover, 'owner' | 'standing'>,
): Outcome {
  const again = {
    owner,
    standing,
    state: 'open',
    severity: oneSeverer(issue.severity),
    reopened: issue.reopened + 1,
    clockFrom: act.now,
    acceptedAt: undefined,
    contactedAt: undefined,
    fixedAt: undefined,
    teller: undefined,
    told: undefined,
    end: undefined,
    pause: undefined,
    pausedMs: 0,
    mergedMs: 0,
  } as const;
  const outcome = changed(issue, act, type, again, payload);
  return outcome.kind === 'changed' ? { ...outcome, issue: { ...outcome.issue, stepsTaken: [] } } : outcome;
}

function ended(issue: Issue, act: Act, ending: Ending, changes: Partial<Issue>, payload: Fields): Outcome {
  const end = { at: act.now, ending, reason: payload.reason, link: payload.link };
  return changed(issue, act, 'closed', { ...changes, state: 'closed', pause: undefined, end }, { ...payload, ending });
}
