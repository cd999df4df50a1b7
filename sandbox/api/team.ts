import type { Json } from '../workspace/model.ts';
import type { Args } from './args.ts';
import { type Method, refuse, type Slack } from './method.ts';
import { botProfile } from './shapes.ts';

const authTest = ({ workspace: { team, app }, webUrl }: Slack): Json => ({
  url: `${webUrl()}/`,
  team: team.name,
  user: app.name,
  team_id: team.id,
  user_id: app.botUserId,
  bot_id: app.botId,
  is_enterprise_install: false,
});

function teamInfo({ workspace: { team }, webUrl }: Slack, args: Args): Json {
  if (args.has('team') && args.text('team') !== team.id) return refuse('team_not_found');
  return { team: { ...team, email_domain: '', url: `${webUrl()}/`, icon: { image_default: true } } };
}

function botsInfo({ workspace: { team, app } }: Slack, args: Args): Json {
  if (args.has('bot') && args.text('bot') !== app.botId) return refuse('bot_not_found');
  return { bot: botProfile(app, team) };
}

const apiTest = (_slack: Slack, args: Args): Json =>
  args.has('error') ? { ok: false, error: args.text('error'), args: args.all } : { args: args.all };

const NOTHING = { scopes: [], required: [], errors: [] } as const;

export const TEAM: Readonly<Record<string, Method>> = {
  'api.test': { ...NOTHING, token: 'none', tier: 4, handle: apiTest },
  'auth.test': { ...NOTHING, tier: 'special', handle: authTest },
  'apps.connections.open': {
    ...NOTHING,
    token: 'app',
    tier: 3,
    errors: ['forbidden_team'],
    handle: ({ manifest, socketUrl }) => (manifest.socketMode ? { url: socketUrl() } : refuse('forbidden_team')),
  },
  'team.info': { ...NOTHING, scopes: ['team:read'], tier: 3, errors: ['team_not_found'], handle: teamInfo },
  'bots.info': { ...NOTHING, scopes: ['users:read'], tier: 3, errors: ['bot_not_found'], handle: botsInfo },
  'emoji.list': {
    ...NOTHING,
    scopes: ['emoji:read'],
    tier: 2,
    handle: ({ workspace }) => ({ emoji: {}, cache_ts: String(workspace.clock.now()) }),
  },
};
