import type { SandboxClock } from '../clock.ts';
import type { CheckedSeed } from '../seed.ts';
import { newChannel } from './channels.ts';
import { createTs, type Ids, steadyId } from './ids.ts';
import type { AppIdentity, Channel, Team, User } from './model.ts';
import { emptyWorkspace, saveChannel, saveUser, seconds, type Workspace } from './workspace.ts';

const BLANK = {
  title: '',
  tz: 'UTC',
  is_bot: false,
  is_admin: false,
  is_primary_owner: false,
  is_restricted: false,
  is_ultra_restricted: false,
  is_stranger: false,
  deleted: false,
  status_text: '',
  status_emoji: '',
};

/** A new workspace, as the seed describes it. Ids that the seed leaves open are made of names. */
export function plantWorkspace(seed: CheckedSeed, clock: SandboxClock, ids: Ids, webUrl: () => string): Workspace {
  const team = teamFrom(seed);
  const workspace = emptyWorkspace({ team, app: appFrom(seed, team), clock, ids, ts: createTs(clock.now), webUrl });
  for (const user of [slackbot(), botUser(workspace, seed), ...seed.users.map((each) => userFrom(team, each))]) {
    saveUser(workspace, { ...user, updated: seconds(workspace) });
  }
  const idsOf = finder(workspace);
  for (const channel of seed.channels) saveChannel(workspace, channelFrom(workspace, channel, idsOf));
  for (const group of seed.usergroups) {
    const id = group.id ?? steadyId('S', `${team.id} ${group.handle}`);
    workspace.usergroups.set(id, { ...group, id, users: idsOf(group.users), updated: seconds(workspace) });
  }
  return workspace;
}

function teamFrom({ team }: CheckedSeed): Team {
  const domain = team.domain ?? team.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return { id: team.id ?? steadyId('T', domain), name: team.name, domain };
}

function appFrom({ manifest }: CheckedSeed, team: Team): AppIdentity {
  const name = `${team.id} ${manifest.name}`;
  return {
    name: manifest.name,
    appId: steadyId('A', name),
    botId: steadyId('B', name),
    botUserId: steadyId('U', `${name} bot`),
  };
}

const slackbot = (): Omit<User, 'updated'> => ({ ...BLANK, id: 'USLACKBOT', name: 'slackbot', real_name: 'Slackbot' });

const botUser = ({ app }: Workspace, { manifest }: CheckedSeed): Omit<User, 'updated'> => ({
  ...BLANK,
  id: app.botUserId,
  name: manifest.botName.toLowerCase().replace(/[^a-z0-9]+/g, '_'),
  real_name: manifest.botName,
  is_bot: true,
});

export const userFrom = (team: Team, seed: CheckedSeed['users'][number]): Omit<User, 'updated'> => ({
  ...BLANK,
  ...Object.fromEntries(Object.entries(seed).filter(([, value]) => value !== undefined)),
  name: seed.name,
  email: seed.email,
  id: seed.id ?? steadyId('U', `${team.id} ${seed.email}`),
  real_name: seed.real_name ?? seed.name,
});

function channelFrom(workspace: Workspace, seed: CheckedSeed['channels'][number], idsOf: IdsOf): Channel {
  const members = seed.members === 'all' ? everybody(workspace) : idsOf(seed.members);
  const bot = seed.app_is_member ? [workspace.app.botUserId] : [];
  const wanted = {
    name: seed.name,
    is_private: seed.is_private ?? false,
    creator: members[0] ?? 'USLACKBOT',
    members: [...members, ...bot],
  };
  const id = seed.id ?? steadyId('C', `${workspace.team.id} ${seed.name}`);
  return {
    ...newChannel(workspace, id, wanted),
    is_archived: seed.is_archived ?? false,
    topic: seed.topic ?? '',
    purpose: seed.purpose ?? '',
  };
}

/** Full members: neither bots, nor guests, nor people who left. */
const everybody = (workspace: Workspace): string[] =>
  [...workspace.users.values()]
    .filter((user) => !(user.is_bot || user.deleted || user.is_restricted || user.is_ultra_restricted || !user.email))
    .map((user) => user.id);

type IdsOf = (names: readonly string[]) => string[];

/** By id, e-mail address or name, without going through everybody for each. */
function finder({ users, usersByEmail }: Workspace): IdsOf {
  const byName = new Map([...users.values()].map(({ id, name }) => [name, id]));
  const find = (who: string) => usersByEmail.get(who.toLowerCase()) ?? (users.has(who) ? who : byName.get(who));
  return (names) => names.flatMap((name) => find(name) ?? []);
}
