import { Refusal } from '../api/method.ts';
import { messageJson } from '../api/shapes.ts';
import { isObject, optionsOf } from '../block-kit/check.ts';
import { sendCommand, sendInteraction } from '../delivery/post-office.ts';
import { answer, type Origin } from '../delivery/response-urls.ts';
import type { Reply } from '../delivery/transport.ts';
import { findMessage } from '../workspace/messages.ts';
import type { Channel, Json, Message, User } from '../workspace/model.ts';
import { actionJson, type Chosen, chosenState, findElement, offerKey, type Typed, withTyped } from './choose.ts';
import {
  ActError,
  canRead,
  channelName,
  type Desk,
  keepSurfaceState,
  notice,
  type Place,
  type Surface,
  surfaceAt,
  whereJson,
} from './desk.ts';

/** What somebody does with an interactive element. */
export interface Use {
  readonly at: Place;
  readonly block_id: string;
  readonly action_id: string;
  readonly chosen?: Chosen | undefined;
  readonly typed?: Typed | undefined;
}

/** A choice in an input block is told to the app only if the block asks for it. */
export async function click(desk: Desk, user: User, use: Use): Promise<Reply> {
  const { chosen = null } = use;
  const before = surfaceAt(desk, user, use.at);
  const found = findElement(before, use.block_id, use.action_id);
  const typed = withTyped(desk, before, use.typed ?? {});
  const own = chosenState(desk, before, found.element, chosen);
  const state = own ? { ...typed, [use.block_id]: { ...typed[use.block_id], [use.action_id]: own } } : typed;
  const surface = keepSurfaceState(desk, before, state);
  if (found.block.type === 'input' && found.block.dispatch_action !== true)
    return { acked: true, ms: 0, body: undefined };
  const payload = {
    type: 'block_actions',
    ...whereJson(desk, surface),
    trigger_id: desk.slack.triggers.issue({ user: user.id, view: surface.view?.id }),
    ...responseUrl(desk, surface),
    actions: [actionJson(desk, surface, found, chosen, desk.slack.workspace.ts.next())],
  };
  const reply = await sendInteraction(desk.office, user, `block_actions ${use.action_id}`, payload);
  return told(desk, user, reply, 'This app did not respond');
}

function responseUrl(desk: Desk, { user, message, channel }: Surface): Json {
  if (!message || !channel) return {};
  const ephemeral = message.ephemeral_to !== undefined;
  const origin: Origin = {
    user: user.id,
    channel: channel.id,
    message: { ts: message.ts, ephemeral },
    thread_ts: threadOf(message),
  };
  return { response_url: desk.office.responseUrls.issue(origin) };
}

const threadOf = (message: Message) => (message.thread_ts === message.ts ? undefined : message.thread_ts);

function told(desk: Desk, user: User, reply: Reply, sentence: string, channel?: string): Reply {
  if (reply.error) notice(desk, user, `${sentence}: ${reply.error}`, channel);
  return reply;
}

export interface Suggestions extends Reply {
  readonly options?: readonly Json[];
  readonly option_groups?: readonly Json[];
}

/** One may choose what an earlier query offered. */
const OFFERS_KEPT = 500;

/** What an external select offers for what was typed into it. */
export async function suggest(desk: Desk, user: User, use: Use & { readonly query: string }): Promise<Suggestions> {
  const before = surfaceAt(desk, user, use.at);
  const surface = keepSurfaceState(desk, before, withTyped(desk, before, use.typed ?? {}));
  const { element } = findElement(surface, use.block_id, use.action_id);
  const { block_id, action_id, query: value } = use;
  const payload = { type: 'block_suggestion', ...whereJson(desk, surface), action_id, block_id, value };
  const reply = await sendInteraction(desk.office, user, `block_suggestion ${action_id}`, payload);
  const body = isObject(reply.body) ? reply.body : {};
  const key = offerKey(surface, element);
  desk.offers.set(key, [...optionsOf(body), ...(desk.offers.get(key) ?? [])].slice(0, OFFERS_KEPT));
  return {
    ...reply,
    ...(Array.isArray(body.options) ? { options: body.options } : {}),
    ...(Array.isArray(body.option_groups) ? { option_groups: body.option_groups } : {}),
  };
}

