import { dayAfter, localDay, occurrence } from '../../kernel/calendar/day.ts';
import { dueDespite, type Outage } from '../../kernel/calendar/outage.ts';
import { addStaffTime, staffTimeBetween, type WorkCalendar } from '../../kernel/calendar/work.ts';
import { dueAt } from '../../kernel/duration.ts';
import { HOUR, type Instant, instant, later, MINUTE } from '../../kernel/time.ts';
import type { Anchor, EffectivePolicy, LadderStep, Phase, Recipient, Saying } from '../ownership/index.ts';
import type { Issue } from './domain.ts';

/** A step of the ladder with its instant, as it stands for one issue. */
export interface Step {
  readonly name: string;
  readonly at: Instant;
  /** What waits for a morning's bundle is written the night before, so that the bundle of its own day has it. */
  readonly readyAt: Instant;
  readonly does: LadderStep['does'];
  readonly to: readonly Recipient[];
  readonly says: Saying;
  readonly once: LadderStep['once'];
  readonly alone: boolean;
}

/** Whoever has just acted, or got it, is left alone for so much of their working time, even when something is due. */
const PEACE = HOUR;

/** Steps are remembered with how often they may be taken, so that a new stage or owner knows which to forget. */
const mark = ({ name, once }: Pick<Step, 'name' | 'once'>): string => `${once}:${name}`;

/** Steps that a new stage does not forget: fewer of them when it has a new owner. */
export function keptSteps({ stepsTaken }: Issue, sameOwner: boolean): readonly string[] {
  return stepsTaken.filter((taken) => taken.startsWith('issue:') || (sameOwner && taken.startsWith('owner:')));
}

/** These steps are taken now. */
export const withSteps = (issue: Issue, steps: readonly Step[]): readonly string[] => [
  ...issue.stepsTaken,
  ...steps.map(mark),
];

/**
 * What is still to come if nobody does anything, soonest first: never nothing while the issue is open. The calendar is the
 * owner's. What goes over the owner's head does not count the time in which we were down, or in which the issue was merged
 * into another; a reminder only comes late.
 */
export function stepsAhead(
  issue: Issue,
  policy: EffectivePolicy,
  calendar: WorkCalendar,
  outages: readonly Outage[] = [],
): Step[] {
  const phase = phaseOf(issue);
  if (phase === undefined) return [];
  const instants = instantsOf(issue, policy, calendar, outages);
  const steps = policy.ladder
    .filter((step) => holds(step, issue, phase))
    .flatMap((step): Step[] => {
      const at = instants(step.name);
      const peace = step.gently ? addStaffTime(calendar, issue.stageFrom, PEACE) : undefined;
      return at === undefined ? [] : [ready(picked(step), peace && at < peace ? peace : at, calendar, peace)];
    })
    .sort((a, b) => a.at - b.at);
  const ahead = steps.filter((step) => !issue.stepsTaken.includes(mark(step)));
  return ahead.length > 0 ? ahead : weeklyFrom(steps.at(-1)?.at ?? issue.stageFrom, issue, policy, calendar);
}

const picked = ({ name, does, to, says, once, alone = false }: LadderStep) => ({ name, does, to, says, once, alone });

function ready(step: Omit<Step, 'at' | 'readyAt'>, at: Instant, { zone }: WorkCalendar, notBefore = instant(0)): Step {
  const readyAt = isExact(step) ? at : occurrence(localDay(at, zone), '00:00', zone);
  return { ...step, at, readyAt: readyAt < notBefore ? notBefore : readyAt };
}

const isExact = ({ alone, does }: Pick<Step, 'alone' | 'does'>): boolean => alone || does !== undefined;

/** So many at once that after the longest outage the newest stands for all that were missed. */
const OCCURRENCES = 20;

/** When the ladder has come to its end and the issue has not. */
function weeklyFrom(end: Instant, { stepsTaken }: Issue, policy: EffectivePolicy, calendar: WorkCalendar): Step[] {
  const step = {
    name: 'still-open',
    does: undefined,
    to: ['cx_lead'],
    says: 'still-open',
    once: 'stage',
    alone: false,
  } as const;
  const taken = stepsTaken.filter((each) => each === mark(step)).length;
  let at = end;
  const all = Array.from({ length: taken + OCCURRENCES }, (): Step => {
    at = dueAt(policy.still_open_every, at, calendar);
    return ready(step, at, calendar);
  });
  return all.slice(taken);
}

/** By when the owner is asked to accept; undefined once they have. */
export function acceptBy(issue: Issue, policy: EffectivePolicy, calendar: WorkCalendar): Instant | undefined {
  return issue.state === 'open' ? dueAt(policy.accept_within, issue.stageFrom, calendar) : undefined;
}

/** By when it is to be fixed, our own waiting for the customer not counted; undefined before somebody has accepted. */
export function resolveBy(issue: Issue, policy: EffectivePolicy, calendar: WorkCalendar): Instant | undefined {
  if (issue.acceptedAt === undefined) return undefined;
  const due = dueAt(policy.resolve_within, issue.acceptedAt, calendar);
  return issue.pausedMs > 0 ? addStaffTime(calendar, due, issue.pausedMs) : due;
}

function phaseOf({ state, pause }: Issue): Phase | undefined {
  if (state === 'closed') return undefined;
  if (pause) return pause.kind === 'blocked' ? 'blocked' : 'waiting';
  return state;
}

