import { Refusal } from '../api/method.ts';
import { checkedView, madeView } from '../api/views.ts';
import { isObject } from '../block-kit/check.ts';
import { sendInteraction } from '../delivery/post-office.ts';
import type { Reply } from '../delivery/transport.ts';
import type { Json, User, View } from '../workspace/model.ts';
import { closeModals, MODALS_MOST, modalsOf, pushModal, replaceModal, topModal, viewJson } from '../workspace/views.ts';
import type { Typed } from './choose.ts';
import { withTyped } from './choose.ts';
import { ActError, type Desk, keepSurfaceState, notice, surfaceAt } from './desk.ts';
import { inputErrors } from './validate.ts';

export interface SubmitReply extends Reply {
  /** By block_id: from Slack's own checks (then the app was not asked) or from the app. */
  readonly errors?: Readonly<Record<string, string>>;
}

/** Submits the modal on top, and does with it what the acknowledgement says. */
export async function submit(desk: Desk, user: User, viewId: string, typed: Typed): Promise<SubmitReply> {
  const { workspace, triggers } = desk.slack;
  const before = surfaceAt(desk, user, { view: viewId });
  if (topModal(workspace, user.id)?.id !== viewId) throw new ActError('view_not_found', 'it is not the modal on top');
  const { view, state } = keepSurfaceState(desk, before, withTyped(desk, before, typed));
  if (!view?.submit) throw new ActError('invalid_input', 'this modal has no submit button');
  const errors = inputErrors(view.blocks, state);
  if (Object.keys(errors).length > 0) return { acked: false, ms: 0, body: undefined, error: 'invalid_input', errors };
  const payload = {
    type: 'view_submission',
    trigger_id: triggers.issue({ user: user.id, view: viewId }),
    view: viewJson(workspace, view),
    response_urls: responseUrls(desk, user, view),
  };
  const reply = await sendInteraction(desk.office, user, `view_submission ${view.callback_id}`, payload);
  if (!reply.acked) {
    notice(desk, user, `We had some trouble connecting. Try again? (${reply.error})`);
    return reply;
  }
  return applied(desk, user, view, reply);
}

/** For each conversations_select or channels_select of an input that asks for one. */
function responseUrls(desk: Desk, user: User, view: View): Json[] {
  return view.blocks.flatMap(({ block_id, element }) => {
    if (!isObject(element) || element.response_url_enabled !== true) return [];
    const state = view.state[String(block_id)]?.[String(element.action_id)];
    const channel = state?.selected_conversation ?? state?.selected_channel;
    if (typeof channel !== 'string') return [];
    const response_url = desk.office.responseUrls.issue({ user: user.id, channel });
    return [{ block_id, action_id: element.action_id, channel_id: channel, response_url }];
  });
}

function applied(desk: Desk, user: User, view: View, reply: Reply): SubmitReply {
  const body = isObject(reply.body) ? reply.body : {};
  try {
    const errors = respond(desk, user, view, body);
    return errors ? { ...reply, error: 'invalid_input', errors } : reply;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const call = desk.slack.ledger.call('ack view_submission', body);
    Object.assign(call, { outcome: 'refused', error: error.code, answer: error.extra, ms: 0 });
    desk.slack.ledger.done(call);
    notice(desk, user, `We had some trouble connecting. Try again? (${error.code})`);
    return { ...reply, error: error.code };
  }
}

function respond(desk: Desk, user: User, view: View, body: Json): Record<string, string> | undefined {
  const { workspace } = desk.slack;
  switch (body.response_action) {
    case 'errors':
      return checkedErrors(view, body.errors);
    case 'update': {
      const next = checkedView(desk.slack, body.view, 'modal', view);
      replaceModal(workspace, madeView(workspace, user.id, next, view));
      return undefined;
    }
    case 'push': {
      if (modalsOf(workspace, user.id).length >= MODALS_MOST) throw new Refusal('push_limit_reached');
      pushModal(workspace, madeView(workspace, user.id, checkedView(desk.slack, body.view, 'modal')));
      return undefined;
    }
    case 'clear':
      closeModals(workspace, user.id, true);
      return undefined;
    case undefined:
      closeModals(workspace, user.id, false);
      return undefined;
    default:
      throw new Refusal('invalid_arguments');
  }
}

/** Slack takes errors only for the input blocks that are there. */
function checkedErrors(view: View, errors: unknown): Record<string, string> {
  const inputs = view.blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id);
  const entries = isObject(errors) ? Object.entries(errors) : [];
  const known =
    entries.length > 0 && entries.every(([id, text]) => inputs.includes(id) && typeof text === 'string' && text !== '');
  if (!known) throw new Refusal('invalid_arguments', { errors });
  return Object.fromEntries(entries.map(([id, text]) => [id, String(text)]));
}

/** Each closed view that asks for it is told to the app. */
export async function close(desk: Desk, user: User, all: boolean): Promise<Reply> {
  const { workspace } = desk.slack;
  const top = topModal(workspace, user.id);
  if (!top) throw new ActError('view_not_found', `${user.name} has no modal open`);
  const closed = closeModals(workspace, user.id, all || top.clear_on_close);
  let reply: Reply = { acked: true, ms: 0, body: undefined };
  for (const view of closed.filter(({ notify_on_close }) => notify_on_close)) {
    const payload = { type: 'view_closed', view: viewJson(workspace, view), is_cleared: all };
    reply = await sendInteraction(desk.office, user, `view_closed ${view.callback_id}`, payload);
  }
  return reply;
}
