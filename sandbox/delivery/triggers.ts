import type { Limits } from '../limits.ts';
import type { Ids } from '../workspace/ids.ts';

/** From where a person set something off: what views.open may put on their screen. */
export interface Trigger {
  readonly user: string;
  /** The modal they were in. */
  readonly view?: string | undefined;
}

/** A trigger_id opens one modal within three seconds of real time. */
export interface Triggers {
  issue(trigger: Trigger): string;
  /** Uses it up. */
  exchange(id: string): Trigger | 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';
}

interface Issued extends Trigger {
  readonly at: number;
  used: boolean;
}

const REMEMBERED_MS = 600_000;

export function createTriggers(ids: Ids, limits: Limits, realNow: () => number): Triggers {
  const issued = new Map<string, Issued>();
  return {
    issue(trigger) {
      forgetBefore(issued, realNow() - REMEMBERED_MS);
      const id = `${ids.hex(12)}.${ids.hex(12)}.${ids.hex(32)}`;
      issued.set(id, { ...trigger, at: realNow(), used: false });
      return id;
    },
    exchange(id) {
      const trigger = issued.get(id);
      if (!trigger) return 'invalid_trigger_id';
      if (trigger.used) return 'exchanged_trigger_id';
      if (realNow() - trigger.at > limits.triggerMs) return 'expired_trigger_id';
      trigger.used = true;
      return trigger;
    },
  };
}

function forgetBefore(issued: Map<string, Issued>, at: number): void {
  for (const [id, trigger] of issued) {
    if (trigger.at >= at) return;
    issued.delete(id);
  }
}
