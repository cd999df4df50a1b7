import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { features } from '../src/app.ts';
import { scopesIn } from '../src/commands/doctor/slack.ts';
import { readByWords } from '../src/features/feedback/index.ts';
import { instant } from '../src/kernel/time.ts';
import { silentLog } from '../src/platform/log.ts';

const ROOT = new URL('..', import.meta.url);
const text = readFileSync(new URL('manifest.yml', ROOT), 'utf8');
const raw = parse(text);

/** What of the manifest the checks below look at. */
const Manifest = z.object({
  features: z.object({
    slash_commands: z.array(z.object({ command: z.string(), url: z.string().optional() })),
    shortcuts: z.array(z.object({ type: z.string(), callback_id: z.string() })),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({
    socket_mode_enabled: z.boolean(),
    event_subscriptions: z.object({ bot_events: z.array(z.string()), request_url: z.string().optional() }),
    interactivity: z.object({ is_enabled: z.boolean(), request_url: z.string().optional() }),
  }),
});
const manifest = Manifest.parse(raw);
const scopes = manifest.oauth_config.scopes.bot;
const events = manifest.settings.event_subscriptions.bot_events;

/** Every Web API method that the bot calls, and the scopes without which it does not do what it is called for. */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  'apps.connections.open': [], // an app-level token's connections:write
  'auth.test': [],
  'chat.delete': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.join': ['channels:join'],
  'conversations.list': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'usergroups.list': ['usergroups:read'],
  'users.info': ['users:read', 'users:read.email'],
  'users.list': ['users:read', 'users:read.email'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};

/** Of our events, by Slack's documentation. */
const EVENTS: Readonly<Record<string, string | undefined>> = {
  app_home_opened: undefined, // asks for none
  channel_archive: 'channels:read',
  channel_created: 'channels:read',
  channel_left: 'channels:read',
  channel_rename: 'channels:read',
  channel_unarchive: 'channels:read',
  group_archive: 'groups:read',
  group_left: 'groups:read',
  dnd_updated_user: 'dnd:read',
  group_rename: 'groups:read',
  group_unarchive: 'groups:read',
  member_joined_channel: 'channels:read',
  member_left_channel: 'channels:read',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  team_join: 'users:read',
  user_change: 'users:read',
};

/** The families of Slack's methods: a string in our code that begins with one is a call. */
const FAMILIES =
  'admin api apps assistant auth bookmarks bots calls canvases chat conversations dialog dnd emoji entity files functions migration oauth openid pins reactions reminders rtm search slackLists stars team tooling usergroups users views workflows';

function calledMethods(): Set<string> {
  const method = new RegExp(`['"\`]((?:${FAMILIES.replaceAll(' ', '|')})(?:\\.[a-zA-Z]+)+)['"\`]`, 'g');
  const files = readdirSync(new URL('src', ROOT), { recursive: true, encoding: 'utf8' });
  const code = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(new URL(`src/${file}`, ROOT), 'utf8'));
  return new Set(code.flatMap((each) => [...each.matchAll(method)].map(([, name = '']) => name)));
}

const never = () => {
  throw new Error('nothing is done here');
};

const all = features(
  { now: () => instant(0), random: () => 0, transaction: never },
  {
    inbox: { accept: never, arrived: () => 0 },
    read: readByWords,
    secrets: new Map(),
    isDisabled: never,
    log: silentLog,
  },
);

function schemaErrors(candidate: unknown): readonly unknown[] {
  const schema = (name: string) => JSON.parse(readFileSync(new URL(`support/slack/${name}`, import.meta.url), 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true, formats: { uri: true } });
  for (const version of ['1.0.0', '2.0.0']) {
    const name = `manifest.schema.${version}.json`;
    const id = `https://raw.githubusercontent.com/slackapi/manifest-schema/v0.5.0/schemas/${name}`;
    ajv.addSchema(schema(name), id);
  }
  const validate = ajv.compile(schema('manifest.schema.json'));
  validate(candidate);
  return validate.errors ?? [];
}

test("it passes Slack's own schema, which does refuse what is wrong", () => {
  expect(schemaErrors(raw)).toEqual([]);
  expect(schemaErrors({ ...raw, display_information: {} })).not.toEqual([]);
  expect(schemaErrors({ ...raw, settings: { ...raw.settings, soket_mode: true } })).not.toEqual([]);
});

test('the table above has the methods that the bot calls, and no others', () => {
  expect([...calledMethods()].sort()).toEqual(Object.keys(METHODS).sort());
});

test('it asks for the scopes that methods, events and commands need, and for no other', () => {
  const needed = new Set([
    ...Object.values(METHODS).flat(),
    ...events.flatMap((event) => EVENTS[event] ?? []),
    ...(manifest.features.slash_commands.length + manifest.features.shortcuts.length > 0 ? ['commands'] : []),
  ]);
  expect([...scopes].sort()).toEqual([...needed].sort());
});

test.each(scopes)('the scope %s is asked for once, and a comment says what for', (scope) => {
  expect(scopes.filter((each) => each === scope)).toHaveLength(1);
  expect(scopesIn(text).get(scope)).toMatch(/\w+ \w+|\//);
});

test.each(events)('for the event %s the scope that Slack demands is there', (event) => {
  expect(EVENTS).toHaveProperty(event);
  expect(scopes).toEqual(expect.arrayContaining([EVENTS[event]].filter((scope) => scope !== undefined)));
});

test('the events that Slack is to send are those that a feature handles', () => {
  const handled = all.flatMap(({ inbox }) => Object.keys(inbox ?? {})).filter((kind) => kind.startsWith('slack/'));
  expect(handled.map((kind) => kind.slice('slack/'.length)).sort()).toEqual([...events].sort());
});

test('its one command is /cx, to which the features have answers', () => {
  expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(['/cx']);
  expect(all.flatMap(({ surface }) => surface?.commands ?? []).length).toBeGreaterThan(0);
});

test('its shortcuts are those that a feature handles', () => {
  const handled = all.flatMap(({ surface }) => Object.keys(surface?.shortcuts ?? {}));
  expect(manifest.features.shortcuts).toEqual([
    expect.objectContaining({ type: 'message', callback_id: 'ownership.who' }),
    expect.objectContaining({ type: 'message', callback_id: 'feedback.log' }),
    expect.objectContaining({ type: 'message', callback_id: 'issue.why-this' }),
    expect.objectContaining({ type: 'message', callback_id: 'wall.put-forward' }),
  ]);
  expect(manifest.features.shortcuts.map(({ callback_id }) => callback_id)).toEqual(handled);
});

test('Slack can reach us: by Socket Mode, or by a URL for each of events, interactions and commands', () => {
  const { socket_mode_enabled, event_subscriptions, interactivity } = manifest.settings;
  const urls = [
    event_subscriptions.request_url,
    interactivity.request_url,
    ...manifest.features.slash_commands.map(({ url }) => url),
  ];
  expect(socket_mode_enabled || urls.every((url) => url?.startsWith('https://'))).toBe(true);
  expect(interactivity.is_enabled).toBe(true);
});

test('for HTTP the comments show where the four URLs go', () => {
  expect(
    text.match(/# (request_url|url|message_menu_options_url): https:\/\/<your host>\/slack\/events/g),
  ).toHaveLength(4);
});