export async function useCommand(
  desk: Desk,
  user: User,
  channel: Channel,
  command: string,
  text: string,
): Promise<Reply> {
  const { manifest, triggers } = desk.slack;
  const known = manifest.commands.find((each) => each.command === command);
  if (!known) throw new ActError('unknown_command', `${command} is not a valid command`);
  const origin: Origin = { user: user.id, channel: channel.id };
  const payload = {
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: user.id,
    user_name: user.name,
    command,
    text: known.should_escape ? escaped(desk, text) : text,
    response_url: desk.office.responseUrls.issue(origin),
    trigger_id: triggers.issue({ user: user.id }),
  };
  const reply = await sendCommand(desk.office, command, payload);
  if (reply.error) return told(desk, user, reply, `${command} failed with the error`, channel.id);
  return answeredBy(desk, command, origin, reply);
}

/** The acknowledgement of a command may itself be a message; one that Slack would refuse is noted as a refused call. */
function answeredBy(desk: Desk, command: string, origin: Origin, reply: Reply): Reply {
  if (!isObject(reply.body) || !(reply.body.text || reply.body.blocks || reply.body.attachments)) return reply;
  const { ledger } = desk.slack;
  try {
    answer(desk.slack, origin, reply.body);
    return reply;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const call = ledger.call(`ack ${command}`, reply.body);
    Object.assign(call, { outcome: 'refused', error: error.code, answer: error.extra, ms: 0 });
    ledger.done(call);
    return { ...reply, error: error.code };
  }
}

/** With `should_escape` Slack turns names that people type into ids. */
function escaped({ slack: { workspace } }: Desk, text: string): string {
  const users = [...workspace.users.values()];
  return text
    .replace(/(^|\s)@([a-z0-9._-]+)/g, (whole, space, name) => {
      const user = users.find((each) => each.name === name);
      return user ? `${space}<@${user.id}|${user.name}>` : whole;
    })
    .replace(/(^|\s)#([\p{Ll}\p{Lo}\d_-]+)/gu, (whole, space, name) => {
      const id = workspace.channelsByName.get(name);
      return id ? `${space}<#${id}|${name}>` : whole;
    });
}

export async function useShortcut(
  desk: Desk,
  user: User,
  callbackId: string,
  message?: { channel: string; ts: string },
): Promise<Reply> {
  const type = message ? 'message' : 'global';
  const known = desk.slack.manifest.shortcuts.find((each) => each.callback_id === callbackId && each.type === type);
  if (!known) throw new ActError('unknown_shortcut', `there is no ${type} shortcut ${callbackId}`);
  const common = {
    callback_id: callbackId,
    trigger_id: desk.slack.triggers.issue({ user: user.id }),
    action_ts: desk.slack.workspace.ts.next(),
  };
  const payload = message ? onMessage(desk, user, message) : { type: 'shortcut' };
  const reply = await sendInteraction(desk.office, user, `shortcut ${callbackId}`, { ...payload, ...common });
  return told(desk, user, reply, `${known.name} did not work`);
}

function onMessage(desk: Desk, user: User, at: { channel: string; ts: string }): Json {
  const { workspace } = desk.slack;
  const channel = workspace.channels.get(at.channel);
  const message = findMessage(workspace, at.channel, at.ts);
  if (!channel || !message || !canRead(channel, user)) throw new ActError('message_not_found', at.ts);
  const origin: Origin = { user: user.id, channel: channel.id, message: { ts: message.ts, ephemeral: false } };
  return {
    type: 'message_action',
    channel: { id: channel.id, name: channelName(channel) },
    message: messageJson(workspace, message),
    message_ts: message.ts,
    response_url: desk.office.responseUrls.issue(origin),
  };
}
