import { botDm } from '../workspace/channels.ts';
import { findMessage } from '../workspace/messages.ts';
import type { Channel, ChannelKind, Message, User } from '../workspace/model.ts';
import type { Args } from './args.ts';
import { refuse, type Slack } from './method.ts';

/** What the app may see and do, and how Slack says no. */

const FAMILIES: Readonly<Record<ChannelKind, string>> = {
  public: 'channels',
  private: 'groups',
  im: 'im',
  mpim: 'mpim',
};

export type Verb = 'read' | 'history' | 'write';

export const scopeOf = (kind: ChannelKind, verb: Verb) => `${FAMILIES[kind]}:${verb}`;

export function needScope({ manifest }: Slack, ...anyOf: string[]): void {
  if (anyOf.some((scope) => manifest.scopes.has(scope))) return;
  refuse('missing_scope', { needed: anyOf.join(','), provided: [...manifest.scopes].join(',') });
}

export const isMember = ({ workspace }: Slack, channel: Channel) => channel.members.has(workspace.app.botUserId);

/** A private conversation of others does not exist for the app. */
export function visibleChannel(slack: Slack, args: Args, name = 'channel'): Channel {
  const channel = slack.workspace.channels.get(args.text(name));
  if (!channel || !(channel.kind === 'public' || isMember(slack, channel))) return refuse('channel_not_found');
  return channel;
}

export function readableChannel(slack: Slack, args: Args): Channel {
  const channel = visibleChannel(slack, args);
  needScope(slack, scopeOf(channel.kind, 'history'));
  return isMember(slack, channel) ? channel : refuse('not_in_channel');
}

/** Where a post goes: an id, a `#name`, or a person, whose DM is opened. */
export function channelToPost(slack: Slack, args: Args): Channel {
  const { workspace, manifest } = slack;
  const target = args.text('channel');
  const person = workspace.users.get(target);
  if (person) return dmWith(slack, person);
  const named = target.startsWith('#') ? workspace.channelsByName.get(target.slice(1)) : undefined;
  const channel = workspace.channels.get(named ?? target);
  if (!channel || (channel.kind !== 'public' && !isMember(slack, channel))) return refuse('channel_not_found');
  if (channel.is_archived) return refuse('is_archived');
  if (!isMember(slack, channel) && !manifest.scopes.has('chat:write.public')) return refuse('not_in_channel');
  return channel;
}

/** Bots have no messages to read. Somebody who left still gets theirs: Slack says ok. */
function dmWith({ workspace }: Slack, person: User): Channel {
  if (person.is_bot || person.id === 'USLACKBOT') return refuse('channel_not_found');
  return botDm(workspace, person.id);
}

export function knownUser({ workspace }: Slack, args: Args, name = 'user', error = 'user_not_found'): User {
  return workspace.users.get(args.text(name)) ?? refuse(error);
}

export function messageAt({ workspace }: Slack, channel: Channel, ts: string): Message {
  return findMessage(workspace, channel.id, ts) ?? refuse('message_not_found');
}
