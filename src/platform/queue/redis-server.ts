import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { Runner } from './runner.ts';

export interface PrivateRedisOptions {
  /** See `findRedisServer`. */
  readonly binary: string;
  /** Where its data lives; one server a folder. */
  readonly folder: string;
  readonly log: Log;
  /** Leaves the server running when we stop, for the next start to adopt. */
  readonly keep?: boolean;
}

export interface PrivateRedis {
  readonly socket: string;
  /** Starts it, or adopts the one that an earlier life of the bot left; from then on it is started again when it dies. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The first redis-server or valkey-server on a search path such as PATH. */
export function findRedisServer(searchPath: string): string | undefined {
  const folders = searchPath.split(delimiter).filter(Boolean);
  const candidates = folders.flatMap((folder) => [join(folder, 'redis-server'), join(folder, 'valkey-server')]);
  return candidates.find((path) => existsSync(path));
}

/** A Redis that only this bot can reach. */
export function privateRedis(options: PrivateRedisOptions): PrivateRedis {
  return new Server({ ...options, folder: resolve(options.folder) });
}

/** A unix socket's path must stay under about 104 bytes: a deep data folder gets a short one elsewhere. */
export function socketFor(folder: string): string {
  const near = join(folder, 'redis.sock');
  if (Buffer.byteLength(near) <= 100) return near;
  const short = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return join(tmpdir(), `loopkeeper-${short}`, 'redis.sock');
}

const START_WITHIN_MS = 10_000;
const STOP_WITHIN_MS = 5000;

class Server implements PrivateRedis {
  readonly socket: string;
  readonly #options: PrivateRedisOptions;
  readonly #watching: Runner;
  #child: ChildProcess | undefined;
  /** An open connection whose end tells that the server died, whoever started it. */
  #lifeline: Socket | undefined;
  #stopping = false;

  constructor(options: PrivateRedisOptions) {
    this.#options = options;
    this.socket = socketFor(options.folder);
    this.#watching = new Runner(() => this.start(), {
      firstRestMs: 500,
      failed: ({ error, restMs }) => options.log.error({ error, ms: restMs }, 'private Redis does not start'),
    });
  }

  async start(): Promise<void> {
    for (const folder of [this.#options.folder, resolve(this.socket, '..')]) makePrivate(folder);
    let answer = await knock(this.socket);
    if (answer === 'absent') this.#spawn();
    else this.#options.log.info({ path: this.socket }, 'adopted the private Redis of an earlier start');
    for (let waited = 0; typeof answer === 'string'; waited += 20) {
      if (answer === 'absent' && this.#ended) throw new Error(`Redis ended at once: ${this.#why}`);
      if (waited > START_WITHIN_MS) throw new Error(`Redis did not answer within 10 s: ${this.#why}`);
      await pause(20);
      answer = await knock(this.socket);
    }
    this.#hold(answer);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#watching.close();
    const lifeline = this.#lifeline;
    if (this.#options.keep || !lifeline || lifeline.destroyed) {
      lifeline?.destroy();
      if (!this.#options.keep) this.#child?.kill();
      return;
    }
    const ended = new Promise<void>((done) => lifeline.once('close', () => done()));
    // The append-only file is flushed all the same; NOSAVE only spares the snapshot.
    lifeline.write('SHUTDOWN NOSAVE\r\n');
    const late = new AbortController();
    await Promise.race([ended, pause(STOP_WITHIN_MS, undefined, late).catch(() => {})]);
    late.abort();
    if (!lifeline.destroyed) this.#child?.kill('SIGKILL');
    lifeline.destroy();
  }

  get #ended(): boolean {
    return !this.#child || this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  get #why(): string {
    return `see ${join(this.#options.folder, 'redis.log')}`;
  }

  #spawn(): void {
    const { binary, folder } = this.#options;
    // Detached: Ctrl-C in a terminal ends us first, and we end Redis.
    this.#child = spawn(binary, serverArguments(folder, this.socket), { stdio: 'ignore', detached: true });
    this.#child.on('error', (error) => this.#options.log.error({ error }, 'private Redis could not be run'));
    this.#child.unref();
  }

  #hold(lifeline: Socket): void {
    this.#lifeline = lifeline;
    lifeline.unref();
    lifeline.once('close', () => {
      if (this.#stopping) return;
      this.#options.log.warn({ path: this.socket }, 'private Redis died: starting it again');
      this.#watching.wake();
    });
  }
}

function serverArguments(folder: string, socket: string): string[] {
  return [
    ...['--port', '0', '--unixsocket', socket, '--unixsocketperm', '700', '--dir', folder],
    ...['--appendonly', 'yes', '--save', '', '--maxmemory-policy', 'noeviction', '--hz', '100'],
    ...['--daemonize', 'no', '--logfile', join(folder, 'redis.log')],
  ];
}

/** The folder under the system's temporary one might have been laid there by somebody else. */
function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner = statSync(folder).uid;
  if (process.getuid && owner !== process.getuid()) throw new Error(`${folder} belongs to another user (uid ${owner})`);
}

/** Who answers at the socket: nobody, a server still loading its data, or one that is ready (its connection stays open). */
function knock(socket: string): Promise<Socket | 'absent' | 'loading'> {
  return new Promise((answer) => {
    const line = connect(socket);
    const giveUp = (how: 'absent' | 'loading') => {
      line.destroy();
      answer(how);
    };
    line.on('error', () => giveUp('absent'));
    line.setTimeout(1000, () => giveUp('loading'));
    line.once('data', (data) => {
      line.setTimeout(0);
      if (data.toString().startsWith('+PONG')) answer(line);
      else giveUp('loading');
    });
    line.write('PING\r\n');
  });
}
