import type { ServerResponse } from 'node:http';
import type { Change, TrafficEntry } from '../page-api.ts';
import type { Happening, Message } from '../workspace/model.ts';
import { modalsOf } from '../workspace/views.ts';
import { hear } from '../workspace/workspace.ts';
import { pageChannel, pageMessage, pagePerson, pageUsergroup, pageView } from './page-json.ts';
import { isShown, type PageSource, pageClock } from './page-state.ts';

/** The open pages, and what each is told. */
export interface Stream {
  open(response: ServerResponse, me: string): void;
  traffic(entry: TrafficEntry): void;
  connected(connected: boolean): void;
  clock(): void;
  close(): void;
}

interface Page {
  readonly me: string;
  readonly response: ServerResponse;
}

export function createStream(source: PageSource): Stream {
  const pages = new Set<Page>();
  const send = ({ response }: Page, changes: readonly Change[]) => {
    for (const change of changes) response.write(`data: ${JSON.stringify(change)}\n\n`);
  };
  const toAll = (changeFor: (me: string) => readonly Change[]) => {
    for (const page of pages) send(page, changeFor(page.me));
  };
  const deaf = hear(source.slack.workspace, (happening) => toAll((me) => changesFor(source, happening, me)));
  return {
    open(response, me) {
      const page = { me, response };
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      send(page, [{ type: 'hello' }]);
      pages.add(page);
      response.on('close', () => pages.delete(page));
    },
    traffic: (entry) => toAll(() => [{ type: 'traffic', entry }]),
    connected: (connected) => toAll(() => [{ type: 'connected', connected }]),
    clock: () => toAll((me) => [{ type: 'clock', clock: pageClock(source, zoneOf(source, me)) }]),
    close() {
      deaf();
      for (const { response } of pages) response.end();
    },
  };
}

const zoneOf = ({ slack }: PageSource, me: string) => slack.workspace.users.get(me)?.tz ?? 'UTC';

function changesFor(source: PageSource, happening: Happening, me: string): Change[] {
  const { slack } = source;
  switch (happening.type) {
    case 'posted':
      return [...messageChange(source, happening.message, me), ...channelChange(source, happening.message.channel, me)];
    case 'changed':
    case 'reaction':
      return messageChange(source, happening.message, me);
    case 'deleted':
      return gone(source, happening.message, me);
    case 'member':
    case 'channel':
      return channelChange(source, happening.channel.id, me);
    case 'read':
      return happening.user === me ? channelChange(source, happening.channel, me) : [];
    case 'user':
      return [{ type: 'person', person: pagePerson(slack.workspace, happening.user) }];
    case 'usergroup':
      return [{ type: 'usergroup', usergroup: pageUsergroup(happening.group) }];
    case 'executed':
    case 'file':
      return [];
    default:
      return ownChange(source, happening, me);
  }
}

type Own = Extract<Happening, { type: 'ephemeral' | 'ephemeral-gone' | 'modals' | 'home' | 'home-opened' | 'notice' }>;

/** What concerns one person alone. */
function ownChange({ slack }: PageSource, happening: Own, me: string): Change[] {
  if (ownerOf(happening) !== me) return [];
  switch (happening.type) {
    case 'ephemeral':
      return [{ type: 'ephemeral', message: pageMessage(slack, happening.message) }];
    case 'ephemeral-gone':
      return [{ type: 'ephemeral-gone', channel: happening.message.channel, ts: happening.message.ts }];
    case 'modals':
      return [{ type: 'modals', modals: modalsOf(slack.workspace, me).map(pageView) }];
    case 'home':
      return [{ type: 'home', home: pageView(happening.view) }];
    case 'notice':
      return [{ type: 'notice', text: happening.text, ...(happening.channel ? { channel: happening.channel } : {}) }];
    default:
      return [];
  }
}

function ownerOf(happening: Own): string | undefined {
  if ('message' in happening) return happening.message.ephemeral_to;
  return 'view' in happening ? happening.view.user : happening.user;
}

function messageChange({ slack }: PageSource, message: Message, me: string): Change[] {
  const channel = slack.workspace.channels.get(message.channel);
  return channel && isShown(channel, me) ? [{ type: 'message', message: pageMessage(slack, message) }] : [];
}

function gone(source: PageSource, { channel: id, ts, thread_ts }: Message, me: string): Change[] {
  const channel = source.slack.workspace.channels.get(id);
  if (!channel || !isShown(channel, me)) return [];
  return [
    { type: 'message-deleted', channel: id, ts, ...(thread_ts ? { thread_ts } : {}) },
    ...channelChange(source, id, me),
  ];
}

function channelChange({ slack }: PageSource, id: string, me: string): Change[] {
  const channel = slack.workspace.channels.get(id);
  if (!channel) return [];
  if (!isShown(channel, me)) return [{ type: 'channel-gone', channel: id }];
  return [{ type: 'channel', channel: pageChannel(slack.workspace, channel, me) }];
}
