import { HOUR } from '../src/kernel/time.ts';
import { until, World, type WorldOptions } from '../test/chaos/world.ts';
import { redisForTests, startTestRedis } from '../test/support/redis.ts';
import { bareFastify, type Figure, load, percentile, rawCommits, residentMb } from './measure.ts';

const figure = (what: string, measured: string, against: string): Figure => ({ what, measured, against });
const whole = (value: number) => Math.round(value).toLocaleString('en');
const ingest = (world: World) => `${world.bot.address}/ingest/survey`;

async function inWorld(options: WorldOptions, work: (world: World) => Promise<Figure[]>): Promise<Figure[]> {
  const world = await World.start(options);
  try {
    return await work(world);
  } finally {
    await world.close();
  }
}

const countOf = (world: World, sql: string) => world.rows<{ n: number }>(sql)[0]?.n ?? 0;
const undone = (world: World) => countOf(world, 'select count(*) as n from inbox where done_at is null');

/** Deliveries that one process stores durably in a second, beside what the disk and the framework allow. */
export const deliveries = (): Promise<Figure[]> =>
  inWorld({}, async (world) => {
    await load(ingest(world), { count: 2000 });
    await until('warmed up', () => undone(world) === 0, 120_000);
    const { perSecond, taken, prefix } = await load(ingest(world), { count: 30_000 });
    const stored = countOf(world, `select count(*) as n from inbox where external_id like '${prefix}-%'`);
    const commits = rawCommits(3000);
    const bare = await bareFastify(30_000);
    return [
      figure('durable deliveries a second', whole(perSecond), 'aim: 2,000 or more'),
      figure('  of raw single-row commits a second', `${(perSecond / commits).toFixed(2)} ×`, `${whole(commits)} raw`),
      figure('  of bare Fastify requests a second', `${(perSecond / bare).toFixed(2)} ×`, `${whole(bare)} bare`),
      figure('  answered 2xx and in the database', `${whole(stored)} of ${whole(taken)}`, 'all'),
    ];
  });

/** How fast a slash command is acknowledged while feedback pours in. */
export const acknowledgements = (): Promise<Figure[]> =>
  inWorld({}, async (world) => {
    const pouring = load(ingest(world), { count: 2400, rate: 200 });
    let poured = false;
    pouring.then(() => {
      poured = true;
    });
    const times: number[] = [];
    while (!poured) {
      times.push((await world.sandbox.as('joe').command('/cx', 'mine')).ms);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
    const n = `${times.length} commands`;
    return [
      figure('slash command acknowledged, 200 deliveries/s: p50', `${p50.toFixed(0)} ms`, n),
      figure('slash command acknowledged, 200 deliveries/s: p99', `${p99.toFixed(0)} ms`, 'aim: 100 ms or less'),
    ];
  });

const NUDGES = 5000;
const MINUTE_MS = 60_000;

/** How late steps are taken when 5,000 fall due within one minute, on Redis where there is one. */
export async function lateness(): Promise<Figure[]> {
  const binary = redisForTests();
  const redis = binary === undefined ? undefined : await startTestRedis(binary);
  try {
    const at = redis && { url: redis.url, prefix: 'bench' };
    return await inWorld({ redis: at }, (world) => nudgesIn(world, redis ? 'Redis' : 'no Redis'));
  } finally {
    await redis?.stop();
  }
}

async function nudgesIn(world: World, rung: string): Promise<Figure[]> {
  await load(ingest(world), { count: NUDGES * 2 });
  await until('all issues are open', () => undone(world) === 0, 300_000);
  const due = spread(world, world.sandbox.clock.now() + 4.5 * HOUR + 15_000);
  world.turn(4.5 * HOUR);
  await world.restart();
  const late = await watched(world, due);
  return [
    figure(
      `${whole(late.length)} steps due in a minute, ${rung}: late by p50`,
      `${percentile(late, 0.5).toFixed(0)} ms`,
      'seen to 10 ms',
    ),
    figure(
      `${whole(late.length)} steps due in a minute, ${rung}: late by p99`,
      `${percentile(late, 0.99).toFixed(0)} ms`,
      'aim: 2,000 ms or less',
    ),
  ];
}

/** Gives the first 5,000 steps due times over one minute. */
function spread(world: World, from: number): Map<string, number> {
  const subjects = world.rows<{ subject: string }>(`select subject from timer order by subject limit ${NUDGES}`);
  const due = new Map(subjects.map(({ subject }, n) => [subject, Math.round(from + (n * MINUTE_MS) / NUDGES)]));
  world.write((database) => {
    const set = database.prepare('update timer set due_at = ? where subject = ?');
    database.prepare('update timer set due_at = due_at + 864000000').run();
    for (const [subject, at] of due) set.run(at, subject);
  });
  return due;
}

/** When each step was seen taken, after its time. */
async function watched(world: World, due: ReadonlyMap<string, number>): Promise<number[]> {
  const open = new Map(due);
  const late: number[] = [];
  await until(
    'every step is taken',
    () => {
      const now = world.sandbox.clock.now();
      const waiting = new Set(
        world
          .rows<{ subject: string }>(`select subject from timer where due_at <= ${now}`)
          .map(({ subject }) => subject),
      );
      for (const [subject, at] of open) {
        if (at > now || waiting.has(subject)) continue;
        late.push(now - at);
        open.delete(subject);
      }
      return open.size === 0;
    },
    300_000,
    10,
  );
  return late;
}

/** Memory at rest, and after so many pieces of feedback; and how fast feedback becomes issues. */
export const memory = (feedback: number): Promise<Figure[]> =>
  inWorld({}, async (world) => {
    const idle = residentMb(world.bot.pid);
    const started = performance.now();
    for (let sent = 0; sent < feedback; sent += 10_000) {
      await load(ingest(world), { count: Math.min(10_000, feedback - sent) });
      await until('it is understood', () => undone(world) === 0, 300_000, 200);
      process.stderr.write(`  ${whole(sent + 10_000)} of ${whole(feedback)} taken in\n`);
    }
    const perSecond = feedback / ((performance.now() - started) / 1000);
    return [
      figure('memory at rest', `${whole(idle)} MB`, ''),
      figure(
        `memory after ${whole(feedback)} pieces of feedback`,
        `${whole(residentMb(world.bot.pid))} MB`,
        'aim: 200 MB or less',
      ),
      figure('feedback taken in, understood and opened, a second', whole(perSecond), ''),
    ];
  });

/** From starting the process to taking webhooks and Slack's events, on a database in use. */
export const startUp = (): Promise<Figure[]> =>
  inWorld({}, async (world) => {
    const times: number[] = [];
    for (let n = 0; n < 5; n++) {
      const started = performance.now();
      await world.restart();
      times.push(performance.now() - started);
    }
    return [figure('start to ready, median of 5', `${percentile(times, 0.5).toFixed(0)} ms`, 'aim: 3,000 ms or less')];
  });
