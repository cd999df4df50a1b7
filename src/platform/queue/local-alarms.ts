import type { Log } from '../log.ts';
import { type Alarm, type AlarmClock, type AlarmClockNeeds, alarmsAhead, type Health } from './alarms.ts';
import { Runner } from './runner.ts';

/** The lowest rung: a timer for each alarm of the next 24 hours, in this process alone. */
export class LocalAlarms implements AlarmClock {
  readonly rung = 'in-process';
  readonly #needs: AlarmClockNeeds;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #filling: Runner;

  constructor(needs: AlarmClockNeeds, log: Log) {
    this.#needs = needs;
    this.#filling = new Runner(() => this.#fill(), {
      firstRestMs: 1000,
      failed: ({ error, restMs }) => log.error({ error, ms: restMs }, 'alarms could not be read from the database'),
    });
    this.#filling.wake();
  }

  set(lane: string, alarm: Alarm): void {
    const key = `${lane} ${alarm.id}`;
    clearTimeout(this.#timers.get(key));
    const timer = setTimeout(() => this.#ring(lane, key, alarm), Math.max(0, alarm.at - this.#needs.now()));
    timer.unref();
    this.#timers.set(key, timer);
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

  #ring(lane: string, key: string, alarm: Alarm): void {
    this.#timers.delete(key);
    // A timer may fire a millisecond early by the clock that decides what is due.
    if (this.#needs.now() < alarm.at) this.set(lane, alarm);
    else this.#needs.wake(lane);
  }

  #forget(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  async #fill(): Promise<void> {
    for await (const page of alarmsAhead(this.#needs)) for (const alarm of page) this.set(alarm.lane, alarm);
  }
}
