import type { DeliveryFault, FaultScript } from '../faults.ts';
import type { LedgerBook, LedgerDelivery } from '../ledger.ts';
import type { Limits } from '../limits.ts';
import type { Json } from '../workspace/model.ts';

export type DeliveryKind = LedgerDelivery['kind'];

/** What goes to the app. `url` is for HTTP: where the manifest sends this kind. */
export interface Parcel {
  readonly kind: DeliveryKind;
  /** For the ledger. */
  readonly name: string;
  readonly payload: Json;
  readonly url: string | undefined;
}

/** Why an earlier try failed, as Slack names it. */
export interface Retry {
  readonly attempt: number;
  readonly reason: string;
}

/** What the app answered, or why it did not: `operation_timeout`, `dispatch_failed`, `http_500`. */
export type Ack = { readonly acked: true; readonly body: unknown } | { readonly acked: false; readonly error: string };

/** Takes a parcel to the app once and waits for the answer. */
export type Transport = (parcel: Parcel, retry: Retry | undefined, withinMs: number) => Promise<Ack>;

export interface Reply {
  readonly acked: boolean;
  readonly ms: number;
  /** The acknowledgement's body; undefined where it was empty. */
  readonly body: unknown;
  readonly error?: string;
}

/** Sends, notes in the ledger, tries events again. */
export interface Courier {
  /** Interactions and commands: once. */
  ask(parcel: Parcel): Promise<Reply>;
  /** Events: until acknowledged, or given up. */
  event(parcel: Parcel): void;
  /** When nothing is on its way. Waiting to try again does not count. */
  idle(): Promise<void>;
  close(): void;
}

const REASONS: Readonly<Record<string, string>> = {
  operation_timeout: 'http_timeout',
  dispatch_failed: 'connection_failed',
};

/** Counts what is on its way. */
function createFlights() {
  const idlers: (() => void)[] = [];
  let flying = 0;
  return {
    async flown<T>(flight: Promise<T>): Promise<T> {
      flying += 1;
      try {
        return await flight;
      } finally {
        flying -= 1;
        if (flying === 0) for (const idler of idlers.splice(0)) idler();
      }
    },
    idle: () => (flying === 0 ? Promise.resolve() : new Promise<void>((resolve) => idlers.push(resolve))),
  };
}

export interface CourierParts {
  readonly limits: Limits;
  readonly faults: FaultScript;
  readonly realNow: () => number;
}

/** A retry, and of which scripted fault this try is part. */
interface Try {
  readonly retry?: Retry | undefined;
  readonly fault?: DeliveryFault | undefined;
}

export function createCourier(
  transport: () => Transport,
  ledger: LedgerBook,
  { limits, faults, realNow }: CourierParts,
): Courier {
  const waiting = new Set<NodeJS.Timeout>();
  const { flown, idle } = createFlights();
  let closed = false;

  const once = async (parcel: Parcel, { retry, fault }: Try): Promise<Reply> => {
    const { kind, name, payload } = parcel;
    const attempt = retry?.attempt ?? 0;
    const entry = ledger.delivery({ kind, name, payload, attempt, ...(fault ? { fault } : {}) });
    const began = realNow();
    const ack = await transport()(parcel, retry, limits.ackWithinMs).catch(failure);
    const ms = Math.round(realNow() - began);
    Object.assign(entry, noted(ack), { ms });
    ledger.done(entry);
    return ack.acked ? { acked: true, ms, body: ack.body } : { acked: false, ms, body: undefined, error: ack.error };
  };

  /** What a fault adds follows by itself: whoever asked gets the first answer. */
  const send = (parcel: Parcel, retry?: Retry): Promise<Reply> => {
    const fault = retry ? undefined : faults.takeDelivery(parcel.name);
    const first = flown(once(parcel, { retry, fault }));
    if (fault === 'twice') void flown(once(parcel, { fault }));
    if (fault === 'again') void flown(first.then((reply) => (reply.acked ? once(parcel, again(parcel)) : reply)));
    return first;
  };

  const insist = async (parcel: Parcel, retry?: Retry): Promise<void> => {
    const reply = await send(parcel, retry);
    const delay = limits.retryAfterMs[retry?.attempt ?? 0];
    if (reply.acked || delay === undefined || closed) return;
    const next = { attempt: (retry?.attempt ?? 0) + 1, reason: REASONS[reply.error ?? ''] ?? 'http_error' };
    const timer = setTimeout(() => {
      waiting.delete(timer);
      void insist(parcel, next);
    }, delay);
    timer.unref();
    waiting.add(timer);
  };

  return {
    ask: (parcel) => send(parcel),
    event: (parcel) => void insist(parcel),
    idle,
    close() {
      closed = true;
      for (const timer of waiting) clearTimeout(timer);
    },
  };
}

/** Only events are ever marked as tried again. */
const again = ({ kind }: Parcel): Try =>
  kind === 'events_api' ? { fault: 'again', retry: { attempt: 1, reason: 'http_timeout' } } : { fault: 'again' };

const noted = (ack: Ack) =>
  ack.acked ? { outcome: 'acked', answer: ack.body } : { outcome: 'failed', error: ack.error };

export const failure = (error: unknown): Ack => ({
  acked: false,
  error: error instanceof Error && error.name === 'TimeoutError' ? 'operation_timeout' : 'dispatch_failed',
});
