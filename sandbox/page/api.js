/** @import { Act, ActAnswer, Answer, Change, ClockAnswer, ClockTurn, MessagesAnswer, PeopleAnswer, Snapshot, ThreadAnswer, TrafficAnswer, Ts } from './types.ts' */

/** The calls of page-api.ts, and nothing else. */

async function answerOf(/** @type {Response} */ response) {
  return response.json().catch(() => ({ ok: false, error: `http_${response.status}` }));
}

/** @param {Record<string, string | number | undefined>} query */
async function get(/** @type {string} */ path, query) {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, String(value));
  return answerOf(await fetch(`/sandbox/${path}?${asked}`));
}

/** @param {Record<string, string>} query */
async function post(/** @type {string} */ path, query, /** @type {object} */ body) {
  const headers = { 'content-type': 'application/json' };
  const request = { method: 'POST', headers, body: JSON.stringify(body) };
  try {
    return await answerOf(await fetch(`/sandbox/${path}?${new URLSearchParams(query)}`, request));
  } catch {
    return { ok: false, error: 'sandbox_unreachable' };
  }
}

/** @type {() => Promise<PeopleAnswer>} */
export const fetchPeople = () => get('people', {});
/** @type {(as: string) => Promise<Answer<Snapshot>>} */
export const fetchState = (as) => get('state', { as });
/** @type {(as: string, channel: string, before?: Ts) => Promise<Answer<MessagesAnswer>>} */
export const fetchMessages = (as, channel, before) => get('messages', { as, channel, before, limit: 50 });
/** @type {(as: string, channel: string, ts: Ts) => Promise<Answer<ThreadAnswer>>} */
export const fetchThread = (as, channel, ts) => get('thread', { as, channel, ts });
/** @type {() => Promise<Answer<TrafficAnswer>>} */
export const fetchTraffic = () => get('traffic', { limit: 200 });
/** @type {(as: string, act: Act) => Promise<ActAnswer>} */
export const postAct = (as, act) => post('act', { as }, act);
/** @type {(turn: ClockTurn) => Promise<Answer<ClockAnswer>>} */
export const postClock = (turn) => post('clock', {}, turn);

/** @type {(as: string, heard: (change: Change) => void, lost: () => void) => () => void} */
export function listen(as, heard, lost) {
  const source = new EventSource(`/sandbox/events?as=${encodeURIComponent(as)}`);
  source.onmessage = ({ data }) => heard(JSON.parse(data));
  source.onerror = lost;
  return () => source.close();
}
