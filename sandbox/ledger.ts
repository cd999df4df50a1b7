import type { Json, Message, User } from './workspace/model.ts';

/** A request of the app: a Web API call, or a POST to a response_url (method `response_url`). Times are real, in ms. */
export interface LedgerCall {
  readonly n: number;
  readonly at: number;
  readonly method: string;
  /** Without the token. */
  readonly args: Json;
  /** As it stands now; `pending` until answered. What a fault did to the answer is in `fault`. */
  readonly outcome: 'pending' | 'ok' | 'refused' | 'limited';
  /** Slack's code, where it was refused. */
  readonly error?: string;
  /** Kind of the scripted fault that this call met. */
  readonly fault?: string;
  readonly ms?: number;
  readonly answer?: unknown;
  /** Seconds that a 429 asked to wait. */
  readonly retryAfter?: string;
}

/** A message that the app posted, as it was at that moment. */
export interface LedgerPost {
  readonly at: number;
  readonly message: Message;
  /** Of a direct message: who gets it, as they were at that moment. */
  readonly reader?: User | undefined;
}

/** An event, an interaction or a command on its way to the app: one entry for each try. */
export interface LedgerDelivery {
  readonly n: number;
  readonly at: number;
  readonly kind: 'events_api' | 'interactive' | 'slash_commands';
  /** `message.channels`, `block_actions vote.yes`, `/vote now`. */
  readonly name: string;
  readonly payload: Json;
  readonly attempt: number;
  readonly outcome: 'pending' | 'acked' | 'failed';
  /** Until the acknowledgement. */
  readonly ms?: number;
  readonly answer?: unknown;
  /** The scripted fault of which this delivery is part: each of the two has it. */
  readonly fault?: string;
  /** Why it was not acknowledged: `operation_timeout`, `dispatch_failed`, `http_500`, … */
  readonly error?: string;
}

type Changing<T> = { -readonly [K in keyof T]: T[K] };

export interface Ledger {
  readonly calls: readonly LedgerCall[];
  readonly posts: readonly LedgerPost[];
  readonly deliveries: readonly LedgerDelivery[];
  /** All calls that were answered with an error, by a scripted fault too. */
  refusals(): LedgerCall[];
  /** Deliveries that were never acknowledged in any try. */
  unacknowledged(): LedgerDelivery[];
  clear(): void;
}

/** What the server writes in; `Ledger` is what others read of it. */
export interface LedgerBook extends Ledger {
  call(method: string, args: Json): Changing<LedgerCall>;
  delivery(entry: Pick<LedgerDelivery, 'kind' | 'name' | 'payload' | 'attempt' | 'fault'>): Changing<LedgerDelivery>;
  post(message: Message): void;
  /** Called when an entry is complete. */
  onEntry(listener: (entry: LedgerCall | LedgerDelivery) => void): () => void;
  done(entry: LedgerCall | LedgerDelivery): void;
  now(): number;
}

/** A long-running workspace forgets its oldest entries beyond this. */
const ENTRIES_KEPT = 200_000;

export function createLedger(now: () => number, readerOf: (message: Message) => User | undefined): LedgerBook {
  const calls: LedgerCall[] = [];
  const posts: LedgerPost[] = [];
  const deliveries: LedgerDelivery[] = [];
  const listeners = new Set<(entry: LedgerCall | LedgerDelivery) => void>();
  let n = 0;
  return {
    calls,
    posts,
    deliveries,
    now,
    refusals: () => calls.filter(({ error }) => error !== undefined),
    unacknowledged: () => neverAcknowledged(deliveries),
    clear() {
      for (const list of [calls, posts, deliveries]) list.length = 0;
    },
    call(method, args) {
      n += 1;
      return kept(calls, { n, at: now(), method, args, outcome: 'pending' } as Changing<LedgerCall>);
    },
    delivery(entry) {
      n += 1;
      return kept(deliveries, { n, at: now(), ...entry, outcome: 'pending' } as Changing<LedgerDelivery>);
    },
    post: (message) => void kept(posts, { at: now(), message, reader: readerOf(message) }),
    onEntry(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    done(entry) {
      for (const listener of listeners) listener(entry);
    },
  };
}

function kept<T extends object>(list: object[], entry: T): T {
  list.push(entry);
  if (list.length > ENTRIES_KEPT * 1.1) list.splice(0, list.length - ENTRIES_KEPT);
  return entry;
}

function neverAcknowledged(deliveries: readonly LedgerDelivery[]): LedgerDelivery[] {
  const acked = new Set(deliveries.filter(({ outcome }) => outcome === 'acked').map(({ payload }) => payload));
  return deliveries.filter(
    ({ outcome, attempt, payload }) => outcome === 'failed' && attempt === 0 && !acked.has(payload),
  );
}
