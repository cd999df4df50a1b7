import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import { type Issue, type Outcome, refused } from '../domain.ts';
import { type Fields, missing } from '../fields.ts';
import { type Act, CLOSED, signOfLife } from './change.ts';
import { type Blocked, customersIn, worthOf } from './means.ts';
import { fix } from './mending.ts';

/** What several issues have in common: written once, while each customer is told by the owner of their issue. */
export interface Cause {
  readonly id: number;
  readonly title: string;
  readonly department: string;
  readonly trackerUrl: string | undefined;
  readonly createdBy: UserId;
  /** Once it is mended. What is reopened afterwards leaves it as it is. */
  readonly shipped: Shipped | undefined;
}

export interface Shipped {
  readonly by: UserId;
  readonly at: Instant;
  readonly rootCause: string;
  readonly change: string;
}

type Refused = Extract<Outcome, { kind: 'refused' }>;

/** What a form says of an issue's cause: one that there is, a new one, or that it has another. */
export type CauseChoice =
  | { readonly kind: 'known'; readonly id: number }
  | { readonly kind: 'new'; readonly title: string; readonly trackerUrl: string | undefined }
  | { readonly kind: 'none' };

const LONGEST_TITLE = 100;

export function causeChoice(issue: Issue, { cause, title, tracker }: Fields): CauseChoice | Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  if (issue.restricted !== undefined)
    return refused('Only few may see this issue, so it cannot stand beside others.', 'title');
  if (cause && title) return refused('Choose one above, or name a new one: not both.', 'title');
  if (title) return newCause(title, tracker);
  if (tracker) return refused('A link goes with a new cause: name it too.', 'tracker');
  if (cause === 'none') return { kind: 'none' };
  return cause ? { kind: 'known', id: Number(cause) } : refused('Choose one, or name a new one.', 'title');
}

function newCause(title: string, tracker: string | undefined): CauseChoice | Outcome {
  if (title.length > LONGEST_TITLE) return refused(`In at most ${LONGEST_TITLE} characters: it is a title.`, 'title');
  if (tracker && !isLink(tracker)) return refused('Paste the whole link, which begins with https://.', 'tracker');
  return { kind: 'new', title, trackerUrl: tracker };
}

function isLink(text: string): boolean {
  const url = /^https?:\/\/\S{1,1000}$/.test(text) ? URL.parse(text) : null;
  return url !== null && url.username === '' && url.password === '';
}

/** Under one cause with others; its owner and every clock stay as they are. */
export function hang(issue: Issue, act: Act, cause: Cause | undefined): Outcome {
  if (issue.state === 'closed') return refused(CLOSED);
  if (cause === undefined || cause.department !== issue.department)
    return refused('There is no such cause in this department any more.', 'cause');
  if (cause.shipped) return refused(`“${cause.title}” is mended by now. If it came back, name a new cause.`, 'cause');
  if (cause.id === issue.cause) return refused(`It hangs under “${cause.title}” already.`, 'cause');
  const payload = { cause: String(cause.id), title: cause.title };
  return under(signOfLife(issue, act, 'hung', payload), cause.id);
}

/** It has another cause after all. */
export function takeOff(issue: Issue, act: Act): Outcome {
  if (issue.cause === undefined) return refused('It hangs under no cause.', 'cause');
  return under(signOfLife(issue, act, 'taken off', { cause: String(issue.cause) }), undefined);
}

const under = (outcome: Outcome, cause: number | undefined): Outcome =>
  outcome.kind === 'changed' ? { ...outcome, issue: { ...outcome.issue, cause } } : outcome;

/** The cause is mended: written down once, for all that hang under it. */
export function ship(
  cause: Cause,
  { by, now }: Pick<Act, 'by' | 'now'>,
  { root_cause, change }: Fields,
): (Cause & { readonly kind: 'shipped'; readonly shipped: Shipped }) | Refused {
  const problem = missing({ root_cause, change });
  if (problem?.kind === 'refused') return problem;
  if (cause.shipped || !root_cause || !change)
    return { kind: 'refused', because: 'It is mended already.', field: 'root_cause' };
  return { ...cause, kind: 'shipped', shipped: { by, at: now, rootCause: root_cause, change } };
}

/** Whether the mending of its cause mends this issue: not what is mended, or ended, by itself. */
export const mendedWith = ({ state }: Pick<Issue, 'state'>): boolean => state !== 'fixed' && state !== 'closed';

/** Fixed with its cause, by whoever mended that: its own owner tells its customer. */
export function fixWith(issue: Issue, act: Act, { id }: Pick<Cause, 'id'>, { rootCause, change }: Shipped): Outcome {
  const outcome = fix(issue, act, { root_cause: rootCause, change });
  if (outcome.kind === 'refused') return outcome;
  const { event } = outcome;
  return { ...outcome, event: { ...event, payload: { ...event.payload, cause: String(id) } } };
}

/** Whether it came back after its cause was mended. */
export const cameBack = (issue: Pick<Issue, 'state'>, cause: Pick<Cause, 'shipped'>): boolean =>
  cause.shipped !== undefined && mendedWith(issue);

/** What waits for one cause. */
export interface Weight {
  readonly issues: number;
  readonly customers: number;
  /** What the accounts that wait are worth together; 0 where nobody has said. */
  readonly value: number;
  readonly waitingSince: Instant | undefined;
}

export type Waiting = Pick<Blocked, 'customer' | 'account' | 'value' | 'waitingSince'>;

export const weightOf = (waiting: readonly Waiting[]): Weight => ({
  issues: waiting.length,
  customers: customersIn(waiting),
  value: worthOf(waiting),
  waitingSince: waiting.toSorted((a, b) => a.waitingSince - b.waitingSince)[0]?.waitingSince,
});

export interface Weighed {
  readonly cause: Cause;
  readonly weight: Weight;
}

/** The heaviest first: by what the waiting accounts are worth, then by customers, then by who waited longest. */
export const rankedCauses = (causes: readonly Weighed[]): Weighed[] =>
  causes.toSorted(
    ({ weight: a }, { weight: b }) =>
      b.value - a.value ||
      b.customers - a.customers ||
      (a.waitingSince ?? Number.MAX_SAFE_INTEGER) - (b.waitingSince ?? Number.MAX_SAFE_INTEGER),
  );
