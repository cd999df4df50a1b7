import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { silentLog } from '../../src/platform/log.ts';
import { findRedisServer, privateRedis } from '../../src/platform/queue/redis-server.ts';

const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/redis');

/** A Redis server program: from PATH, else unpacked from Debian's packages without root; undefined where neither is at hand. */
export function redisForTests(searchPath = process.env.PATH ?? ''): string | undefined {
  return findRedisServer(searchPath) ?? findRedisServer(CACHE) ?? unpackFromDebian();
}

/** A server of its own for one test file, started by the bot's own code. */
export async function startTestRedis(binary: string) {
  const folder = mkdtempSync(join(tmpdir(), 'loopkeeper-redis-'));
  const server = privateRedis({ binary, folder, log: silentLog });
  await server.start();
  return {
    url: server.socket,
    /** For a while, as when somebody takes it down for its upkeep. */
    goesDown: () => server.stop(),
    comesBack: () => server.start(),
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const PACKAGES =
  'redis-server redis-tools valkey-server valkey-tools libjemalloc2 liblzf1 liblua5.1-0 lua-bitop lua-cjson libhiredis0.14 libhiredis1.1.0';

function unpackFromDebian(): string | undefined {
  mkdirSync(resolve(CACHE, '..'), { recursive: true });
  const work = mkdtempSync(`${CACHE}-`);
  try {
    for (const name of PACKAGES.split(' ')) download(name, work);
    for (const file of readdirSync(work)) execFileSync('dpkg', ['-x', file, '.'], { cwd: work, stdio: 'ignore' });
    const program = findRedisServer(join(work, 'usr/bin'));
    if (!program) return undefined;
    wrap(work, program.slice(work.length + 1));
    execFileSync(join(work, 'redis-server'), ['--version'], { stdio: 'ignore' });
    if (!existsSync(CACHE)) renameSync(work, CACHE);
    return findRedisServer(CACHE);
  } catch {
    return undefined;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Which of them exist depends on the release. */
function download(name: string, cwd: string): void {
  try {
    execFileSync('apt-get', ['download', name], { cwd, stdio: 'ignore', timeout: 30_000 });
  } catch {}
}

/** The program finds its unpacked libraries wherever the folder is moved. */
function wrap(folder: string, program: string): void {
  const script = `#!/bin/sh
here=$(dirname "$0")
export LD_LIBRARY_PATH="$(echo "$here"/usr/lib/*-linux-gnu*):$LD_LIBRARY_PATH"
exec "$here/${program}" "$@"
`;
  writeFileSync(join(folder, 'redis-server'), script);
  chmodSync(join(folder, 'redis-server'), 0o755);
}
