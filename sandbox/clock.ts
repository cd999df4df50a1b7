/** The workspace's time: runs with real time, and can be turned forward, never back. */
export interface SandboxClock {
  now(): number;
  advance(ms: number): void;
  /** Called after each turn with the new time. Returns how to stop. */
  onTurn(listener: (now: number) => void): () => void;
}

export function createClock(realNow: () => number, startAt?: number): SandboxClock {
  const listeners = new Set<(now: number) => void>();
  let ahead = startAt === undefined ? 0 : startAt - realNow();
  const now = () => Math.floor(realNow() + ahead);
  return {
    now,
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`time only goes forward: cannot advance by ${ms} ms`);
      ahead += ms;
      for (const listener of listeners) listener(now());
    },
    onTurn(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
