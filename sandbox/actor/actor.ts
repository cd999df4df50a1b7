import { optionsOf } from '../block-kit/check.ts';
import { elementsOf } from '../block-kit/payload.ts';
import type { Reply } from '../delivery/transport.ts';
import { botDm } from '../workspace/channels.ts';
import { dismissEphemeral, findEphemeral } from '../workspace/messages.ts';
import type { Block, Json, Message, User, View } from '../workspace/model.ts';
import { topModal } from '../workspace/views.ts';
import { findChannel } from '../workspace/workspace.ts';
import type { Chosen, Typed } from './choose.ts';
import { ActError, type Desk, needUser, type Place, surfaceAt } from './desk.ts';
import { click, type Suggestions, suggest, useCommand, useShortcut } from './interact.ts';
import { close, type SubmitReply, submit } from './modal.ts';
import * as people from './people.ts';
import { runStep } from './steps.ts';

type At = { readonly channel: string; readonly ts: string };
type Filled = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Which of several elements with the same action_id, and what is chosen in it. */
export interface Pick {
  readonly block_id?: string;
  /** The value of the button; of an overflow use `selected`. */
  readonly value?: string;
  readonly selected?: string | readonly string[];
}

/** What is in the file: bytes, or a text. */
export interface FileToShow extends Omit<people.Upload, 'bytes'> {
  readonly bytes?: Uint8Array;
  readonly text?: string;
}

/** A person at their Slack, driven by a script. Channels are ids, names or `#name`; what one's client would not let one do throws. */
export interface Actor {
  readonly id: string;
  say(channel: string, text: string, opts?: people.Saying): Promise<string>;
  /** Shows a file, with or without words; resolves with the ts of the message. */
  upload(channel: string, file: FileToShow, words?: string): Promise<string>;
  edit(at: At, text: string): Promise<void>;
  delete(at: At): Promise<void>;
  react(name: string, at: At): Promise<void>;
  unreact(name: string, at: At): Promise<void>;
  /** Lets a workflow of theirs come to a custom step of the app's; resolves with the id of the run. */
  runStep(callbackId: string, inputs?: Json): Promise<string>;
  join(channel: string): Promise<void>;
  leave(channel: string): Promise<void>;
  /** In the DM with the bot, unless a channel is given. */
  command(command: string, text?: string, opts?: { channel?: string }): Promise<Reply>;
  click(at: At | { readonly view: string }, actionId: string, opts?: Pick): Promise<Reply>;
  /** What an external select of the modal on top offers. */
  suggest(blockId: string, query: string): Promise<Suggestions>;
  /** Types into the modal on top without submitting it; by block_id. */
  fill(values: Filled): Promise<void>;
  /** Types and submits the modal on top; by block_id. */
  submit(values?: Filled): Promise<SubmitReply>;
  closeModal(opts?: { all?: boolean }): Promise<Reply>;
  modal(): View | undefined;
  home(): View | undefined;
  openHome(tab?: 'home' | 'messages'): Promise<void>;
  shortcut(callbackId: string, message?: At): Promise<Reply>;
  /** What only this person saw, oldest first: answers to commands and by response_url too. */
  ephemerals(channel?: string): Message[];
  dismiss(message: At): void;
}

export function createActor(desk: Desk, id: string): Actor {
  const me = () => needUser(desk, id);
  const { workspace } = desk.slack;
  const channelId = (which: string) => findChannel(workspace, which)?.id ?? which;
  const at = (message: At) => ({ channel: channelId(message.channel), ts: message.ts });
  return {
    id,
    say: async (channel, text, opts) => people.say(desk, me(), channelId(channel), text, opts).ts,
    upload: async (channel, { text, bytes = Buffer.from(text ?? ''), ...file }, words) =>
      people.upload(desk, me(), channelId(channel), { ...file, bytes }, words).ts,
    edit: async (message, text) => void people.edit(desk, me(), channelId(message.channel), message.ts, text),
    delete: async (message) => people.remove(desk, me(), channelId(message.channel), message.ts),
    react: async (name, message) => people.reactAs(desk, me(), at(message), name, true),
    unreact: async (name, message) => people.reactAs(desk, me(), at(message), name, false),
    runStep: async (callbackId, inputs = {}) => runStep(desk, callbackId, inputs),
    join: async (channel) => people.join(desk, me(), channelId(channel)),
    leave: async (channel) => people.leave(desk, me(), channelId(channel)),
    openHome: async (tab) => people.openHome(desk, me(), tab),
    home: () => workspace.homes.get(id),
    modal: () => topModal(workspace, id),
    ephemerals: (channel) => seenAlone(desk, id, channel === undefined ? undefined : channelId(channel)),
    dismiss: (message) => dismiss(desk, id, message.ts),
    ...interactions(desk, me, at),
  };
}

