import { deleteMessage, editMessage, findMessage, postEphemeral, postMessage } from '../workspace/messages.ts';
import type { Channel, Json, Message } from '../workspace/model.ts';
import { channelToPost, isMember, messageAt, visibleChannel } from './access.ts';
import type { Args } from './args.ts';
import {
  CONTENT_ERRORS,
  type Content,
  contentFrom,
  cutText,
  metadataFrom,
  needContent,
  refuseTooMuchText,
} from './content.ts';
import { Limited, type Method, refuse, refuseWith, type Slack } from './method.ts';
import { messageJson } from './shapes.ts';

/** chat.update takes less text than chat.postMessage. */
const UPDATE_MOST = 4000;
export const INSTEAD_OF_TEXT = 'This message contains interactive elements.';
const TS = /^\d{10}\.\d{6}$/;

function postMessageCall(slack: Slack, args: Args): Json {
  const channel = channelToPost(slack, args);
  const content = contentFrom(slack, args);
  needContent(content);
  refuseTooMuchText(content);
  const metadata = metadataFrom(args);
  const thread = threadFrom(slack, channel, args);
  const wait = slack.postPace(channel.id);
  if (wait !== undefined) throw new Limited(wait);
  const { text, warning } = cutText(textOf(content));
  const message = postMessage(slack.workspace, {
    ...asApp(slack, args),
    ...content,
    channel: channel.id,
    text,
    metadata: metadata === 'none' ? undefined : metadata,
    thread_ts: thread,
    broadcast: args.flag('reply_broadcast') || undefined,
  });
  slack.ledger.post(message);
  return { channel: channel.id, ts: message.ts, message: messageJson(slack.workspace, message, true), ...warning };
}

/** What Slack shows where only blocks were sent. */
export const textOf = ({ text, blocks }: Content) => text ?? (blocks?.length ? INSTEAD_OF_TEXT : '');

export function asApp(
  { workspace: { app }, manifest }: Slack,
  args: Args,
): Pick<Message, 'user' | 'bot_id' | 'app_id'> {
  const customized = manifest.scopes.has('chat:write.customize')
    ? { username: args.optional('username'), icon_emoji: args.optional('icon_emoji') }
    : {};
  return { user: app.botUserId, bot_id: app.botId, app_id: app.appId, ...customized };
}

/** One cannot reply to a reply. A parent that is gone is no reason to refuse: the reply lands in the channel. */
export function threadFrom({ workspace }: Slack, channel: Channel, args: Args): string | undefined {
  const ts = args.optional('thread_ts');
  if (ts === undefined) return undefined;
  if (!TS.test(ts)) return refuseWith('invalid_arguments', ['must match a message ts [json-pointer:/thread_ts]']);
  const parent = findMessage(workspace, channel.id, ts);
  const isReply = parent?.thread_ts !== undefined && parent.thread_ts !== parent.ts;
  return isReply ? refuse('cannot_reply_to_message') : ts;
}

function updateCall(slack: Slack, args: Args): Json {
  const channel = visibleChannel(slack, args);
  const message = messageAt(slack, channel, args.text('ts'));
  if (message.bot_id !== slack.workspace.app.botId) return refuse('cant_update_message');
  if (channel.is_archived) return refuse('is_inactive');
  const content = contentFrom(slack, args);
  if ((content.text ?? '').length > UPDATE_MOST) return refuse('msg_too_long');
  needContent({ ...content, text: content.text ?? '' });
  const metadata = metadataFrom(args);
  const edited = editMessage(
    slack.workspace,
    message,
    {
      ...content,
      text: textOf(content),
      ...(metadata === undefined ? {} : { metadata: metadata === 'none' ? undefined : metadata }),
    },
    slack.workspace.app.botUserId,
  );
  return { channel: channel.id, ts: edited.ts, text: edited.text, message: messageJson(slack.workspace, edited, true) };
}

function deleteCall(slack: Slack, args: Args): Json {
  const channel = visibleChannel(slack, args);
  const message = messageAt(slack, channel, args.text('ts'));
  if (message.bot_id !== slack.workspace.app.botId || message.subtype === 'tombstone') {
    return refuse('cant_delete_message');
  }
  deleteMessage(slack.workspace, message);
  return { channel: channel.id, ts: message.ts };
}

function postEphemeralCall(slack: Slack, args: Args): Json {
  const channel = visibleChannel(slack, args);
  if (channel.is_archived) return refuse('is_archived');
  if (!isMember(slack, channel)) return refuse('not_in_channel');
  const user = args.text('user');
  if (!channel.members.has(user)) return refuse('user_not_in_channel');
  const content = contentFrom(slack, args);
  needContent(content);
  const { text } = cutText(textOf(content));
  const draft = {
    ...asApp(slack, args),
    ...content,
    channel: channel.id,
    text,
    thread_ts: threadFrom(slack, channel, args),
  };
  return { message_ts: postEphemeral(slack.workspace, draft, user).ts };
}

function permalinkCall(slack: Slack, args: Args): Json {
  const channel = visibleChannel(slack, args);
  const message = messageAt(slack, channel, args.text('message_ts'));
  return { channel: channel.id, permalink: permalink(slack.webUrl(), message) };
}

export function permalink(webUrl: string, { channel, ts, thread_ts: thread }: Message): string {
  const inThread = thread !== undefined && thread !== ts ? `?thread_ts=${thread}&cid=${channel}` : '';
  return `${webUrl}/archives/${channel}/p${ts.replace('.', '')}${inThread}`;
}

const CHANNEL = ['channel_not_found'];
const METADATA_ERRORS = ['invalid_metadata_format', 'invalid_metadata_schema', 'metadata_too_large'];
const POST = { scopes: ['chat:write'], tier: 'special' } as const;

export const CHAT: Readonly<Record<string, Method>> = {
  'chat.postMessage': {
    ...POST,
    required: ['channel'],
    errors: [
      ...CHANNEL,
      ...CONTENT_ERRORS,
      ...METADATA_ERRORS,
      'not_in_channel',
      'is_archived',
      'cannot_reply_to_message',
      'msg_blocks_too_long',
    ],
    handle: postMessageCall,
  },
  'chat.update': {
    ...POST,
    tier: 3,
    required: ['channel', 'ts'],
    errors: [
      ...CHANNEL,
      ...CONTENT_ERRORS,
      ...METADATA_ERRORS,
      'message_not_found',
      'cant_update_message',
      'is_inactive',
      'msg_too_long',
    ],
    handle: updateCall,
  },
  'chat.delete': {
    ...POST,
    tier: 3,
    required: ['channel', 'ts'],
    errors: [...CHANNEL, 'message_not_found', 'cant_delete_message'],
    handle: deleteCall,
  },
  'chat.postEphemeral': {
    ...POST,
    tier: 4,
    required: ['channel', 'user'],
    errors: [
      ...CHANNEL,
      ...CONTENT_ERRORS,
      'is_archived',
      'not_in_channel',
      'user_not_in_channel',
      'cannot_reply_to_message',
    ],
    handle: postEphemeralCall,
  },
  'chat.getPermalink': {
    scopes: [],
    tier: 'special',
    required: ['channel', 'message_ts'],
    errors: [...CHANNEL, 'message_not_found'],
    handle: permalinkCall,
  },
};
