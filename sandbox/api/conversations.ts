import { botDm, joinChannel, leaveChannel, openDirect } from '../workspace/channels.ts';
import type { Channel, ChannelKind, Json, User } from '../workspace/model.ts';
import { isDirect, membershipsOf } from '../workspace/workspace.ts';
import { isMember, knownUser, needScope, scopeOf, visibleChannel } from './access.ts';
import type { Args } from './args.ts';
import { page } from './cursor.ts';
import { type Method, refuse, type Slack } from './method.ts';
import { channelJson } from './shapes.ts';

const KINDS: Readonly<Record<string, ChannelKind>> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'im',
  mpim: 'mpim',
};

function kindsFrom(slack: Slack, args: Args): ReadonlySet<ChannelKind> {
  const types = args.has('types') ? args.list('types') : ['public_channel'];
  const kinds = types.map((type) => KINDS[type] ?? refuse('invalid_types'));
  for (const kind of kinds) needScope(slack, scopeOf(kind, 'read'));
  return new Set(kinds);
}

/** As in Slack a page may be shorter than asked, even empty, and yet not the last: archived ones are left out of it. */
function pageOfChannels(slack: Slack, args: Args, channels: readonly Channel[]): Json {
  const limit = Number(args.optional('limit') ?? 100);
  if (!Number.isInteger(limit) || limit < 0 || limit > 1000) return refuse('invalid_limit');
  const { items, next } = page(args, channels, ({ id }) => id, limit || 100);
  const left = args.flag('exclude_archived') ? items.filter((channel) => !channel.is_archived) : items;
  return { channels: left.map((channel) => channelJson(slack.workspace, channel, true)), ...next };
}

function listCall(slack: Slack, args: Args): Json {
  const kinds = kindsFrom(slack, args);
  const visible = [...slack.workspace.channels.values()].filter(
    (channel) => kinds.has(channel.kind) && (channel.kind === 'public' || isMember(slack, channel)),
  );
  return pageOfChannels(slack, args, visible);
}

function ofUserCall(slack: Slack, args: Args): Json {
  const kinds = kindsFrom(slack, args);
  const user = args.has('user')
    ? knownUser(slack, args, 'user', 'invalid_arguments').id
    : slack.workspace.app.botUserId;
  const channels = [...membershipsOf(slack.workspace, user)].flatMap((id) => slack.workspace.channels.get(id) ?? []);
  const visible = channels.filter(
    (channel) => kinds.has(channel.kind) && (channel.kind === 'public' || isMember(slack, channel)),
  );
  return pageOfChannels(slack, args, visible);
}

function infoCall(slack: Slack, args: Args): Json {
  const channel = visibleChannel(slack, args);
  needScope(slack, scopeOf(channel.kind, 'read'));
  return { channel: channelJson(slack.workspace, channel, args.flag('include_num_members')) };
}

function membersCall(slack: Slack, args: Args): Json {
  const channel = visibleChannel(slack, args);
  needScope(slack, scopeOf(channel.kind, 'read'));
  const limit = Number(args.optional('limit') ?? 100);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) return refuse('invalid_limit');
  const { items, next } = page(args, [...channel.members], (id) => id, limit);
  return { members: items, ...next };
}

function joinCall(slack: Slack, args: Args): Json {
  const channel = visibleChannel(slack, args);
  if (channel.kind !== 'public') return refuse('method_not_supported_for_channel_type');
  if (channel.is_archived) return refuse('is_archived');
  const { workspace } = slack;
  const joined = joinChannel(workspace, channel, workspace.app.botUserId);
  const answer = { channel: channelJson(workspace, workspace.channels.get(channel.id) ?? channel) };
  return joined
    ? answer
    : { ...answer, warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } };
}

function leaveCall(slack: Slack, args: Args): Json {
  const channel = visibleChannel(slack, args);
  if (isDirect(channel)) return refuse('method_not_supported_for_channel_type');
  needScope(slack, channel.kind === 'public' ? 'channels:manage' : 'groups:write', 'channels:join');
  return leaveChannel(slack.workspace, channel, slack.workspace.app.botUserId) ? {} : { not_in_channel: true };
}

const PEOPLE_MOST = 8;

function openCall(slack: Slack, args: Args): Json {
  const full = args.flag('return_im');
  if (args.has('channel')) {
    const channel = visibleChannel(slack, args);
    return {
      no_op: true,
      already_open: true,
      channel: full ? channelJson(slack.workspace, channel) : { id: channel.id },
    };
  }
  const users = args.list('users').map((id) => slack.workspace.users.get(id) ?? refuse('user_not_found'));
  if (users.length === 0) return refuse('users_list_not_supplied');
  if (users.length > PEOPLE_MOST) return refuse('too_many_users');
  const channel = directWith(slack, users);
  return { channel: full ? channelJson(slack.workspace, channel) : { id: channel.id } };
}

function directWith(slack: Slack, users: readonly User[]): Channel {
  const [only] = users;
  if (users.some(({ deleted }) => deleted)) return refuse('user_disabled');
  if (users.length === 1 && only) {
    needScope(slack, 'im:write');
    return only.is_bot || only.id === 'USLACKBOT' ? refuse('user_not_visible') : botDm(slack.workspace, only.id);
  }
  needScope(slack, 'mpim:write');
  return openDirect(slack.workspace, [slack.workspace.app.botUserId, ...users.map(({ id }) => id)]);
}

const LIST = { scopes: [], required: [] } as const;
const NONE = ['channel_not_found'];
const UNSUPPORTED = 'method_not_supported_for_channel_type';

export const CONVERSATIONS: Readonly<Record<string, Method>> = {
  'conversations.list': {
    ...LIST,
    tier: 2,
    errors: ['invalid_cursor', 'invalid_limit', 'invalid_types'],
    handle: listCall,
  },
  'users.conversations': {
    ...LIST,
    tier: 3,
    errors: ['invalid_cursor', 'invalid_limit', 'invalid_types'],
    handle: ofUserCall,
  },
  'conversations.info': { scopes: [], tier: 3, required: ['channel'], errors: NONE, handle: infoCall },
  'conversations.members': {
    scopes: [],
    tier: 4,
    required: ['channel'],
    errors: [...NONE, 'invalid_cursor', 'invalid_limit'],
    handle: membersCall,
  },
  'conversations.join': {
    scopes: ['channels:join'],
    tier: 3,
    required: ['channel'],
    errors: [...NONE, 'is_archived', UNSUPPORTED],
    handle: joinCall,
  },
  'conversations.leave': {
    scopes: [],
    tier: 3,
    required: ['channel'],
    errors: [...NONE, UNSUPPORTED],
    handle: leaveCall,
  },
  'conversations.open': {
    ...LIST,
    tier: 3,
    errors: [
      ...NONE,
      'user_not_found',
      'users_list_not_supplied',
      'too_many_users',
      'user_disabled',
      'user_not_visible',
    ],
    handle: openCall,
  },
};