type Interactions = 'command' | 'click' | 'suggest' | 'fill' | 'submit' | 'closeModal' | 'shortcut';

function interactions(desk: Desk, me: () => User, at: (message: At) => At): globalThis.Pick<Actor, Interactions> {
  const { workspace } = desk.slack;
  const inChannel = (which: string | undefined) =>
    which === undefined
      ? botDm(workspace, me().id)
      : people.readable(desk, me(), findChannel(workspace, which)?.id ?? which);
  return {
    command: async (command, text = '', opts = {}) =>
      await useCommand(desk, me(), inChannel(opts.channel), command, text),
    click: async (where, actionId, opts = {}) => {
      const place: Place = 'view' in where ? { view: where.view } : { message: at(where) };
      const { block, element } = elementFor(surfaceAt(desk, me(), place).blocks, actionId, opts);
      const chosen = opts.selected ?? null;
      return await click(desk, me(), {
        at: place,
        block_id: String(block.block_id),
        action_id: String(element.action_id),
        chosen,
      });
    },
    suggest: async (blockId, query) => await suggestIn(desk, me(), needModal(desk, me()), blockId, query),
    fill: async (values) => void (await filled(desk, me(), values)),
    submit: async (values = {}) => {
      const typed = await filled(desk, me(), values);
      return await submit(desk, me(), needModal(desk, me()).id, typed);
    },
    closeModal: async ({ all = false } = {}) => await close(desk, me(), all),
    shortcut: async (callbackId, message) => await useShortcut(desk, me(), callbackId, message && at(message)),
  };
}

function needModal({ slack }: Desk, user: User): View {
  const modal = topModal(slack.workspace, user.id);
  if (!modal) throw new ActError('view_not_found', `${user.name} has no modal open`);
  return modal;
}

function elementFor(blocks: readonly Block[], actionId: string, { block_id, value, selected }: Pick) {
  const all = blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
  const fitting = all.filter(
    ({ block, element }) =>
      element.action_id === actionId &&
      (block_id === undefined || block.block_id === block_id) &&
      (value === undefined || element.value === value || hasOption(element, value)),
  );
  const [found] = fitting;
  const wanted = [actionId, block_id, value, selected].filter((each) => each !== undefined).join(' ');
  if (!found) {
    const there = all.map(({ element }) => element.action_id).join(', ');
    throw new ActError('element_not_found', `nothing to click fits ${wanted}; there is: ${there || 'nothing'}`);
  }
  return found;
}

const hasOption = (element: Json, value: string) => optionsOf(element).some((option) => option.value === value);

function inputOf(modal: View, blockId: string): { block: Block; element: Json } {
  const block = modal.blocks.find((each) => each.block_id === blockId);
  const [element] = elementsOf(block);
  if (block && element) return { block, element };
  const there = modal.blocks.filter((each) => elementsOf(each).length > 0).map((each) => each.block_id);
  throw new ActError('element_not_found', `no input "${blockId}" in this modal; there is: ${there.join(', ')}`);
}

async function suggestIn(desk: Desk, user: User, modal: View, blockId: string, query: string): Promise<Suggestions> {
  const { element } = inputOf(modal, blockId);
  return await suggest(desk, user, {
    at: { view: modal.id },
    block_id: blockId,
    action_id: String(element.action_id),
    query,
  });
}

/** An external select is asked first for what it offers, as typing into it would. */
async function filled(desk: Desk, user: User, values: Filled): Promise<Typed> {
  const modal = needModal(desk, user);
  const typed: Record<string, Record<string, Chosen>> = {};
  for (const [blockId, value] of Object.entries(values)) {
    const { element } = inputOf(modal, blockId);
    const chosen: Chosen = value ?? null;
    if (String(element.type).includes('external')) {
      for (const each of [chosen ?? []].flat()) await suggestIn(desk, user, modal, blockId, each);
    }
    const action_id = String(element.action_id);
    await click(desk, user, { at: { view: modal.id }, block_id: blockId, action_id, chosen });
    typed[blockId] = { [action_id]: chosen };
  }
  return typed;
}

function seenAlone({ slack }: Desk, user: string, channel: string | undefined): Message[] {
  const all = slack.workspace.ephemerals.get(user) ?? [];
  return all.filter((message) => channel === undefined || message.channel === channel);
}

function dismiss({ slack }: Desk, user: string, ts: string): void {
  const message = findEphemeral(slack.workspace, user, ts);
  if (!message) throw new ActError('message_not_found', ts);
  dismissEphemeral(slack.workspace, message);
}
