import { z } from 'zod';
import type { ChannelId } from '../../kernel/slack.ts';
import type { Context } from '../../platform/context.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { announce } from '../../platform/facts/facts.ts';
import type { InboxItem } from '../../platform/inbox/lane.ts';
import { personFrom } from './slack.ts';
import { findPerson, savePerson, setChannel } from './store.ts';

const UserEvent = z.object({ user: z.unknown() });

/** Somebody changed, joined or left. Who was a member and is none any more cannot answer for customers. */
export async function onUserChange({ now }: Context, tx: Tx, { body }: InboxItem): Promise<void> {
  const person = personFrom(UserEvent.parse(body).user);
  if (person === undefined) return;
  const before = await findPerson(tx, person.id);
  await savePerson(tx, person, now());
  if (before?.standing === 'member' && person.standing !== 'member') {
    await announce(tx, 'person.left', { user: person.id }, now());
  }
}

const ChannelEvent = z.object({
  type: z.string(),
  channel: z.union([z.string(), z.object({ id: z.string(), name: z.string().optional() })]),
});

/** A channel was renamed, archived or opened again, or the bot left it. */
export async function onChannelChange(tx: Tx, { body }: InboxItem): Promise<void> {
  const { type, channel } = ChannelEvent.parse(body);
  const id = (typeof channel === 'string' ? channel : channel.id) as ChannelId;
  const name = typeof channel === 'string' ? undefined : channel.name;
  const change = {
    ...(name !== undefined && { name }),
    ...(type.endsWith('unarchive') ? { archived: 0 } : type.endsWith('archive') && { archived: 1 }),
    ...(/left$/.test(type) && { member: 0 }),
  };
  if (Object.keys(change).length > 0) await setChannel(tx, id, change);
}
