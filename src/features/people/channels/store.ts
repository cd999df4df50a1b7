import type { ChannelId, UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Tx } from '../../../platform/db/schema.ts';

export interface Channel {
  readonly id: ChannelId;
  readonly name: string;
  readonly private: boolean;
  readonly archived: boolean;
  /** Shared with another company: no customer's words go there. */
  readonly external: boolean;
  /** Whether the bot is in it. */
  readonly member: boolean;
}

/** Of those that the company can use: open, and its own. */
export async function channelNames(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.selectFrom('slack_channel').select(['name', 'archived', 'external']).execute();
  return new Set(rows.filter(({ archived, external }) => archived + external === 0).map(({ name }) => name));
}

/** By id, or by `#name`. */
export async function findChannelByRef(tx: Tx, ref: string): Promise<Channel | undefined> {
  const row = ref.startsWith('#')
    ? (await channelsByName.all(tx, { name: ref.slice(1) })).toSorted((a, b) => a.archived - b.archived)[0]
    : await channelById.first(tx, { id: ref as ChannelId });
  if (row === undefined) return undefined;
  const { id, name } = row;
  return {
    id,
    name,
    private: row.private === 1,
    archived: row.archived === 1,
    external: row.external === 1,
    member: row.member === 1,
  };
}

const channelsByName = prepared((db, { name }: { readonly name: string }) =>
  db.selectFrom('slack_channel').selectAll().where('name', '=', name),
);

const channelById = prepared((db, { id }: { readonly id: ChannelId }) =>
  db.selectFrom('slack_channel').selectAll().where('id', '=', id),
);

export async function saveChannel(tx: Tx, channel: Channel, now: Instant): Promise<void> {
  const seen = {
    id: channel.id,
    name: channel.name,
    private: Number(channel.private),
    archived: Number(channel.archived),
    external: Number(channel.external),
    member: Number(channel.member),
    seen_at: now,
  };
  await tx
    .insertInto('slack_channel')
    .values(seen)
    .onConflict((oc) => oc.column('id').doUpdateSet(seen))
    .execute();
}

export async function setChannel(
  tx: Tx,
  id: ChannelId,
  change: { name?: string; archived?: number; member?: number },
): Promise<void> {
  await tx.updateTable('slack_channel').set(change).where('id', '=', id).execute();
}

export async function saveLeft(tx: Tx, user: UserId, channel: ChannelId, now: Instant): Promise<void> {
  const left = { user, channel, at: now };
  await tx
    .insertInto('left_channel')
    .values(left)
    .onConflict((oc) => oc.doNothing())
    .execute();
}

export async function forgetLeft(tx: Tx, user: UserId, channel: ChannelId): Promise<void> {
  await tx.deleteFrom('left_channel').where('user', '=', user).where('channel', '=', channel).execute();
}

/** Whether this person was in that channel and is no more. */
export async function hasLeft(tx: Tx, user: UserId, channel: ChannelId): Promise<boolean> {
  return (await leaving.first(tx, { user, channel })) !== undefined;
}

const leaving = prepared((db, { user, channel }: { readonly user: UserId; readonly channel: ChannelId }) =>
  db.selectFrom('left_channel').select('at').where('user', '=', user).where('channel', '=', channel),
);
