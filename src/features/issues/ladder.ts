import { addStaffTime, staffTimeBetween, type WorkCalendar } from '../../kernel/calendar/work.ts';
import { type Duration, dueAt } from '../../kernel/duration.ts';
import { HOUR, type Instant } from '../../kernel/time.ts';
import type { Issue } from './domain.ts';

/** What happens when nothing happens. Each is taken once a stage, and some once an owner or once an issue. */
export type StepName =
  | 'accept'
  | 'accept-again'
  | 'hand-on'
  | 'contact'
  | 'contact-breach'
  | 'resolve-warning'
  | 'still-on-it'
  | 'take-back'
  | 'overdue-head'
  | 'overdue-cx-lead'
  | 'overdue-last'
  | 'wait-over'
  | 'tell'
  | 'tell-again'
  | 'tell-last'
  | 'still-open';

export interface Step {
  readonly name: StepName;
  readonly at: Instant;
}

/** The durations of a policy by which the ladder goes. */
export interface LadderPolicy {
  readonly accept_within: Duration;
  readonly backup_after: Duration;
  readonly limbo_after: Duration;
  readonly urgent_accept_within: Duration;
  readonly urgent_backup_after: Duration;
  readonly contact_within: Duration;
  readonly contact_breach: Duration;
  readonly resolve_within: Duration;
  readonly resolve_warning: number;
  readonly no_activity_after: Duration;
  readonly silent_after: Duration;
  readonly overdue_head: Duration;
  readonly overdue_cx_lead: Duration;
  readonly overdue_limbo: Duration;
  readonly tell_within: Duration;
  readonly still_open_every: Duration;
}

/** The customer's own clock runs once, whoever answers. */
const ONCE_AN_ISSUE: readonly string[] = ['contact', 'contact-breach'];
/** These go by when the owner accepted, which no act of theirs puts off. */
const ONCE_AN_OWNER: readonly string[] = [
  ...ONCE_AN_ISSUE,
  'resolve-warning',
  'overdue-head',
  'overdue-cx-lead',
  'overdue-last',
];

/** Whoever has just acted, or got it, is left alone for so much of their working time, even when something is due. */
const PEACE = HOUR;

/** Steps that a new stage does not forget: fewer of them when it has a new owner. */
export function keptSteps({ stepsTaken }: Issue, sameOwner: boolean): readonly string[] {
  return stepsTaken.filter((step) => (sameOwner ? ONCE_AN_OWNER : ONCE_AN_ISSUE).includes(step));
}

/** What is still to come if nobody does anything, soonest first: never nothing while the issue is open. The calendar is the owner's. */
export function stepsAhead(issue: Issue, policy: LadderPolicy, calendar: WorkCalendar): Step[] {
  const steps = stepsOf(issue, policy, calendar).sort((a, b) => a.at - b.at);
  const ahead = steps.filter(({ name }) => !issue.stepsTaken.includes(name));
  const last = steps.at(-1);
  return ahead.length > 0 || last === undefined ? ahead : weeklyFrom(last.at, issue, policy, calendar);
}

/** So many at once that after the longest outage the newest stands for all that were missed. */
const OCCURRENCES = 20;

/** When the ladder has come to its end and the issue has not. */
function weeklyFrom(end: Instant, { stepsTaken }: Issue, policy: LadderPolicy, calendar: WorkCalendar): Step[] {
  const taken = stepsTaken.filter((step) => step === 'still-open').length;
  let at = end;
  const all = Array.from({ length: taken + OCCURRENCES }, (): Step => {
    at = dueAt(policy.still_open_every, at, calendar);
    return { name: 'still-open', at };
  });
  return all.slice(taken);
}

/** By when the owner is asked to accept; undefined once they have. */
export function acceptBy(issue: Issue, policy: LadderPolicy, calendar: WorkCalendar): Instant | undefined {
  return issue.state === 'open' ? dueAt(acceptance(issue, policy).within, issue.stageFrom, calendar) : undefined;
}

/** By when it is to be fixed, our own waiting for the customer not counted; undefined before somebody has accepted. */
export function resolveBy(issue: Issue, policy: LadderPolicy, calendar: WorkCalendar): Instant | undefined {
  if (issue.acceptedAt === undefined) return undefined;
  const due = dueAt(policy.resolve_within, issue.acceptedAt, calendar);
  return issue.waitedMs > 0 ? addStaffTime(calendar, due, issue.waitedMs) : due;
}

