import { z } from 'zod';
import type { ChannelId, UserId } from '../../kernel/slack.ts';
import { HOUR, type Instant, instant, later, SECOND } from '../../kernel/time.ts';
import type { Context } from '../../platform/context.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { announce } from '../../platform/facts/facts.ts';
import type { InboxItem } from '../../platform/inbox/lane.ts';
import { setLeave } from './away.ts';
import { forgetLeft, saveLeft, setChannel } from './channels/store.ts';
import type { SlackPerson } from './domain.ts';
import { personFrom } from './slack.ts';
import { leaveBy } from './status.ts';
import { findPerson, savePerson, saveQuiet } from './store.ts';

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
  await followStatus(tx, person, now);
}

/** A status that says so is a leave, until it says so no more; what somebody has said to us themselves goes before it. */
async function followStatus(tx: Tx, { id, status, timezone }: SlackPerson, now: Instant): Promise<void> {
  const person = status && (await findPerson(tx, id));
  if (!person || (person.leave && !person.leave.byStatus)) return;
  const says = leaveBy(status, timezone ?? 'UTC', now, person.leave?.from);
  if (says === undefined && person.leave === undefined) return;
  if (says?.until === person.leave?.until) return;
  await setLeave(tx, person, says, now);
}

const Membership = z.object({ type: z.string(), user: z.string(), channel: z.string() });

/** Somebody left a channel, or is in it again. Slack tells of it where the bot itself is. */
export async function onMembership({ now }: Context, tx: Tx, item: InboxItem): Promise<void> {
  const { type, ...of } = Membership.parse(item.body);
  const [user, channel] = [of.user as UserId, of.channel as ChannelId];
  if (type === 'member_joined_channel') {
    await forgetLeft(tx, user, channel);
    return onChannelChange(tx, item);
  }
  await saveLeft(tx, user, channel, now());
  await announce(tx, 'person.left-channel', { user, channel }, now());
}

const DndEvent = z.object({
  user: z.string(),
  dnd_status: z.object({
    dnd_enabled: z.boolean().optional(),
    next_dnd_start_ts: z.number().optional(),
    next_dnd_end_ts: z.number().optional(),
  }),
});

/** Somebody asks Slack not to be disturbed, or may be again: what can wait waits. */
export async function onDnd(tx: Tx, { body }: InboxItem, now: Instant): Promise<void> {
  const { user, dnd_status } = DndEvent.parse(body);
  await saveQuiet(tx, user as UserId, quietUntil(dnd_status, now));
}

type Dnd = z.output<typeof DndEvent>['dnd_status'];

/** Of a snooze Slack tells others that there is one and not how long: it is taken for two hours, unless its end is told. */
const UNTOLD = 2 * HOUR;

function quietUntil(
  { dnd_enabled, next_dnd_start_ts = 0, next_dnd_end_ts = 0 }: Dnd,
  now: Instant,
): Instant | undefined {
  if (!dnd_enabled || next_dnd_start_ts * SECOND > now) return undefined;
  const end = instant(next_dnd_end_ts * SECOND);
  return end > now ? end : later(now, UNTOLD);
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
