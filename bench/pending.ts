import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { migrations } from '../migrations/index.ts';
import { DAY, type Instant, instant, SECOND } from '../src/kernel/time.ts';
import { ringing } from '../src/platform/bell.ts';
import type { Context } from '../src/platform/context.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { type Database, openDatabase } from '../src/platform/db/open.ts';
import { silentLog } from '../src/platform/log.ts';
import { type Doorbell, startDoorbell } from '../src/platform/queue/doorbell.ts';
import { timersLane } from '../src/platform/timers/timers.ts';
import { redisForTests, startTestRedis } from '../test/support/redis.ts';
import { atMost, type Figure, percentile, ratio, whole } from './figures.ts';

const [SWEEP_AIM_MS, REBUILD_AIM_MS] = [50, 60_000];
const KIND = 'bench.nudge';
const NOW = instant(Date.UTC(2026, 2, 2, 8));

/** A sweep over so many pending nudges of which some are due, and setting all their alarms anew after Redis was emptied. */
export async function pending(nudges: number, due: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'loopkeeper-bench-'));
  const database = openDatabase(join(folder, 'pending.db'));
  try {
    await migrate(database, migrations, join(folder, 'pending.db'));
    await fill(database, nudges, due);
    const swept = await sweep(database, nudges, due);
    return [...swept, await rebuilt(database, nudges - due)];
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `due` of them were due in the last minute, the others fall due over the next day. */
async function fill(database: Database, nudges: number, due: number): Promise<void> {
  await database.synchronous((raw) => {
    const add = raw.prepare('insert into timer (kind, subject, due_at) values (?, ?, ?)');
    for (let n = 0; n < nudges; n++) {
      const at =
        n < due
          ? NOW - (n % 60) * SECOND
          : NOW + SECOND + Math.floor(((n - due) / (nudges - due)) * (DAY - 60 * SECOND));
      add.run(KIND, String((n * 7919) % nudges), at);
    }
  });
}

/** The lane's own drain, as the sweep calls it: nothing but finding and taking, because what a nudge does is measured elsewhere. */
async function sweep(database: Database, nudges: number, due: number): Promise<Figure[]> {
  let taken = 0;
  const lane = laneOf(contextOf(database), database, async () => void taken++);
  const times: number[] = [];
  const began = performance.now();
  for (;;) {
    const start = performance.now();
    const found = await lane.drain();
    if (found === 0) {
      const idle = performance.now() - start;
      const name = `a sweep over ${whole(nudges)} nudges of which none is due`;
      const all = performance.now() - began;
      return [
        atMost(
          `a look of a sweep over ${whole(nudges)} nudges, ${whole(due)} of them due, p99`,
          percentile(times, 99),
          SWEEP_AIM_MS,
          ' ms',
          `each takes 100; all ${whole(taken)} taken in ${whole(all)} ms`,
        ),
        atMost(name, idle, SWEEP_AIM_MS, ' ms'),
      ];
    }
    times.push(performance.now() - start);
  }
}

async function rebuilt(database: Database, waiting: number): Promise<Figure> {
  const name = `alarms set anew after FLUSHALL, ${whole(waiting)} nudges pending over a day`;
  const binary = redisForTests();
  if (binary === undefined) return { name, measured: 'skipped: no redis-server' };
  const redis = await startTestRedis(binary);
  const client = new Redis(redis.url);
  let set: ((count: number) => void) | undefined;
  const counted = () => new Promise<number>((resolve) => (set = resolve));
  const log = { ...silentLog, info: (fields: { count?: number }) => fields.count !== undefined && set?.(fields.count) };
  const bell = await started(database, redis.url, log as typeof silentLog);
  try {
    const again = counted();
    const bare = await bareWrites(client);
    const began = performance.now();
    await client.flushall();
    const count = await again;
    const ms = performance.now() - began;
    const rate = (count * 1000) / ms;
    return atMost(
      name,
      ms,
      REBUILD_AIM_MS,
      ' ms',
      `${whole(count)} alarms of the next two hours, ${whole(rate)}/s, ${ratio(rate, bare)} of ${whole(bare)} bare zadd/s in the same run`,
    );
  } finally {
    await bell.close();
    await client.quit();
    await redis.stop();
  }
}

async function started(database: Database, url: string, log: typeof silentLog): Promise<Doorbell> {
  const lane = laneOf(contextOf(database), database, async () => undefined);
  return startDoorbell({
    lanes: [lane],
    now: () => NOW,
    redis: { rung: 'redis', url, prefix: 'bench' },
    log,
    epoch: '1',
  });
}

const BARE = 50_000;

/** What this Redis takes at best from this process: sorted-set entries in pipelines of as many as we send. */
async function bareWrites(client: Redis): Promise<number> {
  const began = performance.now();
  for (let n = 0; n < BARE; n += 500) {
    const line = client.pipeline();
    for (let each = n; each < n + 500; each++) line.zadd('bare', each, `nudge-${each}`);
    await line.exec();
  }
  return (BARE * 1000) / (performance.now() - began);
}

function contextOf(database: Database): Context {
  return { now: () => NOW as Instant, random: Math.random, transaction: ringing(database, () => undefined) };
}

const laneOf = (context: Context, { read }: Database, take: () => Promise<void>) =>
  timersLane({ context, read, real: Date.now, handlers: new Map([[KIND, take]]), log: silentLog });
