import { dayAfter, localDay, occurrence } from '../../../kernel/calendar/day.ts';
import { isWorking, type WorkCalendar } from '../../../kernel/calendar/work.ts';
import type { UserId } from '../../../kernel/slack.ts';
import { HOUR, type Instant } from '../../../kernel/time.ts';
import { type Issue, type Limbo, type Outcome, refused, type Standing } from '../domain.ts';
import type { Fields } from '../fields.ts';
import { type Candidate, candidateProblem } from './asking.ts';
import { type Act, back, CLOSED, changed } from './change.ts';
import { outOfLimbo } from './limbo.ts';

/** Taking it, by a button or by a reaction, from when on the time to mend it runs. One wins; whoever comes later hears who has it. */
export function accept(issue: Issue, act: Act, how: 'button' | 'reaction' = 'button'): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  if (issue.state !== 'open') {
    return refused(issue.owner === act.by ? 'It is yours already.' : `<@${issue.owner}> has taken it already.`);
  }
  const standing: Standing = issue.owner === act.by ? issue.standing : 'owner';
  const state = issue.contactedAt === undefined ? 'accepted' : 'contacted';
  const taken = { state, owner: act.by, standing, acceptedAt: act.now, pause: undefined, pausedMs: 0 } as const;
  return changed(issue, act, 'accepted', { ...taken, ...outOfLimbo(issue) }, { how });
}

const LONGEST_PROMISE_DAYS = 30;

/** Choosing when the customer hears from us is taking it; who has taken it may choose anew until the customer was answered. */
export function promise(issue: Issue, act: Act, at: Instant): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  if (issue.contactedAt !== undefined) return refused('The customer has heard from us already.');
  if (issue.state !== 'open' && issue.owner !== act.by) return refused(`<@${issue.owner}> has taken it already.`);
  if (issue.state !== 'open' && issue.promisedFor === at) return refused('That is what you have promised already.');
  const today = localDay(act.now, act.calendar.zone);
  if (at <= act.now) return refused('That time has passed. Choose one that is still to come.', 'time');
  if (localDay(at, act.calendar.zone) > dayAfter(today, LONGEST_PROMISE_DAYS))
    return refused(`At most ${LONGEST_PROMISE_DAYS} days ahead: the customer is waiting.`, 'day');
  const payload = { for: String(at) };
  if (issue.state !== 'open') return changed(issue, act, 'promised', { ...back(issue, act), promisedFor: at }, payload);
  const taken = accept(issue, act, 'button');
  if (taken.kind === 'refused') return taken;
  return {
    ...taken,
    issue: { ...taken.issue, promisedFor: at },
    event: { ...taken.event, payload: { ...taken.event.payload, ...payload } },
  };
}

/** Hours of the day at which one can promise a customer a word. */
const SLOT_TIMES = ['10:00', '16:00'] as const;
/** A promise for the next minutes is none: one could answer at once. */
const SLOT_AHEAD = HOUR;

/** The next two concrete times in somebody's working hours, soonest first: today 16:00, tomorrow 10:00. */
export function slots(calendar: WorkCalendar, now: Instant): Instant[] {
  const found: Instant[] = [];
  let day = localDay(now, calendar.zone);
  for (let looked = 0; found.length < 2 && looked < LONGEST_PROMISE_DAYS; looked++) {
    const times = SLOT_TIMES.map((time) => occurrence(day, time, calendar.zone));
    found.push(...times.filter((at) => at - now >= SLOT_AHEAD && isWorking(calendar, at)));
    day = dayAfter(day);
  }
  return found.slice(0, 2);
}

/** Taking it back, while nothing has been done since: it is open again and keeps its owner. */
export function release(issue: Issue, act: Act): Outcome {
  const untouched = issue.state !== 'open' && issue.owner === act.by && issue.acceptedAt === issue.stageFrom;
  if (!untouched) return refused('Something has been done since. Use "Not mine" to pass it on.');
  return changed(issue, act, 'released', { state: 'open', acceptedAt: undefined, promisedFor: undefined }, {});
}

export interface Handover {
  readonly owner: UserId;
  readonly standing: Standing;
  readonly department: string;
  /** The CX lead has said whose it is: that is no bounce. */
  readonly decided: boolean;
  /** By when the heads are asked to agree, where this makes it fall between departments. */
  readonly agreeBy?: Instant | undefined;
}

/**
 * "Not mine". The first person to put the machine's guess right re-routes it; after that it is a bounce, and the
 * second bounce by people goes to the CX lead, who is then handed in as `to` and decides.
 */
export function bounce(
  issue: Issue,
  act: Act,
  { reason, department }: Fields,
  { decided, agreeBy, ...to }: Handover,
): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  if (!reason) return refused('Say in a sentence why, so that the next person need not ask.', 'reason');
  if (to.owner === act.by && department === undefined)
    return refused('Choose a department: with none, it stays with you.', 'department');
  const correction = isCorrection(issue, department);
  const limbo = agreeBy === undefined ? undefined : ({ since: act.now, why: 'bounced', agreeBy } as const);
  const handed = {
    ...back(issue, act),
    ...to,
    ...betweenOf(issue, limbo),
    state: 'open',
    acceptedAt: undefined,
  } as const;
  const counted = correction ? { rerouted: true } : { bounces: issue.bounces + (decided ? 0 : 1) };
  const payload = { reason, from: issue.owner, to: to.owner, left: issue.department, department };
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

/** The head, or the CX lead, says who answers for it from now on: nobody is asked first, and it is no bounce. */
export function assign(
  issue: Issue,
  act: Act,
  to: (Candidate & { readonly away: boolean }) | undefined,
  { reason }: Fields,
): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  const problem = to?.id === act.by ? undefined : candidateProblem(to, act.by, 'colleague');
  if (problem || to === undefined) return problem ?? refused('Choose a colleague.', 'colleague');
  if (to.id === issue.owner) return refused('They have it already.', 'colleague');
  if (to.away) return refused('They are away just now. Choose somebody who is there.', 'colleague');
  const state = issue.state === 'fixed' ? 'fixed' : 'open';
  const given = { ...back(issue, act), owner: to.id, standing: 'owner', state, ...outOfLimbo(issue) } as const;
  return changed(issue, act, 'given', given, { from: issue.owner, to: to.id, reason });
}

/** Between departments, by silence or long past its time: the CX lead has it, until the heads say whose it is. */
export function enterLimbo(
  issue: Issue,
  { now, calendar }: Omit<Act, 'by'>,
  { owner, why, agreeBy }: { readonly owner: UserId; readonly why: Limbo['why']; readonly agreeBy: Instant },
  reason: string,
): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  const limbo = betweenOf(issue, issue.limbo ?? { since: now, why, agreeBy });
  const handed = { ...back(issue, { now, calendar }), ...limbo, owner, standing: 'last', state: 'open' } as const;
  const payload = { from: issue.owner, to: owner, reason };
  return changed(issue, { now, by: undefined }, 'limbo', handed, payload);
}

/** What falls between departments is before the executive sponsor from then on. */
const betweenOf = (issue: Issue, limbo: Limbo | undefined): Pick<Issue, 'limbo' | 'queuedAt'> =>
  limbo === undefined ? outOfLimbo(issue) : { limbo, queuedAt: issue.queuedAt ?? limbo.since };
