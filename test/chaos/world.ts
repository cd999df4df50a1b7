import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Webhook } from 'standardwebhooks';
import { createClock, type Sandbox, startSandbox } from '../../sandbox/index.ts';
import type { Seed } from '../../sandbox/seed.ts';
import type { Message } from '../../sandbox/workspace/model.ts';
import type { Limits } from '../../src/platform/outbox/pace.ts';
import { ORG, seed } from '../support/company.ts';
import { MONDAY } from '../support/issue.ts';
import { SECRET } from '../support/secret.ts';
import { unexpectedIn } from '../support/unexpected.ts';
import { repeatedly } from './run.ts';

export interface Kill {
  readonly point: string;
  readonly nth: number;
}

export interface WorldOptions {
  readonly kill?: Kill | undefined;
  /** Where it dies after each further start; nowhere where left out. */
  readonly nextKill?: () => Kill;
  readonly redis?: { readonly url: string; readonly prefix: string } | undefined;
  readonly sdkRetries?: boolean;
  /** Another company than the small one. */
  readonly company?: { readonly org: string; readonly seed: Seed };
  /** How fast the bot speaks; as fast as it can where left out. */
  readonly pace?: Limits;
  /** Slack's own limits hold. */
  readonly limited?: boolean;
}

const PATIENCE_MS = 20_000;
const UNPACED: Limits = { channelMs: 0, postsPerMinute: 1e9, editsPerMinute: 1e9 };
/** When a send of unknown outcome is looked for: a fiftieth of what holds in earnest. */
export const LATENESS = { firstMs: 300, secondMs: 1200 };

/** Waits until it holds; says what did not. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  patienceMs = PATIENCE_MS,
  everyMs = 25,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Not within ${patienceMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/**
 * A workspace, the bot as a process beside it that is started again whenever it dies, and a sender who sends until it
 * hears 2xx. What was acknowledged and what was seen is kept here, outside of what is tested.
 */
export class World {
  readonly sandbox: Sandbox;
  #options: WorldOptions;
  readonly #folder = mkdtempSync(join(tmpdir(), 'loopkeeper-chaos-'));
  readonly #port: number;
  #child: ChildProcess | undefined;
  #isDown = false;
  #isReady = false;
  readonly diedAt: number[] = [];
  /** Feedback by id, as a 2xx acknowledged it. */
  readonly acked = new Map<string, number>();
  /** And when, in real time. */
  readonly ackedAt = new Map<string, number>();

  private constructor(sandbox: Sandbox, port: number, options: WorldOptions) {
    this.sandbox = sandbox;
    this.#port = port;
    this.#options = options;
  }

  static async start(options: WorldOptions): Promise<World> {
    const sandbox = await startSandbox({
      seed: options.company?.seed ?? seed(),
      clock: createClock(Date.now, MONDAY),
    });
    const unlimited = { perChannelPerSecond: undefined, workspacePerMinute: undefined, tiers: false };
    Object.assign(sandbox.limits, { ...(!options.limited && unlimited), retryAfterMs: [0, 500, 1000] });
    const world = new World(sandbox, await freePort(), options);
    await world.#spawn(options.kill);
    return world;
  }

