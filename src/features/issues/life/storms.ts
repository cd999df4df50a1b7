import { HOUR, type Instant } from '../../../kernel/time.ts';

/** An open issue whose customer says the same in nearly the same words. */
export interface Alike {
  readonly id: number;
  readonly openedAt: Instant;
  readonly cause: number | undefined;
}

/** What the machine has made of many of the same, and what people say of that. */
export type Suggestion = 'open' | 'kept' | 'undone';

/** The newest cause that was suggested for the topic, if there was any. */
export interface Suggested {
  readonly cause: number;
  readonly suggestion: Suggestion;
  readonly at: Instant;
  readonly shipped: boolean;
}

export type Storm =
  | { readonly kind: 'none' }
  | { readonly kind: 'joins'; readonly cause: number }
  /** A cause is to be suggested, with these under it. */
  | { readonly kind: 'begins'; readonly with: readonly number[] };

const WITHIN = HOUR;
/** Whoever has said that they are no one case is not told the opposite on the same day. */
const PEACE = 24 * HOUR;

/**
 * Whether a complaint that comes now is one of many of the same: it joins those that hang together already, or is the
 * one from which on they do (`from`: so many in an hour, itself included).
 */
export function stormOf(alike: readonly Alike[], last: Suggested | undefined, from: number, now: Instant): Storm {
  const lately = alike.filter(({ openedAt }) => now - openedAt < WITHIN);
  const stands = last !== undefined && last.suggestion !== 'undone' && !last.shipped;
  if (stands && lately.some(({ cause }) => cause === last.cause)) return { kind: 'joins', cause: last.cause };
  const declined = last?.suggestion === 'undone' && now - last.at < PEACE;
  const free = lately.filter(({ cause }) => cause === undefined);
  return declined || free.length + 1 < from ? { kind: 'none' } : { kind: 'begins', with: free.map(({ id }) => id) };
}
