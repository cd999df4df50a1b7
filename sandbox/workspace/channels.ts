import { steadyId } from './ids.ts';
import type { Channel, User } from './model.ts';
import { directKey, saveChannel, saveUser, seconds, tell, type Workspace } from './workspace.ts';

export interface NewChannel {
  readonly name: string;
  readonly is_private: boolean;
  readonly creator: string;
  readonly members: readonly string[];
}

export function createChannel(workspace: Workspace, wanted: NewChannel): Channel {
  const channel = newChannel(workspace, workspace.ids.next('C'), wanted);
  saveChannel(workspace, channel);
  tell(workspace, { type: 'channel', what: 'created', channel, by: wanted.creator });
  return channel;
}

export function newChannel(workspace: Workspace, id: string, wanted: NewChannel): Channel {
  return {
    id,
    name: wanted.name,
    kind: wanted.is_private ? 'private' : 'public',
    created: seconds(workspace),
    creator: wanted.creator,
    members: new Set(wanted.members),
    is_archived: false,
    topic: '',
    purpose: '',
  };
}

/** The conversation of exactly these people, opened where there is none. Its id is the same at every start. */
export function openDirect(workspace: Workspace, members: readonly string[]): Channel {
  const unique = [...new Set(members)];
  const key = directKey(unique);
  const known = workspace.channels.get(workspace.directs.get(key) ?? '');
  if (known) return known;
  const many = unique.length > 2;
  const channel: Channel = {
    id: steadyId(many ? 'G' : 'D', `${workspace.team.id} ${key}`),
    name: many ? `mpdm-${unique.map((id) => workspace.users.get(id)?.name ?? id).join('--')}-1` : '',
    kind: many ? 'mpim' : 'im',
    created: seconds(workspace),
    creator: unique[0] ?? '',
    members: new Set(unique),
    is_archived: false,
    topic: '',
    purpose: '',
  };
  saveChannel(workspace, channel);
  tell(workspace, { type: 'channel', what: 'opened', channel, by: channel.creator });
  return channel;
}

/** The DM between the app's bot and a person. */
export const botDm = (workspace: Workspace, user: string): Channel =>
  openDirect(workspace, [workspace.app.botUserId, user]);

type Description = Partial<Pick<Channel, 'name' | 'is_archived' | 'topic' | 'purpose'>>;

export function changeChannel(workspace: Workspace, before: Channel, change: Description, by: string): Channel {
  const channel = { ...before, ...change };
  saveChannel(workspace, channel);
  tell(workspace, { type: 'channel', what: whatChanged(change), channel, by });
  return channel;
}

function whatChanged(change: Description): 'renamed' | 'archived' | 'unarchived' | 'described' {
  if (change.name !== undefined) return 'renamed';
  if (change.is_archived === undefined) return 'described';
  return change.is_archived ? 'archived' : 'unarchived';
}

/** False when they were in it already. */
export function joinChannel(workspace: Workspace, before: Channel, user: string, inviter?: string): boolean {
  if (before.members.has(user)) return false;
  const channel = { ...before, members: new Set([...before.members, user]) };
  saveChannel(workspace, channel);
  tell(workspace, { type: 'member', joined: true, channel, user, inviter });
  return true;
}

/** False when they were not in it. */
export function leaveChannel(workspace: Workspace, before: Channel, user: string): boolean {
  if (!before.members.has(user)) return false;
  const members = new Set(before.members);
  members.delete(user);
  const channel = { ...before, members };
  saveChannel(workspace, channel);
  tell(workspace, { type: 'member', joined: false, channel, user });
  return true;
}

export function changeUser(workspace: Workspace, before: User, change: Partial<Omit<User, 'id'>>): User {
  const user = { ...before, ...change, updated: seconds(workspace) };
  saveUser(workspace, user);
  tell(workspace, { type: 'user', what: 'changed', user, previous: before });
  return user;
}

export function addUser(workspace: Workspace, user: User): void {
  saveUser(workspace, user);
  tell(workspace, { type: 'user', user, what: 'joined' });
}
