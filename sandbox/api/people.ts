import type { Json, User } from '../workspace/model.ts';
import { seconds } from '../workspace/workspace.ts';
import { knownUser } from './access.ts';
import type { Args } from './args.ts';
import { page } from './cursor.ts';
import { type Method, refuse, refuseWith, type Slack } from './method.ts';
import { dndJson, profileJson, usergroupJson, userJson } from './shapes.ts';

/** So many are given without a limit; of more Slack demands pages. */
const WITHOUT_PAGES = 1000;

const withEmail = ({ manifest }: Slack) => manifest.scopes.has('users:read.email');

function listCall(slack: Slack, args: Args): Json {
  const users = [...slack.workspace.users.values()];
  const limit = args.count('limit', { least: 0, most: 1000, usual: 0 });
  if (limit === 0 && users.length > WITHOUT_PAGES) return refuse('limit_required');
  const { items, next } = page(args, users, ({ id }) => id, limit || WITHOUT_PAGES);
  return {
    members: items.map((user) => userJson(slack.workspace, user, withEmail(slack))),
    cache_ts: seconds(slack.workspace),
    ...next,
  };
}

const infoCall = (slack: Slack, args: Args): Json => ({
  user: userJson(slack.workspace, knownUser(slack, args), withEmail(slack)),
});

/** Deactivated people are not found by their address. */
function lookupCall(slack: Slack, args: Args): Json {
  const id = slack.workspace.usersByEmail.get(args.text('email').toLowerCase()) ?? '';
  const user = slack.workspace.users.get(id);
  if (!user || user.deleted) return refuse('users_not_found');
  return { user: userJson(slack.workspace, user, true) };
}

function profileCall(slack: Slack, args: Args): Json {
  const user = args.has('user') ? knownUser(slack, args) : ownUser(slack);
  return { profile: profileJson(slack.workspace, user, withEmail(slack)) };
}

const ownUser = ({ workspace }: Slack): User =>
  workspace.users.get(workspace.app.botUserId) ?? refuse('user_not_found');

function presenceCall(slack: Slack, args: Args): Json {
  const user = args.has('user') ? slack.workspace.users.get(args.text('user')) : ownUser(slack);
  if (!user) return refuseWith('invalid_arguments', ['no such user [json-pointer:/user]']);
  return { presence: user.deleted ? 'away' : 'active' };
}

function dndCall(slack: Slack, args: Args): Json {
  return dndJson(slack.workspace, args.has('user') ? knownUser(slack, args) : ownUser(slack));
}

function dndTeamCall(slack: Slack, args: Args): Json {
  const ids = args.list('users');
  if (ids.length === 0) return refuse('no_users_provided');
  const known = ids.flatMap((id) => slack.workspace.users.get(id) ?? []);
  return { users: Object.fromEntries(known.map((user) => [user.id, dndJson(slack.workspace, user)])) };
}

function usergroupsCall({ workspace }: Slack, args: Args): Json {
  const groups = [...workspace.usergroups.values()].map((group) => {
    const { users, user_count, ...rest } = usergroupJson(workspace, group);
    return {
      ...rest,
      ...(args.flag('include_count') ? { user_count } : {}),
      ...(args.flag('include_users') ? { users } : {}),
    };
  });
  return { usergroups: groups };
}

function usergroupUsersCall({ workspace }: Slack, args: Args): Json {
  const group = workspace.usergroups.get(args.text('usergroup')) ?? refuse('no_such_subteam');
  return { users: group.users };
}

const READ = { scopes: ['users:read'], required: [] } as const;

export const PEOPLE: Readonly<Record<string, Method>> = {
  'users.list': { ...READ, tier: 2, errors: ['invalid_cursor', 'limit_required'], handle: listCall },
  'users.info': { ...READ, tier: 4, required: ['user'], errors: ['user_not_found'], handle: infoCall },
  'users.lookupByEmail': {
    scopes: ['users:read.email'],
    tier: 3,
    required: ['email'],
    errors: ['users_not_found'],
    handle: lookupCall,
  },
  'users.profile.get': {
    scopes: ['users.profile:read'],
    tier: 4,
    required: [],
    errors: ['user_not_found'],
    handle: profileCall,
  },
  'users.getPresence': { ...READ, tier: 3, errors: [], handle: presenceCall },
  'dnd.info': { scopes: ['dnd:read'], tier: 3, required: [], errors: ['user_not_found'], handle: dndCall },
  'dnd.teamInfo': {
    scopes: ['dnd:read'],
    tier: 2,
    required: ['users'],
    errors: ['no_users_provided'],
    handle: dndTeamCall,
  },
  'usergroups.list': { scopes: ['usergroups:read'], tier: 2, required: [], errors: [], handle: usergroupsCall },
  'usergroups.users.list': {
    scopes: ['usergroups:read'],
    tier: 2,
    required: ['usergroup'],
    errors: ['no_such_subteam'],
    handle: usergroupUsersCall,
  },
};
