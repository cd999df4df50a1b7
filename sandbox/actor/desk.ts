import type { Slack } from '../api/method.ts';
import { messageJson } from '../api/shapes.ts';
import type { PostOffice } from '../delivery/post-office.ts';
import { stateOf } from '../workspace/element-state.ts';
import { findEphemeral, findMessage } from '../workspace/messages.ts';
import type { Block, Channel, Json, Message, StateValues, User, View } from '../workspace/model.ts';
import { findView, keepState, viewJson } from '../workspace/views.ts';
import { tell } from '../workspace/workspace.ts';

/** What people's clients work on: the same for a script and for the page. */
export interface Desk {
  readonly slack: Slack;
  readonly office: PostOffice;
  /** What people chose in messages, by user, channel and ts. */
  readonly states: Map<string, StateValues>;
  /** What external selects last offered, by user, place and action. */
  readonly offers: Map<string, readonly Json[]>;
}

/** What a client would not let its user do. */
export class ActError extends Error {
  readonly code: string;

  constructor(code: string, detail?: string) {
    super(detail ? `${code}: ${detail}` : code);
    this.code = code;
  }
}

export type Place = { readonly message: { readonly channel: string; readonly ts: string } } | { readonly view: string };

/** A message or a view, as somebody has it before them. */
export interface Surface {
  readonly key: string;
  readonly user: User;
  readonly blocks: readonly Block[];
  readonly state: StateValues;
  readonly view?: View | undefined;
  readonly message?: Message | undefined;
  readonly channel?: Channel | undefined;
}

export function surfaceAt(desk: Desk, user: User, place: Place): Surface {
  return 'view' in place ? viewSurface(desk, user, place.view) : messageSurface(desk, user, place.message);
}

function viewSurface({ slack }: Desk, user: User, id: string): Surface {
  const view = findView(slack.workspace, { id });
  if (view?.user !== user.id) throw new ActError('view_not_found', `${user.name} does not see the view ${id}`);
  return { key: `${user.id} ${id}`, user, blocks: view.blocks, state: view.state, view };
}

function messageSurface({ slack, states }: Desk, user: User, at: { channel: string; ts: string }): Surface {
  const { workspace } = slack;
  const channel = workspace.channels.get(at.channel);
  const shared = channel && canRead(channel, user) ? findMessage(workspace, at.channel, at.ts) : undefined;
  const message = shared ?? findEphemeral(workspace, user.id, at.ts);
  if (!message) throw new ActError('message_not_found', `${user.name} sees no message ${at.ts} in ${at.channel}`);
  const key = `${user.id} ${at.channel} ${at.ts}`;
  const blocks = message.blocks ?? [];
  return { key, user, blocks, state: stateOf(blocks, states.get(key)), message, channel };
}

export const canRead = (channel: Channel, user: User) => channel.kind === 'public' || channel.members.has(user.id);

export function keepSurfaceState(desk: Desk, surface: Surface, state: StateValues): Surface {
  if (surface.view) return { ...surface, state, view: keepState(desk.slack.workspace, surface.view, state) };
  desk.states.set(surface.key, state);
  return { ...surface, state };
}

/** The parts of a payload that say where it happened. */
export function whereJson(desk: Desk, surface: Surface): Json {
  const { workspace } = desk.slack;
  if (surface.view) {
    return { container: { type: 'view', view_id: surface.view.id }, view: viewJson(workspace, surface.view) };
  }
  const { message, channel } = surface;
  if (!message || !channel) return {};
  const ephemeral = message.ephemeral_to !== undefined;
  const container = {
    type: 'message',
    message_ts: message.ts,
    channel_id: channel.id,
    is_ephemeral: ephemeral,
    ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}),
  };
  return {
    container,
    channel: { id: channel.id, name: channelName(channel) },
    ...(ephemeral ? {} : { message: messageJson(workspace, message) }),
    state: { values: surface.state },
  };
}

/** How Slack names a conversation in payloads. */
export function channelName(channel: Channel): string {
  if (channel.kind === 'im') return 'directmessage';
  return channel.kind === 'private' ? 'privategroup' : channel.name;
}

export function needUser({ slack }: Desk, id: string): User {
  const user = slack.workspace.users.get(id);
  if (!user) throw new ActError('user_not_found', id);
  return user;
}

export function needChannel({ slack }: Desk, user: User, id: string): Channel {
  const channel = slack.workspace.channels.get(id);
  if (!channel || !canRead(channel, user)) throw new ActError('channel_not_found', `${user.name} does not see ${id}`);
  return channel;
}

/** Tells the person, as Slackbot would, that the app did not do its part. */
export function notice(desk: Desk, user: User, text: string, channel?: string): void {
  tell(desk.slack.workspace, { type: 'notice', user: user.id, text, channel });
}
