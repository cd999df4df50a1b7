import { z } from 'zod';
import type { ChannelId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Context } from '../../platform/context.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { announce } from '../../platform/facts/facts.ts';
import type { InboxItem } from '../../platform/inbox/lane.ts';
import type { SlackPerson } from './domain.ts';
import { personFrom } from './slack.ts';
import { findPerson, savePerson, setChannel } from './store.ts';

const UserEvent = z.object({ user: z.unknown() });

/** Somebody changed, joined or left. */
export async function onUserChange({ now }: Context, tx: Tx, { body }: InboxItem): Promise<void> {
  const person = personFrom(UserEvent.parse(body).user);
  if (person) await seePerson(tx, person, now());
}

/** Somebody as Slack shows them now, in an event or a list. Who was a member and is none any more cannot answer for customers. */
export async function seePerson(tx: Tx, person: SlackPerson, now: Instant): Promise<void> {
  const before = await findPerson(tx, person.id);
  await savePerson(tx, person, now);
  if (before?.standing === 'member' && person.standing !== 'member') {
    await announce(tx, 'person.left', { user: person.id }, now);
  }
}

const ChannelEvent = z.object({
  type: z.string(),
  channel: z.union([z.string(), z.object({ id: z.string(), name: z.string().optional() })]),
});

/** A channel was renamed, archived or opened again, or the bot left it. Slack tells of joining only where the bot itself is. */
export async function onChannelChange(tx: Tx, { body }: InboxItem): Promise<void> {
  const { type, channel } = ChannelEvent.parse(body);
  const id = (typeof channel === 'string' ? channel : channel.id) as ChannelId;
  const name = typeof channel === 'string' ? undefined : channel.name;
  const change = {
    ...(type === 'member_joined_channel' && { member: 1 }),
    ...(name !== undefined && { name }),
    ...(type.endsWith('unarchive') ? { archived: 0 } : type.endsWith('archive') && { archived: 1 }),
    ...(/left$/.test(type) && { member: 0 }),
  };
  if (Object.keys(change).length > 0) await setChannel(tx, id, change);
}
