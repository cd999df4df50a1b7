import { z } from 'zod';
import {
  type IngestSecrets,
  ingestSecretsFrom,
  publicUrlProblem,
  signingSecretProblem,
  tokenProblem,
  unrealProblem,
} from './config-secrets.ts';
import { nearest } from './platform/nearest.ts';

/** A mistake in the environment; `where` is the variable. Never holds the value of a secret. */
export interface Problem {
  readonly what: string;
  readonly where: string;
  readonly fix: string;
}

export type SlackConfig =
  | { readonly mode: 'sandbox' }
  | { readonly mode: 'socket'; readonly botToken: string; readonly appToken: string; readonly apiUrl?: string }
  | { readonly mode: 'http'; readonly botToken: string; readonly signingSecret: string; readonly apiUrl?: string };

export interface Config {
  readonly slack: SlackConfig;
  /** `explicit`: somebody named the file, so that the demo's is not meant. */
  readonly database: { readonly file: string; readonly explicit: boolean };
  readonly redis: { readonly url: string | undefined };
  readonly http: { readonly host: string; readonly port: number };
  /** Where customers reach the HTTP server, without a slash at the end; undefined where they cannot. */
  readonly publicUrl: string | undefined;
  /** `explicit`: somebody named the file, so its absence is a mistake even where the default's is none. */
  readonly org: { readonly path: string; readonly explicit: boolean };
  readonly ingest: { readonly secrets: IngestSecrets };
  /** Called every minute in which all is well. */
  readonly heartbeat: { readonly url: string | undefined };
  readonly log: { readonly level: LogLevel };
}

export type LogLevel = (typeof LOG_LEVELS)[number];

export type ConfigOutcome =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly Problem[] };

type Env = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Text for which `problemWith` finds nothing to say; what it says must not repeat a secret. */
const text = (problemWith: (value: string) => string | undefined) =>
  z.string().superRefine((value, issue) => {
    const message = problemWith(value);
    if (message) issue.addIssue({ code: 'custom', message });
  });

const url = (name: string, protocol: RegExp) => z.url({ protocol, error: `is no ${name} address` });

const Variables = z.object({
  SLACK_BOT_TOKEN: text((token) => tokenProblem(token, 'xoxb-')).optional(),
  SLACK_APP_TOKEN: text((token) => tokenProblem(token, 'xapp-')).optional(),
  SLACK_SIGNING_SECRET: text(signingSecretProblem).optional(),
  SLACK_API_URL: url('HTTP', /^https?$/).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^file:[^?]+$/, 'is no file: only SQLite files are supported so far')
    .transform((value) => value.replace(/^file:(\/\/(?=\/))?/, ''))
    // SQLite ignores spaces around either.
    .refine((file) => !['', ':memory:'].includes(file.trim()), 'is no file: what is kept in memory alone is lost')
    .default('data/loopkeeper.db'),
  REDIS_URL: url('Redis', /^rediss?$/).optional(),
  HTTP_HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'is no host name or address')
    .default('127.0.0.1'),
  HTTP_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'is no port number')
    .transform(Number)
    .refine((port) => port < 65_536, 'is no port number')
    .default(3000),
  LOOPKEEPER_ORG: z.string().default('org.yml'),
  LOOPKEEPER_PUBLIC_URL: text(publicUrlProblem)
    .transform((value) => value.replace(/\/+$/, ''))
    .optional(),
  LOOPKEEPER_INGEST_SECRETS: z
    .string()
    .transform((value, issue): IngestSecrets => {
      const { secrets, problems } = ingestSecretsFrom(value);
      for (const message of problems) issue.addIssue({ code: 'custom', message });
      return secrets;
    })
    .default(new Map()),
  LOOPKEEPER_HEARTBEAT_URL: url('HTTP', /^https?$/).optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, 'is no log level').default('info'),
});

type Name = keyof typeof Variables.shape;
type Values = z.output<typeof Variables>;

/** Every variable Loopkeeper reads, and how to mend a wrong one. `.env.example` has a line for each. */
export const FIXES: Readonly<Record<Name, string>> = {
  SLACK_BOT_TOKEN: 'copy the Bot User OAuth Token from "OAuth & Permissions" of your Slack app; it begins with xoxb-',
  SLACK_APP_TOKEN: 'make an app-level token with the scope connections:write under "Basic Information" (xapp-…)',
  SLACK_SIGNING_SECRET: 'copy the Signing Secret from "Basic Information" of your Slack app',
  SLACK_API_URL: 'leave it out for Slack itself, or give another server, for example http://127.0.0.1:4000/api/',
  DATABASE_URL: 'give a path after file:, for example file:data/loopkeeper.db',
  REDIS_URL: 'leave it out (Loopkeeper then finds its own), or give a server, for example redis://127.0.0.1:6379',
  HTTP_HOST: 'give the address to listen on: 127.0.0.1 for this machine only, 0.0.0.0 for all',
  HTTP_PORT: 'give a number from 0 (any free port) to 65535, for example 3000',
  LOOPKEEPER_ORG: 'give the path of the organisation file, for example org.yml',
  LOOPKEEPER_INGEST_SECRETS:
    'give source=whsec_… pairs with commas between; make a secret with: echo "whsec_$(openssl rand -base64 32)"',
  LOOPKEEPER_HEARTBEAT_URL: 'give the address that your monitoring wants to be called, or leave it out',
  LOOPKEEPER_PUBLIC_URL:
    'leave it out, or give the address at which customers reach Loopkeeper, for example https://cx.acme.example',
  LOG_LEVEL: `give one of ${LOG_LEVELS.join(', ')}`,
};

