import { permalink } from '../api/chat.ts';
import type { Slack } from '../api/method.ts';
import { zoneOffset } from '../api/shapes.ts';
import type {
  PageBlock,
  PageChannel,
  PageFile,
  PageMessage,
  PagePerson,
  PageUsergroup,
  PageView,
} from '../page-api.ts';
import { messagesAt, positionOf } from '../workspace/conversation.ts';
import { kindOf } from '../workspace/files.ts';
import type { Channel, Json, Message, User, Usergroup, View } from '../workspace/model.ts';
import { conversationOf, type Workspace } from '../workspace/workspace.ts';

/** The workspace in the words of page-api.ts. */

const defined = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

export function pagePerson({ clock }: Workspace, user: User): PagePerson {
  const { id, name, real_name, tz, is_bot, is_admin, is_stranger, deleted, snoozed_until: snoozed = 0 } = user;
  return {
    id,
    name,
    real_name,
    tz,
    tz_offset: zoneOffset(tz, clock.now()),
    is_bot,
    is_admin,
    is_guest: user.is_restricted || user.is_ultra_restricted,
    is_stranger,
    deleted,
    ...(user.email ? { email: user.email } : {}),
    ...(user.title ? { title: user.title } : {}),
    ...(user.status_text ? { status_text: user.status_text } : {}),
    ...(snoozed * 1000 > clock.now() ? { snoozed_until: snoozed } : {}),
    ...(user.status_emoji ? { status_emoji: user.status_emoji } : {}),
  };
}

const KINDS = { public: 'channel', private: 'private', im: 'dm', mpim: 'mpim' } as const;
/** Nobody counts further. */
const UNREAD_MOST = 1000;

export function pageChannel(workspace: Workspace, channel: Channel, me: string): PageChannel {
  const kind = KINDS[channel.kind];
  const others = [...channel.members].filter((member) => member !== me);
  const last_read = workspace.reads.get(me)?.get(channel.id) ?? '0';
  const member = channel.members.has(me);
  const unread = member ? unreadMessages(workspace, channel, me, last_read) : [];
  const mentioning = isNamed(channel) ? unread.filter(({ text }) => text.includes(`<@${me}`)) : unread;
  const latest = conversationOf(workspace, channel.id).top.at(-1);
  const other = others[0] ?? me;
  return {
    id: channel.id,
    kind,
    name: isNamed(channel) ? channel.name : others.map((id) => workspace.users.get(id)?.name ?? id).join(', '),
    member,
    archived: channel.is_archived,
    topic: channel.topic,
    purpose: channel.purpose,
    members: [...channel.members],
    unread: unread.length,
    mentions: mentioning.length,
    last_read,
    ...(kind === 'dm' ? { with: other } : {}),
    ...(latest ? { latest } : {}),
  };
}

const isNamed = ({ kind }: Channel) => kind === 'public' || kind === 'private';

function unreadMessages(workspace: Workspace, channel: Channel, me: string, lastRead: string): Message[] {
  const conversation = conversationOf(workspace, channel.id);
  const from = Math.max(positionOf(conversation.top, lastRead), conversation.top.length - UNREAD_MOST);
  const messages = messagesAt(conversation, conversation.top.slice(from));
  return messages.filter(({ ts, user }) => ts > lastRead && user !== me);
}

export function pageMessage({ workspace, webUrl }: Pick<Slack, 'workspace' | 'webUrl'>, message: Message): PageMessage {
  const { ephemeral_to, app_id: _app, metadata: _metadata, blocks, files, ...rest } = message;
  return {
    ...defined(rest),
    ...(blocks?.length ? { blocks: blocks as readonly PageBlock[] } : {}),
    ...(files ? { files: files.flatMap((id) => pageFile(workspace, id)) } : {}),
    ...(ephemeral_to ? { ephemeral: true as const } : {}),
    permalink: permalink(webUrl(), message),
  };
}

export const pageUsergroup = ({ id, handle, name, users }: Usergroup): PageUsergroup => ({ id, handle, name, users });

function pageFile({ files }: Workspace, id: string): PageFile[] {
  const file = files.get(id);
  if (!file) return [];
  const { mimetype, pretty_type } = kindOf(file);
  return [{ id, name: file.name, title: file.title, mimetype, pretty_type, size: file.size }];
}

const words = (text: Json | undefined) => (typeof text?.text === 'string' ? text.text : undefined);

export function pageView(view: View): PageView {
  const { id, type, callback_id, hash, state } = view;
  const titles = { title: words(view.title), submit: words(view.submit), close: words(view.close) };
  return {
    id,
    type,
    callback_id,
    ...defined(titles),
    blocks: view.blocks as readonly PageBlock[],
    values: state,
    hash,
  };
}
