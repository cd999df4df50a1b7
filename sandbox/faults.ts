import type { Json } from './workspace/model.ts';

/**
 * What goes wrong with one call.
 * - drop-before-accept: the connection is reset, nothing was done.
 * - drop-after-accept, error-after-accept, truncate: all was done, the answer is lost, an HTTP error, or half.
 * - hang: done at once, answered only after `ms`. slow: done and answered after `ms`.
 * - commit-late: the connection is reset at once, and it is done `ms` later all the same.
 * - rate-limit: 429; `retryAfter` is the header as it is sent, absent where left out. refuse: `ok: false` with this error.
 */
export type Fault =
  | { readonly kind: 'drop-after-accept' }
  | { readonly kind: 'drop-before-accept' }
  | { readonly kind: 'error-after-accept'; readonly status: number }
  | { readonly kind: 'truncate' }
  | { readonly kind: 'hang'; readonly ms: number }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'commit-late'; readonly ms: number }
  | { readonly kind: 'rate-limit'; readonly retryAfter?: string }
  | { readonly kind: 'refuse'; readonly error: string };

/**
 * What goes wrong with one delivery.
 * - twice: the same payload goes out two times at once.
 * - again: it comes once more after the app has acknowledged it; an event then says that it is a retry.
 */
export type DeliveryFault = 'twice' | 'again';

export interface Faults {
  /** The next `times` (default 1) calls of the method (`*`: any) that match meet this fault. */
  next(method: string, fault: Fault, times?: number, match?: (args: Json) => boolean): void;
  /** The next `times` (default 1) deliveries of this name, as the ledger writes it (`message.im`, `block_actions vote.yes`; `*`: any), meet this fault. */
  nextDelivery(name: string, fault: DeliveryFault, times?: number): void;
  clear(): void;
}

export interface FaultScript extends Faults {
  take(method: string, args: Json): Fault | undefined;
  takeDelivery(name: string): DeliveryFault | undefined;
}

interface Planned {
  readonly method: string;
  readonly fault: Fault;
  readonly match: (args: Json) => boolean;
  left: number;
}

export function createFaults(): FaultScript {
  let planned: Planned[] = [];
  let deliveries: { name: string; fault: DeliveryFault; left: number }[] = [];
  return {
    next(method, fault, times = 1, match = () => true) {
      planned.push({ method, fault, match, left: times });
    },
    nextDelivery(name, fault, times = 1) {
      deliveries.push({ name, fault, left: times });
    },
    clear() {
      planned = [];
      deliveries = [];
    },
    take(method, args) {
      const found = planned.find((each) => (each.method === method || each.method === '*') && each.match(args));
      if (!found) return undefined;
      found.left -= 1;
      if (found.left <= 0) planned = planned.filter((each) => each !== found);
      return found.fault;
    },
    takeDelivery(name) {
      const found = deliveries.find((each) => each.name === name || each.name === '*');
      if (!found) return undefined;
      found.left -= 1;
      if (found.left <= 0) deliveries = deliveries.filter((each) => each !== found);
      return found.fault;
    },
  };
}
