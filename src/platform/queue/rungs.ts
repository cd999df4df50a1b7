import type { Log } from '../log.ts';
import type { RedisAt } from './bull-session.ts';
import { findRedisServer, privateRedis } from './redis-server.ts';

interface Options {
  /** REDIS_URL, where given. */
  readonly url?: string | undefined;
  /** Where a private Redis keeps its data. */
  readonly folder: string;
  /** PATH, on which a redis-server or valkey-server is looked for. */
  readonly searchPath: string;
  /** Keeps several bots on one Redis apart. */
  readonly prefix?: string;
  readonly keep?: boolean;
  readonly log: Log;
}

const PREFIX = 'loopkeeper';

/** The highest rung the doorbell can stand on; none is the lowest: alarms in this process alone. Nothing is started yet. */
export function findRedis(options: Options): RedisAt | undefined {
  const { url, log, searchPath, prefix = PREFIX } = options;
  if (url) return { rung: 'redis', url, prefix };
  const binary = findRedisServer(searchPath);
  if (!binary) {
    log.info({ rung: 'in-process' }, 'no REDIS_URL, and no redis-server or valkey-server on PATH');
    return undefined;
  }
  const server = privateRedis({ ...options, binary });
  return {
    rung: 'private redis',
    url: server.socket,
    prefix,
    start: () => server.start(),
    stop: () => server.stop(),
  };
}

/** Starts it where it is ours. Resolves to undefined when it does not start, because the bot goes on without. */
export async function startedRedis(redis: RedisAt | undefined, log: Log): Promise<RedisAt | undefined> {
  try {
    await redis?.start?.();
    return redis;
  } catch (error) {
    log.warn({ error, rung: 'in-process' }, 'the private Redis does not start: going on without');
    await redis?.stop?.();
    return undefined;
  }
}
