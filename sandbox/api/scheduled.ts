import type { Json } from '../workspace/model.ts';
import type { Scheduled } from '../workspace/scheduled.ts';
import { seconds } from '../workspace/workspace.ts';
import { channelToPost } from './access.ts';
import type { Args } from './args.ts';
import { asApp, textOf, threadFrom } from './chat.ts';
import { CONTENT_ERRORS, contentFrom, cutText, metadataFrom, needContent } from './content.ts';
import { page } from './cursor.ts';
import { type Method, refuse, type Slack } from './method.ts';

const FURTHEST_S = 120 * 86_400;
/** In one channel within five minutes. */
const MOST_TOGETHER = 30;
const TOGETHER_S = 300;
/** So shortly before its time a message can no longer be taken back. */
const TOO_LATE_S = 60;

function scheduleCall(slack: Slack, args: Args): Json {
  const { workspace, scheduler } = slack;
  const channel = channelToPost(slack, args);
  const content = contentFrom(slack, args);
  needContent(content);
  const metadata = metadataFrom(args);
  const { text, warning } = cutText(textOf(content));
  const post_at = timeFrom(slack, args);
  const near = [...workspace.scheduled.values()].filter(
    (each) => each.draft.channel === channel.id && Math.abs(each.post_at - post_at) < TOGETHER_S,
  );
  if (near.length >= MOST_TOGETHER) return refuse('restricted_too_many');
  const draft = {
    ...asApp(slack, args),
    ...content,
    channel: channel.id,
    text,
    metadata: metadata === 'none' ? undefined : metadata,
    thread_ts: threadFrom(slack, channel, args),
    broadcast: args.flag('reply_broadcast') || undefined,
  } as const;
  const scheduled: Scheduled = { id: workspace.ids.next('Q'), post_at, date_created: seconds(workspace), draft };
  workspace.scheduled.set(scheduled.id, scheduled);
  scheduler().look();
  const message = { type: 'delayed_message', subtype: 'bot_message', text, bot_id: workspace.app.botId };
  return { channel: channel.id, scheduled_message_id: scheduled.id, post_at, message, ...warning };
}

function timeFrom({ workspace }: Slack, args: Args): number {
  const at = Number(args.text('post_at'));
  if (!Number.isInteger(at) || at <= 0) return refuse('invalid_time');
  const now = seconds(workspace);
  if (at <= now) return refuse('time_in_past');
  return at > now + FURTHEST_S ? refuse('time_too_far') : at;
}

function deleteCall({ workspace }: Slack, args: Args): Json {
  const known = workspace.scheduled.get(args.text('scheduled_message_id'));
  const isTheirs = known?.draft.channel === args.text('channel');
  if (!known || !isTheirs || known.post_at - seconds(workspace) < TOO_LATE_S)
    return refuse('invalid_scheduled_message_id');
  workspace.scheduled.delete(known.id);
  return {};
}

function listCall({ workspace }: Slack, args: Args): Json {
  const channel = args.optional('channel');
  if (channel !== undefined && !workspace.channels.has(channel)) return refuse('invalid_channel');
  const [oldest, latest] = [
    Number(args.optional('oldest') ?? 0),
    Number(args.optional('latest') ?? Number.POSITIVE_INFINITY),
  ];
  const all = [...workspace.scheduled.values()]
    .filter(
      ({ draft, post_at }) => (channel ?? draft.channel) === draft.channel && post_at >= oldest && post_at <= latest,
    )
    .sort((a, b) => a.post_at - b.post_at);
  const limit = args.count('limit', { least: 1, most: 1000, usual: 100 });
  const { items, next } = page(args, all, ({ id }) => id, limit);
  const scheduled_messages = items.map(({ id, post_at, date_created, draft }) => ({
    id,
    channel_id: draft.channel,
    post_at,
    date_created,
    text: draft.text,
  }));
  return { scheduled_messages, ...next };
}

const POST = { scopes: ['chat:write'], tier: 3 } as const;

export const SCHEDULED: Readonly<Record<string, Method>> = {
  'chat.scheduleMessage': {
    ...POST,
    required: ['channel', 'post_at'],
    errors: [
      ...CONTENT_ERRORS,
      'channel_not_found',
      'invalid_metadata_format',
      'invalid_metadata_schema',
      'metadata_too_large',
      'not_in_channel',
      'is_archived',
      'invalid_time',
      'time_in_past',
      'time_too_far',
      'restricted_too_many',
    ],
    handle: scheduleCall,
  },
  'chat.deleteScheduledMessage': {
    ...POST,
    required: ['channel', 'scheduled_message_id'],
    errors: ['channel_not_found', 'invalid_scheduled_message_id'],
    handle: deleteCall,
  },
  'chat.scheduledMessages.list': {
    ...POST,
    scopes: [],
    required: [],
    errors: ['invalid_channel', 'invalid_cursor'],
    handle: listCall,
  },
};
