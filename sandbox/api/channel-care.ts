import { changeChannel, createChannel, joinChannel } from '../workspace/channels.ts';
import type { Json } from '../workspace/model.ts';
import { isDirect } from '../workspace/workspace.ts';
import { isMember, needScope, visibleChannel } from './access.ts';
import type { Args } from './args.ts';
import { type Method, refuse, type Slack } from './method.ts';
import { channelJson } from './shapes.ts';

/** What an app may do to channels: make, fill, describe and archive them. */

function createCall(slack: Slack, args: Args): Json {
  const isPrivate = args.flag('is_private');
  needScope(slack, isPrivate ? 'groups:write' : 'channels:manage');
  const name = args.text('name');
  if (name.length > 80) return refuse('invalid_name_maxlength');
  if (!/^[\p{Ll}\p{Lo}\d_-]+$/u.test(name)) return refuse('invalid_name_specials');
  const { workspace } = slack;
  if (workspace.channelsByName.has(name)) return refuse('name_taken');
  const bot = workspace.app.botUserId;
  const channel = createChannel(workspace, { name, is_private: isPrivate, creator: bot, members: [bot] });
  return { channel: channelJson(workspace, channel) };
}

function inviteCall(slack: Slack, args: Args): Json {
  const channel = visibleChannel(slack, args);
  needScope(slack, channel.kind === 'public' ? 'channels:manage' : 'groups:write', 'channels:write.invites');
  if (channel.is_archived) return refuse('is_archived');
  if (!isMember(slack, channel)) return refuse('not_in_channel');
  const users = args.list('users').map((id) => slack.workspace.users.get(id)?.id ?? refuse('user_not_found'));
  if (users.includes(slack.workspace.app.botUserId)) return refuse('cant_invite_self');
  if (users.every((user) => channel.members.has(user))) return refuse('already_in_channel');
  for (const user of users) {
    const present = slack.workspace.channels.get(channel.id) ?? channel;
    joinChannel(slack.workspace, present, user, slack.workspace.app.botUserId);
  }
  return { channel: channelJson(slack.workspace, slack.workspace.channels.get(channel.id) ?? channel) };
}

function archiveCall(slack: Slack, args: Args): Json {
  const channel = visibleChannel(slack, args);
  if (isDirect(channel)) return refuse('method_not_supported_for_channel_type');
  needScope(slack, channel.kind === 'public' ? 'channels:manage' : 'groups:write');
  if (channel.is_archived) return refuse('already_archived');
  if (channel.name === 'general') return refuse('cant_archive_general');
  if (!isMember(slack, channel)) return refuse('not_in_channel');
  changeChannel(slack.workspace, channel, { is_archived: true }, slack.workspace.app.botUserId);
  return {};
}

const describeCall =
  (what: 'topic' | 'purpose') =>
  (slack: Slack, args: Args): Json => {
    const channel = visibleChannel(slack, args);
    needScope(slack, channel.kind === 'public' ? 'channels:manage' : 'groups:write', 'channels:write.topic');
    if (!isMember(slack, channel)) return refuse('not_in_channel');
    if (channel.is_archived) return refuse('is_archived');
    const text = args.text(what);
    if (text.length > 250) return refuse('too_long');
    const changed = changeChannel(slack.workspace, channel, { [what]: text }, slack.workspace.app.botUserId);
    return { channel: channelJson(slack.workspace, changed), [what]: text };
  };

const NONE = ['channel_not_found'];
const UNSUPPORTED = 'method_not_supported_for_channel_type';

export const CHANNEL_CARE: Readonly<Record<string, Method>> = {
  'conversations.archive': {
    scopes: [],
    tier: 2,
    required: ['channel'],
    errors: [...NONE, UNSUPPORTED, 'already_archived', 'cant_archive_general', 'not_in_channel'],
    handle: archiveCall,
  },
  'conversations.create': {
    scopes: [],
    tier: 2,
    required: ['name'],
    errors: ['invalid_name_maxlength', 'invalid_name_specials', 'name_taken'],
    handle: createCall,
  },
  'conversations.invite': {
    scopes: [],
    tier: 3,
    required: ['channel', 'users'],
    errors: [...NONE, 'is_archived', 'not_in_channel', 'user_not_found', 'cant_invite_self', 'already_in_channel'],
    handle: inviteCall,
  },
  'conversations.setTopic': {
    scopes: [],
    tier: 2,
    required: ['channel', 'topic'],
    errors: [...NONE, 'not_in_channel', 'is_archived', 'too_long'],
    handle: describeCall('topic'),
  },
  'conversations.setPurpose': {
    scopes: [],
    tier: 2,
    required: ['channel', 'purpose'],
    errors: [...NONE, 'not_in_channel', 'is_archived', 'too_long'],
    handle: describeCall('purpose'),
  },
};
