import type { Selectable } from 'kysely';
import type { ChannelId, UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import { prepared } from '../../platform/db/prepared.ts';
import type { Schema, Tx } from '../../platform/db/schema.ts';
import type { Leave, Person, Rhythm, SlackPerson } from './domain.ts';

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

const PERSON = ['id', 'name', 'email', 'timezone', 'standing', 'away', 'quiet_until', 'rhythm', 'groups'] as const;
const LEAVE = ['leave_from', 'leave_until', 'leave_delegate', 'leave_by_status'] as const;

function personOf(
  row: Pick<Selectable<Schema['slack_user']>, (typeof PERSON)[number] | (typeof LEAVE)[number]>,
): Person {
  const { leave_from, leave_until, leave_delegate, leave_by_status, quiet_until, away, rhythm, groups, ...person } =
    row;
  return {
    ...person,
    leave: leaveOf(row),
    away: away === 1,
    quietUntil: quiet_until ?? undefined,
    rhythm: rhythm ?? undefined,
    groups: groups === null ? [] : JSON.parse(groups),
  };
}

function leaveOf(row: Pick<Selectable<Schema['slack_user']>, (typeof LEAVE)[number]>): Leave | undefined {
  const { leave_from: from, leave_until: until, leave_delegate: delegate, leave_by_status } = row;
  if (from === null || until === null) return undefined;
  return { from, until, delegate: delegate ?? undefined, ...(leave_by_status === 1 && { byStatus: true }) };
}

/** Every decision asks for the same few people again and again; a transaction remembers them until it changes one. */
const met = new WeakMap<Tx, Map<string, Person | undefined>>();

async function remembered(tx: Tx, ref: string, find: () => Promise<Person | undefined>): Promise<Person | undefined> {
  const people = met.get(tx) ?? new Map<string, Person | undefined>();
  met.set(tx, people);
  if (!people.has(ref)) people.set(ref, await find());
  return people.get(ref);
}

export function findPerson(tx: Tx, user: UserId): Promise<Person | undefined> {
  return remembered(tx, user, async () => {
    const row = await personById.first(tx, { user });
    return row && personOf(row);
  });
}

const personById = prepared((db, { user }: { readonly user: UserId }) =>
  db
    .selectFrom('slack_user')
    .select([...PERSON, ...LEAVE])
    .where('id', '=', user),
);

/** Who is in which groups, whole: whoever is not named in it is in none any more. */
export async function saveGroups(tx: Tx, groups: ReadonlyMap<UserId, readonly string[]>): Promise<void> {
  met.delete(tx);
  await tx.updateTable('slack_user').set({ groups: null }).where('groups', 'is not', null).execute();
  for (const [user, names] of groups)
    await tx
      .updateTable('slack_user')
      .set({ groups: JSON.stringify(names) })
      .where('id', '=', user)
      .execute();
}

/** Full members with their names, in which nothing else is looked for. */
export async function membersByName(tx: Tx): Promise<{ readonly id: UserId; readonly name: string }[]> {
  return tx.selectFrom('slack_user').select(['id', 'name']).where('standing', '=', 'member').execute();
}

/** By Slack id or by e-mail, as the organisation file names people. */
export async function findPersonByRef(tx: Tx, ref: string): Promise<Person | undefined> {
  if (isUserId(ref)) return findPerson(tx, ref);
  return remembered(tx, ref, async () => {
    const row = await personByEmail.first(tx, { email: ref.toLowerCase() });
    return row && personOf(row);
  });
}

const personByEmail = prepared((db, { email }: { readonly email: string }) =>
  db
    .selectFrom('slack_user')
    .select([...PERSON, ...LEAVE])
    .where('email', '=', email),
);

export const isUserId = (ref: string): ref is UserId => /^[UW][A-Z0-9]{2,}$/.test(ref);

/** Keeps when somebody is away or not to be disturbed, which Slack's lists do not say. */
export async function savePerson(
  tx: Tx,
  { id, name, email, timezone, standing }: SlackPerson,
  now: Instant,
): Promise<void> {
  const seen = { id, name, email: email?.toLowerCase() ?? null, timezone, standing, seen_at: now };
  met.delete(tx);
  await tx
    .insertInto('slack_user')
    .values(seen)
    .onConflict((oc) => oc.column('id').doUpdateSet(seen))
    .execute();
}

export async function saveLeave(tx: Tx, user: UserId, leave: Leave | undefined, away: boolean): Promise<void> {
  const columns = {
    leave_from: leave?.from ?? null,
    leave_until: leave?.until ?? null,
    leave_delegate: leave?.delegate ?? null,
    leave_by_status: Number(leave?.byStatus ?? false),
    away: Number(away),
  };
  met.delete(tx);
  await tx.updateTable('slack_user').set(columns).where('id', '=', user).execute();
}

export async function saveRhythm(tx: Tx, user: UserId, rhythm: Rhythm | undefined): Promise<void> {
  met.delete(tx);
  await tx
    .updateTable('slack_user')
    .set({ rhythm: rhythm ?? null })
    .where('id', '=', user)
    .execute();
}

/** Members that Slack has not shown us since then, in a list or an event. */
export async function membersUnseenSince(tx: Tx, since: Instant): Promise<UserId[]> {
  const rows = await tx
    .selectFrom('slack_user')
    .select('id')
    .where('standing', '=', 'member')
    .where('seen_at', '<', since)
    .execute();
  return rows.map(({ id }) => id);
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
  const row = await tx
    .selectFrom('left_channel')
    .select('at')
    .where('user', '=', user)
    .where('channel', '=', channel)
    .executeTakeFirst();
  return row !== undefined;
}

export async function saveQuiet(tx: Tx, user: UserId, until: Instant | undefined): Promise<void> {
  met.delete(tx);
  await tx
    .updateTable('slack_user')
    .set({ quiet_until: until ?? null })
    .where('id', '=', user)
    .execute();
}

/** By id, or by `#name`. */
export async function findChannelByRef(tx: Tx, ref: string): Promise<Channel | undefined> {
  const row = await (ref.startsWith('#')
    ? channelByName.first(tx, { name: ref.slice(1) })
    : channelById.first(tx, { id: ref as ChannelId }));
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

const channelByName = prepared((db, { name }: { readonly name: string }) =>
  db.selectFrom('slack_channel').selectAll().where('name', '=', name).orderBy('archived').limit(1),
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
