import type { ChannelId, UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import type { Person } from './domain.ts';

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

const PERSON = ['id', 'name', 'email', 'timezone', 'standing'] as const;

export async function findPerson(tx: Tx, user: UserId): Promise<Person | undefined> {
  return tx.selectFrom('slack_user').select(PERSON).where('id', '=', user).executeTakeFirst();
}

/** By Slack id or by e-mail, as the organisation file names people. */
export async function findPersonByRef(tx: Tx, ref: string): Promise<Person | undefined> {
  const person = tx.selectFrom('slack_user').select(PERSON);
  return isUserId(ref)
    ? person.where('id', '=', ref).executeTakeFirst()
    : person.where('email', '=', ref.toLowerCase()).executeTakeFirst();
}

export const isUserId = (ref: string): ref is UserId => /^[UW][A-Z0-9]{2,}$/.test(ref);

export async function savePerson(tx: Tx, person: Person, now: Instant): Promise<void> {
  const seen = { ...person, email: person.email?.toLowerCase() ?? null, seen_at: now };
  await tx
    .insertInto('slack_user')
    .values(seen)
    .onConflict((oc) => oc.column('id').doUpdateSet(seen))
    .execute();
}

/** By id, or by `#name`. */
export async function findChannelByRef(tx: Tx, ref: string): Promise<Channel | undefined> {
  const channel = tx.selectFrom('slack_channel').selectAll();
  const row = await (ref.startsWith('#')
    ? channel.where('name', '=', ref.slice(1)).orderBy('archived').executeTakeFirst()
    : channel.where('id', '=', ref as ChannelId).executeTakeFirst());
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
