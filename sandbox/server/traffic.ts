import type { Ledger, LedgerCall, LedgerDelivery } from '../ledger.ts';
import type { TrafficAnswer, TrafficEntry } from '../page-api.ts';
import type { Json } from '../workspace/model.ts';

const SHOWN_MOST = 500;
/** A longer detail is cut: the page shows traffic, tools read the ledger. */
const DETAIL_MOST = 20_000;

export function trafficEntry(entry: LedgerCall | LedgerDelivery): TrafficEntry {
  const { n, at, ms = 0, answer } = entry;
  const common = { n, at, ms, ...(answer === undefined ? {} : { answer: brief(answer) }) };
  if ('method' in entry) {
    const kind = entry.method === 'response_url' ? 'answer' : 'call';
    const outcome = entry.error ?? (entry.fault ? `ok, but ${entry.fault}` : 'ok');
    return { ...common, kind, name: entry.method, outcome, detail: brief(entry.args) as Json };
  }
  const outcome = entry.outcome === 'acked' ? 'ok' : 'unacknowledged';
  const twice = entry.fault ? ` (sent twice)` : '';
  const again = entry.attempt > 0 ? ` (try ${entry.attempt + 1})` : twice;
  return { ...common, kind: 'delivery', name: entry.name + again, outcome, detail: brief(entry.payload) as Json };
}

function brief(value: unknown): unknown {
  const text = JSON.stringify(value) ?? '';
  return text.length <= DETAIL_MOST ? value : { shortened: `${text.slice(0, DETAIL_MOST)}…` };
}

export function trafficSince({ calls, deliveries }: Ledger, since: number, limit: number): TrafficAnswer {
  const recent = [...after(calls, since), ...after(deliveries, since)]
    .filter(({ outcome }) => outcome !== 'pending')
    .sort((one, other) => one.n - other.n)
    .slice(-Math.min(limit, SHOWN_MOST));
  return { ok: true, entries: recent.map(trafficEntry), last: recent.at(-1)?.n ?? since };
}

/** The entries are in order: only the end is looked at. */
function after<T extends { n: number }>(list: readonly T[], since: number): T[] {
  const tail = list.slice(-SHOWN_MOST);
  return tail.filter(({ n }) => n > since);
}
