import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { z } from 'zod';
import { redisForTests, startTestRedis } from '../test/support/redis.ts';
import { atMost, type Figure, percentile, ratio, spread, whole } from './figures.ts';
import { COMPANY, type Due, Taken } from './nudged-bot.ts';
import { ended, forked, said } from './processes.ts';
import { MONDAY, World } from './world.ts';

const AIM_MS = 2000;
const WITHIN_MS = 60_000;

/** How late the steps of so many issues are taken that fall due within one minute, on Redis and without: from when a reminder is due until it stands in the outbox. */
export async function nudges(issues: number): Promise<Figure[]> {
  const world = await World.open(COMPANY.seed);
  try {
    const common = {
      databaseFile: world.databaseFile,
      apiUrl: world.sandbox.apiUrl,
      botToken: world.sandbox.tokens.bot,
      appToken: world.sandbox.tokens.app,
      everyMs: WITHIN_MS / issues,
      issues,
      redis: null,
      at: MONDAY,
    };
    await resultOf({ ...common, role: 'open' });
    const copy = join(world.folder, 'copy.db');
    copyFileSync(world.databaseFile, copy);
    const bareMs = bareStepMs(join(world.folder, 'bare.db'), issues);
    const binary = redisForTests();
    const redis = binary === undefined ? undefined : await startTestRedis(binary);
    const later = { ...common, role: 'wait' as const };
    const onRedis = redis && Taken.parse(await resultOf({ ...later, redis: redis.url }));
    await redis?.stop();
    const alone = Taken.parse(await resultOf({ ...later, databaseFile: copy }));
    return [figureOf('Redis', issues, bareMs, onRedis), figureOf('in-process', issues, bareMs, alone)];
  } finally {
    await world.close();
  }
}

function figureOf(rung: string, issues: number, bareMs: number, taken: z.output<typeof Taken> | undefined): Figure {
  const name = `nudge lateness p99, ${whole(issues)} in a minute, ${rung}`;
  if (taken === undefined) return { name, measured: 'skipped: no redis-server' };
  const { late, workMs, reminders } = taken;
  const stepMs = workMs / late.length;
  const beside = `${spread(late)}; ${stepMs.toFixed(2)} ms of work each, ${ratio(stepMs, bareMs)} times a bare timer and outbox row, synced by the hundred (${bareMs.toFixed(2)} ms)`;
  const figure = atMost(name, percentile(late, 99), AIM_MS, ' ms', beside);
  if (late.length >= issues && reminders >= issues) return figure;
  return { ...figure, met: false, beside: `only ${late.length} were taken, ${reminders} reminders written` };
}

const AT_ONCE = 100;

/** What a step costs at least on this disk: its timer is deleted, a line and a message are inserted, so many in each commit. */
function bareStepMs(file: string, steps: number): number {
  const database = new Sqlite(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(`create table timer (kind text, subject text, due_at integer, primary key (kind, subject));
    create table line (letter integer, issue integer, step text, primary key (issue, step, letter));
    create table outbox (id integer primary key, key text unique, subject text, state text)`);
  const timer = database.prepare("insert into timer values ('step', ?, ?)");
  database.transaction(() => {
    for (let n = 0; n < steps; n++) timer.run(String(n), n);
  })();
  const fire = database.prepare("delete from timer where kind = 'step' and subject = ?");
  const line = database.prepare("insert into line values (?, ?, 'accept')");
  const message = database.prepare("insert into outbox (key, subject, state) values (?, ?, 'pending')");
  const began = performance.now();
  for (let from = 0; from < steps; from += AT_ONCE)
    database.transaction(() => {
      for (let n = from; n < from + AT_ONCE; n++) {
        fire.run(String(n));
        line.run(n, n);
        message.run(`letter/${n}`, String(n));
      }
    })();
  const each = (performance.now() - began) / steps;
  database.close();
  return each;
}

async function resultOf(due: Due): Promise<unknown> {
  const child = forked('nudged-bot.ts', { BENCH_DUE: JSON.stringify(due) });
  const result = await said(child);
  await ended(child);
  return result;
}
