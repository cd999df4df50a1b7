import { type Instant, instant } from '../../src/kernel/time.ts';
import type { Alarm, Lane } from '../../src/platform/queue/doorbell.ts';

/** Resolves as soon as `holds`; fails loudly instead of hanging. */
export async function until(holds: () => boolean | Promise<boolean>, within = 10_000): Promise<void> {
  const end = performance.now() + within;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited ${within} ms in vain for ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** A lane whose "database" is a map of due times, and which remembers when each was done and how late. */
export function testLane(name: string, now: () => Instant) {
  const rows = new Map<string, Alarm>();
  const done: { id: string; late: number }[] = [];
  let drains = 0;
  let running = 0;
  let most = 0;
  const fails: Error[] = [];
  const lane: Lane = {
    name,
    async drain() {
      drains += 1;
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      const failure = fails.shift();
      if (failure) throw failure;
      const due = [...rows.values()].filter(({ at }) => at <= now());
      for (const { id, at } of due) {
        rows.delete(id);
        done.push({ id, late: now() - at });
      }
      return due.length;
    },
    async upcoming(after, limit, until) {
      const waiting = [...rows.values()].filter(({ at }) => at > now() && at <= until);
      const ahead = waiting.filter(({ id }) => after === undefined || id > after);
      return ahead.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
    },
    async next(after) {
      const ahead = [...rows.values()].map(({ at }) => at).filter((at) => at > after);
      return ahead.length > 0 ? instant(Math.min(...ahead)) : undefined;
    },
  };
  return {
    lane,
    rows,
    done,
    fails,
    get drains() {
      return drains;
    },
    get most() {
      return most;
    },
    /** Stores a row due in `ms`, as a transaction would. */
    save(id: string, ms: number, version = 1): Alarm {
      const alarm = { id, version, at: instant(now() + ms) };
      rows.set(id, alarm);
      return alarm;
    },
  };
}

export const wallClock = (): Instant => instant(Date.now());

/** A clock that runs, and can be turned. */
export function turnableClock() {
  let turned = 0;
  return {
    now: (): Instant => instant(Date.now() + turned),
    turn(ms: number) {
      turned += ms;
    },
  };
}
