import { dayAfter, localDay, occurrence } from '../../../kernel/calendar/day.ts';
import type { Instant } from '../../../kernel/time.ts';
import { type Issue, type IssueEvent, type Outcome, refused } from '../domain.ts';
import { type Fields, missing } from '../fields.ts';
import type { Ask, Asking } from './asking.ts';
import { type Act, back, CLOSED, changed, remembered } from './change.ts';
import type { Handover } from './owning.ts';

const UNDECIDED: readonly Issue['state'][] = ['open', 'accepted', 'contacted'];

/** Whether it waits for the executive sponsor's word: not while a day is set, nor while an answer to "why?" is still to come. */
export function waitsForWord(
  { queuedAt, decideBy, state, owner }: Pick<Issue, 'queuedAt' | 'decideBy' | 'state' | 'owner'>,
  asked: Pick<Ask, 'asked' | 'payload'> | undefined,
  now: Instant,
): boolean {
  if (queuedAt === undefined || queuedAt > now || !UNDECIDED.includes(state)) return false;
  if (decideBy !== undefined && decideBy > now) return false;
  return asked === undefined || asked.asked !== owner || Number(asked.payload.due) <= now;
}

/** The critical first, then whatever has been there longest. */
export const inOrder = <Queued extends Pick<Issue, 'severity' | 'queuedAt' | 'id'>>(queued: readonly Queued[]) =>
  queued.toSorted(
    (a, b) =>
      Number(b.severity === 'critical') - Number(a.severity === 'critical') ||
      (a.queuedAt ?? 0) - (b.queuedAt ?? 0) ||
      a.id - b.id,
  );

/** Whether it has just become one that the executive sponsor hears of at once. */
export const isUrgentlyQueued = (before: Pick<Issue, 'queuedAt' | 'severity'> | undefined, issue: Issue): boolean =>
  issue.queuedAt !== undefined &&
  issue.severity === 'critical' &&
  (before?.queuedAt === undefined || before.severity !== 'critical');

/** Decided whose it is: out of the queue, and between nobody any more. No bounce. */
export function assignTo(
  issue: Issue,
  act: Act,
  to: Pick<Handover, 'owner' | 'standing' | 'department'>,
  { reason }: Fields,
): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  if (!reason) return refused('Say in a sentence why: they read it.', 'reason');
  const given = {
    ...back(issue, act),
    ...to,
    state: issue.state === 'fixed' ? 'fixed' : 'open',
    limbo: undefined,
    queuedAt: undefined,
    decideBy: undefined,
  } as const;
  return changed(issue, act, 'decided', given, { to: to.owner, department: to.department, from: issue.owner, reason });
}

const LONGEST_DAYS = 90;

/** "Decided by": a promise of whoever decides. Until that morning it is out of the queue; the owner's clocks run on. */
export function setDay(issue: Issue, act: Act, { day, words }: Fields): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  if (issue.queuedAt === undefined) return refused('It is out of the queue by now: somebody has decided.');
  const problem = missing({ day, words });
  if (problem || !day) return problem ?? refused('Say on which day.', 'day');
  const today = localDay(act.now, act.calendar.zone);
  if (day <= today) return refused('Choose a day after today.', 'day');
  if (day > dayAfter(today, LONGEST_DAYS)) return refused(`At most ${LONGEST_DAYS} days ahead.`, 'day');
  const outcome = remembered(issue, act, 'day set', { day, words });
  if (outcome.kind === 'refused') return outcome;
  return { ...outcome, issue: { ...outcome.issue, decideBy: occurrence(day, '09:00', act.calendar.zone) } };
}

/** What ❓ asks. */
export const STANDARD_QUESTION = 'What keeps this from moving, and what would help?';

/** "Why?", asked of whoever has it, who answers in words by a time. `how`: by a reaction it can be taken back by one. */
export function askWhy(
  issue: Issue,
  act: Act,
  { question, how }: Fields,
  due: Instant,
): Extract<Outcome, { kind: 'refused' }> | Asking {
  if (issue.state === 'closed') return { kind: 'refused', because: CLOSED };
  if (!question) return { kind: 'refused', because: 'What would you like to know?', field: 'question' };
  if (issue.owner === act.by) return { kind: 'refused', because: 'It is with you, so there is nobody to ask.' };
  return {
    kind: 'asking',
    ask: { kind: 'why', asked: issue.owner, payload: { question, due: String(due), how } },
    outcome: remembered(issue, act, 'asked why', { to: issue.owner, question }),
    say: `<@${issue.owner}> is asked, and has one working day. You'll hear the answer.`,
  };
}

/** The answer, in words. */
export function reply(issue: Issue, act: Act, { words }: Fields): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  if (!words) return refused('A sentence is enough.', 'words');
  return remembered(issue, act, 'answered why', { words });
}

/** The question was taken back before it was answered. */
export const withdrawWhy = (issue: Issue, act: Act): Outcome => remembered(issue, act, 'why withdrawn', {});

const DECISIONS: readonly IssueEvent['type'][] = ['decided', 'day set', 'asked why', 'answered why', 'why withdrawn'];

/** The last that was said from the queue; nothing where a question was taken back. */
export function lastDecision(events: readonly IssueEvent[]): IssueEvent | undefined {
  const last = events.findLast(({ type }) => DECISIONS.includes(type));
  return last?.type === 'why withdrawn' ? undefined : last;
}
