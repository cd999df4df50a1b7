import type { Outcome } from '../slack/calls.ts';
import type { Row } from './claim.ts';
import { PLAINEST } from './say.ts';

/** What happens to a row after a call that did not succeed. */
export type Fate =
  | { readonly kind: 'again' | 'unknown' | 'plainer' | 'pause' | 'anew'; readonly row: Partial<Row> }
  | { readonly kind: 'undeliverable'; readonly reason: string; readonly row: Partial<Row> };

const NO_TOKEN = new Set(['token_revoked', 'account_inactive', 'invalid_auth', 'token_expired', 'not_authed']);
const TOO_RICH = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'invalid_metadata_format',
]);
const NOTHING_TO_EDIT = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

const PAUSE_MS = 1000;
const LONGEST_MS = 60_000;

/** Pure. Nothing that may have been said is said again without reading back; nothing is lost for a refusal. */
export function fateOf(row: Row, outcome: Exclude<Outcome, { kind: 'ok' }>, method: string, realNow: number): Fate {
  if (outcome.kind === 'limited')
    return { kind: 'again', row: { state: 'pending', retry_at: realNow + outcome.waitMs } };
  if (outcome.kind === 'unsent') return again(row, realNow, outcome.error);
  if (outcome.kind === 'unknown') return doubtful(row, outcome.error, method, realNow);
  return refused(row, outcome.error, realNow);
}

function again(row: Row, realNow: number, reason: string): Fate {
  const pause = Math.min(PAUSE_MS * 2 ** Math.min(row.attempt, 10), LONGEST_MS);
  return { kind: 'again', row: { state: 'pending', retry_at: realNow + pause, reason } };
}

/** An edit may be repeated, a post must be read back, and a whisper leaves nothing to read. */
function doubtful(row: Row, reason: string, method: string, realNow: number): Fate {
  if (method === 'chat.postMessage') return { kind: 'unknown', row: { state: 'unknown', reason } };
  if (method === 'chat.postEphemeral')
    return { kind: 'undeliverable', reason, row: { state: 'undeliverable', reason } };
  return again(row, realNow, reason);
}

function refused(row: Row, error: string, realNow: number): Fate {
  if (NO_TOKEN.has(error)) return { kind: 'pause', row: { state: 'pending', reason: error } };
  if (TOO_RICH.has(error) && row.plainness < PLAINEST) {
    return { kind: 'plainer', row: { state: 'pending', plainness: row.plainness + 1, reason: error } };
  }
  if (NOTHING_TO_EDIT.has(error) && row.ts !== null && row.reason !== error) {
    return { kind: 'anew', row: { state: 'pending', ts: null, sent: null, reason: error, retry_at: realNow } };
  }
  return { kind: 'undeliverable', reason: error, row: { state: 'undeliverable', reason: error } };
}
