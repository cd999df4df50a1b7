import type { Redis } from 'ioredis';
import type { Log } from '../log.ts';
import {
  type Alarm,
  type AlarmClock,
  type AlarmClockNeeds,
  alarmsAhead,
  type Health,
  HORIZON,
  type LaneAlarm,
  type Rung,
} from './alarms.ts';
import { BullSession, producerConnection, type RedisAt } from './bull-session.ts';
import { Runner } from './runner.ts';

const BATCH = 500;
const FIRST_REST = 500;

interface Needs extends AlarmClockNeeds {
  readonly redis: RedisAt;
  readonly log: Log;
  /** From the database, another at every start: ids of an earlier life are never met again. */
  readonly epoch: string;
}

/** Alarms as delayed jobs in Redis. Whatever Redis loses is read from SQL again; while it is away nothing is kept for it. */
export class BullAlarms implements AlarmClock {
  readonly rung: Rung;
  readonly #needs: Needs;
  readonly #producer: Redis;
  readonly #adding: Runner;
  readonly #rebuilding: Runner;
  /** Gone or another's: Redis was flushed or restored, or this is a new start. */
  readonly #sentinel: string;
  #session: BullSession | undefined;
  #pending: LaneAlarm[] = [];
  #generation = 0;
  #distrusted = false;
  #trouble = 'not connected yet';
  /** Connected, but it takes no alarms: full, or a replica that may only be read. */
  #refuses = false;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.rung = needs.redis.rung;
    this.#sentinel = `${needs.redis.prefix}:doorbell-epoch`;
    this.#adding = new Runner(() => this.#addPending(), {
      firstRestMs: FIRST_REST,
      failed: ({ error }) => {
        this.#noteTrouble(error);
        this.#distrustAndRebuild();
      },
    });
    this.#rebuilding = new Runner(() => this.#rebuild(), {
      firstRestMs: FIRST_REST,
      failed: ({ error, restMs }) => {
        this.#noteTrouble(error);
        this.#refuses = true;
        needs.log.warn({ error, ms: restMs }, 'alarms could not be rebuilt in Redis; the sweep wakes the lanes');
      },
    });
    this.#producer = producerConnection(needs.redis.url);
    this.#producer.on('error', (error) => this.#noteTrouble(error));
    this.#producer.on('close', () => this.#dropSession());
    this.#producer.on('ready', () => this.#distrustAndRebuild());
  }

  /** Resolves when the alarms are set, or when Redis does not answer: starting never waits for it to come back. */
  async started(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#producer.once('ready', () => void this.#rebuilding.idle().then(resolve)).once('close', resolve);
      setTimeout(resolve, 2000).unref();
    });
  }

  set(lane: string, alarm: Alarm): void {
    if (alarm.at - this.#needs.now() > HORIZON || !this.#connected) return;
    this.#pending.push({ ...alarm, lane });
    this.#adding.wake();
  }

  reset(): void {
    this.#distrustAndRebuild();
  }

  refill(): void {
    this.#rebuilding.wake();
  }

  check(): void {
    if (this.#connected && !this.#rebuilding.busy && !this.#refuses)
      this.#askSentinel().catch((error) => this.#noteTrouble(error));
  }

  health(): Health {
    const up = this.#connected && this.#session !== undefined;
    if (up && !this.#refuses) return { rung: this.rung, ok: true, detail: 'Redis rings the alarms' };
    const how = up ? 'refuses alarms' : 'is away';
    return { rung: this.rung, ok: false, detail: `Redis ${how} (${this.#trouble}): the sweep wakes the lanes` };
  }

  async close(): Promise<void> {
    await Promise.all([this.#adding.close(), this.#rebuilding.close()]);
    this.#producer.removeAllListeners('close');
    this.#producer.removeAllListeners('ready');
    await this.#session?.close();
    this.#producer.disconnect();
  }

  get #connected(): boolean {
    return this.#producer.status === 'ready';
  }

  get #epoch(): string {
    return this.#generation === 0 ? this.#needs.epoch : `${this.#needs.epoch}.${this.#generation}`;
  }

  async #addPending(): Promise<void> {
    while (this.#session && this.#pending.length > 0) {
      await this.#session.add(this.#pending.splice(0, BATCH), this.#needs.now(), this.#epoch);
    }
    // Without a session a rebuild is coming, and reads these from SQL.
    this.#pending = [];
  }

  async #rebuild(): Promise<void> {
    if (!this.#connected) return;
    const session = await this.#openSession();
    const distrusted = this.#distrusted;
    this.#distrusted = false;
    if (distrusted || (await this.#producer.get(this.#sentinel)) !== this.#epoch) {
      this.#generation += 1;
      await session.forget();
    }
    let count = 0;
    for await (const page of alarmsAhead(this.#needs)) {
      await session.add(page, this.#needs.now(), this.#epoch);
      count += page.length;
    }
    await this.#producer.set(this.#sentinel, this.#epoch);
    this.#refuses = false;
    // What fell due meanwhile has no alarm any more.
    for (const lane of this.#needs.lanes) this.#needs.wake(lane.name);
    this.#needs.log.info({ count, epoch: this.#epoch, rung: this.rung }, 'alarms set from the database');
  }

  async #openSession(): Promise<BullSession> {
    if (this.#session) return this.#session;
    const { redis, wake } = this.#needs;
    const session = new BullSession(redis, this.#producer, wake, (error) => this.#noteTrouble(error));
    try {
      await session.ready();
    } catch (error) {
      await session.close();
      throw error;
    }
    this.#session = session;
    return session;
  }

  #dropSession(): void {
    if (!this.#session) return;
    this.#needs.log.warn({ rung: this.rung, reason: this.#trouble }, 'Redis is away: the sweep wakes the lanes');
    void this.#session.close();
    this.#session = undefined;
  }

  #distrustAndRebuild(): void {
    this.#distrusted = true;
    this.#rebuilding.wake();
  }

  async #askSentinel(): Promise<void> {
    const found = await this.#producer.get(this.#sentinel);
    if (found === this.#epoch || this.#rebuilding.busy) return;
    this.#needs.log.warn({ epoch: this.#epoch }, 'Redis has forgotten its alarms: they are set anew');
    this.#rebuilding.wake();
  }

  #noteTrouble(error: unknown): void {
    this.#trouble = error instanceof Error ? error.message || error.name : String(error);
    this.#needs.log.debug({ error }, 'trouble with Redis');
  }
}
