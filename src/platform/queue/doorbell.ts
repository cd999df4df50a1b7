import { HOUR, type Instant } from '../../kernel/time.ts';
import type { Log } from '../log.ts';
import type { Alarm, AlarmClock, Health, Lane, Rung } from './alarms.ts';
import type { RedisAt } from './bull-session.ts';
import { LocalAlarms } from './local-alarms.ts';
import { Runner } from './runner.ts';

export type { Alarm, Health, Lane, Rung } from './alarms.ts';
export type { RedisAt } from './bull-session.ts';

/** Tells lanes that something is due. SQL is the truth: a ring that is lost costs at most one sweep. */
export interface Doorbell {
  readonly rung: Rung;
  /** After commit: something in this lane is due (no alarm, or a past one) or will be. Never throws, never waits. */
  ring(lane: string, alarm?: Alarm): void;
  /** The clock was turned: every lane looks, every alarm is set anew. */
  wakeAll(): void;
  /** Resolves when nothing is being drained and nothing was rung for; a lane resting after a failure counts as idle. */
  idle(): Promise<void>;
  /** Not ok while Redis is wanted but away: work goes on, alarms come with the sweep. */
  health(): Health;
  close(): Promise<void>;
}

export interface DoorbellOptions {
  readonly lanes: readonly Lane[];
  /** The turned clock. */
  readonly now: () => Instant;
  readonly redis?: RedisAt | undefined;
  readonly log: Log;
  readonly sweepMs?: number;
  /** Another at every start, from the database. */
  readonly epoch: string;
}

const SWEEP = 2000;

export async function startDoorbell(options: DoorbellOptions): Promise<Doorbell> {
  const bell = new LaneBell(options);
  const { lanes, now, redis, log, epoch } = options;
  const needs = { lanes, now, wake: (lane: string) => bell.wake(lane) };
  if (redis) {
    const { BullAlarms } = await import('./bull-alarms.ts');
    const alarms = new BullAlarms({ ...needs, redis, log, epoch });
    await alarms.started();
    return bell.start(alarms);
  }
  return bell.start(new LocalAlarms(needs, log));
}

class LaneBell {
  readonly #options: DoorbellOptions;
  readonly #runners: ReadonlyMap<string, Runner>;
  #timers: NodeJS.Timeout[] = [];

  constructor(options: DoorbellOptions) {
    this.#options = options;
    this.#runners = new Map(options.lanes.map((lane) => [lane.name, this.#runnerOf(lane)]));
  }

  start(alarms: AlarmClock): Doorbell {
    const sweepMs = this.#options.sweepMs ?? SWEEP;
    this.#every(sweepMs, () => {
      this.#wakeAll();
      alarms.check();
    });
    this.#every(HOUR, () => alarms.refill());
    this.#wakeAll();
    const health = alarms.health();
    this.#options.log.info({ rung: health.rung, detail: health.detail }, 'doorbell started');
    return {
      rung: alarms.rung,
      ring: (lane, alarm) => {
        if (alarm && alarm.at > this.#options.now()) alarms.set(lane, alarm);
        else this.wake(lane);
      },
      wakeAll: () => {
        this.#wakeAll();
        alarms.reset();
      },
      idle: () => this.#idle(),
      health: () => alarms.health(),
      close: () => this.#close(alarms),
    };
  }

  wake(lane: string): void {
    const runner = this.#runners.get(lane);
    if (runner) runner.wake();
    else this.#options.log.error({ lane }, 'a bell rang for a lane that does not exist');
  }

  #runnerOf(lane: Lane): Runner {
    const drain = async () => {
      if ((await lane.drain()) > 0) this.wake(lane.name);
    };
    return new Runner(drain, {
      firstRestMs: this.#options.sweepMs ?? SWEEP,
      failed: ({ error, failures, restMs }) =>
        this.#options.log.error({ lane: lane.name, error, attempts: failures, ms: restMs }, 'a lane failed and rests'),
    });
  }

  #wakeAll(): void {
    for (const runner of this.#runners.values()) runner.wake();
  }

  async #idle(): Promise<void> {
    const runners = [...this.#runners.values()];
    while (runners.some(({ busy }) => busy)) await Promise.all(runners.map((runner) => runner.idle()));
  }

  async #close(alarms: AlarmClock): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all([...this.#runners.values()].map((runner) => runner.close()));
    await alarms.close();
  }

  #every(ms: number, act: () => void): void {
    const timer = setInterval(act, ms);
    timer.unref();
    this.#timers.push(timer);
  }
}
