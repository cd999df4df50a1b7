import { HOUR, type Instant, later } from '../../kernel/time.ts';

/** Something in a lane will be due at `at` (turned clock); the version changes when the time does. */
export interface Alarm {
  readonly id: string;
  readonly version: number;
  readonly at: Instant;
}

/** One kind of work that waits in SQL: inbox, facts, timers, outbox. */
export interface Lane {
  readonly name: string;
  /** Does the next few that are due, in order, and resolves to how many: called again until that is 0, and never twice at a time. Throws only when the database fails. */
  readonly drain: () => Promise<number>;
  /** What waits for an instant later than now and not after `until`, a page at a time, ordered by id, beginning after `after`. */
  readonly upcoming?: (after: string | undefined, limit: number, until: Instant) => Promise<readonly Alarm[]>;
  /** When the soonest of what waits for later than `now` is due. */
  readonly next?: (now: Instant) => Promise<Instant | undefined>;
}

export type Rung = 'redis' | 'private redis' | 'in-process';

export interface Health {
  readonly rung: Rung;
  readonly ok: boolean;
  readonly detail: string;
}

/** Where alarms wait for their time. It may forget: SQL remembers, the sweep notices. */
export interface AlarmClock {
  readonly rung: Rung;
  set(lane: string, alarm: Alarm): void;
  /** Sets everything anew from SQL, forgetting what was set: after the clock was turned. */
  reset(): void;
  /** Brings in what came near. Called every hour. */
  refill(): void;
  /** Called at every sweep. */
  check(): void;
  health(): Health;
  close(): Promise<void>;
}

/** What an alarm clock is given. */
export interface AlarmClockNeeds {
  readonly lanes: readonly Lane[];
  readonly now: () => Instant;
  readonly wake: (lane: string) => void;
}

export interface LaneAlarm extends Alarm {
  readonly lane: string;
}

/**
 * No alarm is set further ahead: the hourly refill brings it in when it comes near, so that setting all of them anew is a
 * matter of seconds, however much waits for later days.
 */
export const HORIZON = 2 * HOUR;
const PAGE = 500;

/** A lane that waits for no instant has nothing ahead. */
const nothing = async () => [];

/** What rings within the horizon, by pages. What is due already is the sweep's business. */
export async function* alarmsAhead({ lanes, now }: AlarmClockNeeds): AsyncGenerator<LaneAlarm[]> {
  for (const { name, upcoming = nothing } of lanes) {
    let after: string | undefined;
    do {
      const page = await upcoming(after, PAGE, later(now(), HORIZON));
      yield page.map((alarm) => ({ ...alarm, lane: name }));
      after = page.length < PAGE ? undefined : page.at(-1)?.id;
    } while (after !== undefined);
  }
}
