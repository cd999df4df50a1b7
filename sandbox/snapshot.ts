import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { addMessage, emptyConversation } from './workspace/conversation.ts';
import type { Channel, Message, StoredFile, User, Usergroup, View } from './workspace/model.ts';
import type { Scheduled } from './workspace/scheduled.ts';
import { hear, saveChannel, saveUser, type Workspace } from './workspace/workspace.ts';

const VERSION = 1;
/** Writing may take at most this part of the time. */
const SHARE = 20;
const LEAST_PAUSE_MS = 500;

interface Saved {
  readonly version: number;
  readonly team: string;
  /** Workspace time, in ms. */
  readonly now: number;
  readonly users: readonly User[];
  readonly channels: readonly (Omit<Channel, 'members'> & { members: readonly string[] })[];
  readonly usergroups: readonly Usergroup[];
  readonly messages: readonly Message[];
  /** Without their bytes, which lie beside. */
  readonly files?: readonly StoredFile[];
  readonly ephemerals: readonly Message[];
  readonly scheduled: readonly Scheduled[];
  readonly homes: readonly View[];
  readonly reads: readonly (readonly [user: string, channels: readonly (readonly [string, string])[]])[];
}

const header = z.object({ version: z.literal(VERSION), team: z.string(), now: z.number() });

function saved(workspace: Workspace): Saved {
  return {
    version: VERSION,
    team: workspace.team.id,
    now: workspace.clock.now(),
    users: [...workspace.users.values()],
    channels: [...workspace.channels.values()].map((channel) => ({ ...channel, members: [...channel.members] })),
    usergroups: [...workspace.usergroups.values()],
    messages: [...workspace.conversations.values()].flatMap(({ byTs }) => [...byTs.values()]),
    files: completed(workspace),
    ephemerals: [...workspace.ephemerals.values()].flat(),
    scheduled: [...workspace.scheduled.values()],
    homes: [...workspace.homes.values()],
    reads: [...workspace.reads].map(([user, channels]) => [user, [...channels]] as const),
  };
}

const completed = ({ files }: Workspace): StoredFile[] => [...files.values()].filter((file) => file.completed);

const bytesFolder = (file: string) => `${file}.files`;

/** What is in a file never changes: each is written once. */
async function saveBytes(workspace: Workspace, file: string, written: Set<string>): Promise<void> {
  const fresh = completed(workspace).filter(({ id }) => !written.has(id));
  if (fresh.length > 0) await mkdir(bytesFolder(file), { recursive: true });
  for (const { id } of fresh) {
    await writeFile(join(bytesFolder(file), id), workspace.bytes.get(id) ?? '');
    written.add(id);
  }
}

async function restoreFiles(workspace: Workspace, file: string, files: readonly StoredFile[]): Promise<void> {
  for (const each of files) {
    const bytes = await readFile(join(bytesFolder(file), each.id));
    workspace.files.set(each.id, each);
    workspace.bytes.set(each.id, bytes);
  }
}

/** What was saved replaces what the seed planted; time goes on from there, never back. */
export async function restore(workspace: Workspace, file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const content: unknown = JSON.parse(text);
  const { team, now } = header.parse(content);
  if (team !== workspace.team.id) throw new Error(`${file} is of the workspace ${team}, not of ${workspace.team.id}`);
  const state = content as Saved;
  for (const user of state.users) saveUser(workspace, user);
  for (const channel of state.channels) saveChannel(workspace, { ...channel, members: new Set(channel.members) });
  for (const group of state.usergroups) workspace.usergroups.set(group.id, group);
  restoreMessages(workspace, state);
  await restoreFiles(workspace, file, state.files ?? []);
  for (const each of state.scheduled ?? []) workspace.scheduled.set(each.id, each);
  for (const view of state.homes) workspace.homes.set(view.user, view);
  for (const [user, channels] of state.reads) workspace.reads.set(user, new Map(channels));
  workspace.clock.advance(Math.max(0, now - workspace.clock.now()));
}

function restoreMessages({ conversations, ephemerals }: Workspace, state: Saved): void {
  for (const message of state.messages) {
    const conversation = conversations.get(message.channel) ?? emptyConversation();
    conversations.set(message.channel, conversation);
    addMessage(conversation, message);
  }
  // A parent was saved with its count of replies, which adding them again has doubled.
  for (const message of state.messages) conversations.get(message.channel)?.byTs.set(message.ts, message);
  for (const message of state.ephemerals) {
    const to = message.ephemeral_to ?? '';
    ephemerals.set(to, [...(ephemerals.get(to) ?? []), message]);
  }
}

export interface Keeper {
  /** Writes what is unwritten. */
  close(): Promise<void>;
}

/** Writes the workspace some time after it changed, whole and atomically, never so often that it is felt. */
export function keep(workspace: Workspace, file: string, realNow: () => number): Keeper {
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let pause = LEAST_PAUSE_MS;
  const written = new Set(completed(workspace).map(({ id }) => id));
  const write = async () => {
    timer = undefined;
    const began = realNow();
    const state = saved(workspace);
    await saveBytes(workspace, file, written);
    const text = JSON.stringify(state);
    pause = Math.max(LEAST_PAUSE_MS, (realNow() - began) * SHARE);
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
  };
  const later = () => {
    timer ??= setTimeout(() => {
      // What cannot be written now is tried again; closing says why.
      writing = writing.then(write).catch(later);
    }, pause).unref();
  };
  const deaf = hear(workspace, later);
  const still = workspace.clock.onTurn(later);
  return {
    async close() {
      deaf();
      still();
      clearTimeout(timer);
      await writing;
      await write();
    },
  };
}