  get databaseFile(): string {
    return join(this.#folder, 'loopkeeper.db');
  }

  async #spawn(kill: Kill | undefined): Promise<void> {
    const { redis = null, sdkRetries = false, company, pace = UNPACED } = this.#options;
    const { bot, app } = this.sandbox.tokens;
    const chaos = {
      databaseFile: this.databaseFile,
      port: this.#port,
      apiUrl: this.sandbox.apiUrl,
      botToken: bot,
      appToken: app,
      redis,
      kill: kill ?? null,
      ahead: this.sandbox.clock.now() - Date.now(),
      sdkRetries,
      org: company?.org ?? ORG,
      pace,
      lateness: LATENESS,
    };
    const file = join(this.#folder, 'options.json');
    writeFileSync(file, JSON.stringify(chaos));
    const child = fork(new URL('./main.ts', import.meta.url), {
      env: { ...process.env, CHAOS: file },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    this.#isReady = false;
    child.once('message', () => {
      this.#isReady = true;
    });
    child.once('exit', () => {
      this.#isReady = false;
      this.diedAt.push(Date.now());
      if (!this.#isDown) void this.#spawn(this.#options.nextKill?.());
    });
    await new Promise((resolve) => child.once('message', resolve).once('exit', resolve));
  }

  get deaths(): number {
    return this.diedAt.length;
  }

  /** SIGKILL; it is started again at once. */
  kill(): void {
    this.#isReady = false;
    this.#child?.kill('SIGKILL');
  }

  /** SIGKILL, again and again, after it was up for a time between these; it is started again at once. */
  killsNowAndThen(random: () => number, between: readonly [number, number]): { readonly stop: () => Promise<void> } {
    let due = Number.POSITIVE_INFINITY;
    return repeatedly(() => {
      if (!this.#isReady) due = Number.POSITIVE_INFINITY;
      else if (due === Number.POSITIVE_INFINITY) due = Date.now() + between[0] + random() * (between[1] - between[0]);
      else if (Date.now() >= due) this.kill();
    }, 20);
  }

  /** SIGKILL; it stays down. */
  async goesDown(): Promise<void> {
    this.#isDown = true;
    const gone = new Promise((resolve) => this.#child?.once('exit', resolve));
    if (this.#child?.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await gone;
  }

  /** It is started again, perhaps otherwise than before. */
  async comesBack(options: Pick<WorldOptions, 'pace' | 'kill'> = {}): Promise<void> {
    this.#isDown = false;
    this.#options = { ...this.#options, ...options };
    await this.#spawn(options.kill);
  }

  /** As a sender does: again and again, until it hears 2xx. */
  async sends(id: string, text: string, more: { readonly score?: object } = {}): Promise<void> {
    const body = JSON.stringify({ id, text, customer: { account: id }, ...more });
    await until(
      `${id} is taken`,
      async () => {
        const status = await this.#post(id, body);
        if (status !== 200 && status !== 202) return false;
        this.acked.set(id, status);
        this.ackedAt.set(id, Date.now());
        return true;
      },
      60_000,
    );
  }

  async #post(id: string, body: string): Promise<number> {
    const at = new Date();
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(SECRET).sign(id, at, body),
    };
    const url = `http://127.0.0.1:${this.#port}/ingest/survey`;
    return fetch(url, { method: 'POST', headers, body }).then(
      ({ status }) => status,
      () => 0,
    );
  }

  /** As a person does: clicks, and clicks again when Slack says that it did not work. */
  async clicks(who: string, at: { channel: string; ts: string }, action: string): Promise<void> {
    await until(`${who} clicks ${action}`, async () => {
      const reply = await this.sandbox
        .as(who)
        .click(at, action)
        .catch((error: Error) => ({ acked: error.message.includes('element_not_found') }));
      return reply.acked;
    });
  }

  turn(ms: number): void {
    this.sandbox.clock.advance(ms);
    this.#tell();
  }

  /** Turns it to that instant, and waits until the bot has noted that it has lived to see it. */
  async livesUntil(at: number): Promise<void> {
    await until('it is up', () => this.#isReady, 60_000);
    this.turn(at - this.sandbox.clock.now());
    await until('it has noted the time', () => {
      const [alive] = this.rows<{ value: string }>("select value from setting where key = 'alive_at'");
      return Number(alive?.value) >= at;
    });
  }

  /** A bot that is just starting learns the time when it starts. */
  #tell(): void {
    if (this.#child?.connected) this.#child.send({ ahead: this.sandbox.clock.now() - Date.now() }, () => undefined);
  }

  /** Every message in the workspace with its key. */
  messages() {
    const { sandbox } = this;
    const channels = ['support', 'finance', 'product'].flatMap((name) => {
      const channel = sandbox.channel(name);
      return sandbox.messages(channel).flatMap((message) => sandbox.thread(channel, message.ts));
    });
    const people = ['ann', 'bob', 'dan', 'fay', 'lea', 'pat', 'sam'].flatMap((who) =>
      sandbox.dm(who).map((message) => ({ ...message, who })),
    );
    return [...channels.map((message) => ({ ...message, who: '' })), ...people].flatMap((message) => {
      const payload = message.metadata?.event_payload as { key: string; kind: string; issue?: number } | undefined;
      return payload ? [{ who: message.who, text: message.text ?? '', ...payload }] : [];
    });
  }

  /** Stays down, and says what of it in Slack nobody can account for. What it asked in the moment of its death still arrives. */
  async unexpected(): Promise<string[]> {
    await this.goesDown();
    await this.sandbox.idle();
    return unexpectedIn(this.sandbox, this.databaseFile, this.sandbox.ledger.calls.length);
  }

  /** Every message that stands in the workspace. */
  async standing(): Promise<Message[]> {
    const { messages } = (await (await fetch(`${this.sandbox.url}/sandbox/everything`)).json()) as {
      messages: Message[];
    };
    return messages.filter(({ subtype }) => subtype !== 'tombstone');
  }

  /** Reads what the bot has stored, as another process may. */
  rows<Row>(sql: string): Row[] {
    const database = new Sqlite(this.databaseFile, { readonly: true });
    try {
      return database.prepare(sql).all() as Row[];
    } finally {
      database.close();
    }
  }

  /** Nothing is left to be done or said. */
  async drained(patienceMs = PATIENCE_MS): Promise<void> {
    const holds = () => {
      try {
        const [left] = this.rows<{ left: number }>(
          `select (select count(*) from inbox where done_at is null) + (select count(*) from fact where done_at is null)
           + (select count(*) from outbox where state not in ('sent', 'superseded') and hold_until <= ${this.sandbox.clock.now()} or look_again_at is not null)
           + (select count(*) from timer where due_at <= ${this.sandbox.clock.now()}) as left`,
        );
        return left?.left === 0;
      } catch {
        return false;
      }
    };
    await until('everything stored is done and said', holds, patienceMs);
  }

  async close(): Promise<void> {
    await this.goesDown();
    await this.sandbox.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
