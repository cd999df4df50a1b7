import type { App, BlockAction } from '@slack/bolt';
import type { ModalView, View } from '@slack/types';
import { z } from 'zod';
import type { ChannelId, MessageRef, UserId } from '../../kernel/slack.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../db/schema.ts';
import type { Log } from '../log.ts';
import { nearest } from '../nearest.ts';
import type { Message } from './blocks.ts';
import { plain, saying } from './blocks.ts';
import type { Call } from './calls.ts';
import { helpFor } from './help.ts';
import { createOnce } from './once.ts';
import type {
  ActionHandler,
  Answer,
  CommandVerb,
  FormHandler,
  Permission,
  ShortcutHandler,
  SuggestionHandler,
  Surface,
} from './surface.ts';
import { valuesOf } from './values.ts';

interface Options {
  readonly context: Context;
  readonly call: Call;
  readonly surfaces: readonly Surface[];
  /** Makes sure that we know this person before the transaction, which may not ask Slack. */
  readonly meet: (user: UserId) => Promise<void>;
  /** Why this person may not do this, in words for them, as far as that depends on them alone; undefined when they may. */
  readonly denial: (tx: Tx, user: UserId, may: Permission) => Promise<string | undefined>;
  /** Told of whoever has done something, in the same transaction. */
  readonly acted: (tx: Tx, user: UserId) => Promise<void>;
  readonly log: Log;
  /** Told of every answer under way, which may outlast its acknowledgement. */
  readonly answering: (answer: Promise<void>) => Promise<void>;
  /** For fault tests: told where an interaction stands. */
  readonly reached?: (point: string) => void;
}

const OUR_FAULT = saying('Something went wrong on our side, and nothing was changed. Please try again in a minute.');
const TOO_LATE = saying('That form took too long to open. Please click again.');

/**
 * Connects what features declare to Bolt: each interaction is decided and committed first, and acknowledged then.
 * Returns what resolves when nobody waits for an answer any more.
 */
export function listen(slack: App, given: Omit<Options, 'answering'>): () => Promise<void> {
  const under = new Set<Promise<void>>();
  const options: Options = {
    ...given,
    answering: (answer) => {
      const running = answer.finally(() => under.delete(running));
      under.add(running);
      return running;
    },
  };
  const { surfaces } = options;
  commands(
    slack,
    surfaces.flatMap((surface) => surface.commands ?? []),
    options,
  );
  actions(slack, merged(surfaces.map((surface) => surface.actions)), options);
  forms(slack, merged(surfaces.map((surface) => surface.forms)), options);
  shortcuts(slack, merged(surfaces.map((surface) => surface.shortcuts)), options);
  suggestions(slack, merged(surfaces.map((surface) => surface.suggestions)), options);
  return async () => {
    while (under.size > 0) await Promise.allSettled(under);
  };
}

function commands(slack: App, verbs: readonly CommandVerb[], options: Options): void {
  slack.command('/cx', async ({ ack, body }) => {
    const [typed = '', ...rest] = typedIn(body);
    const known = verbs.find(({ verb }) => verb === typed.toLowerCase());
    if (known === undefined) {
      const guess = nearest(typed.toLowerCase(), ['help', ...verbs.map(({ verb }) => verb)]);
      const lost = typed === '' || typed === 'help' ? undefined : { typed, nearest: guess };
      return ack({ response_type: 'ephemeral', ...helpFor(verbs, lost) });
    }
    const asked = { user: body.user_id as UserId, channel: body.channel_id as ChannelId, words: rest.join(' ') };
    const answer = await decide(known, asked, options);
    const late = answer.open && (await opened(answer.open, body, options));
    const said = late ?? answer.say;
    await (said ? ack({ response_type: 'ephemeral', ...said }) : ack());
  });
}

function actions(slack: App, handlers: ReadonlyMap<string, ActionHandler>, options: Options): void {
  const once = createOnce();
  slack.action<BlockAction>({ type: 'block_actions' }, async ({ ack, body, action, respond }) => {
    const handler = handlers.get(action.action_id);
    if (handler === undefined) return ack();
    const asked = { user: body.user.id as UserId, value: valueIn(action), at: placeOf(body) };
    const press = async () => {
      const answer = await decide(handler, asked, options);
      const said = body.view ? await saidInView(answer, body, options) : await saidBelow(answer, body, options);
      await ack();
      if (answer.dismiss) await respond({ delete_original: true });
      else if (said) await respond({ response_type: 'ephemeral', replace_original: false, ...said });
    };
    await options.answering(once(`${body.trigger_id} ${action.action_id}`, press, () => ack()));
  });
}

const saidBelow = async ({ open, say }: Answer, { trigger_id }: BlockAction, options: Options) =>
  open ? opened(open, { trigger_id }, options) : say;

/** On the Home tab and in a modal nothing can be said below: what is said opens, in a modal above the one there is. */
async function saidInView(answer: Answer, { view, trigger_id }: BlockAction, options: Options): Promise<undefined> {
  const next = answer.open ?? (answer.say && noticeView(answer.say));
  if (next === undefined) return;
  if (view?.type !== 'modal') await opened(next, { trigger_id }, options);
  else if (answer.inPlace) await opened(next, { view_id: view.id }, options, 'views.update');
  else await opened(next, { trigger_id }, options, 'views.push');
}

