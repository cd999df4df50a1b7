import type { Usergroup } from './model.ts';
import { seconds, tell, type Workspace } from './workspace.ts';

export function addUsergroup(workspace: Workspace, wanted: Omit<Usergroup, 'updated'>): void {
  const group = { ...wanted, updated: seconds(workspace) };
  workspace.usergroups.set(group.id, group);
  tell(workspace, { type: 'usergroup', group });
}

export function changeUsergroup(workspace: Workspace, previous: Usergroup, change: Partial<Usergroup>): void {
  const group = { ...previous, ...change, id: previous.id, updated: seconds(workspace) };
  workspace.usergroups.set(group.id, group);
  tell(workspace, { type: 'usergroup', group, previous });
}
