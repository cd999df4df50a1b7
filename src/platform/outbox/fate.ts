import { pauseAfter } from '../batch.ts';
import type { Outcome } from '../slack/calls.ts';
import type { Row } from './ready.ts';
import { PLAINEST, WITHOUT_PICTURE } from './say.ts';

/** What happens to a row after a call that did not succeed. */
export type Fate =
  | { readonly kind: 'again' | 'unknown' | 'plainer' | 'pause' | 'anew'; readonly row: Partial<Row> }
  | { readonly kind: 'undeliverable'; readonly reason: string; readonly row: Partial<Row> };

const LOST_TOKEN = ['token_revoked', 'account_inactive', 'invalid_auth', 'token_expired', 'not_authed'];
/** Nothing will be taken until a person mends the app: everything pauses. */
const NO_TOKEN = new Set([
  ...LOST_TOKEN,
  'missing_scope',
  'access_denied',
  'accesslimited',
  'org_login_required',
  'two_factor_setup_required',
  'app_access_restricted',
  'not_allowed_token_type',
  'ekm_access_denied',
  'team_not_found',
]);
/** Time mends these. */
const TOO_MUCH = new Set(['rate_limited', 'ratelimited', 'message_limit_exceeded']);
const TOO_RICH = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'invalid_metadata_format',
]);
const NOTHING_TO_EDIT = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

const LONGEST_MS = 60_000;
/** After so many failures the pause is the longest; an outage alone never gives a message up. */
const SLOWEST = 7;
/** How often Slack may refuse to show a channel's history before the post is given up there. */
const LOOKS = 5;

/** For so long Slack may not be able to show a picture that it has taken, and refuses the blocks it stands in. */
const SETTLES_MS = 60_000;
/** How often a picture may be lost on its way before the words go without it. */
const UPLOADS = 5;

/**
 * Pure. Nothing that may have been said is said again without reading back; nothing is lost for a refusal. `uploadedAt` is
 * when the picture in it was uploaded, by real time.
 */
export function fateOf(
  row: Row,
  outcome: Exclude<Outcome, { kind: 'ok' }>,
  method: string,
  realNow: number,
  uploadedAt?: number,
): Fate {
  if (outcome.kind === 'limited')
    return { kind: 'again', row: { state: 'pending', retry_at: realNow + outcome.waitMs } };
  if (outcome.kind === 'unsent') return again(row, realNow, outcome.error);
  if (outcome.kind === 'unknown') return doubtful(row, outcome.error, method, realNow);
  if (uploadedAt !== undefined && outcome.error === 'invalid_blocks') return unshown(row, uploadedAt, realNow);
  return refused(row, outcome.error, realNow);
}

/** Slack looks at a file for a while before it shows it: the same file later, and in the end the words without it. */
function unshown(row: Row, uploadedAt: number, realNow: number): Fate {
  const isSettling = uploadedAt <= realNow && realNow < uploadedAt + SETTLES_MS;
  return isSettling ? again(row, realNow, 'invalid_blocks') : withoutPicture('invalid_blocks');
}

const withoutPicture = (reason: string): Fate => ({
  kind: 'plainer',
  row: { state: 'pending', plainness: WITHOUT_PICTURE, failures: 0, reason },
});

/** A picture could not be uploaded. Nobody has seen anything of it, so that it may be repeated; the words never wait for it for ever. */
export function fateOfUpload(row: Row, outcome: Exclude<Outcome, { kind: 'ok' }>, realNow: number): Fate {
  if (outcome.kind === 'limited') return fateOf(row, outcome, 'files', realNow);
  if (outcome.kind === 'refused') {
    const ofToken = LOST_TOKEN.includes(outcome.error);
    return ofToken || TOO_MUCH.has(outcome.error)
      ? refused(row, outcome.error, realNow)
      : withoutPicture(outcome.error);
  }
  const isLost = outcome.kind === 'unknown' && row.failures >= UPLOADS;
  return isLost ? withoutPicture(outcome.error) : again(row, realNow, outcome.error);
}

function again(row: Row, realNow: number, reason: string): Fate {
  const failures = row.failures + 1;
  const retry_at = realNow + Math.min(pauseAfter(failures), LONGEST_MS);
  return { kind: 'again', row: { state: 'pending', retry_at, failures: Math.min(failures, SLOWEST), reason } };
}

/** Slack could not be asked whether a post arrived: asked again later, or given up after the last try. */
export function fateUnread(row: Row, outcome: Exclude<Outcome, { kind: 'ok' }>, realNow: number): Fate {
  if (outcome.kind === 'limited') return { kind: 'again', row: { retry_at: realNow + outcome.waitMs } };
  if (outcome.kind === 'refused' && LOST_TOKEN.includes(outcome.error))
    return { kind: 'pause', row: { retry_at: realNow + LONGEST_MS } };
  const failures = row.failures + 1;
  if (outcome.kind === 'refused' && failures >= LOOKS)
    return { kind: 'undeliverable', reason: outcome.error, row: { state: 'undeliverable', reason: outcome.error } };
  return { kind: 'again', row: { failures, retry_at: realNow + Math.min(pauseAfter(failures), LONGEST_MS) } };
}

/** An edit may be repeated, a post must be read back, and a whisper leaves nothing to read. */
function doubtful(row: Row, reason: string, method: string, realNow: number): Fate {
  if (method === 'chat.postMessage') return { kind: 'unknown', row: { state: 'unknown', reason } };
  if (method === 'chat.postEphemeral') return { kind: 'again', row: { state: 'superseded', reason } };
  return again(row, realNow, reason);
}

function refused(row: Row, error: string, realNow: number): Fate {
  if (TOO_MUCH.has(error)) return again(row, realNow, error);
  if (NO_TOKEN.has(error)) return { kind: 'pause', row: { state: 'pending', reason: error } };
  if (TOO_RICH.has(error) && row.plainness < PLAINEST) {
    return { kind: 'plainer', row: { state: 'pending', plainness: PLAINEST, reason: error } };
  }
  if (NOTHING_TO_EDIT.has(error) && row.ts !== null && row.reason !== error) {
    return { kind: 'anew', row: { state: 'pending', ts: null, sent: null, reason: error, retry_at: realNow } };
  }
  return { kind: 'undeliverable', reason: error, row: { state: 'undeliverable', reason: error } };
}
