import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { createClock, type Sandbox, type Seed, startSandbox } from '../sandbox/index.ts';
import { companySeed, ORG_FILE } from './company.ts';
import { ended, forked, freePort, pause, send } from './processes.ts';

export const SOURCE = 'survey';
export const KEY = randomBytes(32).toString('base64');
const ZONE = 'Europe/Helsinki';
export const MONDAY = Temporal.ZonedDateTime.from(`2026-03-02T09:30[${ZONE}]`).epochMilliseconds;

/** A workspace in this process, at Slack's own limits, and the bot in another. */
export class World {
  readonly folder = mkdtempSync(join(tmpdir(), 'loopkeeper-bench-'));
  readonly databaseFile = join(this.folder, 'loopkeeper.db');
  readonly sandbox: Sandbox;
  readonly port: number;
  #bot: ChildProcess | undefined;
  #database: Sqlite.Database | undefined;

  private constructor(sandbox: Sandbox, port: number) {
    this.sandbox = sandbox;
    this.port = port;
  }

  static async open(seed: Seed = companySeed()): Promise<World> {
    const sandbox = await startSandbox({ seed, clock: createClock(Date.now, MONDAY) });
    return new World(sandbox, await freePort());
  }

  /** What `loopkeeper start` reads. */
  get env(): Record<string, string> {
    const { tokens, apiUrl, clock } = this.sandbox;
    return {
      SLACK_BOT_TOKEN: tokens.bot,
      SLACK_APP_TOKEN: tokens.app,
      SLACK_API_URL: apiUrl,
      DATABASE_URL: `file:${this.databaseFile}`,
      HTTP_PORT: String(this.port),
      LOOPKEEPER_ORG: ORG_FILE,
      LOOPKEEPER_INGEST_SECRETS: `${SOURCE}=whsec_${KEY}`,
      LOG_LEVEL: 'error',
      BENCH_AHEAD: String(clock.now() - Date.now()),
    };
  }

  /** Starts that program as the bot; resolves when it is ready, with the milliseconds that took. */
  async start(file = 'bot.ts', args: readonly string[] = []): Promise<number> {
    const begun = performance.now();
    this.#bot = forked(file, this.env, args);
    while (!(await this.#isReady())) await pause(5);
    return performance.now() - begun;
  }

  async #isReady(): Promise<boolean> {
    if (this.#bot?.exitCode !== null) throw new Error(`The bot ended with ${this.#bot?.exitCode}`);
    if (this.sandbox.socket.connections() === 0) return false;
    return fetch(`http://127.0.0.1:${this.port}/readyz`).then(
      ({ status }) => status === 200,
      () => false,
    );
  }

  get bot(): ChildProcess {
    if (this.#bot === undefined) throw new Error('No bot was started');
    return this.#bot;
  }

  /** Feedback from a process of its own; `prefix` keeps the ids of several loads apart. */
  load(options: { prefix: string; most: number; seconds: number; perSecond?: number; connections?: number }) {
    const { perSecond = null, connections = 64 } = options;
    return send({ port: this.port, path: `/ingest/${SOURCE}`, key: KEY, ...options, perSecond, connections });
  }

  /** One number of what the bot has stored, as another process may read it. */
  count(sql: string, ...values: unknown[]): number {
    this.#database ??= new Sqlite(this.databaseFile, { readonly: true });
    return Number(
      this.#database
        .prepare(sql)
        .pluck()
        .get(...values) ?? 0,
    );
  }

  column(sql: string): unknown[] {
    this.#database ??= new Sqlite(this.databaseFile, { readonly: true });
    return this.#database.prepare(sql).pluck().all();
  }

  /** What was taken in and not yet understood. */
  backlog(): number {
    return this.count('select count(*) from inbox where done_at is null and failed is null');
  }

  async stop(): Promise<void> {
    if (this.#bot) await ended(this.#bot);
  }

  async close(): Promise<void> {
    await this.stop();
    this.#database?.close();
    await this.sandbox.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