const typedIn = ({ text = '' }: { text?: string }): string[] => text.trim().split(/\s+/);

const Chosen = z.union([
  z.object({ value: z.string() }).transform(({ value }) => value),
  z.object({ selected_user: z.string() }).transform(({ selected_user }) => selected_user),
  z.object({ selected_option: z.object({ value: z.string() }) }).transform((chosen) => chosen.selected_option.value),
]);

const valueIn = (action: object): string => Chosen.safeParse(action).data ?? '';

function forms(slack: App, handlers: ReadonlyMap<string, FormHandler>, options: Options): void {
  slack.view(/.*/, async ({ ack, body, view }) => {
    const handler = handlers.get(view.callback_id);
    if (handler === undefined || body.type !== 'view_submission') return ack();
    const asked = {
      user: body.user.id as UserId,
      form: view.id,
      about: view.private_metadata,
      values: valuesOf(view.state),
    };
    const answer = await decide(handler, asked, options);
    if (answer.errors) return ack({ response_action: 'errors', errors: { ...answer.errors } });
    if (answer.open) return ack({ response_action: 'update', view: answer.open as View });
    return answer.say ? ack({ response_action: 'update', view: noticeView(answer.say) as View }) : ack();
  });
}

function shortcuts(slack: App, handlers: ReadonlyMap<string, ShortcutHandler>, options: Options): void {
  const once = createOnce();
  slack.shortcut(/.*/, async ({ ack, body }) => {
    const handler = handlers.get(body.callback_id);
    if (handler === undefined) return ack();
    const on = body.type === 'message_action' ? body : undefined;
    const text = on?.message.text ?? '';
    const at = on && { channel: on.channel.id as ChannelId, ts: on.message_ts };
    const use = async () => {
      const answer = await decide(handler, { user: body.user.id as UserId, text, at }, options);
      const view = answer.open ?? (answer.say && noticeView(answer.say));
      if (view) await opened(view, body, options);
      await ack();
    };
    await once(body.trigger_id, use, () => ack());
  });
}

const [MOST_OFFERED, LONGEST_OPTION] = [100, 75];

/** Typing is no deed: it changes nothing, and nothing is drawn anew for it. */
function suggestions(slack: App, handlers: ReadonlyMap<string, SuggestionHandler>, options: Options): void {
  slack.options(/.*/, async ({ ack, body }) => {
    const handler = handlers.get(body.action_id);
    const asked = { user: body.user.id as UserId, typed: body.value, about: body.view?.private_metadata ?? '' };
    const { offers = [] } = handler ? await decide(handler, asked, { ...options, acted: async () => {} }) : {};
    await ack({
      options: offers
        .slice(0, MOST_OFFERED)
        .map(([value, words]) => ({ text: plain(words.slice(0, LONGEST_OPTION)), value })),
    });
  });
}

/** A handler that breaks has changed nothing; the person is told so, and the log which handler it was. */
async function decide<Asked extends { user: UserId }>(
  handler: { may: Permission; run: (tx: never, asked: never) => Promise<Answer> },
  asked: Asked,
  { context, meet, denial, acted, log, reached }: Options,
): Promise<Answer> {
  try {
    await meet(asked.user);
    const now = context.now();
    const answer = await context.transaction(async (tx) => {
      const denied = await denial(tx, asked.user, handler.may);
      if (denied) return { say: saying(denied) };
      const said = await handler.run(tx as never, { ...asked, now } as never);
      await acted(tx, asked.user);
      return said;
    });
    reached?.('interaction.after-commit');
    return answer;
  } catch (error) {
    log.error({ action: handler.may, error }, 'an interaction failed');
    return { say: OUR_FAULT };
  }
}

async function opened(
  view: ModalView,
  { trigger_id, view_id }: { readonly trigger_id?: string; readonly view_id?: string },
  { call, log }: Options,
  method: 'views.open' | 'views.push' | 'views.update' = 'views.open',
): Promise<Message | undefined> {
  const outcome = await call(method, { ...(view_id === undefined ? { trigger_id } : { view_id }), view });
  if (outcome.kind === 'ok') return undefined;
  const reason = 'error' in outcome ? outcome.error : outcome.kind;
  log.warn({ action: view.callback_id, reason }, 'a form could not be opened');
  return reason === 'invalid_arguments' ? OUR_FAULT : TOO_LATE;
}

function noticeView({ blocks }: Message): ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: 'Loopkeeper' },
    close: { type: 'plain_text', text: 'Close' },
    blocks,
  };
}

function placeOf(body: { container?: { channel_id?: string; message_ts?: string } }): MessageRef | undefined {
  const { channel_id, message_ts } = body.container ?? {};
  return channel_id && message_ts ? { channel: channel_id as ChannelId, ts: message_ts } : undefined;
}

function merged<Handler>(
  maps: readonly (Readonly<Record<string, Handler>> | undefined)[],
): ReadonlyMap<string, Handler> {
  return new Map(maps.flatMap((map) => Object.entries(map ?? {})));
}
