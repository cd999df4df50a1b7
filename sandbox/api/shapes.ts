import type { Channel, Json, Message, User, Usergroup } from '../workspace/model.ts';
import { seconds, type Workspace } from '../workspace/workspace.ts';
import { fileJson } from './file-shape.ts';

/** Users, channels and messages as Slack's API and events show them. */

export function zoneOffset(tz: string, now: number): number {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(tz).offsetNanoseconds / 1_000_000_000;
}

export function userJson(workspace: Workspace, user: User, withEmail: boolean): Json {
  const strange = user.is_stranger ? { is_stranger: true } : {};
  const common = {
    id: user.id,
    team_id: user.is_stranger ? 'T0STRANGERS' : workspace.team.id,
    name: user.name,
    deleted: user.deleted,
    profile: profileJson(workspace, user, withEmail),
    is_bot: user.is_bot,
    is_app_user: false,
    updated: user.updated,
    ...strange,
  };
  if (user.deleted) return common;
  return {
    ...common,
    color: '4bbe2e',
    real_name: user.real_name,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: zoneOffset(user.tz, workspace.clock.now()),
    is_admin: user.is_admin || user.is_primary_owner,
    is_owner: user.is_primary_owner,
    is_primary_owner: user.is_primary_owner,
    is_restricted: user.is_restricted || user.is_ultra_restricted,
    is_ultra_restricted: user.is_ultra_restricted,
    is_email_confirmed: user.email !== undefined,
    who_can_share_contact_card: 'EVERYONE',
  };
}

export function profileJson({ team, app }: Workspace, user: User, withEmail: boolean): Json {
  return {
    title: user.title,
    phone: '',
    real_name: user.real_name,
    real_name_normalized: user.real_name,
    display_name: user.display_name ?? user.name,
    display_name_normalized: user.display_name ?? user.name,
    status_text: user.status_text,
    status_emoji: user.status_emoji,
    status_expiration: user.status_expiration ?? 0,
    avatar_hash: user.id.slice(-9).toLowerCase(),
    ...(withEmail && user.email ? { email: user.email } : {}),
    ...(user.id === app.botUserId ? { api_app_id: app.appId, bot_id: app.botId, always_active: true } : {}),
    team: team.id,
  };
}

export function channelJson({ app, team }: Workspace, channel: Channel, withCount = false): Json {
  const common = {
    id: channel.id,
    created: channel.created,
    is_archived: channel.is_archived,
    is_im: channel.kind === 'im',
    is_org_shared: false,
    context_team_id: team.id,
    updated: channel.created * 1000,
  };
  if (channel.kind === 'im') {
    const other = [...channel.members].find((member) => member !== app.botUserId);
    return { ...common, user: other ?? app.botUserId, is_user_deleted: false, priority: 0 };
  }
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_mpim: channel.kind === 'mpim',
    is_private: channel.kind !== 'public',
    is_general: channel.name === 'general',
    is_shared: false,
    is_ext_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    unlinked: 0,
    shared_team_ids: [team.id],
    parent_conversation: null,
    creator: channel.creator,
    is_member: channel.members.has(app.botUserId),
    topic: { value: channel.topic, creator: channel.creator, last_set: channel.created },
    purpose: { value: channel.purpose, creator: channel.creator, last_set: channel.created },
    previous_names: [],
    ...(withCount ? { num_members: channel.members.size } : {}),
  };
}

/** One's own schedule of do-not-disturb is not modelled: only what one snoozes. */
export function dndJson(workspace: Workspace, user: User): Json {
  const snoozed = (user.snoozed_until ?? 0) > seconds(workspace);
  return {
    dnd_enabled: snoozed,
    next_dnd_start_ts: 1,
    next_dnd_end_ts: 1,
    snooze_enabled: snoozed,
    ...(snoozed ? { snooze_endtime: user.snoozed_until } : {}),
  };
}

export const usergroupJson = ({ team }: Workspace, { updated, users, ...group }: Usergroup): Json => ({
  ...group,
  team_id: team.id,
  is_usergroup: true,
  is_subteam: true,
  description: '',
  is_external: false,
  date_create: updated,
  date_update: updated,
  date_delete: 0,
  auto_type: null,
  auto_provision: false,
  created_by: 'USLACKBOT',
  updated_by: 'USLACKBOT',
  prefs: { channels: [], groups: [] },
  users,
  user_count: users.length,
});

/** Metadata is shown only where it was asked for, or in the answer to the post itself. */
export function messageJson(workspace: Workspace, message: Message, withMetadata = false): Json {
  const { team, app } = workspace;
  const { channel: _channel, ephemeral_to: _to, broadcast: _broadcast, metadata, reactions, files, ...own } = message;
  const bot = message.bot_id ? { bot_profile: botProfile(app, team) } : {};
  const isParent = message.reply_count !== undefined;
  return {
    type: 'message',
    ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
    team: team.id,
    ...bot,
    ...(files ? { files: filesJson(workspace, files), upload: true, display_as_bot: false } : {}),
    ...(withMetadata && metadata ? { metadata } : {}),
    ...(reactions?.length ? { reactions: reactions.map((each) => ({ ...each, count: each.users.length })) } : {}),
    ...(isParent ? { reply_users_count: message.reply_users?.length ?? 0, subscribed: true, is_locked: false } : {}),
  };
}

export const filesJson = (workspace: Workspace, ids: readonly string[]): Json[] =>
  ids.flatMap((id) => workspace.files.get(id) ?? []).map((file) => fileJson(workspace, file));

export const botProfile = (app: Workspace['app'], team: Workspace['team']): Json => ({
  id: app.botId,
  app_id: app.appId,
  user_id: app.botUserId,
  name: app.name,
  deleted: false,
  updated: 0,
  team_id: team.id,
});
