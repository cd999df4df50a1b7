/** The calls of page-api.ts, and nothing else. */

async function answerOf(response) {
  return response.json().catch(() => ({ ok: false, error: `http_${response.status}` }));
}

async function get(path, query) {
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined));
  return answerOf(await fetch(`/sandbox/${path}?${asked}`));
}

async function post(path, query, body) {
  const headers = { 'content-type': 'application/json' };
  const request = { method: 'POST', headers, body: JSON.stringify(body) };
  try {
    return await answerOf(await fetch(`/sandbox/${path}?${new URLSearchParams(query)}`, request));
  } catch {
    return { ok: false, error: 'sandbox_unreachable' };
  }
}

export const fetchPeople = () => get('people', {});
export const fetchState = (as) => get('state', { as });
export const fetchMessages = (as, channel, before) => get('messages', { as, channel, before, limit: 50 });
export const fetchThread = (as, channel, ts) => get('thread', { as, channel, ts });
export const fetchTraffic = (since) => get('traffic', { since, limit: 200 });
export const postAct = (as, act) => post('act', { as }, act);
export const postClock = (turn) => post('clock', {}, turn);

/** Calls `heard` with every Change; returns what stops listening. */
export function listen(as, heard, lost) {
  const source = new EventSource(`/sandbox/events?as=${encodeURIComponent(as)}`);
  source.onmessage = ({ data }) => heard(JSON.parse(data));
  source.onerror = lost;
  return () => source.close();
}
