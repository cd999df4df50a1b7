import type { Triggers } from '../delivery/triggers.ts';
import type { Uploads } from '../delivery/uploads.ts';
import type { LedgerBook } from '../ledger.ts';
import type { Limits, Tier } from '../limits.ts';
import type { Manifest } from '../manifest.ts';
import type { Json } from '../workspace/model.ts';
import type { Scheduler } from '../workspace/scheduled.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Args } from './args.ts';

/** What the methods work on. */
export interface Slack {
  readonly workspace: Workspace;
  readonly manifest: Manifest;
  readonly ledger: LedgerBook;
  readonly triggers: Triggers;
  readonly limits: Limits;
  readonly uploads: Uploads;
  /** Undefined: take the post. Otherwise the seconds to wait. */
  readonly postPace: (channel: string) => number | undefined;
  /** Posts what is scheduled when its time has come. */
  readonly scheduler: () => Scheduler;
  /** A new address for a Socket Mode connection. */
  readonly socketUrl: () => string;
  /** Where permalinks lead. */
  readonly webUrl: () => string;
}

/** One row of the table of methods. */
export interface Method {
  /** One of these is needed. For conversations.* the method itself asks for the scope of the channel's kind. */
  readonly scopes: readonly string[];
  readonly token?: 'bot' | 'app' | 'none';
  readonly tier: Tier;
  readonly required: readonly string[];
  /** Beyond those that every method may answer. */
  readonly errors: readonly string[];
  readonly handle: (slack: Slack, args: Args) => Json;
}

/** `ok: false` with one of Slack's codes. */
export class Refusal extends Error {
  readonly code: string;
  readonly extra: Json;

  constructor(code: string, extra: Json = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

/** HTTP 429. */
export class Limited extends Error {
  readonly seconds: number;

  constructor(seconds: number) {
    super('ratelimited');
    this.seconds = seconds;
  }
}

export const refuse = (code: string, extra?: Json): never => {
  throw new Refusal(code, extra);
};

/** With the lines that Slack gives for the developer to read. */
export const refuseWith = (code: string, messages: readonly string[]): never =>
  refuse(code, { response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) } });

/** Documented for every method. */
export const COMMON_ERRORS: ReadonlySet<string> = new Set([
  'access_denied',
  'account_inactive',
  'fatal_error',
  'internal_error',
  'invalid_arguments',
  'invalid_auth',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'not_authed',
  'ratelimited',
  'request_timeout',
  'service_unavailable',
  'token_expired',
  'token_revoked',
  'unknown_method',
]);
