import type { Slack } from '../api/method.ts';
import type { MessagesAnswer, PageClock, PageMessage, Snapshot } from '../page-api.ts';
import { messagesAt, positionOf, threadOf } from '../workspace/conversation.ts';
import type { Channel, Json, User } from '../workspace/model.ts';
import { modalsOf } from '../workspace/views.ts';
import { conversationOf, type Workspace } from '../workspace/workspace.ts';
import { pageChannel, pageMessage, pagePerson, pageUsergroup, pageView } from './page-json.ts';

export interface PageSource {
  readonly slack: Slack;
  readonly realNow: () => number;
  readonly connected: () => boolean;
}

export const pageClock = ({ slack, realNow }: PageSource, tz: string): PageClock => {
  const now = slack.workspace.clock.now();
  return { now, ahead_ms: Math.round(now - realNow()), tz };
};

/** Public channels, and whatever the person is in. */
export const isShown = (channel: Channel, me: string) => channel.kind === 'public' || channel.members.has(me);

export function snapshot(source: PageSource, me: User): Snapshot {
  const { workspace, manifest } = source.slack;
  const { team, users, channels, usergroups, ephemerals } = workspace;
  const home = workspace.homes.get(me.id);
  return {
    ok: true,
    me: pagePerson(workspace, me),
    team,
    app: appJson(source),
    people: [...users.values()].map((user) => pagePerson(workspace, user)),
    channels: [...channels.values()]
      .filter((channel) => isShown(channel, me.id))
      .map((channel) => pageChannel(workspace, channel, me.id)),
    usergroups: [...usergroups.values()].map(pageUsergroup),
    ephemerals: (ephemerals.get(me.id) ?? []).map((message) => pageMessage(source.slack, message)),
    modals: modalsOf(workspace, me.id).map(pageView),
    ...(home ? { home: pageView(home) } : {}),
    commands: manifest.commands.map(({ command, description, usage_hint }) => ({
      command,
      description,
      ...(usage_hint ? { usage_hint } : {}),
    })),
    shortcuts: manifest.shortcuts,
    clock: pageClock(source, me.tz),
  };
}

function appJson({ slack: { workspace, manifest }, connected }: PageSource): Snapshot['app'] {
  const { app } = workspace;
  return {
    app_id: app.appId,
    name: app.name,
    bot_user: app.botUserId,
    bot_id: app.botId,
    description: manifest.description,
    connected: connected(),
    has_home: manifest.homeTab,
  };
}

export function messagesPage(
  slack: Slack,
  channel: Channel,
  before: string | undefined,
  limit: number,
): MessagesAnswer {
  const conversation = conversationOf(slack.workspace, channel.id);
  const end = before === undefined ? conversation.top.length : positionOf(conversation.top, before);
  const start = Math.max(0, end - limit);
  const messages = messagesAt(conversation, conversation.top.slice(start, end));
  return { ok: true, messages: messages.map((each) => pageMessage(slack, each)), has_more: start > 0 };
}

export const threadMessages = (slack: Slack, channel: Channel, ts: string): PageMessage[] =>
  threadOf(conversationOf(slack.workspace, channel.id), ts).map((each) => pageMessage(slack, each));

/** All that anybody could see and more, metadata included: for tools that watch from outside. */
export function everything(workspace: Workspace): Json {
  return {
    team: workspace.team,
    app: workspace.app,
    users: [...workspace.users.values()],
    channels: [...workspace.channels.values()].map((channel) => ({ ...channel, members: [...channel.members] })),
    messages: [...workspace.conversations.values()].flatMap(({ byTs }) => [...byTs.values()]),
    ephemerals: [...workspace.ephemerals.values()].flat(),
  };
}