function stepsOf(issue: Issue, policy: LadderPolicy, calendar: WorkCalendar): Step[] {
  if (issue.state === 'closed') return [];
  if (issue.waiting) return [{ name: 'wait-over', at: issue.waiting.until }];
  if (issue.state === 'open') return whileOpen(issue, policy, calendar);
  if (issue.state === 'fixed') return whileFixed(issue, policy, calendar);
  return [
    ...untilContact(issue, policy, calendar),
    ...untilFixed(issue, policy, calendar),
    ...signsOfLife(issue, policy, calendar),
  ];
}

function acceptance({ severity, standing }: Issue, policy: LadderPolicy) {
  if (severity !== 'normal') return { within: policy.urgent_accept_within, after: policy.urgent_backup_after };
  return { within: policy.accept_within, after: standing === 'backup' ? policy.limbo_after : policy.backup_after };
}

/** The last in the chain cannot hand on, and is asked twice. */
function whileOpen(issue: Issue, policy: LadderPolicy, calendar: WorkCalendar): Step[] {
  const { within, after } = acceptance(issue, policy);
  const handOn = issue.standing === 'last' ? 'accept-again' : 'hand-on';
  return [
    { name: 'accept', at: dueAt(within, issue.stageFrom, calendar) },
    { name: handOn, at: dueAt(after, issue.stageFrom, calendar) },
    ...untilContact(issue, policy, calendar).filter(({ name }) => name === 'contact-breach'),
  ];
}

/** Nothing once the customer has heard from anybody, whoever has it now. */
function untilContact(issue: Issue, policy: LadderPolicy, calendar: WorkCalendar): Step[] {
  if (issue.contactedAt !== undefined) return [];
  return [
    { name: 'contact', at: peaceful(issue, dueAt(policy.contact_within, issue.clockFrom, calendar), calendar) },
    { name: 'contact-breach', at: peaceful(issue, dueAt(policy.contact_breach, issue.clockFrom, calendar), calendar) },
  ];
}

function untilFixed(issue: Issue, policy: LadderPolicy, calendar: WorkCalendar): Step[] {
  const due = resolveBy(issue, policy, calendar);
  if (due === undefined || issue.acceptedAt === undefined) return [];
  const share = (staffTimeBetween(calendar, issue.acceptedAt, due) * policy.resolve_warning) / 100;
  return [
    { name: 'resolve-warning', at: peaceful(issue, addStaffTime(calendar, issue.acceptedAt, share), calendar) },
    { name: 'overdue-head', at: dueAt(policy.overdue_head, due, calendar) },
    { name: 'overdue-cx-lead', at: dueAt(policy.overdue_cx_lead, due, calendar) },
    ...(issue.standing === 'last'
      ? []
      : [{ name: 'overdue-last' as const, at: dueAt(policy.overdue_limbo, due, calendar) }]),
  ];
}

function signsOfLife(issue: Issue, policy: LadderPolicy, calendar: WorkCalendar): Step[] {
  const asked = dueAt(policy.no_activity_after, issue.activeAt, calendar);
  const silent = dueAt(policy.silent_after, asked, calendar);
  const takeBack: Step[] = issue.standing === 'last' ? [] : [{ name: 'take-back', at: silent }];
  return [{ name: 'still-on-it', at: asked }, ...takeBack];
}

function whileFixed(issue: Issue, policy: LadderPolicy, calendar: WorkCalendar): Step[] {
  const first = dueAt(policy.tell_within, issue.stageFrom, calendar);
  const second = dueAt(policy.tell_within, first, calendar);
  return [
    { name: 'tell', at: first },
    { name: 'tell-again', at: second },
    { name: 'tell-last', at: dueAt(policy.tell_within, second, calendar) },
  ];
}

function peaceful({ stageFrom }: Issue, at: Instant, calendar: WorkCalendar): Instant {
  const left = addStaffTime(calendar, stageFrom, PEACE);
  return at < left ? left : at;
}

/** Steps that move an issue; all others only remind somebody. */
const MOVES: readonly StepName[] = ['hand-on', 'take-back', 'overdue-last', 'wait-over'];
export const moves = (name: StepName): boolean => MOVES.includes(name);

/** What to do about steps that have come due: the first that moves the issue, else the newest reminder; the rest it stands for. */
export function stepToTake(due: readonly Step[]): Step | undefined {
  return due.find(({ name }) => moves(name)) ?? due.at(-1);
}
