import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Instant } from '../../kernel/time.ts';
import type { LaneAlarm } from './alarms.ts';
import { jobId } from './job-id.ts';

const QUEUE = 'doorbell';

/** Where Redis is; `prefix` keeps several bots, or several tests, apart on one server. */
export interface RedisAt {
  readonly rung: 'redis' | 'private redis';
  /** redis://…, rediss://… or the path of a unix socket. May hold a password: never logged. */
  readonly url: string;
  readonly prefix: string;
  /** For a server that is ours: whoever starts it stops it. */
  readonly start?: () => Promise<void>;
  readonly stop?: () => Promise<void>;
}

const retryStrategy = (attempt: number) => Math.min(2000, 50 * 2 ** Math.min(attempt, 10));

/** For producing: a command fails at once while Redis is away, and within seconds if it does not answer. */
export function producerConnection(url: string): Redis {
  return new Redis(url, {
    retryStrategy,
    enableOfflineQueue: false,
    commandTimeout: 10_000,
    keepAlive: 10_000,
    maxRetriesPerRequest: 0,
  });
}

/**
 * BullMQ's objects for as long as one connection lives. They are made anew for the next one: a worker or a queue that
 * saw an outage at a bad moment may wait for ever.
 */
export class BullSession {
  readonly #queue: Queue;
  readonly #worker: Worker;
  readonly #consumer: Redis;

  constructor(redis: RedisAt, producer: Redis, heard: (lane: string) => void, failed: (error: Error) => void) {
    const { prefix } = redis;
    this.#queue = new Queue(QUEUE, { connection: producer, prefix });
    this.#queue.on('error', failed);
    // BullMQ uses it for all but blocking, duplicates it for that, and leaves it to us to close.
    this.#consumer = new Redis(redis.url, { retryStrategy, lazyConnect: true, maxRetriesPerRequest: null });
    this.#consumer.on('error', failed);
    const connection = this.#consumer;
    this.#worker = new Worker(QUEUE, async (job) => heard(String(job.data.lane)), { connection, prefix });
    this.#worker.on('error', failed);
  }

  async ready(): Promise<void> {
    await Promise.all([this.#queue.waitUntilReady(), this.#worker.waitUntilReady()]);
  }

  /** Delays count on the turned clock, which runs at the pace of the real one. */
  async add(alarms: readonly LaneAlarm[], now: Instant, epoch: string): Promise<void> {
    const jobs = alarms.map((alarm) => ({
      name: alarm.lane,
      data: { lane: alarm.lane },
      opts: {
        jobId: jobId(alarm, epoch),
        delay: Math.max(0, alarm.at - now),
        removeOnComplete: true,
        removeOnFail: true,
      },
    }));
    if (jobs.length > 0) await this.#queue.addBulk(jobs);
  }

  /** Removes every alarm that still waits. */
  async forget(): Promise<void> {
    await this.#queue.drain(true);
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.#worker.close(true), this.#queue.close()]);
    this.#consumer.disconnect();
  }
}
