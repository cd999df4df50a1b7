import { z } from 'zod';
import { SUBSCRIBABLE } from './delivery/subscribable.ts';
import { type CustomStep, stepsSchema } from './manifest-steps.ts';

/** What an app's manifest says about how Slack is to treat it; other keys are Slack's business and pass unread. */
export interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly botName: string;
  readonly scopes: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  readonly commands: readonly Command[];
  readonly shortcuts: readonly Shortcut[];
  readonly steps: readonly CustomStep[];
  readonly homeTab: boolean;
  readonly messagesTab: boolean;
  readonly interactive: boolean;
  readonly socketMode: boolean;
  readonly urls: {
    readonly events?: string | undefined;
    readonly interactions?: string | undefined;
    readonly options?: string | undefined;
  };
}

export interface Command {
  readonly command: string;
  readonly description: string;
  readonly usage_hint?: string | undefined;
  readonly should_escape: boolean;
  readonly url?: string | undefined;
}

export interface Shortcut {
  readonly name: string;
  readonly callback_id: string;
  readonly description: string;
  readonly type: 'global' | 'message';
}

const command = z.object({
  command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/, 'must be a slash and up to 31 small letters, as in /help'),
  description: z.string().max(2000).default(''),
  usage_hint: z.string().max(1000).optional(),
  should_escape: z.boolean().default(false),
  url: z.url().optional(),
});

const shortcut = z.object({
  name: z.string().min(1).max(24),
  callback_id: z.string().min(1).max(255),
  description: z.string().max(150).default(''),
  type: z.enum(['global', 'message']),
});

const features = z.object({
  bot_user: z.object({ display_name: z.string().min(1).max(80) }).optional(),
  slash_commands: z.array(command).max(50).default([]),
  shortcuts: z.array(shortcut).max(10).default([]),
  app_home: z
    .object({ home_tab_enabled: z.boolean().default(false), messages_tab_enabled: z.boolean().default(false) })
    .default({ home_tab_enabled: false, messages_tab_enabled: false }),
});

const settings = z.object({
  event_subscriptions: z
    .object({ request_url: z.url().optional(), bot_events: z.array(z.string()).max(100).default([]) })
    .default({ bot_events: [] }),
  interactivity: z
    .object({ is_enabled: z.boolean(), request_url: z.url().optional(), message_menu_options_url: z.url().optional() })
    .default({ is_enabled: false }),
  socket_mode_enabled: z.boolean().default(false),
});

export const manifestSchema = z
  .object({
    display_information: z.object({ name: z.string().min(1).max(35), description: z.string().max(140).default('') }),
    features: features.default(() => features.parse({})),
    oauth_config: z
      .object({ scopes: z.object({ bot: z.array(z.string()).default([]) }).default({ bot: [] }) })
      .default({ scopes: { bot: [] } }),
    settings: settings.default(() => settings.parse({})),
    functions: stepsSchema.default([]),
  })
  .superRefine((manifest, issue) => {
    for (const [path, message] of mistakes(manifest)) issue.addIssue({ code: 'custom', path, message });
  })
  .transform(manifestFrom);

type Read = { features: z.infer<typeof features>; settings: z.infer<typeof settings> } & {
  display_information: { name: string; description: string };
  oauth_config: { scopes: { bot: string[] } };
  functions: CustomStep[];
};

/** What Slack's own JSON schema of manifests does not see. */
function mistakes(manifest: Read): [path: PropertyKey[], message: string][] {
  return [...eventMistakes(manifest), ...addressMistakes(manifest)];
}

function eventMistakes({ settings, oauth_config }: Read): [PropertyKey[], string][] {
  const scopes = new Set(oauth_config.scopes.bot);
  return settings.event_subscriptions.bot_events.flatMap((event, index): [PropertyKey[], string][] => {
    const path = ['settings', 'event_subscriptions', 'bot_events', index];
    const needed = SUBSCRIBABLE[event];
    if (!needed) return [[path, `there is no event ${event} that the sandbox can send`]];
    const granted = needed.length === 0 || needed.some((scope) => scopes.has(scope));
    return granted ? [] : [[path, `${event} needs the bot scope ${needed.join(' or ')}`]];
  });
}

function addressMistakes({ settings, features }: Read): [PropertyKey[], string][] {
  if (settings.socket_mode_enabled) return [];
  const { event_subscriptions: events, interactivity } = settings;
  const found: [PropertyKey[], string][] = [];
  const missing = (path: PropertyKey[]) => found.push([path, 'is needed without Socket Mode']);
  if (events.bot_events.length > 0 && !events.request_url) missing(['settings', 'event_subscriptions', 'request_url']);
  if (interactivity.is_enabled && !interactivity.request_url) missing(['settings', 'interactivity', 'request_url']);
  features.slash_commands.forEach((each, index) => {
    if (!each.url) missing(['features', 'slash_commands', index, 'url']);
  });
  return found;
}

function manifestFrom({ display_information, features, oauth_config, settings, functions }: Read): Manifest {
  return {
    name: display_information.name,
    description: display_information.description,
    botName: features.bot_user?.display_name ?? display_information.name,
    scopes: new Set(oauth_config.scopes.bot),
    events: new Set(settings.event_subscriptions.bot_events),
    commands: features.slash_commands,
    shortcuts: features.shortcuts,
    steps: functions,
    homeTab: features.app_home.home_tab_enabled,
    messagesTab: features.app_home.messages_tab_enabled,
    interactive: settings.interactivity.is_enabled,
    socketMode: settings.socket_mode_enabled,
    urls: {
      events: settings.event_subscriptions.request_url,
      interactions: settings.interactivity.request_url,
      options: settings.interactivity.message_menu_options_url,
    },
  };
}