/** Whether this step is one for an issue that stands so. */
function holds({ while: phases, only }: LadderStep, issue: Issue, phase: Phase): boolean {
  if (!phases.includes(phase)) return false;
  if (only === undefined) return true;
  const { standing, answered, promised, limbo } = only;
  return (
    (standing === undefined || standing.includes(issue.standing)) &&
    is(answered, issue.contactedAt) &&
    is(promised, issue.promisedFor) &&
    is(limbo, issue.limbo)
  );
}

const is = (wanted: boolean | undefined, value: unknown): boolean =>
  wanted === undefined || wanted === (value !== undefined);

type Instants = (name: string) => Instant | undefined;

/** When each step falls due, counted from an anchor or from the step before it. */
function instantsOf(
  issue: Issue,
  policy: EffectivePolicy,
  calendar: WorkCalendar,
  outages: readonly Outage[],
): Instants {
  const anchors = anchorsOf(issue, policy, calendar);
  const find = (name: string) => policy.ladder.find((each) => each.name === name);
  const worked: Instants = (name) => {
    const step = find(name);
    if (step === undefined) return undefined;
    const from = step.from in anchors ? anchors[step.from as Anchor]() : at(step.from);
    if (from === undefined || step.after === undefined) return from;
    return dueAt(step.after, from, calendar);
  };
  // Most steps are counted from another.
  const known = new Map<string, Instant | undefined>();
  const at: Instants = (name) => {
    if (!known.has(name)) known.set(name, worked(name));
    return known.get(name);
  };
  const anchorOf = (name: string): Anchor => {
    const from = find(name)?.from ?? 'asked';
    return from in anchors ? (from as Anchor) : anchorOf(from);
  };
  return (name) => {
    const due = at(name);
    if (due === undefined || !isEscalation(find(name))) return due;
    const anchor = anchorOf(name);
    const owned = anchor === 'customer' ? later(due, issue.mergedMs) : due;
    return outages.length > 0 ? dueDespite(outages, calendar, begunAt(anchor, issue), owned) : owned;
  };
}

/** From when on a head hears that nobody has said a word to the customer: in what they have waited somebody had it. */
export const breachAt = ({ clockFrom, mergedMs }: Issue, policy: EffectivePolicy, calendar: WorkCalendar): Instant =>
  later(dueAt(policy.contact_breach, clockFrom, calendar), mergedMs);

/** Whether it goes over the owner's head: others hear of it, or the issue is taken from them. */
function isEscalation(step: LadderStep | undefined): boolean {
  if (step === undefined) return false;
  const moved = step.does === 'hand-on' || step.does === 'limbo';
  return moved || step.to.some((recipient) => recipient !== 'owner' && recipient !== 'teller');
}

/** Since when whoever is asked could have done what this anchor counts to. */
function begunAt(anchor: Anchor, issue: Issue): Instant {
  const { acceptedAt, limbo, clockFrom, activeAt, stageFrom } = issue;
  if (anchor === 'customer') return clockFrom;
  if (anchor === 'active') return activeAt;
  if (anchor === 'agree') return limbo?.since ?? stageFrom;
  return anchor === 'asked' || anchor === 'wake' ? stageFrom : (acceptedAt ?? stageFrom);
}

function anchorsOf(
  issue: Issue,
  policy: EffectivePolicy,
  calendar: WorkCalendar,
): Record<Anchor, () => Instant | undefined> {
  const { promisedFor, acceptedAt } = issue;
  const due = () => resolveBy(issue, policy, calendar);
  return {
    asked: () => issue.stageFrom,
    active: () => issue.activeAt,
    customer: () => issue.clockFrom,
    promise: () => promisedFor,
    'promise-day': () => promisedFor && occurrence(localDay(promisedFor, calendar.zone), '00:00', calendar.zone),
    accepted: () => acceptedAt,
    due,
    warning: () => {
      if (acceptedAt === undefined) return undefined;
      const whole = staffTimeBetween(calendar, acceptedAt, dueAt(policy.resolve_within, acceptedAt, calendar));
      return addStaffTime(calendar, acceptedAt, (whole * policy.resolve_warning) / 100 + issue.pausedMs);
    },
    wake: () => issue.pause?.until,
    agree: () => issue.limbo?.agreeBy,
  };
}

/** When to look at these steps again: what was ready today and not taken waits for tomorrow's bundle. */
export function nextLook(steps: readonly Step[], now: Instant, { zone }: WorkCalendar): Instant | undefined {
  const tomorrow = occurrence(dayAfter(localDay(now, zone)), '00:00', zone);
  const looks = steps.map((step) => {
    if (step.readyAt > now) return step.readyAt;
    return isExact(step) ? later(now, MINUTE) : tomorrow;
  });
  return looks.length > 0 ? instant(Math.min(...looks)) : undefined;
}

/**
 * What to do about steps that have come due: the first that moves the issue, else the reminders of the newest day, which
 * stand for all of earlier days; of several to the same person the first, so that no question is overtaken by the next.
 */
export function stepsToTake(due: readonly Step[]): readonly Step[] {
  const move = due.find(({ does }) => does !== undefined);
  if (move) return [move];
  const newest = Math.max(...due.map(({ readyAt }) => readyAt));
  const taken: Step[] = [];
  for (const step of due.filter(({ readyAt }) => readyAt === newest)) {
    const spoken = taken.flatMap(({ to }) => to);
    if (!step.to.some((recipient) => spoken.includes(recipient))) taken.push(step);
  }
  return taken;
}
