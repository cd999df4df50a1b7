import { staffTimeBetween, type WorkCalendar } from '../../../kernel/calendar/work.ts';
import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { EventType, Issue, Outcome } from '../domain.ts';
import type { Fields } from '../fields.ts';
import { keptSteps } from '../ladder.ts';

/** Who acts, when, and by whose calendar their days are meant. */
export interface Act {
  readonly by: UserId;
  readonly now: Instant;
  readonly calendar: WorkCalendar;
}

export const CLOSED = 'It is closed already. Reopen it first if something is still to be done.';

/** Every act begins a new stage: whoever has just acted owes nothing that was asked before. */
export function changed(
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
    // A promise is the owner's own, and so is whom they asked to tell the customer.
    ...(sameOwner ? {} : { promisedFor: undefined, teller: undefined, snoozes: 0 }),
  };
  const said = Object.entries(payload).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    kind: 'changed',
    issue: { ...issue, ...begun, ...changes, version: issue.version + 1 },
    event: { type, actor: act.by, at: act.now, payload: Object.fromEntries(said) },
  };
}

/** Something was said about it that changes nothing: every clock runs on. */
export function remembered(
  issue: Issue,
  act: { readonly by: UserId | undefined; readonly now: Instant },
  type: EventType,
  payload: Fields,
): Outcome {
  const { stage, stageFrom, stepsTaken, activeAt } = issue;
  return changed(issue, act, type, { stage, stageFrom, stepsTaken, activeAt }, payload);
}

/** A sign of life by whoever has it. While nobody has taken it, it is none: the clock for taking it runs on. */
export const signOfLife = (issue: Issue, act: Act, type: EventType, payload: Fields): Outcome =>
  issue.state === 'open' ? remembered(issue, act, type, payload) : changed(issue, act, type, {}, payload);

/** An act ends the wait for the customer; what was waited is not counted against us. */
export function back(
  { pause, pausedMs }: Issue,
  { now, calendar }: Omit<Act, 'by'>,
): Pick<Issue, 'pause' | 'pausedMs'> {
  if (pause === undefined) return { pause, pausedMs };
  return { pause: undefined, pausedMs: pausedMs + staffTimeBetween(calendar, pause.from, now) };
}