const NAMES = Object.keys(FIXES) as Name[];

/** Reads the environment once, at start; nothing else in the program looks at it. Every mistake is told at once. */
export function readConfig(env: Env): ConfigOutcome {
  const given = Object.fromEntries(NAMES.filter((name) => env[name]).map((name) => [name, env[name]]));
  const parsed = Variables.safeParse(given);
  const wrong = parsed.error?.issues.map(({ path, message }) => problem(path[0] as Name, message)) ?? [];
  const problems = [
    ...unknownVariables(env),
    ...emptyVariables(env),
    ...missingForSlack(env),
    ...wrong,
    ...unreal(env, wrong),
  ];
  if (problems.length > 0 || !parsed.success) return { ok: false, problems };
  return { ok: true, config: configOf(parsed.data, env) };
}

function configOf(values: Values, env: Env): Config {
  return {
    slack: slackOf(values),
    database: { file: values.DATABASE_URL, explicit: env.DATABASE_URL !== undefined },
    redis: { url: values.REDIS_URL },
    heartbeat: { url: values.LOOPKEEPER_HEARTBEAT_URL },
    http: { host: values.HTTP_HOST, port: values.HTTP_PORT },
    publicUrl: values.LOOPKEEPER_PUBLIC_URL,
    org: { path: values.LOOPKEEPER_ORG, explicit: env.LOOPKEEPER_ORG !== undefined },
    ingest: { secrets: values.LOOPKEEPER_INGEST_SECRETS },
    log: { level: values.LOG_LEVEL },
  };
}

/** Where both are given the app token wins: apps on Socket Mode have a signing secret too. */
function slackOf(values: Values): SlackConfig {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = values;
  const api = values.SLACK_API_URL ? { apiUrl: values.SLACK_API_URL } : {};
  if (botToken && appToken) return { mode: 'socket', botToken, appToken, ...api };
  if (botToken && signingSecret) return { mode: 'http', botToken, signingSecret, ...api };
  return { mode: 'sandbox' };
}

/** Half of what Slack needs is a mistake and never the sandbox: somebody meant a real workspace. */
function missingForSlack(env: Env): Problem[] {
  const slack = NAMES.filter((name) => name.startsWith('SLACK_') && env[name] !== undefined);
  if (slack.length === 0) return [];
  const others = `is missing, though ${slack.join(' and ')} ${slack.length === 1 ? 'is' : 'are'} set`;
  const problems = env.SLACK_BOT_TOKEN === undefined ? [problem('SLACK_BOT_TOKEN', others)] : [];
  if (env.SLACK_APP_TOKEN !== undefined || env.SLACK_SIGNING_SECRET !== undefined) return problems;
  const fix = `for Socket Mode, ${FIXES.SLACK_APP_TOKEN}; for HTTP, ${FIXES.SLACK_SIGNING_SECRET}`;
  return [...problems, { what: others, where: 'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET', fix }];
}

/** Placeholders and fragments, unless another server than Slack is to take them. */
function unreal(env: Env, wrong: readonly Problem[]): Problem[] {
  if (env.SLACK_API_URL) return [];
  const secrets = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'] as const;
  return secrets.flatMap((name) => {
    const what = env[name] && !wrong.some(({ where }) => where === name) && unrealProblem(env[name]);
    return what ? [problem(name, what)] : [];
  });
}

/** Set but empty is how a secret that a deployment failed to fill in looks. */
function emptyVariables(env: Env): Problem[] {
  return NAMES.filter((name) => env[name] === '').map((name) => problem(name, 'is set but empty'));
}

function unknownVariables(env: Env): Problem[] {
  const unknown = Object.keys(env).filter((name) => name.startsWith('LOOPKEEPER_') && !(name in FIXES));
  const ours = NAMES.filter((name) => name.startsWith('LOOPKEEPER_'));
  return unknown.map((where) => {
    const meant = nearest(where, ours);
    const fix = meant ? `did you mean ${meant}?` : `remove it; there are ${ours.join(' and ')}`;
    return { what: 'is no variable of Loopkeeper', where, fix };
  });
}

const problem = (where: Name, what: string): Problem => ({ what, where, fix: FIXES[where] });

/** What to print before exiting: a paragraph for each problem. */
export function problemsText(problems: readonly Problem[]): string {
  const count = problems.length === 1 ? 'one thing is' : `${problems.length} things are`;
  const paragraphs = problems.map(({ what, where, fix }) => `  ${where} ${what}.\n    To mend it: ${fix}`);
  return [`Loopkeeper cannot start: ${count} wrong with its configuration.`, ...paragraphs].join('\n\n');
}
