import { react } from '../workspace/messages.ts';
import type { Channel, Json, Message } from '../workspace/model.ts';
import { isMember, messageAt, visibleChannel } from './access.ts';
import type { Args } from './args.ts';
import { type Method, refuse, type Slack } from './method.ts';
import { messageJson } from './shapes.ts';

const NAME = /^[\p{Ll}\p{Lo}\d_+'-]{1,100}(::skin-tone-[2-6])?$/u;
const ALIASES: Readonly<Record<string, string>> = { thumbsup: '+1', thumbsdown: '-1' };
const REACTIONS_MOST = 23;

/** As Slack keeps it: without colons, and of two names for one sign the first. */
export function reactionName(text: string): string | undefined {
  const name = text.replace(/^:|:$/g, '');
  if (!NAME.test(name)) return undefined;
  const [base = name, ...tone] = name.split('::');
  return [ALIASES[base] ?? base, ...tone].join('::');
}

function target(slack: Slack, args: Args): { channel: Channel; message: Message } {
  if (!args.has('channel') || !args.has('timestamp')) return refuse('no_item_specified');
  if (!/^\d{10}\.\d{6}$/.test(args.text('timestamp'))) return refuse('bad_timestamp');
  const channel = visibleChannel(slack, args);
  return { channel, message: messageAt(slack, channel, args.text('timestamp')) };
}

function addCall(slack: Slack, args: Args): Json {
  const name = reactionName(args.text('name')) ?? refuse('invalid_name');
  const { channel, message } = target(slack, args);
  if (channel.is_archived) return refuse('is_archived');
  if (!isMember(slack, channel)) return refuse('no_access');
  if (message.subtype === 'tombstone') return refuse('not_reactable');
  if ((message.reactions?.length ?? 0) >= REACTIONS_MOST) return refuse('too_many_emoji');
  return react(slack.workspace, message, name, slack.workspace.app.botUserId, true) ? {} : refuse('already_reacted');
}

function removeCall(slack: Slack, args: Args): Json {
  const name = reactionName(args.text('name')) ?? refuse('invalid_name');
  const { message } = target(slack, args);
  return react(slack.workspace, message, name, slack.workspace.app.botUserId, false) ? {} : refuse('no_reaction');
}

function getCall(slack: Slack, args: Args): Json {
  const { channel, message } = target(slack, args);
  return { type: 'message', channel: channel.id, message: messageJson(slack.workspace, message) };
}

const ITEM = ['no_item_specified', 'bad_timestamp', 'channel_not_found', 'message_not_found'];

export const REACTIONS: Readonly<Record<string, Method>> = {
  'reactions.add': {
    scopes: ['reactions:write'],
    tier: 3,
    required: ['channel', 'name', 'timestamp'],
    errors: [...ITEM, 'invalid_name', 'is_archived', 'no_access', 'not_reactable', 'too_many_emoji', 'already_reacted'],
    handle: addCall,
  },
  'reactions.remove': {
    scopes: ['reactions:write'],
    tier: 2,
    required: ['name'],
    errors: [...ITEM, 'invalid_name', 'no_reaction'],
    handle: removeCall,
  },
  'reactions.get': { scopes: ['reactions:read'], tier: 3, required: [], errors: ITEM, handle: getCall },
};
