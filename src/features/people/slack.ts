import { z } from 'zod';
import { isZone } from '../../kernel/calendar/day.ts';
import type { ChannelId, UserId } from '../../kernel/slack.ts';
import type { Channel } from './channels/store.ts';
import type { SlackPerson, Standing } from './domain.ts';
import { endOf } from './status.ts';

const User = z.object({
  id: z.string(),
  name: z.string().optional(),
  real_name: z.string().optional(),
  tz: z.string().nullish(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_admin: z.boolean().optional(),
  is_owner: z.boolean().optional(),
  is_primary_owner: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  profile: z
    .object({
      email: z.string().optional(),
      display_name: z.string().optional(),
      real_name: z.string().optional(),
      status_text: z.string().optional(),
      status_emoji: z.string().optional(),
      status_expiration: z.number().optional(),
    })
    .optional(),
});

/** A user as Slack's lists and events show one, or undefined when it is none. */
export function personFrom(value: unknown): SlackPerson | undefined {
  const parsed = User.safeParse(value);
  if (!parsed.success) return undefined;
  const { id, name, real_name, tz, profile } = parsed.data;
  return {
    id: id as UserId,
    name: profile?.display_name || real_name || profile?.real_name || name || id,
    email: profile?.email ?? null,
    // Slack may know a zone that this machine does not: the company's then holds.
    timezone: tz && isZone(tz) ? tz : null,
    standing: standingOf(parsed.data),
    status: statusOf(profile),
    admin: adminOf(parsed.data),
  };
}

function adminOf({ is_admin, is_owner, is_primary_owner }: z.output<typeof User>): SlackPerson['admin'] {
  if (is_primary_owner) return 'primary owner';
  return is_admin || is_owner ? 'admin' : undefined;
}

function statusOf(profile: z.output<typeof User>['profile']): SlackPerson['status'] {
  if (profile?.status_text === undefined && profile?.status_emoji === undefined) return undefined;
  const { status_text = '', status_emoji = '', status_expiration } = profile;
  return { text: status_text, emoji: status_emoji, until: endOf(status_expiration) };
}

function standingOf(user: z.output<typeof User>): Standing {
  if (user.deleted) return 'deactivated';
  if (user.is_bot || user.id === 'USLACKBOT') return 'bot';
  if (user.is_stranger) return 'stranger';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member';
}

const Conversation = z.object({
  id: z.string(),
  name: z.string(),
  is_private: z.boolean().optional(),
  is_archived: z.boolean().optional(),
  is_ext_shared: z.boolean().optional(),
  is_member: z.boolean().optional(),
});

export function channelFrom(value: unknown): Channel | undefined {
  const parsed = Conversation.safeParse(value);
  if (!parsed.success) return undefined;
  const { id, name, is_private, is_archived, is_ext_shared, is_member } = parsed.data;
  return {
    id: id as ChannelId,
    name,
    private: is_private ?? false,
    archived: is_archived ?? false,
    external: is_ext_shared ?? false,
    member: is_member ?? false,
  };
}
