import { dndJson, usergroupJson, userJson } from '../api/shapes.ts';
import { stepJson } from '../manifest-steps.ts';
import type { Json, User } from '../workspace/model.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Of, SlackEvent } from './event.ts';

/** What an app hears of people and user groups, and that a custom step of its own is to be run. */

/** Who only asks not to be disturbed has not changed otherwise. A new status is told three times, as Slack does. */
export function peopleEvents(workspace: Workspace, happening: Of<'user'>, withEmail: boolean): SlackEvent[] {
  const { user } = happening;
  const tell = (type: string, more: Json = {}): SlackEvent => ({
    name: type,
    event: { type, ...more, cache_ts: user.updated, event_ts: workspace.ts.next() },
  });
  const whole = { user: userJson(workspace, user, withEmail) };
  if (happening.what === 'joined') return [tell('team_join', whole)];
  const { previous } = happening;
  const { updated: _now, snoozed_until: until, ...now } = user;
  const { updated: _then, snoozed_until: before, ...then } = previous;
  const profile = PROFILE.some((field) => user[field] !== previous[field]);
  const status = STATUS.some((field) => user[field] !== previous[field]);
  return [
    ...(until === before ? [] : [dndEvent(workspace, user)]),
    ...(until === before || JSON.stringify(now) !== JSON.stringify(then) ? [tell('user_change', whole)] : []),
    ...(profile ? [tell('user_profile_changed', whole)] : []),
    ...(status ? [tell('user_status_changed', whole)] : []),
  ];
}

const STATUS = ['status_text', 'status_emoji', 'status_expiration'] as const;
const PROFILE = [...STATUS, 'name', 'real_name', 'display_name', 'title', 'email'] as const;

/** Of another's snooze an app learns only that they are not to be disturbed. */
function dndEvent(workspace: Workspace, user: User): SlackEvent {
  const { dnd_enabled, next_dnd_start_ts, next_dnd_end_ts } = dndJson(workspace, user);
  const dnd_status = { dnd_enabled, next_dnd_start_ts, next_dnd_end_ts };
  const type = 'dnd_updated_user';
  return { name: type, event: { type, user: user.id, dnd_status, event_ts: workspace.ts.next() } };
}

export function usergroupEvents(workspace: Workspace, { group, previous }: Of<'usergroup'>): SlackEvent[] {
  const tell = (type: string, more: Json): SlackEvent => ({
    name: type,
    event: { type, ...more, event_ts: workspace.ts.next() },
  });
  const subteam = usergroupJson(workspace, group);
  if (!previous) return [tell('subteam_created', { subteam })];
  const added = group.users.filter((user) => !previous.users.includes(user));
  const removed = previous.users.filter((user) => !group.users.includes(user));
  const members = {
    subteam_id: group.id,
    team_id: workspace.team.id,
    date_previous_update: previous.updated,
    date_update: group.updated,
    added_users: added,
    added_users_count: added.length,
    removed_users: removed,
    removed_users_count: removed.length,
  };
  const changed = added.length + removed.length > 0;
  return [tell('subteam_updated', { subteam }), ...(changed ? [tell('subteam_members_changed', members)] : [])];
}

export function executedEvent({ app, ts, ids }: Workspace, { execution, step }: Of<'executed'>): SlackEvent {
  const type = 'function_executed';
  const event = {
    type,
    function: stepJson(step, app.appId),
    inputs: execution.inputs,
    function_execution_id: execution.id,
    workflow_execution_id: ids.next('Wx'),
    event_ts: ts.next(),
    bot_access_token: execution.token,
  };
  return { name: type, event };
}
