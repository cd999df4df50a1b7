import type { Json, StateValues, View } from './model.ts';
import { tell, type Workspace } from './workspace.ts';

export const MODALS_MOST = 3;

export const modalsOf = (workspace: Workspace, user: string): readonly View[] => workspace.modals.get(user) ?? [];

export const topModal = (workspace: Workspace, user: string): View | undefined => modalsOf(workspace, user).at(-1);

function saveModals(workspace: Workspace, user: string, stack: View[]): void {
  if (stack.length > 0) workspace.modals.set(user, stack);
  else workspace.modals.delete(user);
  tell(workspace, { type: 'modals', user });
}

/** A new bottom of the stack. */
export function openModal(workspace: Workspace, view: View): View {
  const opened = { ...view, root_view_id: view.id };
  saveModals(workspace, view.user, [opened]);
  return opened;
}

/** On top of what is open; the caller has made sure that there is room. */
export function pushModal(workspace: Workspace, view: View): View {
  const stack = modalsOf(workspace, view.user);
  const pushed = { ...view, root_view_id: stack[0]?.id ?? view.id, previous_view_id: stack.at(-1)?.id };
  saveModals(workspace, view.user, [...stack, pushed]);
  return pushed;
}

export function replaceModal(workspace: Workspace, view: View): void {
  const stack = modalsOf(workspace, view.user).map((each) => (each.id === view.id ? view : each));
  saveModals(workspace, view.user, stack);
}

/** Those that were closed, top first. */
export function closeModals(workspace: Workspace, user: string, all: boolean): readonly View[] {
  const stack = modalsOf(workspace, user);
  const left = all ? [] : stack.slice(0, -1);
  saveModals(workspace, user, left);
  return stack.slice(left.length).reverse();
}

export function publishHome(workspace: Workspace, view: View): void {
  workspace.homes.set(view.user, view);
  tell(workspace, { type: 'home', view });
}

export function findView(workspace: Workspace, by: { id: string } | { externalId: string }): View | undefined {
  const matches = (view: View) => ('id' in by ? view.id === by.id : view.external_id === by.externalId);
  for (const stack of workspace.modals.values()) {
    const found = stack.find(matches);
    if (found) return found;
  }
  for (const home of workspace.homes.values()) if (matches(home)) return home;
  return undefined;
}

/** What was typed or chosen; says nothing to the app. */
export function keepState(workspace: Workspace, view: View, state: StateValues): View {
  const kept = { ...view, state };
  if (view.type === 'home') workspace.homes.set(view.user, kept);
  else {
    const stack = modalsOf(workspace, view.user).map((each) => (each.id === view.id ? kept : each));
    workspace.modals.set(view.user, stack);
  }
  return kept;
}

export function viewJson(workspace: Workspace, view: View): Json {
  const modal = view.type === 'modal';
  return {
    id: view.id,
    team_id: workspace.team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata,
    callback_id: view.callback_id,
    state: { values: view.state },
    hash: view.hash,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clear_on_close,
    notify_on_close: view.notify_on_close,
    close: view.close ?? null,
    submit: view.submit ?? null,
    previous_view_id: view.previous_view_id ?? null,
    root_view_id: modal ? view.root_view_id : view.id,
    app_id: workspace.app.appId,
    external_id: view.external_id,
    app_installed_team_id: workspace.team.id,
    bot_id: workspace.app.botId,
  };
}
