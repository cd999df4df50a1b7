import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { redisForTests, startTestRedis } from '../test/support/redis.ts';
import { atMost, type Figure, percentile, spread, whole } from './figures.ts';
import type { Due } from './nudged-bot.ts';
import { ended, forked, said } from './processes.ts';
import { MONDAY, World } from './world.ts';

const AIM_MS = 2000;
const WITHIN_MS = 60_000;

/** How late the steps of so many issues are taken that fall due within one minute, on Redis and without. */
export async function nudges(issues: number): Promise<Figure[]> {
  const world = await World.open();
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
    const binary = redisForTests();
    const redis = binary === undefined ? undefined : await startTestRedis(binary);
    const later = { ...common, role: 'wait' as const };
    const onRedis = redis && (await lateness({ ...later, redis: redis.url }));
    await redis?.stop();
    const alone = await lateness({ ...later, databaseFile: copy });
    return [...figuresOf('Redis', issues, onRedis), ...figuresOf('in-process', issues, alone)];
  } finally {
    await world.close();
  }
}

function figuresOf(rung: string, issues: number, late: readonly number[] | undefined): Figure[] {
  const name = `nudge lateness p99, ${whole(issues)} in a minute, ${rung}`;
  if (late === undefined) return [{ name, measured: 'skipped: no redis-server' }];
  const figure = atMost(name, percentile(late, 99), AIM_MS, ' ms', spread(late));
  return late.length >= issues ? [figure] : [{ ...figure, met: false, beside: `only ${late.length} were taken` }];
}

const Late = z.object({ late: z.array(z.number()) });

async function lateness(due: Due): Promise<number[]> {
  return Late.parse(await resultOf(due)).late;
}

async function resultOf(due: Due): Promise<unknown> {
  const child = forked('nudged-bot.ts', { BENCH_DUE: JSON.stringify(due) });
  const result = await said(child);
  await ended(child);
  return result;
}
