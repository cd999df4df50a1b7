import { z } from 'zod';
import type { SocketMode } from './delivery/socket-mode.ts';
import type { Courier } from './delivery/transport.ts';
import { addUser, changeChannel, changeUser, createChannel, joinChannel, leaveChannel } from './workspace/channels.ts';
import { steadyId } from './workspace/ids.ts';
import { deleteMessage, findMessage } from './workspace/messages.ts';
import type { Channel, User, Usergroup } from './workspace/model.ts';
import { addUsergroup, changeUsergroup } from './workspace/usergroups.ts';
import { findChannel, findUser, findUsergroup, missing, seconds, type Workspace } from './workspace/workspace.ts';

export type UserPatch = Partial<Omit<User, 'id' | 'updated'>>;

/** What an administrator, or Slack itself, does to the workspace. People and channels by id or name. */
export interface Stewardship {
  setUser(who: string, patch: UserPatch): void;
  addUser(user: { name: string; email: string } & UserPatch): string;
  addChannel(name: string, opts?: { is_private?: boolean; members?: readonly string[] }): string;
  archive(channel: string): void;
  unarchive(channel: string): void;
  rename(channel: string, name: string): void;
  /** Takes away anybody's message. */
  remove(message: { channel: string; ts: string }): void;
  join(channel: string, who: string): void;
  leave(channel: string, who: string): void;
  /** A new user group; resolves with its id. */
  addUsergroup(group: { handle: string; name: string; users?: readonly string[] }): string;
  /** By id or handle. `users` are all its members from now on. */
  setUsergroup(which: string, change: { handle?: string; name?: string; users?: readonly string[] }): void;
  /** Asks the app to make new Socket Mode connections. */
  refresh: SocketMode['refresh'];
  /** Cuts the connections. */
  drop(): void;
  /** Sends everything here instead of where the manifest says, after the app has proved that it is its own. */
  setRequestUrl(url: string | undefined): Promise<void>;
  idle(): Promise<void>;
}

export interface StewardParts {
  readonly workspace: Workspace;
  readonly socket: SocketMode;
  readonly courier: Courier;
  readonly redirect: (url: string | undefined) => Promise<void>;
}

const patchSchema = z
  .strictObject({
    name: z.string(),
    real_name: z.string(),
    email: z.email(),
    title: z.string(),
    tz: z.string(),
    is_bot: z.boolean(),
    is_admin: z.boolean(),
    is_restricted: z.boolean(),
    is_ultra_restricted: z.boolean(),
    is_stranger: z.boolean(),
    deleted: z.boolean(),
    status_text: z.string(),
    status_emoji: z.string(),
    status_expiration: z.number(),
    snoozed_until: z.number(),
  })
  .partial();

/** A mistyped field throws. */
const checkedPatch = (patch: UserPatch) => patchSchema.parse(patch) as UserPatch;

const BLANK = {
  title: '',
  tz: 'UTC',
  is_bot: false,
  is_admin: false,
  is_primary_owner: false,
  is_restricted: false,
  is_ultra_restricted: false,
  is_stranger: false,
  deleted: false,
  status_text: '',
  status_emoji: '',
};

export function createStewardship({ workspace, socket, courier, redirect }: StewardParts): Stewardship {
  const user = (who: string) => needUser(workspace, who);
  const channel = (which: string) => needChannel(workspace, which);
  const by = workspace.app.botUserId;
  const admin = () => [...workspace.users.values()].find(({ is_admin }) => is_admin)?.id ?? 'USLACKBOT';
  return {
    setUser: (who, patch) => void changeUser(workspace, user(who), checkedPatch(patch)),
    addUser(wanted) {
      const id = steadyId('U', `${workspace.team.id} ${wanted.email}`);
      addUser(workspace, { ...BLANK, real_name: wanted.name, ...wanted, id, updated: seconds(workspace) });
      return id;
    },
    addChannel: (name, { is_private = false, members = [] } = {}) =>
      createChannel(workspace, { name, is_private, creator: admin(), members: members.map((who) => user(who).id) }).id,
    addUsergroup({ handle, name, users = [] }) {
      const id = steadyId('S', `${workspace.team.id} ${handle}`);
      addUsergroup(workspace, { id, handle, name, users: users.map((who) => user(who).id) });
      return id;
    },
    setUsergroup(which, { users, ...change }) {
      const members = users ? { users: users.map((who) => user(who).id) } : {};
      changeUsergroup(workspace, needUsergroup(workspace, which), { ...change, ...members });
    },
    archive: (which) => void changeChannel(workspace, channel(which), { is_archived: true }, admin()),
    unarchive: (which) => void changeChannel(workspace, channel(which), { is_archived: false }, admin()),
    rename: (which, name) => void changeChannel(workspace, channel(which), { name }, admin()),
    remove: ({ channel: which, ts }) => {
      const message = findMessage(workspace, channel(which).id, ts);
      if (!message) throw new Error(`no message ${ts} in ${which}`);
      deleteMessage(workspace, message);
    },
    join: (which, who) => void joinChannel(workspace, channel(which), who === 'app' ? by : user(who).id, admin()),
    leave: (which, who) => void leaveChannel(workspace, channel(which), who === 'app' ? by : user(who).id),
    refresh: (reason) => socket.refresh(reason),
    drop: () => socket.drop(),
    setRequestUrl: redirect,
    idle: () => courier.idle(),
  };
}

export const needUser = (workspace: Workspace, who: string): User => {
  const user = findUser(workspace, who);
  if (user) return user;
  throw missing(
    'user',
    who,
    [...workspace.users.values()].map(({ name }) => name),
  );
};

export const needChannel = (workspace: Workspace, which: string): Channel => {
  const channel = findChannel(workspace, which);
  if (channel) return channel;
  throw missing('channel', which, workspace.channelsByName.keys());
};

const needUsergroup = (workspace: Workspace, which: string): Usergroup => {
  const group = findUsergroup(workspace, which);
  if (group) return group;
  throw missing(
    'user group',
    which,
    [...workspace.usergroups.values()].map(({ handle }) => handle),
  );
};
