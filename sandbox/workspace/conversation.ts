import type { Message } from './model.ts';

/** The messages of one conversation. Reading and writing one message costs the same whether there are ten or a million. */
export interface Conversation {
  readonly byTs: Map<string, Message>;
  /** Top level and broadcast replies, oldest first. */
  readonly top: string[];
  /** Replies, oldest first, by their parent's ts. */
  readonly threads: Map<string, string[]>;
}

export const emptyConversation = (): Conversation => ({ byTs: new Map(), top: [], threads: new Map() });

const isReply = (message: Message) => message.thread_ts !== undefined && message.thread_ts !== message.ts;

/** Timestamps only grow, so that a new message always belongs at the end. */
export function addMessage(conversation: Conversation, message: Message): void {
  conversation.byTs.set(message.ts, message);
  if (!isReply(message) || message.broadcast) conversation.top.push(message.ts);
  if (isReply(message)) addReply(conversation, message);
}

function addReply(conversation: Conversation, reply: Message): void {
  const parentTs = reply.thread_ts ?? reply.ts;
  const replies = conversation.threads.get(parentTs);
  if (replies) replies.push(reply.ts);
  else conversation.threads.set(parentTs, [reply.ts]);
  const parent = conversation.byTs.get(parentTs);
  if (!parent) return;
  const users = parent.reply_users ?? [];
  conversation.byTs.set(parentTs, {
    ...parent,
    thread_ts: parentTs,
    reply_count: (parent.reply_count ?? 0) + 1,
    reply_users: users.includes(reply.user) ? users : [...users, reply.user],
    latest_reply: reply.ts,
  });
}

export function removeMessage(conversation: Conversation, message: Message): void {
  conversation.byTs.delete(message.ts);
  removeFrom(conversation.top, message.ts);
  if (!isReply(message) || message.thread_ts === undefined) return;
  const replies = conversation.threads.get(message.thread_ts) ?? [];
  removeFrom(replies, message.ts);
  const parent = conversation.byTs.get(message.thread_ts);
  if (parent) conversation.byTs.set(parent.ts, withoutReply(conversation, parent, replies));
}

function withoutReply(conversation: Conversation, parent: Message, replies: readonly string[]): Message {
  if (replies.length === 0) {
    const { thread_ts: _thread, reply_count: _count, reply_users: _users, latest_reply: _latest, ...alone } = parent;
    return alone;
  }
  const users = replies.map((ts) => conversation.byTs.get(ts)?.user ?? '');
  return { ...parent, reply_count: replies.length, reply_users: [...new Set(users)], latest_reply: replies.at(-1) };
}

/** Where `ts` is in the sorted list, or would be. */
export function positionOf(list: readonly string[], ts: string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? '') < ts) low = middle + 1;
    else high = middle;
  }
  return low;
}

function removeFrom(list: string[], ts: string): void {
  const index = positionOf(list, ts);
  if (list[index] === ts) list.splice(index, 1);
}

export const messagesAt = (conversation: Conversation, list: readonly string[]): Message[] =>
  list.flatMap((ts) => conversation.byTs.get(ts) ?? []);

export const topMessages = (conversation: Conversation): Message[] => messagesAt(conversation, conversation.top);

/** The parent first; nothing where there is no such message. */
export function threadOf(conversation: Conversation, ts: string): Message[] {
  const parent = conversation.byTs.get(ts);
  return parent ? [parent, ...messagesAt(conversation, conversation.threads.get(ts) ?? [])] : [];
}
