import type { Json } from '../workspace/model.ts';
import { seconds } from '../workspace/workspace.ts';
import { isMember, messageAt, visibleChannel } from './access.ts';
import type { Args } from './args.ts';
import { type Method, refuse, type Slack } from './method.ts';
import { messageJson } from './shapes.ts';

const PINS_MOST = 100;
const BOOKMARKS_MOST = 100;

/** What is kept at the head of a channel: pinned messages and bookmarks. */

function pinCall(slack: Slack, args: Args): Json {
  const { workspace } = slack;
  const channel = visibleChannel(slack, args);
  if (!args.has('timestamp')) return refuse('no_item_specified');
  if (!/^\d{10}\.\d{6}$/.test(args.text('timestamp'))) return refuse('bad_timestamp');
  if (!isMember(slack, channel)) return refuse('not_in_channel');
  const message = messageAt(slack, channel, args.text('timestamp'));
  if (message.subtype === 'tombstone') return refuse('not_pinnable');
  const pins = workspace.pins.get(channel.id) ?? [];
  if (pins.some(({ ts }) => ts === message.ts)) return refuse('already_pinned');
  if (pins.length >= PINS_MOST) return refuse('too_many_pins');
  const pin = { ts: message.ts, by: workspace.app.botUserId, created: seconds(workspace) };
  workspace.pins.set(channel.id, [...pins, pin]);
  return {};
}

function pinsCall(slack: Slack, args: Args): Json {
  const { workspace } = slack;
  const channel = visibleChannel(slack, args);
  const items = (workspace.pins.get(channel.id) ?? []).flatMap(({ ts, by, created }) => {
    const message = workspace.conversations.get(channel.id)?.byTs.get(ts);
    if (!message) return [];
    return { type: 'message', channel: channel.id, created, created_by: by, message: messageJson(workspace, message) };
  });
  return { items };
}

function bookmarkCall(slack: Slack, args: Args): Json {
  const { workspace } = slack;
  const channel = visibleChannel(slack, args, 'channel_id');
  if (args.text('type') !== 'link') return refuse('invalid_bookmark_type');
  if (!/^https?:\/\/\S+$/.test(args.text('link'))) return refuse('invalid_link');
  const bookmarks = workspace.bookmarks.get(channel.id) ?? [];
  if (bookmarks.length >= BOOKMARKS_MOST) return refuse('too_many_bookmarks');
  const bookmark = {
    id: workspace.ids.next('Bk'),
    channel_id: channel.id,
    title: args.text('title'),
    link: args.text('link'),
    emoji: args.text('emoji'),
    type: 'link',
    date_created: seconds(workspace),
    date_updated: 0,
    last_updated_by_user_id: workspace.app.botUserId,
    app_id: workspace.app.appId,
  };
  workspace.bookmarks.set(channel.id, [...bookmarks, bookmark]);
  return { bookmark };
}

function bookmarksCall(slack: Slack, args: Args): Json {
  const channel = visibleChannel(slack, args, 'channel_id');
  return { bookmarks: slack.workspace.bookmarks.get(channel.id) ?? [] };
}

const LOST = ['channel_not_found'];

export const KEEPSAKES: Readonly<Record<string, Method>> = {
  'pins.add': {
    scopes: ['pins:write'],
    tier: 2,
    required: ['channel'],
    errors: [
      ...LOST,
      'already_pinned',
      'bad_timestamp',
      'message_not_found',
      'no_item_specified',
      'not_in_channel',
      'not_pinnable',
      'too_many_pins',
    ],
    handle: pinCall,
  },
  'pins.list': { scopes: ['pins:read'], tier: 2, required: ['channel'], errors: LOST, handle: pinsCall },
  'bookmarks.add': {
    scopes: ['bookmarks:write'],
    tier: 2,
    required: ['title', 'type'],
    errors: [...LOST, 'invalid_bookmark_type', 'invalid_link', 'too_many_bookmarks'],
    handle: bookmarkCall,
  },
  'bookmarks.list': { scopes: ['bookmarks:read'], tier: 3, required: [], errors: LOST, handle: bookmarksCall },
};
