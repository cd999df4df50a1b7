import { App, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { type Sandbox, type SandboxOptions, type Seed, startSandbox } from '../../sandbox/index.ts';

/** A small company with one app that may do everything. */
export const SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:join',
  'channels:manage',
  'channels:read',
  'chat:write',
  'commands',
  'dnd:read',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'mpim:history',
  'mpim:read',
  'mpim:write',
  'reactions:read',
  'reactions:write',
  'team:read',
  'usergroups:read',
  'users.profile:read',
  'users:read',
  'users:read.email',
];

export const EVENTS = [
  'app_home_opened',
  'app_mention',
  'channel_archive',
  'channel_created',
  'channel_rename',
  'member_joined_channel',
  'member_left_channel',
  'message.channels',
  'message.groups',
  'message.im',
  'reaction_added',
  'reaction_removed',
  'team_join',
  'user_change',
];

interface Wanted {
  readonly scopes?: readonly string[];
  readonly events?: readonly string[];
  readonly http?: boolean;
}

const ADDRESS = 'http://127.0.0.1:9/slack/events';

export function manifest({ scopes = SCOPES, events = EVENTS, http = false }: Wanted = {}): object {
  const at = http ? { request_url: ADDRESS } : {};
  return {
    display_information: { name: 'Lamp', description: 'Turns on' },
    features: {
      bot_user: { display_name: 'Lamp' },
      app_home: { home_tab_enabled: true, messages_tab_enabled: true },
      slash_commands: [{ command: '/lamp', description: 'Light', ...(http ? { url: ADDRESS } : {}) }],
      shortcuts: [
        { name: 'Light up', callback_id: 'light', description: 'x', type: 'global' },
        { name: 'Light this', callback_id: 'light-this', description: 'x', type: 'message' },
      ],
    },
    oauth_config: { scopes: { bot: [...scopes] } },
    settings: {
      event_subscriptions: { ...at, bot_events: [...events] },
      interactivity: { is_enabled: true, ...at },
      socket_mode_enabled: !http,
    },
  };
}

export function seed(wanted: Wanted = {}): Seed {
  return {
    team: { name: 'Acme' },
    users: [
      { name: 'anna', email: 'anna@acme.test', real_name: 'Anna', tz: 'Europe/Helsinki', is_admin: true },
      { name: 'ben', email: 'ben@acme.test', real_name: 'Ben', tz: 'America/New_York' },
      { name: 'gone', email: 'gone@acme.test', deleted: true },
    ],
    channels: [
      { name: 'general', members: 'all', app_is_member: true },
      { name: 'random', members: ['anna'] },
      { name: 'secret', members: ['anna'], is_private: true },
      { name: 'old', members: ['anna'], is_archived: true, app_is_member: true },
    ],
    usergroups: [{ handle: 'crew', name: 'Crew', users: ['anna', 'ben'] }],
    manifest: manifest(wanted),
  };
}

const open: { close(): Promise<unknown> }[] = [];

export const opened = (each: { close(): Promise<unknown> }): void => void open.push(each);

/** Call in `afterEach`: closes what the test opened, last first. */
export async function closeAll(): Promise<void> {
  for (const each of open.splice(0).reverse()) await each.close();
}

export async function workspace(wanted: Wanted & Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ seed: seed(wanted), ...wanted });
  open.push(sandbox);
  return sandbox;
}

/** An unstarted Bolt app; `start` it once its listeners are there. It waits `comesBackMs` after a lost connection, and takes a slower pong for one. */
export function socketApp({ tokens, apiUrl }: Sandbox, comesBackMs = 5000): App {
  const logger = quiet();
  const receiver = new SocketModeReceiver({
    appToken: tokens.app,
    clientPingTimeout: comesBackMs,
    logger,
    installerOptions: { clientOptions: { slackApiUrl: apiUrl } },
  });
  const app = new App({ token: tokens.bot, receiver, logger, clientOptions: { slackApiUrl: apiUrl } });
  open.push({ close: () => app.stop() });
  return app;
}

/** What the SDK complains of is looked for in the ledger. */
export const quiet = (): Logger => ({
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
});

export async function httpApp(sandbox: Sandbox): Promise<{ app: App; start(): Promise<void> }> {
  const app = new App({
    token: sandbox.tokens.bot,
    signingSecret: sandbox.tokens.signingSecret,
    logger: quiet(),
    clientOptions: { slackApiUrl: sandbox.apiUrl },
  });
  open.push({ close: () => app.stop() });
  const start = async () => {
    const server = (await app.start({ port: 0, host: '127.0.0.1' })) as { address(): { port: number } };
    await sandbox.setRequestUrl(`http://127.0.0.1:${server.address().port}/slack/events`);
  };
  return { app, start };
}

/** A call without any SDK. */
export async function call(sandbox: Sandbox, method: string, args: object = {}, token = sandbox.tokens.bot) {
  const response = await fetch(sandbox.apiUrl + method, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(args),
  });
  // biome-ignore lint/suspicious/noExplicitAny: an answer is looked into at will
  const body = (await response.json()) as any;
  return { ...body, status: response.status, headers: response.headers };
}

/** Resolves with what the page is told once it fits; for waiting without sleeping. */
export async function until<T>(look: () => T | undefined | false): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const found = look();
    if (found) return found;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`waited in vain for ${look}`);
}

const PATIENCE_MS = 4500;
