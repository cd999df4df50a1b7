import { addMessage, removeMessage } from './conversation.ts';
import type { Message, Reaction } from './model.ts';
import { conversationOf, tell, type Workspace } from './workspace.ts';

export type Draft = Omit<Message, 'ts'>;

/** Posts, unless the parent is gone: then, as Slack does, the reply lands in the channel. */
export function postMessage(workspace: Workspace, draft: Draft): Message {
  const conversation = conversationOf(workspace, draft.channel);
  const { thread_ts: parent, broadcast, ...rest } = draft;
  const reply = parent !== undefined && conversation.byTs.has(parent);
  const message: Message = {
    ...rest,
    ts: workspace.ts.next(),
    ...(reply ? { thread_ts: parent } : {}),
    ...(reply && broadcast ? { broadcast, subtype: 'thread_broadcast' } : {}),
  };
  addMessage(conversation, message);
  tell(workspace, { type: 'posted', message });
  if (reply) tellOfParent(workspace, message.channel, parent);
  return message;
}

/** The page shows a parent's count of replies; the app hears nothing of it. */
function tellOfParent(workspace: Workspace, channel: string, ts: string): void {
  const parent = conversationOf(workspace, channel).byTs.get(ts);
  if (parent) tell(workspace, { type: 'changed', message: parent, previous: parent, quiet: true });
}

export type Change = Partial<Pick<Message, 'text' | 'blocks' | 'attachments' | 'metadata'>>;

export function editMessage(workspace: Workspace, previous: Message, change: Change, by: string): Message {
  const message = { ...previous, ...change, edited: { user: by, ts: workspace.ts.next() } };
  conversationOf(workspace, previous.channel).byTs.set(previous.ts, message);
  tell(workspace, { type: 'changed', message, previous });
  return message;
}

/** A parent with replies leaves a tombstone. */
export function deleteMessage(workspace: Workspace, message: Message): void {
  const conversation = conversationOf(workspace, message.channel);
  if (message.reply_count) {
    const { blocks: _blocks, attachments: _files, metadata: _metadata, bot_id: _bot, app_id: _app, ...bare } = message;
    const tombstone = { ...bare, subtype: 'tombstone', user: 'USLACKBOT', text: 'This message was deleted.' };
    conversation.byTs.set(message.ts, tombstone);
    tell(workspace, { type: 'changed', message: tombstone, previous: message });
    return;
  }
  removeMessage(conversation, message);
  tell(workspace, { type: 'deleted', message });
  if (message.thread_ts) tellOfParent(workspace, message.channel, message.thread_ts);
}

export function findMessage(workspace: Workspace, channel: string, ts: string): Message | undefined {
  return workspace.conversations.get(channel)?.byTs.get(ts);
}

/** False when the person had already reacted so (or, removing, had not). */
export function react(workspace: Workspace, message: Message, name: string, user: string, added: boolean): boolean {
  const reactions = message.reactions ?? [];
  const had = reactions.some((reaction) => reaction.name === name && reaction.users.includes(user));
  if (had === added) return false;
  const changed = {
    ...message,
    reactions: added ? withReaction(reactions, name, user) : without(reactions, name, user),
  };
  conversationOf(workspace, message.channel).byTs.set(message.ts, changed);
  tell(workspace, { type: 'reaction', added, name, user, message: changed });
  return true;
}

function withReaction(reactions: readonly Reaction[], name: string, user: string): Reaction[] {
  if (!reactions.some((reaction) => reaction.name === name)) return [...reactions, { name, users: [user] }];
  return reactions.map((each) => (each.name === name ? { name, users: [...each.users, user] } : each));
}

function without(reactions: readonly Reaction[], name: string, user: string): Reaction[] {
  return reactions
    .map((each) => (each.name === name ? { name, users: each.users.filter((one) => one !== user) } : each))
    .filter((each) => each.users.length > 0);
}

/** Nobody keeps more of what only they saw. */
const EPHEMERALS_KEPT = 500;

export function postEphemeral(workspace: Workspace, draft: Draft, to: string): Message {
  const message = { ...draft, ts: workspace.ts.next(), ephemeral_to: to };
  const list = workspace.ephemerals.get(to) ?? [];
  list.push(message);
  workspace.ephemerals.set(to, list.slice(-EPHEMERALS_KEPT));
  tell(workspace, { type: 'ephemeral', message });
  return message;
}

export const findEphemeral = (workspace: Workspace, user: string, ts: string): Message | undefined =>
  workspace.ephemerals.get(user)?.find((message) => message.ts === ts);

export function editEphemeral(workspace: Workspace, previous: Message, change: Change): Message {
  const message = { ...previous, ...change };
  const to = previous.ephemeral_to ?? '';
  const list = workspace.ephemerals.get(to) ?? [];
  workspace.ephemerals.set(
    to,
    list.map((each) => (each.ts === previous.ts ? message : each)),
  );
  tell(workspace, { type: 'ephemeral', message });
  return message;
}

export function dismissEphemeral(workspace: Workspace, message: Message): void {
  const to = message.ephemeral_to ?? '';
  const list = workspace.ephemerals.get(to) ?? [];
  workspace.ephemerals.set(
    to,
    list.filter((each) => each.ts !== message.ts),
  );
  tell(workspace, { type: 'ephemeral-gone', message });
}
