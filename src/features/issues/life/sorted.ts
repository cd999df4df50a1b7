import type { UserId } from '../../../kernel/slack.ts';
import { DAY, type Instant } from '../../../kernel/time.ts';
import type { Issue, IssueEvent, Outcome } from '../domain.ts';
import { remembered } from './change.ts';
import { beginAgain } from './ending.ts';
import type { Handover } from './owning.ts';

/** For so long a link can be used. */
export const LINK_LASTS = 30 * DAY;
/** For so long an answer can be changed. */
export const CHANGEABLE = DAY;
/** News older than this is none. */
export const NEWS_LASTS = 7 * DAY;

export type Says = 'yes' | 'no';

/** What a customer answered. `words` is blank where they wrote none. */
export interface SortedAnswer {
  readonly says: Says;
  readonly words: string;
  readonly firstAt: Instant;
}

/** Endings after which there is something to ask. */
const ASKED_AFTER = ['told', 'answered-in-public', 'already-fixed'];

/** Whether the customer may be asked: once they have heard from us, and never about what only few may see. */
export function mayAskSorted({ state, end, restricted, contactedAt }: Issue): boolean {
  if (restricted !== undefined) return false;
  if (state === 'closed') return end !== undefined && ASKED_AFTER.includes(end.ending);
  return state === 'fixed' || contactedAt !== undefined;
}

/**
 * What the page shows: the question; the answer that was given, for a day with the question; that we are at it again, of
 * our own accord; or that a newer link took the place of this one.
 */
export type PageStanding =
  | { readonly kind: 'asks'; readonly answer: SortedAnswer | undefined }
  | { readonly kind: 'answered'; readonly answer: SortedAnswer }
  | { readonly kind: 'at it again' }
  | { readonly kind: 'newer' };

export function pageStanding(
  issue: Pick<Issue, 'reopened' | 'state'>,
  reopened: number,
  answer: SortedAnswer | undefined,
  now: Instant,
): PageStanding {
  if (answer !== undefined) return { kind: now - answer.firstAt <= CHANGEABLE ? 'asks' : 'answered', answer };
  if (issue.reopened === reopened) return { kind: 'asks', answer };
  return { kind: issue.state === 'closed' ? 'newer' : 'at it again' };
}

/** "Yes": confirmed by the customer. It changes no state: what is open is for its owner to close. */
export const sorted = (issue: Issue, now: Instant, words: string): Outcome =>
  remembered(issue, { by: undefined, now }, 'confirmed', { words: words || undefined });

/**
 * "Not yet": what was said to be mended is open again, one severity higher, with the same owner; `reopened` is what the
 * link was for. What is being worked on anyway has only heard it.
 */
export function notSorted(
  issue: Issue,
  now: Instant,
  { words, reopened }: { readonly words: string; readonly reopened: number },
  owner: Pick<Handover, 'owner' | 'standing'>,
): Outcome {
  const by = { by: undefined, now };
  const said = { words: words || undefined };
  const mended = issue.state === 'closed' || issue.state === 'fixed';
  return mended && issue.reopened === reopened
    ? beginAgain(issue, by, 'not sorted', said, owner)
    : remembered(issue, by, 'not sorted', said);
}

/** Whether this says no more than what was answered already. */
export const saysTheSame = (answer: SortedAnswer | undefined, says: Says, words: string): boolean =>
  answer?.says === says && (words === '' || words === answer.words);

/** What the customer said last of the mending that there is now: undefined once it was reopened by one of us. */
export function lastWord(events: readonly IssueEvent[]): { readonly says: Says; readonly words: string } | undefined {
  const last = events.findLast(({ type }) => WORDS.includes(type));
  if (last === undefined || last.type === 'reopened') return undefined;
  return { says: last.type === 'confirmed' ? 'yes' : 'no', words: last.payload.words ?? '' };
}

const WORDS: readonly string[] = ['confirmed', 'not sorted', 'reopened'];

/** Whoever logged it, helped, or had it, each once. */
export const hearsOfIt = (
  owner: UserId,
  helpers: readonly UserId[],
  loggedBy: UserId | undefined,
): readonly UserId[] => [...new Set([owner, ...helpers, ...(loggedBy === undefined ? [] : [loggedBy])])];
