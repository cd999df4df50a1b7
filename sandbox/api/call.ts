import type { Rates } from '../limits.ts';
import { isExecutionToken } from '../workspace/executions.ts';
import type { Json } from '../workspace/model.ts';
import { needScope } from './access.ts';
import { argsFrom } from './args.ts';
import { COMMON_ERRORS, Limited, type Method, Refusal, refuse, refuseWith, type Slack } from './method.ts';
import { METHODS } from './methods.ts';

export interface Tokens {
  readonly bot: string;
  readonly app: string;
}

export interface Call {
  readonly method: string;
  readonly args: Json;
  readonly token: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

export type Caller = (call: Call) => Answer;

/** Does what a call asks for, or says no as Slack would. */
export function createCaller(slack: Slack, rates: Rates, tokens: Tokens): Caller {
  const scopes = [...slack.manifest.scopes].join(',');
  return (call) => {
    const method = Object.hasOwn(METHODS, call.method) ? METHODS[call.method] : undefined;
    const headers = {
      'x-oauth-scopes': scopes,
      ...(method ? { 'x-accepted-oauth-scopes': method.scopes.join(',') } : {}),
    };
    try {
      return { status: 200, headers, body: { ok: true, ...perform(slack, rates, tokens, call, method) } };
    } catch (error) {
      return { ...refused(call, method, error), ...(error instanceof Limited ? {} : { headers }) };
    }
  };
}

function perform(slack: Slack, rates: Rates, tokens: Tokens, call: Call, method: Method | undefined): Json {
  if (!method) return refuse('unknown_method', { req_method: call.method });
  checkToken(method, slack, tokens, call.token);
  const wait = rates.method(call.method, method.tier);
  if (wait !== undefined) throw new Limited(wait);
  if (method.scopes.length > 0) needScope(slack, ...method.scopes);
  const args = argsFrom(call.args);
  const missing = method.required.filter((name) => !args.has(name));
  if (missing.length > 0)
    return refuseWith(
      'invalid_arguments',
      missing.map((name) => `missing required field: ${name}`),
    );
  return method.handle(slack, args);
}

/** A run of a custom step comes with a token of its own, which is as good as the bot's. */
function checkToken(method: Method, { workspace }: Slack, tokens: Tokens, token: string | undefined): void {
  const wanted = method.token ?? 'bot';
  if (wanted === 'none') return;
  if (!token) refuse('not_authed');
  if (token === tokens[wanted] || (wanted === 'bot' && isExecutionToken(workspace, token ?? ''))) return;
  refuse(token === tokens.bot || token === tokens.app ? 'not_allowed_token_type' : 'invalid_auth');
}

function refused({ method: name }: Call, method: Method | undefined, error: unknown): Answer {
  if (error instanceof Limited) {
    const body = { ok: false, error: 'ratelimited' };
    return { status: 429, headers: { 'retry-after': String(error.seconds) }, body };
  }
  if (!(error instanceof Refusal)) throw error;
  if (!COMMON_ERRORS.has(error.code) && !method?.errors.includes(error.code)) {
    throw new Error(`${name} may not answer ${error.code}: Slack does not list it`, { cause: error });
  }
  return { status: 200, headers: {}, body: { ok: false, error: error.code, ...error.extra } };
}
