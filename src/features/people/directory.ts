import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { ChannelId, UserId } from '../../kernel/slack.ts';
import type { Context } from '../../platform/context.ts';
import type { Log } from '../../platform/log.ts';
import { nextCursor } from '../../platform/outbox/say.ts';
import type { Call, Outcome } from '../../platform/slack/calls.ts';
import { findChannelByRef, saveChannel, setChannel } from './channels/store.ts';
import { seePerson } from './on-change.ts';
import { channelFrom, personFrom } from './slack.ts';
import { findPerson, saveGroups, savePerson } from './store.ts';

export interface World {
  readonly context: Context;
  readonly call: Call;
  readonly log: Log;
  /** Aborted when nothing more may be asked or stored; whoever reads then gets its reason thrown. */
  readonly ending?: AbortSignal;
}

const PAGE = 1000;
const LOOKS = 20;
const PAUSE_MS = 3000;

const Users = z.object({ members: z.array(z.unknown()) });
const Channels = z.object({ channels: z.array(z.unknown()) });

/**
 * Reads who and which channels there are, page by page at Slack's own pace. What a page shows is stored; what no page
 * shows is not taken to be gone, because a partial list is never the whole. Resolves to whether it saw every page.
 */
export async function readDirectory(world: World): Promise<boolean> {
  const people = await eachPage(world, 'users.list', {}, async (body) => {
    const found = Users.parse(body).members.map(personFrom);
    await world.context.transaction(async (tx) => {
      for (const person of found) if (person) await seePerson(tx, person, world.context.now());
    });
  });
  const kinds = { types: 'public_channel,private_channel' };
  const channels = await eachPage(world, 'conversations.list', kinds, async (body) => {
    const found = Channels.parse(body).channels.map(channelFrom);
    await world.context.transaction(async (tx) => {
      for (const channel of found) if (channel) await saveChannel(tx, channel, world.context.now());
    });
  });
  await readGroups(world);
  return people && channels;
}

const Groups = z.object({
  usergroups: z
    .array(z.object({ id: z.string(), handle: z.string(), users: z.array(z.string()).default([]) }))
    .default([]),
});

/** Which user groups people are in. An installation from before we asked for that goes on without. */
async function readGroups(world: World): Promise<void> {
  const answer = await patiently(world, 'usergroups.list', { include_users: true });
  if (answer.kind !== 'ok') return;
  const groups = new Map<UserId, string[]>();
  for (const { id, handle, users } of Groups.parse(answer.body).usergroups)
    for (const user of users as UserId[]) groups.set(user, [...(groups.get(user) ?? []), id, `@${handle}`]);
  await world.context.transaction((tx) => saveGroups(tx, groups));
}

async function eachPage(
  world: World,
  method: string,
  args: Record<string, unknown>,
  take: (body: unknown) => Promise<void>,
): Promise<boolean> {
  let cursor: string | undefined;
  for (let page = 1; ; page++) {
    const answer = await patiently(world, method, { ...args, limit: PAGE, ...(cursor !== undefined && { cursor }) });
    if (answer.kind !== 'ok') return false;
    await take(answer.body);
    cursor = nextCursor(answer);
    if (cursor === undefined) return true;
    // In a large company Slack lets us read for minutes, at the first start before anything else is done.
    world.log.info({ method, page }, 'the directory is being read; there is more of it');
  }
}

/** Reading may be repeated at will, so whatever time can mend is waited for. */
async function patiently(
  { call, log, ending }: World,
  method: string,
  args: Record<string, unknown>,
): Promise<Outcome> {
  for (let look = 1; ; look++) {
    ending?.throwIfAborted();
    const answer = await call(method, args);
    if (answer.kind === 'ok' || answer.kind === 'refused' || look === LOOKS) {
      if (answer.kind === 'refused')
        log.error({ method, reason: answer.error }, 'Slack does not let us read its directory');
      return answer;
    }
    await pause(answer.kind === 'limited' ? answer.waitMs : PAUSE_MS, undefined, ending && { signal: ending });
  }
}

const Info = z.object({ user: z.unknown() });

/** Makes sure that a person is known: nobody is said not to exist before Slack was asked. */
export async function meet({ context, call }: World, user: UserId): Promise<void> {
  if (await context.transaction((tx) => findPerson(tx, user))) return;
  const answer = await call('users.info', { user });
  const person = answer.kind === 'ok' ? personFrom(Info.parse(answer.body).user) : undefined;
  if (person) await context.transaction((tx) => savePerson(tx, person, context.now()));
}

const ChannelInfo = z.object({ channel: z.unknown() });

/** Makes sure that a channel is known which was made, or let us in, after the directory was read. */
export async function meetChannel({ context, call }: World, id: ChannelId): Promise<void> {
  if (await context.transaction((tx) => findChannelByRef(tx, id))) return;
  const answer = await call('conversations.info', { channel: id });
  const channel = answer.kind === 'ok' ? channelFrom(ChannelInfo.parse(answer.body).channel) : undefined;
  if (channel) await context.transaction((tx) => saveChannel(tx, channel, context.now()));
}

/** Joins a public channel before the first post there; resolves to Slack's wish to wait. A private one must invite the bot; doctor says which. */
export async function enterChannel(
  { context, call, log }: World,
  id: ChannelId,
): Promise<Extract<Outcome, { kind: 'limited' }> | undefined> {
  const channel = await context.transaction((tx) => findChannelByRef(tx, id));
  if (!channel || channel.member || channel.private || channel.archived) return undefined;
  const answer = await call('conversations.join', { channel: id });
  if (answer.kind === 'limited') return answer;
  if (answer.kind === 'ok') await context.transaction((tx) => setChannel(tx, id, { member: 1 }));
  else log.warn({ channel: id, reason: answer.kind }, 'a channel could not be joined');
  return undefined;
}
