import { z } from 'zod';
import type { ChannelId, MessageRef } from '../../kernel/slack.ts';
import type { Message } from '../slack/blocks.ts';
import type { Call, Outcome } from '../slack/calls.ts';
import type { Claim } from './claim.ts';

/** The event type of our metadata: by its key a message is known again in Slack's history. */
export const MARKER = 'loopkeeper';

/** How plain a message has become, when Slack would not take it as it was: without its picture, then text alone. */
export const WITHOUT_PICTURE = 1;
export const PLAINEST = 2;
const LONGEST_PLAIN_TEXT = 3000;

/** The call that says a claimed message: a post, an edit, or a whisper. */
export function callFor({ row, message, about, threadTs }: Claim, channel: ChannelId) {
  const args = { channel, ...content(message, row.plainness), unfurl_links: false, unfurl_media: false };
  if (row.whisper_to !== null) return { method: 'chat.postEphemeral', args: { ...args, user: row.whisper_to } };
  const event_payload = {
    key: row.key,
    kind: about.kind ?? row.kind,
    ...(about.issue !== undefined && { issue: about.issue }),
    ...(about.feedback !== undefined && { feedback: about.feedback }),
  };
  const marked = { ...args, metadata: { event_type: MARKER, event_payload } };
  if (row.ts !== null) return { method: 'chat.update', args: { ...marked, ts: row.ts } };
  return { method: 'chat.postMessage', args: { ...marked, ...(threadTs !== undefined && { thread_ts: threadTs }) } };
}

function content({ text, blocks }: Message, plainness: number) {
  return plainness < PLAINEST ? { text, blocks } : { text: text.slice(0, LONGEST_PLAIN_TEXT), blocks: [] };
}

const History = z.object({ messages: z.array(z.unknown()) });

/** Other apps' messages have metadata of other shapes, or none. */
const Marked = z.object({
  ts: z.string(),
  metadata: z.object({ event_type: z.literal(MARKER), event_payload: z.object({ key: z.string() }) }),
});

const PAGE = 100;
const LEEWAY_S = 60;

interface Place {
  readonly key: string;
  readonly channel: ChannelId;
  readonly threadTs: string | undefined;
  /** Milliseconds by Slack's clock; we look a little further back, because two clocks never agree. */
  readonly since: number;
}

/** Where in Slack the message with this key stands, oldest first; or why Slack could not be asked. */
export type Copies = { readonly kind: 'ok'; readonly found: readonly MessageRef[] } | Exclude<Outcome, { kind: 'ok' }>;

export async function copiesOf(call: Call, place: Place): Promise<Copies> {
  const found: MessageRef[] = [];
  let cursor: string | undefined;
  do {
    const answer = await historyPage(call, place, cursor);
    if (answer.kind !== 'ok') return answer;
    found.push(...markedIn(answer.body, place));
    cursor = nextCursor(answer);
  } while (cursor !== undefined);
  return { kind: 'ok', found: found.sort((a, b) => Number(a.ts) - Number(b.ts)) };
}

function historyPage(call: Call, { channel, threadTs, since }: Place, cursor: string | undefined): Promise<Outcome> {
  return call(threadTs === undefined ? 'conversations.history' : 'conversations.replies', {
    channel,
    ...(threadTs !== undefined && { ts: threadTs }),
    oldest: String(since / 1000 - LEEWAY_S),
    include_all_metadata: true,
    limit: PAGE,
    ...(cursor !== undefined && { cursor }),
  });
}

function markedIn(body: unknown, { key, channel }: Place): MessageRef[] {
  const marked = History.parse(body).messages.flatMap((message) => Marked.safeParse(message).data ?? []);
  return marked.filter(({ metadata }) => metadata.event_payload.key === key).map(({ ts }) => ({ channel, ts }));
}

const Paged = z.object({ response_metadata: z.object({ next_cursor: z.string().optional() }).optional() });

/** Where the next page of a list begins, or undefined after the last. */
export function nextCursor(answer: Outcome & { kind: 'ok' }): string | undefined {
  return Paged.parse(answer.body).response_metadata?.next_cursor || undefined;
}
