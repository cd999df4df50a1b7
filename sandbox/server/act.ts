import { ActError, type Desk, needUser } from '../actor/desk.ts';
import { click, type Suggestions, suggest, useCommand, useShortcut } from '../actor/interact.ts';
import { close, type SubmitReply, submit } from '../actor/modal.ts';
import * as people from '../actor/people.ts';
import type { Act, ActAnswer } from '../page-api.ts';
import { changeUser, createChannel } from '../workspace/channels.ts';
import { dismissEphemeral, findEphemeral } from '../workspace/messages.ts';
import type { User } from '../workspace/model.ts';
import { seconds } from '../workspace/workspace.ts';

type Named<A, K> = A extends { act: infer Names } ? (K extends Names ? A : never) : never;
type Of<K extends Act['act']> = Named<Act, K>;
type Doer<K extends Act['act']> = (desk: Desk, me: User, act: Of<K>) => ActAnswer | Promise<ActAnswer> | undefined;

const asked = ({ ms, error, ...more }: Partial<SubmitReply & Suggestions>): ActAnswer => {
  const { errors, options, option_groups } = more;
  if (error) return { ok: false, error, ...(errors ? { errors } : {}), ...(ms === undefined ? {} : { ms }) };
  const offered = { ...(options ? { options } : {}), ...(option_groups ? { option_groups } : {}) };
  return { ok: true, ...(ms === undefined ? {} : { ms }), ...offered };
};

/** What each act of the page does. Undefined: done, nothing to tell. */
const DOERS: { readonly [K in Act['act']]: Doer<K> } = {
  say: (desk, me, { channel, text, thread_ts, broadcast }) => ({
    ok: true,
    ts: people.say(desk, me, channel, text, { thread_ts, broadcast }).ts,
  }),
  upload: (desk, me, { channel, name, base64, text, thread_ts }) => ({
    ok: true,
    ts: people.upload(desk, me, channel, { name, bytes: Buffer.from(base64, 'base64'), thread_ts }, text).ts,
  }),
  edit: (desk, me, { channel, ts, text }) => void people.edit(desk, me, channel, ts, text),
  delete: (desk, me, { channel, ts }) => people.remove(desk, me, channel, ts) ?? undefined,
  react: (desk, me, act) => void people.reactAs(desk, me, act, act.name, true),
  unreact: (desk, me, act) => void people.reactAs(desk, me, act, act.name, false),
  command: async (desk, me, { channel, command, text }) =>
    asked(await useCommand(desk, me, people.readable(desk, me, channel), command, text)),
  click: async (desk, me, act) => asked(await click(desk, me, act)),
  suggest: async (desk, me, act) => asked(await suggest(desk, me, act)),
  submit: async (desk, me, { view, typed }) => asked(await submit(desk, me, view, typed)),
  close: async (desk, me, { all = false }) => asked(await close(desk, me, all)),
  shortcut: async (desk, me, { callback_id, message }) => asked(await useShortcut(desk, me, callback_id, message)),
  'open-home': (desk, me, { tab }) => void people.openHome(desk, me, tab),
  read: (desk, me, { channel, ts }) => void people.markRead(desk, me, people.readable(desk, me, channel).id, ts),
  dismiss: (desk, me, { ts }) => {
    const message = findEphemeral(desk.slack.workspace, me.id, ts);
    if (message) dismissEphemeral(desk.slack.workspace, message);
    return undefined;
  },
  'open-dm': (desk, me, { users }) => ({ ok: true, channel: people.openDm(desk, me, users).id }),
  join: (desk, me, { channel }) => void people.join(desk, me, channel),
  leave: (desk, me, { channel }) => void people.leave(desk, me, channel),
  invite: (desk, me, { channel, users }) => void people.invite(desk, me, channel, users),
  'create-channel': (desk, me, { name, is_private = false }) => {
    const { workspace } = desk.slack;
    if (!/^[\p{Ll}\p{Lo}\d_-]{1,80}$/u.test(name)) throw new ActError('invalid_name');
    if (workspace.channelsByName.has(name)) throw new ActError('name_taken');
    return { ok: true, channel: createChannel(workspace, { name, is_private, creator: me.id, members: [me.id] }).id };
  },
  'set-status': (desk, me, { text, emoji }) =>
    void changeUser(desk.slack.workspace, me, { status_text: text, status_emoji: emoji }),
  'set-dnd': (desk, me, { minutes }) => {
    if (!Number.isFinite(minutes) || minutes < 0) throw new ActError('invalid_input');
    const { workspace } = desk.slack;
    const snoozed_until = minutes > 0 ? seconds(workspace) + Math.round(minutes * 60) : undefined;
    changeUser(workspace, me, { snoozed_until });
    return undefined;
  },
};

/** An act that a client would not allow is answered with why. */
export async function perform(desk: Desk, as: string, act: Act): Promise<ActAnswer> {
  try {
    const doer = (Object.hasOwn(DOERS, act.act) ? DOERS[act.act] : undefined) as Doer<Act['act']> | undefined;
    if (!doer) return { ok: false, error: 'unknown_act' };
    return (await doer(desk, needUser(desk, as), act as never)) ?? { ok: true };
  } catch (error) {
    if (error instanceof ActError) return { ok: false, error: error.code };
    throw error;
  }
}
