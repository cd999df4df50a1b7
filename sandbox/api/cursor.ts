import type { Json } from '../workspace/model.ts';
import type { Args } from './args.ts';
import { refuse } from './method.ts';

const PREFIX = 'next:';

const cursorOf = (key: string) => Buffer.from(PREFIX + key).toString('base64');

/** The key at which the page begins; undefined for the first. */
export function keyFromCursor(args: Args): string | undefined {
  const cursor = args.optional('cursor');
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64').toString();
  return text.startsWith(PREFIX) ? text.slice(PREFIX.length) : refuse('invalid_cursor');
}

export const nextCursor = (key: string | undefined): Json => ({
  response_metadata: { next_cursor: key === undefined ? '' : cursorOf(key) },
});

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: Json;
}

/** One page of a list in its own order; the cursor names the item with which the next one begins. */
export function page<T>(args: Args, list: readonly T[], keyOf: (item: T) => string, limit: number): Page<T> {
  const from = keyFromCursor(args);
  const start = from === undefined ? 0 : list.findIndex((item) => keyOf(item) === from);
  if (start === -1) return refuse('invalid_cursor');
  const after = list[start + limit];
  return { items: list.slice(start, start + limit), next: nextCursor(after && keyOf(after)) };
}
