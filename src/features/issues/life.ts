import { type IsoDate, localDay, occurrence } from '../../kernel/calendar/day.ts';
import { staffTimeBetween, type WorkCalendar } from '../../kernel/calendar/work.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import {
  ENDINGS,
  type Ending,
  type EventType,
  type Issue,
  type Outcome,
  oneSeverer,
  refused,
  type Standing,
} from './domain.ts';
import { type Fields, issueNumberIn, missing, refusedAhead } from './fields.ts';
import { keptSteps } from './ladder.ts';

/** Who acts, when, and by whose calendar their days are meant. */
export interface Act {
  readonly by: UserId;
  readonly now: Instant;
  readonly calendar: WorkCalendar;
}

const CLOSED = 'It is closed already. Reopen it first if something is still to be done.';

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
  const waiting = { from: act.now, until: occurrence(until, '09:00', act.calendar.zone), reason };
  return changed(issue, act, 'waiting', { ...back(issue, act), waiting }, { until, reason });
}

/** The day on which a customer's turn is over: our clock goes on where it stopped. */
export function comeBack(issue: Issue, act: Omit<Act, 'by'>): Outcome {
  if (issue.waiting === undefined) return refused('It does not wait.');
  return changed(issue, { ...act, by: undefined }, 'back', back(issue, act), { reason: issue.waiting.reason });
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

/** Something is still to be done: one severity higher, with the same owner where they still work here. */
export function reopen(
  issue: Issue,
  act: Act,
  { reason }: Fields,
  { owner, standing }: Pick<Handover, 'owner' | 'standing'> = issue,
): Outcome {
  if (issue.state !== 'closed') return refused('It is open already.');
  if (!reason) return refused('Say in a sentence what is still to be done.', 'reason');
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
    told: undefined,
    end: undefined,
    waitedMs: 0,
  } as const;
  const outcome = changed(issue, act, 'reopened', again, { reason });
  return outcome.kind === 'changed' ? { ...outcome, issue: { ...outcome.issue, stepsTaken: [] } } : outcome;
}

/** "Still on it": a sign of life, which starts the wait for the next one anew. */
export function note(issue: Issue, act: Act): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  return changed(issue, act, 'noted', {}, {});
}

function ended(issue: Issue, act: Act, ending: Ending, changes: Partial<Issue>, payload: Fields): Outcome {
  const end = { at: act.now, ending, reason: payload.reason, link: payload.link };
  return changed(
    issue,
    act,
    'closed',
    { ...changes, state: 'closed', waiting: undefined, end },
    { ...payload, ending },
  );
}

/** Every act begins a new stage: whoever has just acted owes nothing that was asked before. */
function changed(
  issue: Issue,
  act: { readonly by: UserId | undefined; readonly now: Instant },
  type: EventType,
  changes: Partial<Issue>,
  payload: Fields,
): Outcome {
  const sameOwner = changes.owner === undefined || changes.owner === issue.owner;
  const begun = {
    stage: issue.stage + 1,
    stageFrom: act.now,
    stepsTaken: keptSteps(issue, sameOwner),
    activeAt: act.now,
  };
  const said = Object.entries(payload).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    kind: 'changed',
    issue: { ...issue, ...begun, ...changes, version: issue.version + 1 },
    event: { type, actor: act.by, at: act.now, payload: Object.fromEntries(said) },
  };
}

/** An act ends the wait for the customer; what was waited is not counted against us. */
function back({ waiting, waitedMs }: Issue, { now, calendar }: Omit<Act, 'by'>): Pick<Issue, 'waiting' | 'waitedMs'> {
  if (waiting === undefined) return { waiting, waitedMs };
  return { waiting: undefined, waitedMs: waitedMs + staffTimeBetween(calendar, waiting.from, now) };
}

const dayIn = (day: IsoDate, days: number): IsoDate => Temporal.PlainDate.from(day).add({ days }).toString();
