import { accessSync, constants, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Config } from '../../config.ts';
import { type Instant, MINUTE } from '../../kernel/time.ts';
import type { WorkState } from '../../platform/db/health.ts';
import { silentLog } from '../../platform/log.ts';
import { pngFrom } from '../../platform/pictures/png.ts';
import { svg } from '../../platform/pictures/svg.ts';
import { lookAtRedis } from '../../platform/queue/look.ts';
import { findRedis, startedRedis } from '../../platform/queue/rungs.ts';
import { broken, type Check, look, ok } from './check.ts';

const GIB = 1024 ** 3;
const LEAST_FREE = 0.1 * GIB;
const LITTLE_FREE = GIB;

/** Whether the file, or the folder that is to hold it, can be written, and how much room there is. */
export function diskChecks(file: string): Check[] {
  const place = nearestExisting(file);
  const isWritable = [place, existsSync(file) ? dirname(file) : place].every(canWrite);
  const { bavail, bsize } = statfsSync(place);
  return [
    isWritable
      ? ok('database', `${file} can be written`)
      : broken('database', `${file} cannot be written`, 'give the user who runs Loopkeeper the file and its folder'),
    spaceCheck(bavail * bsize),
  ];
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}

function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

export function spaceCheck(free: number): Check {
  const found = `${(free / GIB).toFixed(1)} GiB are free`;
  if (free < LEAST_FREE) return broken('disk', found, 'make room: without it nothing can be stored');
  return free < LITTLE_FREE ? look('disk', found, 'make room before it runs out') : ok('disk', found);
}

/** Whether pictures can be drawn here: resvg is built for most machines, not for all. */
export async function picturesCheck(): Promise<Check> {
  const drawn = await pngFrom(svg`<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>`).catch(
    () => undefined,
  );
  if (drawn !== undefined) return ok('pictures', 'can be drawn');
  return look(
    'pictures',
    'cannot be drawn here, so that what they show comes in words',
    'npm ci, with optional packages',
  );
}

/** On which rung the doorbell would stand; a private Redis is tried in a folder of its own, so that the bot's is left alone. */
export async function doorbellCheck({ redis }: Config, searchPath: string): Promise<Check> {
  if (redis.url !== undefined) return namedRedis(await lookAtRedis(redis.url));
  const folder = mkdtempSync(join(tmpdir(), 'loopkeeper-doctor-'));
  const found = await startedRedis(findRedis({ folder, searchPath, log: silentLog }), silentLog);
  await found?.stop?.();
  rmSync(folder, { recursive: true, force: true });
  if (found !== undefined) return ok('doorbell', 'a private Redis, started by Loopkeeper, wakes what is due');
  return ok('doorbell', 'in this process alone, without Redis: what is due wakes by timers and a sweep');
}

function namedRedis(state: Awaited<ReturnType<typeof lookAtRedis>>): Check {
  if ('problem' in state) {
    return look(
      'doorbell',
      `REDIS_URL does not answer (${state.problem})`,
      'start it; until then the sweep wakes what is due',
    );
  }
  const { version, policy } = state;
  if (policy === undefined || policy === 'noeviction')
    return ok('doorbell', `the Redis of REDIS_URL (${version}) wakes what is due`);
  return look(
    'doorbell',
    `the Redis of REDIS_URL (${version}) forgets when it is full`,
    'set its maxmemory-policy to noeviction',
  );
}

const LATE_MS = 5 * MINUTE;

const FAILED: Readonly<Record<WorkState['name'], string>> = {
  inbox: 'could not be done',
  facts: 'could not be passed on',
  timers: 'could not be taken',
  outbox: 'could not be delivered',
};

/** `now` is undefined where the bot's clock is not ours: then only what was given up can be told. */
export function workChecks(states: readonly WorkState[], now: Instant | undefined): Check[] {
  const checks = states.flatMap(({ name, failed, waiting, since }): Check[] => {
    const late = now !== undefined && since !== undefined && now - since > LATE_MS;
    return [
      ...(failed > 0 ? [look(name, `${failed} ${FAILED[name]}`, 'the log says why')] : []),
      ...(late
        ? [look(name, `${waiting} wait, the oldest for ${minutes(now - since)}`, 'is Loopkeeper running?')]
        : []),
    ];
  });
  return checks.length > 0 ? checks : [ok('work', 'nothing was given up, nothing waits too long')];
}

const SHOWN = 5;

/** What ought never to be of an open issue. The running bot mends what it can; this is what it finds. */
export function issueChecks(flaws: readonly { readonly words: string }[]): Check[] {
  if (flaws.length === 0) return [ok('issues', 'each that is open has an owner, a next step and its messages')];
  const more = flaws.length - SHOWN;
  return [
    ...flaws.slice(0, SHOWN).map(({ words }) => look('issues', words, 'start Loopkeeper, which mends it')),
    ...(more > 0 ? [look('issues', `${more} more of the kind`, '/cx doctor lists them')] : []),
  ];
}

const minutes = (ms: number) => `${Math.round(ms / MINUTE).toLocaleString('en')} minutes`;

export function secretsCheck({ ingest }: Config): Check {
  const sources = [...ingest.secrets.keys()];
  return sources.length > 0
    ? ok('webhooks', `secrets are set for ${sources.join(', ')}`)
    : look(
        'webhooks',
        'no source has a secret, so none can send feedback',
        'set LOOPKEEPER_INGEST_SECRETS, or go on without webhooks',
      );
}
