import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sayings } from './company.ts';
import { atLeast, type Figure, ratio, spread, whole } from './figures.ts';
import { ended, forked, freePort, said, send } from './processes.ts';
import { KEY, World } from './world.ts';

const AIM = 2000;
const SECONDS = 10;
const MOST = 8000 * SECONDS;

/** Signed deliveries to one bot process, which does their effects meanwhile; each 2xx is looked up in the database afterwards. */
export async function deliveries(): Promise<Figure[]> {
  const commits = commitsPerSecond();
  const bare = await bareRequestsPerSecond();
  const world = await World.open();
  try {
    await world.start();
    await world.load({ prefix: 'warm', most: 2000, seconds: 2 });
    const { accepted, seconds, statuses, ms } = await world.load({ prefix: 'bench', most: MOST, seconds: SECONDS });
    const backlog = world.backlog();
    const missing = missingOf(world, accepted);
    const perSecond = accepted.length / seconds;
    const beside = `${ratio(perSecond, commits)} of ${whole(commits)} raw single-row commits/s, ${ratio(perSecond, bare)} of ${whole(bare)} bare Fastify requests/s`;
    return [
      atLeast('webhook deliveries, each 2xx durable', perSecond, AIM, '/s', beside),
      { name: '  to the answer', measured: spread(ms), beside: `answers: ${JSON.stringify(statuses)}` },
      { name: '  2xx not in the database', measured: whole(missing), aim: '0', met: missing === 0 },
      { name: '  effects left to be done', measured: whole(backlog), beside: `of ${whole(accepted.length)} taken in` },
    ];
  } finally {
    await world.close();
  }
}

function missingOf(world: World, accepted: readonly number[]): number {
  const stored = new Set(world.column('select external_id from inbox'));
  return accepted.filter((number) => !stored.has(`bench-${number}`)).length;
}

async function bareRequestsPerSecond(): Promise<number> {
  const port = await freePort();
  const bare = forked('bare.ts', { BENCH_PORT: String(port) });
  await said(bare);
  const load = { port, path: '/ingest/survey', key: KEY, connections: 64, perSecond: null };
  await send({ ...load, prefix: 'warm', most: 5000, seconds: 2 });
  const { accepted, seconds } = await send({ ...load, prefix: 'bench', most: 100_000, seconds: 5 });
  await ended(bare);
  return accepted.length / seconds;
}

/** One row a commit, each synced to the disk on which the bot's database lies: what a bot without shared commits could do at best. */
function commitsPerSecond(): number {
  const folder = mkdtempSync(join(tmpdir(), 'loopkeeper-bench-'));
  const database = new Sqlite(join(folder, 'raw.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('create table inbox (id integer primary key, external_id text unique, body text)');
  const insert = database.prepare('insert into inbox (external_id, body) values (?, ?)');
  const bodies = sayings().map((each) => JSON.stringify(each));
  const start = performance.now();
  let rows = 0;
  for (; performance.now() - start < 3000; rows++) insert.run(`raw-${rows}`, bodies[rows % bodies.length]);
  const seconds = (performance.now() - start) / 1000;
  database.close();
  rmSync(folder, { recursive: true, force: true });
  return rows / seconds;
}
