import { messageJson } from '../api/shapes.ts';
import { botDm } from '../workspace/channels.ts';
import { appSees } from '../workspace/files.ts';
import type { Channel, ChannelKind, Happening, Json, Message } from '../workspace/model.ts';
import { viewJson } from '../workspace/views.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Of, SlackEvent } from './event.ts';
import { executedEvent, peopleEvents, usergroupEvents } from './events-of-people.ts';

/** Whom it is for is decided here: events of conversations that the app is not in are not its business. */
export function eventsFrom(workspace: Workspace, happening: Happening, withEmail: boolean): SlackEvent[] {
  switch (happening.type) {
    case 'posted':
      return posted(workspace, happening.message);
    case 'changed':
      return happening.quiet ? [] : changed(workspace, happening.message, happening.previous);
    case 'deleted':
      return deleted(workspace, happening.message);
    case 'reaction':
      return reaction(workspace, happening);
    case 'member':
      return member(workspace, happening);
    case 'channel':
      return channelEvents(workspace, happening);
    case 'user':
      return peopleEvents(workspace, happening, withEmail);
    case 'usergroup':
      return usergroupEvents(workspace, happening);
    case 'executed':
      return [executedEvent(workspace, happening)];
    case 'file':
      return fileEvents(workspace, happening);
    case 'home-opened':
      return [homeOpened(workspace, happening)];
    default:
      return [];
  }
}

const CHANNEL_TYPES: Readonly<Record<ChannelKind, readonly [type: string, subscription: string]>> = {
  public: ['channel', 'message.channels'],
  private: ['group', 'message.groups'],
  im: ['im', 'message.im'],
  mpim: ['mpim', 'message.mpim'],
};

function appChannel({ channels, app }: Workspace, id: string): Channel | undefined {
  const channel = channels.get(id);
  return channel?.members.has(app.botUserId) ? channel : undefined;
}

function posted(workspace: Workspace, message: Message): SlackEvent[] {
  const channel = appChannel(workspace, message.channel);
  if (!channel) return [];
  const [channel_type, name] = CHANNEL_TYPES[channel.kind];
  const where = { channel: channel.id, event_ts: message.ts };
  const said = { ...messageJson(workspace, message), ...where };
  const mention = { ...said, type: 'app_mention' };
  const mentioned =
    channel.kind !== 'im' && message.user !== workspace.app.botUserId && mentions(workspace, message.text);
  return [{ name, event: { ...said, channel_type } }, ...(mentioned ? [{ name: 'app_mention', event: mention }] : [])];
}

const mentions = ({ app }: Workspace, text: string) =>
  text.includes(`<@${app.botUserId}>`) || text.includes(`<@${app.botUserId}|`);

function changed(workspace: Workspace, message: Message, previous: Message): SlackEvent[] {
  const channel = appChannel(workspace, message.channel);
  if (!channel) return [];
  const [channel_type, name] = CHANNEL_TYPES[channel.kind];
  const ts = workspace.ts.next();
  const event = {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    message: messageJson(workspace, message),
    previous_message: messageJson(workspace, previous),
    channel: channel.id,
    channel_type,
    ts,
    event_ts: ts,
  };
  return [{ name, event }];
}

function deleted(workspace: Workspace, message: Message): SlackEvent[] {
  const channel = appChannel(workspace, message.channel);
  if (!channel) return [];
  const [channel_type, name] = CHANNEL_TYPES[channel.kind];
  const ts = workspace.ts.next();
  const event = {
    type: 'message',
    subtype: 'message_deleted',
    hidden: true,
    deleted_ts: message.ts,
    previous_message: messageJson(workspace, message),
    channel: channel.id,
    channel_type,
    ts,
    event_ts: ts,
  };
  return [{ name, event }];
}

function reaction(workspace: Workspace, { added, name, user, message }: Of<'reaction'>): SlackEvent[] {
  if (!appChannel(workspace, message.channel)) return [];
  const type = added ? 'reaction_added' : 'reaction_removed';
  const item = { type: 'message', channel: message.channel, ts: message.ts };
  const event = { type, user, reaction: name, item, item_user: message.user, event_ts: workspace.ts.next() };
  return [{ name: type, event }];
}

function member(workspace: Workspace, { joined, channel, user, inviter }: Of<'member'>): SlackEvent[] {
  const own = user === workspace.app.botUserId;
  const event_ts = workspace.ts.next();
  if (own && !joined) {
    const type = channel.kind === 'private' ? 'group_left' : 'channel_left';
    return [{ name: type, event: { type, channel: channel.id, event_ts } }];
  }
  if (!appChannel(workspace, channel.id)) return [];
  const type = joined ? 'member_joined_channel' : 'member_left_channel';
  const channel_type = channel.kind === 'private' ? 'G' : 'C';
  const by = inviter ? { inviter } : {};
  return [
    { name: type, event: { type, user, channel: channel.id, channel_type, team: workspace.team.id, ...by, event_ts } },
  ];
}

function channelEvents(workspace: Workspace, { what, channel, by }: Of<'channel'>): SlackEvent[] {
  const isPrivate = channel.kind !== 'public';
  if (isPrivate && !appChannel(workspace, channel.id)) return [];
  const prefix = isPrivate ? 'group' : 'channel';
  const { id, name, created, creator } = channel;
  const event_ts = workspace.ts.next();
  const named = (type: string, more: Json): SlackEvent[] => [{ name: type, event: { type, ...more, event_ts } }];
  switch (what) {
    case 'created':
      return isPrivate ? [] : named('channel_created', { channel: { id, name, created, creator } });
    case 'renamed':
      return named(`${prefix}_rename`, { channel: { id, name, created } });
    case 'archived':
      return named(`${prefix}_archive`, { channel: id, user: by });
    case 'unarchived':
      return named(`${prefix}_unarchive`, { channel: id, user: by });
    default:
      return [];
  }
}

/** `file_created` is told of what the app may see at once: its own. What people share it sees once it is shared. */
function fileEvents(workspace: Workspace, happening: Of<'file'>): SlackEvent[] {
  const { file, what } = happening;
  if (!appSees(workspace, file)) return [];
  if (what === 'shared' && !appChannel(workspace, happening.channel)) return [];
  const type = `file_${what}`;
  const where = what === 'shared' ? { channel_id: happening.channel } : {};
  const of = { file_id: file.id, user_id: file.user, file: { id: file.id } };
  return [{ name: type, event: { type, ...of, ...where, event_ts: workspace.ts.next() } }];
}

function homeOpened(workspace: Workspace, { user, tab }: Of<'home-opened'>): SlackEvent {
  const home = workspace.homes.get(user);
  const view = tab === 'home' && home ? { view: viewJson(workspace, home) } : {};
  const type = 'app_home_opened';
  const channel = botDm(workspace, user).id;
  return { name: type, event: { type, user, channel, tab, ...view, event_ts: workspace.ts.next() } };
}

export interface Envelope {
  readonly token: string;
  readonly eventId: string;
}

/** The outer body of an event. */
export function eventBody({ team, app, clock }: Workspace, { event }: SlackEvent, { token, eventId }: Envelope): Json {
  return {
    token,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: app.appId,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(clock.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: app.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${eventId}`,
  };
}
