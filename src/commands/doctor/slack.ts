import { isScalar, parseDocument, YAMLSeq } from 'yaml';
import { z } from 'zod';
import type { SlackConfig } from '../../config.ts';
import type { Call, Outcome } from '../../platform/slack/calls.ts';
import { broken, type Check, look, ok } from './check.ts';

const Answer = z.object({
  team: z.string().default(''),
  team_id: z.string(),
  user: z.string().default(''),
  // The client puts the header x-oauth-scopes there.
  response_metadata: z.object({ scopes: z.array(z.string()).optional() }).optional(),
});

/** Why we ask for each scope, by the comments of manifest.yml. */
export function scopesIn(manifest: string): Map<string, string> {
  const scopes = parseDocument(manifest).getIn(['oauth_config', 'scopes', 'bot']);
  const items = scopes instanceof YAMLSeq ? scopes.items.filter(isScalar) : [];
  return new Map(items.map(({ value, comment }) => [String(value), comment?.trim() ?? '']));
}

export interface SlackLook {
  readonly checks: readonly Check[];
  /** Whether Slack knows us, so that more can be asked. */
  readonly known: boolean;
}

/** Tokens, workspace and scopes. `boundTo` is the workspace that the database belongs to, if any. */
export async function lookAtSlack(
  slack: Exclude<SlackConfig, { mode: 'sandbox' }>,
  callWith: (token: string) => Call,
  { manifest, boundTo }: { manifest: string; boundTo: string | undefined },
): Promise<SlackLook> {
  const answer = await callWith(slack.botToken)('auth.test', {});
  if (answer.kind !== 'ok') return { checks: [notKnown(answer)], known: false };
  const { team, team_id, user, response_metadata } = Answer.parse(answer.body);
  const checks = [
    ok('bot token', `is good for the workspace ${team} (${team_id}), as @${user}`),
    ...(boundTo !== undefined && boundTo !== team_id
      ? [
          broken(
            'workspace',
            `the database belongs to ${boundTo}`,
            'use another DATABASE_URL, or the token of that workspace',
          ),
        ]
      : []),
    ...scopeChecks(response_metadata?.scopes, scopesIn(manifest)),
    ...(slack.mode === 'socket'
      ? [appTokenCheck(await callWith(slack.appToken)('apps.connections.open', {}))]
      : [ok('signing secret', 'is set; whether it is right shows at the first event')]),
  ];
  return { checks, known: true };
}

function notKnown(answer: Exclude<Outcome, { kind: 'ok' }>): Check {
  if (answer.kind === 'refused') {
    const fix = 'copy SLACK_BOT_TOKEN anew from the page of your app, OAuth & Permissions';
    return broken('bot token', `Slack refuses it (${answer.error})`, fix);
  }
  const reason = answer.kind === 'limited' ? 'asked too often' : answer.error;
  return broken(
    'Slack',
    `does not answer (${reason})`,
    'look at the network, at SLACK_API_URL and at slack-status.com',
  );
}

function appTokenCheck(answer: Outcome): Check {
  if (answer.kind === 'ok') return ok('app token', 'opens connections (Socket Mode)');
  const error = answer.kind === 'limited' ? 'asked too often' : answer.error;
  const fix = 'make an app-level token with the scope connections:write, and switch Socket Mode on';
  return broken('app token', `does not open a connection (${error})`, fix);
}

export function scopeChecks(granted: readonly string[] | undefined, wanted: ReadonlyMap<string, string>): Check[] {
  if (granted === undefined)
    return [look('scopes', 'Slack does not say which were granted', 'compare with manifest.yml')];
  const missing = [...wanted].filter(([scope]) => !granted.includes(scope));
  const beyond = granted.filter((scope) => !wanted.has(scope));
  const fix = 'add it under OAuth & Permissions and install the app again';
  return [
    ...missing.map(([scope, reason]) => broken('scopes', `${scope} is missing (${reason})`, fix)),
    ...(beyond.length > 0
      ? [
          look(
            'scopes',
            `${beyond.join(', ')} ${beyond.length === 1 ? 'is' : 'are'} not needed`,
            'take away what Loopkeeper has no use for',
          ),
        ]
      : []),
    ...(missing.length === 0 ? [ok('scopes', `all ${wanted.size} are granted`)] : []),
  ];
}
