import { isObject } from '../block-kit/check.ts';
import { isTooLargeView, named, said, viewProblems } from '../block-kit/payload.ts';
import type { Trigger } from '../delivery/triggers.ts';
import { stateOf } from '../workspace/element-state.ts';
import type { Block, Json, View } from '../workspace/model.ts';
import {
  findView,
  MODALS_MOST,
  modalsOf,
  openModal,
  publishHome,
  pushModal,
  replaceModal,
  viewJson,
} from '../workspace/views.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Args } from './args.ts';
import { type Method, refuse, refuseWith, type Slack } from './method.ts';
import { slackFileProblems } from './slack-files.ts';

type Kind = 'modal' | 'home';

/** The view of a call, as Slack would take it; otherwise the refusal says all that is wrong. */
function viewArg(slack: Slack, args: Args, kind: Kind): Json {
  const view = args.json('view', () => refuseWith('invalid_arguments', ['must be valid JSON [json-pointer:/view]']));
  return checkedView(slack, view, kind);
}

export function checkedView({ workspace }: Pick<Slack, 'workspace'>, view: unknown, kind: Kind, own?: View): Json {
  if (isTooLargeView(view)) return refuse('view_too_large');
  const problems = [...viewProblems(view, [kind]), ...slackFileProblems(workspace, view, '/view')];
  if (problems.length > 0 || !isObject(view)) return refuseWith('invalid_arguments', said(problems));
  const external = view.external_id;
  const taken = external ? findView(workspace, { externalId: String(external) }) : undefined;
  if (taken && taken.id !== own?.id && taken.type === kind) return refuse('duplicate_external_id');
  return view;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const object = (value: unknown) => (isObject(value) ? value : undefined);

/** A new view, or a new version of one: then its id, its place in the stack and what was typed stay. */
export function madeView({ ids }: Workspace, user: string, view: Json, before?: View): View {
  const blocks = named(view.blocks as Block[], ids.short);
  const id = before?.id ?? ids.next('V');
  return {
    id,
    user,
    type: view.type === 'home' ? 'home' : 'modal',
    callback_id: text(view.callback_id),
    external_id: text(view.external_id),
    private_metadata: text(view.private_metadata),
    title: object(view.title),
    submit: object(view.submit),
    close: object(view.close),
    clear_on_close: view.clear_on_close === true,
    notify_on_close: view.notify_on_close === true,
    blocks,
    state: stateOf(blocks, before?.state),
    hash: `${ids.hex(12)}.${ids.hex(12)}`,
    root_view_id: before?.root_view_id ?? id,
    previous_view_id: before?.previous_view_id,
  };
}

function exchanged(slack: Slack, args: Args): Trigger {
  if (!args.has('trigger_id')) {
    return refuseWith('invalid_arguments', ['missing required field: trigger_id [json-pointer:/trigger_id]']);
  }
  const trigger = slack.triggers.exchange(args.text('trigger_id'));
  return typeof trigger === 'string' ? refuse(trigger) : trigger;
}

/** From within a modal it opens on top of it; otherwise it replaces what was open. */
function openCall(slack: Slack, args: Args): Json {
  const view = viewArg(slack, args, 'modal');
  const trigger = exchanged(slack, args);
  const { workspace } = slack;
  const made = madeView(workspace, trigger.user, view);
  const stack = modalsOf(workspace, trigger.user);
  const within = stack.some(({ id }) => id === trigger.view) && stack.length < MODALS_MOST;
  const opened = within ? pushModal(workspace, made) : openModal(workspace, made);
  return { view: viewJson(workspace, opened) };
}

function pushCall(slack: Slack, args: Args): Json {
  const view = viewArg(slack, args, 'modal');
  const trigger = exchanged(slack, args);
  const { workspace } = slack;
  const depth = modalsOf(workspace, trigger.user).length;
  if (depth === 0) return refuse('not_found');
  if (depth >= MODALS_MOST) return refuse('push_limit_reached');
  return { view: viewJson(workspace, pushModal(workspace, madeView(workspace, trigger.user, view))) };
}

function updateCall(slack: Slack, args: Args): Json {
  const { workspace } = slack;
  const before = args.has('view_id')
    ? findView(workspace, { id: args.text('view_id') })
    : findView(workspace, { externalId: args.text('external_id') });
  if (!args.has('view_id') && !args.has('external_id')) {
    return refuseWith('invalid_arguments', ['must have one of: view_id, external_id']);
  }
  if (!before) return refuse('not_found');
  const view = checkedView(slack, rawView(args), before.type, before);
  if (args.has('hash') && args.text('hash') !== before.hash) return refuse('hash_conflict');
  const made = madeView(workspace, before.user, view, before);
  if (made.type === 'home') publishHome(workspace, made);
  else replaceModal(workspace, made);
  return { view: viewJson(workspace, made) };
}

const rawView = (args: Args) =>
  args.json('view', () => refuseWith('invalid_arguments', ['must be valid JSON [json-pointer:/view]']));

function publishCall(slack: Slack, args: Args): Json {
  const { workspace, manifest } = slack;
  const view = viewArg(slack, args, 'home');
  if (!manifest.homeTab) return refuse('not_enabled');
  const user = workspace.users.get(args.text('user_id'));
  if (!user) return refuseWith('invalid_arguments', ['no such user [json-pointer:/user_id]']);
  const before = workspace.homes.get(user.id);
  if (args.has('hash') && before && args.text('hash') !== before.hash) return refuse('hash_conflict');
  const made = madeView(workspace, user.id, view, before);
  publishHome(workspace, made);
  return { view: viewJson(workspace, made) };
}

const VIEW = ['duplicate_external_id', 'view_too_large'];
const TRIGGER = ['exchanged_trigger_id', 'expired_trigger_id', 'invalid_trigger_id'];
const OPEN = { scopes: [], tier: 4, required: ['view'] } as const;

export const VIEWS: Readonly<Record<string, Method>> = {
  'views.open': { ...OPEN, errors: [...VIEW, ...TRIGGER], handle: openCall },
  'views.push': { ...OPEN, errors: [...VIEW, ...TRIGGER, 'not_found', 'push_limit_reached'], handle: pushCall },
  'views.update': { ...OPEN, errors: [...VIEW, 'not_found', 'hash_conflict'], handle: updateCall },
  'views.publish': {
    ...OPEN,
    required: ['user_id', 'view'],
    errors: [...VIEW, 'hash_conflict', 'not_enabled'],
    handle: publishCall,
  },
};
