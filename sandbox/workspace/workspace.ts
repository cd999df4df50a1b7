import type { SandboxClock } from '../clock.ts';
import { type Conversation, emptyConversation } from './conversation.ts';
import type { Ids } from './ids.ts';
import type {
  AppIdentity,
  Channel,
  Execution,
  Happening,
  Json,
  Message,
  Pin,
  StoredFile,
  Team,
  User,
  Usergroup,
  View,
} from './model.ts';
import type { Scheduled } from './scheduled.ts';

/** Everything a workspace remembers. What changes it is beside this file; who hears of it registers with `hear`. */
export interface Workspace {
  readonly team: Team;
  readonly app: AppIdentity;
  readonly clock: SandboxClock;
  readonly ids: Ids;
  readonly ts: { next(): string; last(): number };
  /** Where the links of the workspace lead; without a slash at the end. */
  readonly webUrl: () => string;
  readonly users: Map<string, User>;
  readonly usersByEmail: Map<string, string>;
  readonly channels: Map<string, Channel>;
  readonly channelsByName: Map<string, string>;
  /** Direct and group messages by their sorted members. */
  readonly directs: Map<string, string>;
  /** Per user, the channels they are in. */
  readonly memberships: Map<string, Set<string>>;
  readonly conversations: Map<string, Conversation>;
  readonly usergroups: Map<string, Usergroup>;
  /** By id. */
  readonly scheduled: Map<string, Scheduled>;
  /** Per channel, oldest first. */
  readonly pins: Map<string, readonly Pin[]>;
  readonly bookmarks: Map<string, readonly Json[]>;
  /** Runs of custom steps, by id. */
  readonly executions: Map<string, Execution>;
  /** By id. */
  readonly files: Map<string, StoredFile>;
  /** What is in them, by id. */
  readonly bytes: Map<string, Buffer>;
  /** Per user, oldest first. */
  readonly ephemerals: Map<string, Message[]>;
  /** Per user, bottom first. */
  readonly modals: Map<string, View[]>;
  readonly homes: Map<string, View>;
  /** Per user and channel the ts up to which all was seen. */
  readonly reads: Map<string, Map<string, string>>;
  readonly listeners: Set<(happening: Happening) => void>;
}

export interface WorkspaceParts {
  readonly team: Team;
  readonly app: AppIdentity;
  readonly clock: SandboxClock;
  readonly ids: Ids;
  readonly ts: { next(): string; last(): number };
  readonly webUrl: () => string;
}

export function emptyWorkspace(parts: WorkspaceParts): Workspace {
  return {
    ...parts,
    users: new Map(),
    usersByEmail: new Map(),
    channels: new Map(),
    channelsByName: new Map(),
    directs: new Map(),
    memberships: new Map(),
    conversations: new Map(),
    usergroups: new Map(),
    scheduled: new Map(),
    pins: new Map(),
    bookmarks: new Map(),
    executions: new Map(),
    files: new Map(),
    bytes: new Map(),
    ephemerals: new Map(),
    modals: new Map(),
    homes: new Map(),
    reads: new Map(),
    listeners: new Set(),
  };
}

export function hear(workspace: Workspace, listener: (happening: Happening) => void): () => void {
  workspace.listeners.add(listener);
  return () => workspace.listeners.delete(listener);
}

export function tell(workspace: Workspace, happening: Happening): void {
  for (const listener of workspace.listeners) listener(happening);
}

export function conversationOf(workspace: Workspace, channel: string): Conversation {
  const known = workspace.conversations.get(channel);
  if (known) return known;
  const fresh = emptyConversation();
  workspace.conversations.set(channel, fresh);
  return fresh;
}

/** Files a channel under its id, its name and its members. */
export function saveChannel(workspace: Workspace, channel: Channel): void {
  const before = workspace.channels.get(channel.id);
  if (before && workspace.channelsByName.get(before.name) === channel.id) workspace.channelsByName.delete(before.name);
  workspace.channels.set(channel.id, channel);
  if (isDirect(channel)) workspace.directs.set(directKey(channel.members), channel.id);
  else workspace.channelsByName.set(channel.name, channel.id);
  for (const user of channel.members) membershipsOf(workspace, user).add(channel.id);
  for (const user of before?.members ?? []) {
    if (!channel.members.has(user)) membershipsOf(workspace, user).delete(channel.id);
  }
}

export function saveUser(workspace: Workspace, user: User): void {
  const before = workspace.users.get(user.id);
  if (before?.email) workspace.usersByEmail.delete(before.email);
  workspace.users.set(user.id, user);
  if (user.email) workspace.usersByEmail.set(user.email, user.id);
}

export const isDirect = (channel: Channel) => channel.kind === 'im' || channel.kind === 'mpim';

/** Of a direct message with the app: the other. */
export function directReader({ app, channels, users }: Workspace, id: string): User | undefined {
  const channel = channels.get(id);
  if (channel?.kind !== 'im') return undefined;
  return users.get([...channel.members].find((member) => member !== app.botUserId) ?? '');
}

export const directKey = (members: Iterable<string>) => [...members].sort().join(' ');

export function membershipsOf(workspace: Workspace, user: string): Set<string> {
  const known = workspace.memberships.get(user);
  if (known) return known;
  const fresh = new Set<string>();
  workspace.memberships.set(user, fresh);
  return fresh;
}

export const seconds = (workspace: Workspace) => Math.floor(workspace.clock.now() / 1000);

/** The user of an id, an e-mail address or a name. */
export function findUser(workspace: Workspace, who: string): User | undefined {
  const id = workspace.usersByEmail.get(who.toLowerCase());
  const known = workspace.users.get(id ?? who);
  if (known) return known;
  const name = who.replace(/^@/, '');
  for (const user of workspace.users.values()) if (user.name === name || user.real_name === name) return user;
  return undefined;
}

/** The channel of an id, a name or a `#name`. */
export function findChannel(workspace: Workspace, which: string): Channel | undefined {
  const id = workspace.channelsByName.get(which.replace(/^#/, ''));
  return workspace.channels.get(id ?? which);
}

/** The user group of an id or a handle. */
export function findUsergroup({ usergroups }: Workspace, which: string): Usergroup | undefined {
  const handle = which.replace(/^@/, '');
  return usergroups.get(which) ?? [...usergroups.values()].find((group) => group.handle === handle);
}

/** Of an unanswered look-up in a script: says what there is. */
export function missing(kind: string, which: string, known: Iterable<string>): Error {
  const names = [...known].slice(0, 20).join(', ');
  return new Error(`no ${kind} "${which}" in this workspace; there is: ${names}`);
}
