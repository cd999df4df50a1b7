import { HOUR, type Instant } from '../../kernel/time.ts';
import type { Log } from '../log.ts';
import type { Alarm, AlarmClock, AlarmClockNeeds, Health } from './alarms.ts';
import { Runner } from './runner.ts';

interface Armed {
  readonly at: Instant;
  readonly timer: NodeJS.Timeout;
}

/** The lowest rung: one timer a lane, for the soonest of what waits in it; once it has rung, SQL tells the next. */
export class LocalAlarms implements AlarmClock {
  readonly rung = 'in-process';
  readonly #needs: AlarmClockNeeds;
  readonly #armed = new Map<string, Armed>();
  readonly #filling: Runner;

  constructor(needs: AlarmClockNeeds, log: Log) {
    this.#needs = needs;
    this.#filling = new Runner(() => this.#fill(), {
      firstRestMs: 1000,
      failed: ({ error, restMs }) => log.error({ error, ms: restMs }, 'alarms could not be read from the database'),
    });
    this.#filling.wake();
  }

  set(lane: string, { at }: Pick<Alarm, 'at'>): void {
    const armed = this.#armed.get(lane);
    if (armed && armed.at <= at) return;
    clearTimeout(armed?.timer);
    // Capped, because a timer of more than 24 days would fire at once.
    const timer = setTimeout(() => this.#ring(lane, at), Math.min(Math.max(0, at - this.#needs.now()), HOUR));
    timer.unref();
    this.#armed.set(lane, { at, timer });
  }

  reset(): void {
    this.#forget();
    this.#filling.wake();
  }

  refill(): void {
    this.#filling.wake();
  }

  check(): void {}

  health(): Health {
    return { rung: this.rung, ok: true, detail: 'no Redis: alarms are timers of this process' };
  }

  async close(): Promise<void> {
    this.#forget();
    await this.#filling.close();
    this.#forget();
  }

  #ring(lane: string, at: Instant): void {
    this.#armed.delete(lane);
    // A timer may fire a millisecond early by the clock that decides what is due.
    if (this.#needs.now() < at) {
      this.set(lane, { at });
      return;
    }
    this.#needs.wake(lane);
    this.#filling.wake();
  }

  #forget(): void {
    for (const { timer } of this.#armed.values()) clearTimeout(timer);
    this.#armed.clear();
  }

  async #fill(): Promise<void> {
    for (const { name, next } of this.#needs.lanes) {
      const at = await next?.(this.#needs.now());
      if (at !== undefined) this.set(name, { at });
    }
  }
}
