import { reactionName } from '../api/reactions.ts';
import { joinChannel, leaveChannel, openDirect } from '../workspace/channels.ts';
import { announceFile, completeFile, fillFile, shareFiles, storedBytes } from '../workspace/files.ts';
import { deleteMessage, editMessage, findMessage, postMessage, react } from '../workspace/messages.ts';
import type { Channel, Message, User } from '../workspace/model.ts';
import { conversationOf, isDirect, tell } from '../workspace/workspace.ts';
import { ActError, canRead, type Desk, needChannel, needUser } from './desk.ts';

/** What people do without the app: say, edit, delete, react, read, join. */

export interface Saying {
  readonly thread_ts?: string | undefined;
  readonly broadcast?: boolean | undefined;
}

export function say(
  desk: Desk,
  user: User,
  channelId: string,
  text: string,
  { thread_ts, broadcast }: Saying = {},
): Message {
  const channel = channelToSayIn(desk, user, channelId);
  if (text.trim() === '') throw new ActError('no_text');
  const thread = threadIn(desk, channel, thread_ts);
  const draft = { channel: channel.id, user: user.id, text, thread_ts: thread };
  const message = postMessage(desk.slack.workspace, { ...draft, ...(broadcast ? { broadcast: true as const } : {}) });
  markRead(desk, user, channel.id, message.ts);
  return message;
}

function channelToSayIn(desk: Desk, user: User, id: string): Channel {
  const channel = needChannel(desk, user, id);
  if (!channel.members.has(user.id)) throw new ActError('not_in_channel', `${user.name} is not in ${channel.name}`);
  if (channel.is_archived) throw new ActError('is_archived', channel.name);
  return channel;
}

function threadIn({ slack }: Desk, channel: Channel, ts: string | undefined): string | undefined {
  const parent = ts === undefined ? undefined : findMessage(slack.workspace, channel.id, ts);
  if (ts !== undefined && !parent) throw new ActError('message_not_found', ts);
  return parent?.thread_ts ?? ts;
}

export interface Upload {
  /** With its extension, which tells what it is. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly title?: string | undefined;
  readonly thread_ts?: string | undefined;
}

/** Shows a file of theirs, with or without words. */
export function upload(desk: Desk, user: User, channelId: string, file: Upload, text = ''): Message {
  const { workspace, limits } = desk.slack;
  const channel = channelToSayIn(desk, user, channelId);
  const bytes = Buffer.from(file.bytes);
  if (bytes.length === 0 || file.name === '') throw new ActError('no_file');
  const room = Math.min(limits.fileBytesMost, limits.storageBytesMost - storedBytes(workspace));
  if (bytes.length > room) throw new ActError('file_too_large', `${bytes.length} bytes, of ${room} at most`);
  const draft = { channel: channel.id, user: user.id, text, thread_ts: threadIn(desk, channel, file.thread_ts) };
  const announced = announceFile(workspace, { name: file.name, user: user.id });
  fillFile(workspace, announced.id, bytes);
  const complete = completeFile(workspace, workspace.files.get(announced.id) ?? announced, file.title);
  const message = shareFiles(workspace, draft, [complete]);
  markRead(desk, user, channel.id, message.ts);
  return message;
}

function own(desk: Desk, user: User, channel: string, ts: string): Message {
  const message = findMessage(desk.slack.workspace, needChannel(desk, user, channel).id, ts);
  if (!message) throw new ActError('message_not_found', ts);
  if (message.user !== user.id) throw new ActError('cant_update_message', 'it is not theirs');
  return message;
}

export const edit = (desk: Desk, user: User, channel: string, ts: string, text: string): Message =>
  editMessage(desk.slack.workspace, own(desk, user, channel, ts), { text }, user.id);

export function remove(desk: Desk, user: User, channel: string, ts: string): void {
  deleteMessage(desk.slack.workspace, own(desk, user, channel, ts));
}

export function reactAs(
  desk: Desk,
  user: User,
  at: { channel: string; ts: string },
  sign: string,
  added: boolean,
): void {
  const channel = needChannel(desk, user, at.channel);
  const message = findMessage(desk.slack.workspace, channel.id, at.ts);
  if (!message) throw new ActError('message_not_found', at.ts);
  const name = reactionName(sign);
  if (!name) throw new ActError('invalid_name', sign);
  const done = react(desk.slack.workspace, message, name, user.id, added);
  if (!done) throw new ActError(added ? 'already_reacted' : 'no_reaction', name);
}

/** Without a ts: everything that is there. */
export function markRead({ slack: { workspace } }: Desk, user: User, channel: string, ts?: string): void {
  const upTo = ts ?? conversationOf(workspace, channel).top.at(-1);
  if (upTo === undefined) return;
  const reads = workspace.reads.get(user.id) ?? new Map<string, string>();
  workspace.reads.set(user.id, reads);
  reads.set(channel, upTo);
  tell(workspace, { type: 'read', user: user.id, channel });
}

export function join(desk: Desk, user: User, id: string): void {
  const channel = needChannel(desk, user, id);
  if (channel.is_archived) throw new ActError('is_archived', channel.name);
  joinChannel(desk.slack.workspace, channel, user.id);
}

export function leave(desk: Desk, user: User, id: string): void {
  const channel = needChannel(desk, user, id);
  if (isDirect(channel)) throw new ActError('method_not_supported_for_channel_type');
  leaveChannel(desk.slack.workspace, channel, user.id);
}

export function invite(desk: Desk, user: User, id: string, users: readonly string[]): void {
  const { workspace } = desk.slack;
  const channel = needChannel(desk, user, id);
  if (!channel.members.has(user.id)) throw new ActError('not_in_channel', channel.name);
  for (const each of users) {
    const present = workspace.channels.get(channel.id) ?? channel;
    joinChannel(workspace, present, needUser(desk, each).id, user.id);
  }
}

export const openDm = (desk: Desk, user: User, users: readonly string[]): Channel =>
  openDirect(desk.slack.workspace, [user.id, ...users.map((each) => needUser(desk, each).id)]);

export function openHome(desk: Desk, user: User, tab: 'home' | 'messages' = 'home'): void {
  tell(desk.slack.workspace, { type: 'home-opened', user: user.id, tab });
}

/** What somebody can read in a conversation. */
export function readable(desk: Desk, user: User, id: string): Channel {
  const channel = needChannel(desk, user, id);
  if (!canRead(channel, user)) throw new ActError('channel_not_found', id);
  return channel;
}
