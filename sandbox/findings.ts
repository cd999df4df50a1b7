import { INSTEAD_OF_TEXT } from './api/chat.ts';
import type { Ledger, LedgerCall, LedgerPost } from './ledger.ts';
import type { Json, Message, User } from './workspace/model.ts';

/** Questions that one asks of a ledger after a story: what an app did that Slack, or its users, would mind. */
export interface Findings {
  /** Posts by the value that `markerOf` finds in them; what has none is left out. */
  copies(markerOf: (message: Message) => string | undefined): ReadonlyMap<string, number>;
  /** Calls of a method that were made while its last 429 still asked it to wait; posts count per channel. */
  insideRetryAfter(): LedgerCall[];
  /** The most posts that any channel got within a second of real time. */
  mostPostsASecond(): number;
  /** What of the posts and edits would have called people: @channel, @here, a person or a group. */
  liveMentions(): string[];
  /** Direct messages to people who had left, to guests, strangers and bots. */
  misdirected(): LedgerPost[];
  /** Posts with no text of their own for notifications and screen readers. */
  wordless(): LedgerPost[];
  /** Posts and edits that let Slack unfold links or media: both flags must be false. */
  unfurling(): LedgerCall[];
}

const SAYING = ['chat.postMessage', 'chat.update', 'chat.postEphemeral', 'chat.scheduleMessage'];

export const findingsIn = ({ calls, posts }: Pick<Ledger, 'calls' | 'posts'>): Findings => ({
  copies(markerOf) {
    const counts = new Map<string, number>();
    for (const { message } of posts) {
      const marker = markerOf(message);
      if (marker !== undefined) counts.set(marker, (counts.get(marker) ?? 0) + 1);
    }
    return counts;
  },
  insideRetryAfter: () => insideRetryAfter(calls),
  mostPostsASecond: () => mostInASecond(posts),
  liveMentions: () => calls.filter(isSaying).flatMap(({ args }) => textsIn(args).flatMap(mentionsIn)),
  misdirected: () => posts.filter(({ reader }) => reader !== undefined && isNobodys(reader)),
  wordless: () => posts.filter(({ message: { text } }) => text.trim() === '' || text === INSTEAD_OF_TEXT),
  unfurling: () => calls.filter((call) => call.method === 'chat.postMessage' && !isFolded(call.args)),
});

const isSaying = ({ method }: LedgerCall) => SAYING.includes(method);

const isNobodys = ({ deleted, is_bot, is_restricted, is_ultra_restricted, is_stranger }: User): boolean =>
  deleted || is_bot || is_restricted || is_ultra_restricted || is_stranger;

const isFolded = ({ unfurl_links, unfurl_media }: Json) =>
  String(unfurl_links) === 'false' && String(unfurl_media) === 'false';

function insideRetryAfter(calls: readonly LedgerCall[]): LedgerCall[] {
  const restUntil = new Map<string, number>();
  return calls.filter((call) => {
    const place = call.method === 'chat.postMessage' ? `${call.method} ${call.args.channel}` : call.method;
    const early = call.at < (restUntil.get(place) ?? 0);
    const wait = Number(call.retryAfter);
    if (call.outcome === 'limited' && wait > 0) restUntil.set(place, call.at + wait * 1000);
    return early;
  });
}

function mostInASecond(posts: readonly LedgerPost[]): number {
  const times = new Map<string, number[]>();
  let most = 0;
  for (const { at, message } of posts) {
    const recent = [...(times.get(message.channel) ?? []), at].filter((each) => each > at - 1000);
    times.set(message.channel, recent);
    most = Math.max(most, recent.length);
  }
  return most;
}

/** Every text that Slack would read markup in; plain text is shown as it is. */
function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text, ...rest } = value as Json;
  const own = typeof text === 'string' && type !== 'plain_text' ? [text] : textsIn(text);
  return [...own, ...Object.values(rest).flatMap(textsIn)];
}

const mentionsIn = (text: string): string[] =>
  text.match(/<(?:@[UW][A-Z0-9]+|!(?:channel|here|everyone|subteam\^)[^>]*)[^>]*>/g) ?? [];
