import { ErrorCode, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import { z } from 'zod';

/**
 * What became of a call. Only `unsent` and `refused` are certain not to have happened; `unknown` may have.
 * `limited` says for how many milliseconds Slack wants to hear nothing.
 */
export type Outcome =
  | { readonly kind: 'ok'; readonly body: Record<string, unknown> }
  | { readonly kind: 'refused'; readonly error: string }
  | { readonly kind: 'limited'; readonly waitMs: number }
  | { readonly kind: 'unsent'; readonly error: string }
  | { readonly kind: 'unknown'; readonly error: string };

/** The Web API, one attempt a call. It never throws, never retries, and never waits longer than its timeout. */
export type Call = (method: string, args: Record<string, unknown>) => Promise<Outcome>;

const TIMEOUT_MS = 10_000;
const WAIT_WHEN_UNSAID_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** Slack's own word that a call may have succeeded in part. */
const DOUBTFUL = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);

/** Before anything reached Slack: nobody listened, or there was no such host. */
const NOTHING_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'CERT_HAS_EXPIRED',
]);

export function slackCalls(
  token: string,
  options: { apiUrl?: string; timeoutMs?: number; retries?: WebClientOptions['retryConfig'] },
): Call {
  const client = new WebClient(token, {
    // The SDK's defaults turn one lost answer into several posts and let one channel's 429 stall all.
    retryConfig: options.retries ?? { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: options.timeoutMs ?? TIMEOUT_MS,
    logLevel: LogLevel.ERROR,
    // Its own log prints bodies.
    logger: quiet,
    ...(options.apiUrl && { slackApiUrl: options.apiUrl }),
  });
  return async (method, args) => {
    try {
      return { kind: 'ok', body: { ...(await client.apiCall(method, args)) } };
    } catch (error) {
      return outcomeOf(error);
    }
  };
}

const Failure = z.object({
  code: z.string().optional(),
  message: z.string().optional(),
  retryAfter: z.number().optional(),
  data: z.object({ error: z.string() }).optional(),
  original: z.unknown().optional(),
  cause: z.unknown().optional(),
});

function outcomeOf(error: unknown): Outcome {
  const { code, message, retryAfter, data, original, cause } = Failure.parse(error);
  // A 429 whose Retry-After is missing or no number has no code of its own.
  if (message?.includes('retry-after header')) return { kind: 'limited', waitMs: WAIT_WHEN_UNSAID_MS };
  if (code === ErrorCode.RateLimitedError) return { kind: 'limited', waitMs: waitOf(retryAfter) };
  if (code === ErrorCode.PlatformError && data) {
    if (data.error === 'ratelimited') return { kind: 'limited', waitMs: WAIT_WHEN_UNSAID_MS };
    return DOUBTFUL.has(data.error) ? { kind: 'unknown', error: data.error } : { kind: 'refused', error: data.error };
  }
  const reason = systemCode(original) ?? systemCode(cause) ?? code ?? 'unknown_failure';
  return { kind: NOTHING_LEFT.has(reason) ? 'unsent' : 'unknown', error: reason };
}

function waitOf(seconds: number | undefined): number {
  if (seconds === undefined || !Number.isFinite(seconds)) return WAIT_WHEN_UNSAID_MS;
  return Math.min(seconds * 1000, LONGEST_WAIT_MS);
}

/** The operating system's code, wherever in the chain of causes the client has put it. */
function systemCode(error: unknown): string | undefined {
  const parsed = z.object({ code: z.string().optional(), cause: z.unknown().optional() }).safeParse(error);
  if (!parsed.success) return undefined;
  return parsed.data.code ?? systemCode(parsed.data.cause);
}

const silent = () => undefined;
const quiet = {
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  setLevel: silent,
  setName: silent,
  getLevel: () => LogLevel.ERROR,
};
