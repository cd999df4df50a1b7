import type { WorkCalendar } from '../../../kernel/calendar/work.ts';
import { type Duration, dueAt } from '../../../kernel/duration.ts';
import type { UserId } from '../../../kernel/slack.ts';
import { DAY, type Instant, later } from '../../../kernel/time.ts';
import { departmentIn, type Organisation, type PersonRef } from '../domain.ts';

/**
 * Whether somebody answers for a topic by their own word. `asked`: not answered yet; `declined`, `lapsed` (asked for long
 * in vain): the department's head answers instead; `gone` (no longer here): the backup, as for whoever is away.
 */
export interface Agreement {
  readonly topic: string;
  readonly person: PersonRef;
  readonly state: 'asked' | 'agreed' | 'declined' | 'lapsed' | 'gone';
  /** Of an agreed one: when it was last confirmed. */
  readonly since: Instant;
  /** When they were first asked what is open now. */
  readonly toldAt: Instant | undefined;
  /** Who has named them; undefined where the file did. */
  readonly askedBy: UserId | undefined;
  /** By so many weeks its first review comes later than it would. */
  readonly weeksLater: number;
}

/** One that begins now, of which nobody has been told. */
export const agreementNow = (pair: Pair, state: Agreement['state'], since: Instant, askedBy?: UserId): Agreement => ({
  ...pair,
  state,
  since,
  toldAt: undefined,
  askedBy,
  weeksLater: 0,
});

type Pair = Pick<Agreement, 'topic' | 'person'>;
const pairKey = ({ topic, person }: Pair): string => `${topic} ${person}`;

/**
 * What another organisation makes of the agreements there are: whoever it names anew counts as having agreed, unless it
 * says that they are to be asked, and `moot` are those for what is no more. Whom a colleague has named may still answer.
 */
export function settledFor(
  organisation: Organisation,
  known: readonly Agreement[],
  now: Instant,
): { readonly fresh: readonly Agreement[]; readonly moot: readonly Agreement[] } {
  const pairs = new Set(known.map(pairKey));
  const owners = new Map(organisation.topics.map(({ key, owner }) => [key, owner]));
  const fresh = spread(freshIn(organisation, pairs, now));
  const moot = known.filter(({ topic, person, state }) => {
    const owner = owners.get(topic);
    return owner === undefined || (owner !== person && state !== 'asked');
  });
  return { fresh, moot };
}

function freshIn(organisation: Organisation, pairs: ReadonlySet<string>, now: Instant): Agreement[] {
  return organisation.topics
    .filter(({ key, owner }) => !pairs.has(pairKey({ topic: key, person: owner })))
    .map(({ key, owner, department, ask = false }): Agreement => {
      // The head answers in any case.
      const asks = ask && departmentIn(organisation, department)?.head !== owner;
      return agreementNow({ topic: key, person: owner }, asks ? 'asked' : 'agreed', now);
    });
}

/** What one person reviews in a week at most, as long as that takes no more than a quarter. */
const [A_WEEK, WEEKS] = [5, 13];

/** Whoever answers for many topics since the same moment reviews a few of them a week, in the order of their keys; none earlier for it. */
function spread(fresh: readonly Agreement[]): Agreement[] {
  return [...Map.groupBy(fresh, ({ person }) => person).values()].flatMap((theirs) => {
    const many = Math.max(A_WEEK, Math.ceil(theirs.length / WEEKS));
    const inOrder = theirs.toSorted((a, b) => (a.topic < b.topic ? -1 : 1));
    return inOrder.map((agreement, n) => ({ ...agreement, weeksLater: Math.floor(n / many) }));
  });
}

/** Whether an agreement is to be confirmed by now. */
export const isDue = (
  { state, since, weeksLater }: Agreement,
  every: Duration,
  calendar: WorkCalendar,
  now: Instant,
): boolean => state === 'agreed' && later(dueAt(every, since, calendar), weeksLater * 7 * DAY) <= now;

/** Whether whoever was asked has let the time pass in which to answer. */
export const hasLapsed = ({ toldAt }: Agreement, within: Duration, calendar: WorkCalendar, now: Instant): boolean =>
  toldAt !== undefined && dueAt(within, toldAt, calendar) <= now;

/** Why nobody answers for a topic by their own word: nobody is named yet, whoever is named is gone, or has not agreed to it. */
export type Orphaned = 'vacant' | 'gone' | Exclude<Agreement['state'], 'agreed' | 'gone'>;

/** Of a topic whose owner only stands in, is here or not, and has been asked or not; undefined where somebody answers for it. */
export function orphanedBy(owner: {
  readonly isInterim: boolean;
  readonly isHere: boolean;
  readonly state: Agreement['state'] | undefined;
}): Orphaned | undefined {
  const { isInterim, isHere, state } = owner;
  if (isInterim) return 'vacant';
  if (!isHere) return 'gone';
  return state === 'asked' || state === 'declined' || state === 'lapsed' ? state : undefined;
}

/** So many hand-offs, at least, and so large a part of them to one department, speak against the directory. */
const [LEAST, MOST_OF_THEM] = [5, 2 / 3];

/** Whether people's hand-offs say that another department answers for a topic. */
export const speaksForMoving = ({ moved, of }: { readonly moved: number; readonly of: number }): boolean =>
  of >= LEAST && moved / of >= MOST_OF_THEM;
