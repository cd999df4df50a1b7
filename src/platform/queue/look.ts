import { Redis } from 'ioredis';

/** How a Redis that somebody named answers; `policy` is what it does when it is full, where it tells. */
export type RedisState =
  | { readonly version: string; readonly policy: string | undefined }
  | { readonly problem: string };

const WITHIN_MS = 3000;

/** Asks once, changes nothing, and never throws. `url` as in `RedisAt`. */
export async function lookAtRedis(url: string): Promise<RedisState> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: WITHIN_MS,
    commandTimeout: WITHIN_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let problem = 'it does not answer';
  redis.on('error', (error) => {
    problem = error.message;
  });
  try {
    await redis.connect();
    const info = await redis.info('server');
    const version = /(?:redis|valkey)_version:(\S+)/.exec(info)?.[1] ?? 'unknown';
    return { version, policy: await policyOf(redis) };
  } catch (error) {
    return { problem: error instanceof Error && error.message !== 'Connection is closed.' ? error.message : problem };
  } finally {
    redis.disconnect();
  }
}

/** Hosted servers may keep it to themselves. */
async function policyOf(redis: Redis): Promise<string | undefined> {
  try {
    const answer = await redis.config('GET', 'maxmemory-policy');
    return Array.isArray(answer) ? String(answer[1]) : undefined;
  } catch {
    return undefined;
  }
}
