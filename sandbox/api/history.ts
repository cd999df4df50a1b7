import { type Conversation, messagesAt, positionOf, threadOf } from '../workspace/conversation.ts';
import type { Json, Message } from '../workspace/model.ts';
import { conversationOf } from '../workspace/workspace.ts';
import { readableChannel } from './access.ts';
import type { Args } from './args.ts';
import { keyFromCursor, nextCursor } from './cursor.ts';
import { type Method, refuse, type Slack } from './method.ts';
import { messageJson } from './shapes.ts';

const WHOLE_TIME = { oldest: '0', latest: '9999999999.999999' };

interface Span {
  readonly oldest: string;
  readonly latest: string;
  readonly inclusive: boolean;
}

function spanFrom(args: Args): Span {
  return {
    oldest: ts(args, 'oldest'),
    latest: ts(args, 'latest'),
    inclusive: args.flag('inclusive'),
  };
}

/** Seconds with or without a fraction, brought to the width in which they sort as text. */
function ts(args: Args, name: 'oldest' | 'latest'): string {
  const text = args.optional(name);
  if (text === undefined || Number(text) === 0) return WHOLE_TIME[name];
  if (!/^\d{1,10}(\.\d+)?$/.test(text)) return refuse(`invalid_ts_${name}`);
  const [whole = '', fraction = ''] = text.split('.');
  return `${whole.padStart(10, '0')}.${fraction.padEnd(6, '0')}`;
}

/** The part of a sorted list between two times. */
function within(list: readonly string[], { oldest, latest, inclusive }: Span): [from: number, to: number] {
  const from = positionOf(list, oldest);
  const to = positionOf(list, latest);
  return [!inclusive && list[from] === oldest ? from + 1 : from, inclusive && list[to] === latest ? to + 1 : to];
}

/** Newest first. */
function historyCall(slack: Slack, args: Args): Json {
  const channel = readableChannel(slack, args);
  const conversation = conversationOf(slack.workspace, channel.id);
  const limit = args.count('limit', { least: 1, most: 999, usual: 100 });
  const cursor = keyFromCursor(args);
  const [from, end] = within(conversation.top, spanFrom(args));
  const to = cursor === undefined ? end : Math.min(end, positionOf(conversation.top, cursor) + 1);
  const start = Math.max(from, to - limit);
  const next = start > from ? conversation.top[start - 1] : undefined;
  const messages = messagesAt(conversation, conversation.top.slice(start, Math.max(start, to))).reverse();
  return { messages: shown(slack, args, messages), has_more: next !== undefined, pin_count: 0, ...cursorOrNone(next) };
}

const cursorOrNone = (next: string | undefined): Json => (next === undefined ? {} : nextCursor(next));

const shown = ({ workspace }: Slack, args: Args, messages: readonly Message[]): Json[] =>
  messages.map((message) => messageJson(workspace, message, args.flag('include_all_metadata')));

/** The parent first, then the replies, oldest first. */
function repliesCall(slack: Slack, args: Args): Json {
  const channel = readableChannel(slack, args);
  const conversation = conversationOf(slack.workspace, channel.id);
  const named = conversation.byTs.get(args.text('ts'));
  if (!named) return refuse('thread_not_found');
  const limit = args.count('limit', { least: 1, most: 1000, usual: 1000 });
  const [parent, ...replies] = threadOf(conversation, named.ts);
  const list = repliesWithin(conversation, named.ts, args);
  const first = keyFromCursor(args) === undefined && parent ? [parent] : [];
  const start = Math.max(0, positionOf(list, keyFromCursor(args) ?? ''));
  const next = list[start + limit];
  const page = messagesAt(conversation, list.slice(start, start + limit));
  const messages = replies.length > 0 ? [...first, ...page] : first;
  return { messages: shown(slack, args, messages), has_more: next !== undefined, ...cursorOrNone(next) };
}

function repliesWithin(conversation: Conversation, parent: string, args: Args): readonly string[] {
  const list = conversation.threads.get(parent) ?? [];
  return list.slice(...within(list, spanFrom(args)));
}

const READ = { scopes: [], tier: 3 } as const;
const TIMES = ['invalid_cursor', 'invalid_ts_latest', 'invalid_ts_oldest'];

export const HISTORY: Readonly<Record<string, Method>> = {
  'conversations.history': {
    ...READ,
    required: ['channel'],
    errors: [...TIMES, 'channel_not_found', 'not_in_channel'],
    handle: historyCall,
  },
  'conversations.replies': {
    ...READ,
    required: ['channel', 'ts'],
    errors: [...TIMES, 'channel_not_found', 'thread_not_found'],
    handle: (slack, args) => repliesCall(slack, args),
  },
};
