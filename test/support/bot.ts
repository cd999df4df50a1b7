import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { inject, onTestFinished } from 'vitest';
import { createClock } from '../../sandbox/clock.ts';
import { findingsIn } from '../../sandbox/findings.ts';
import { startSandbox } from '../../sandbox/index.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Seed } from '../../sandbox/seed.ts';
import { type Bot, type BotOptions, startBot } from '../../src/bot.ts';
import { readByWords } from '../../src/features/feedback/index.ts';
import { instant } from '../../src/kernel/time.ts';
import { silentLog } from '../../src/platform/log.ts';
import { slackCalls } from '../../src/platform/slack/calls.ts';
import { byHttp, bySocket } from '../../src/platform/slack/receivers.ts';
import { ORG, seed } from './company.ts';
import { MONDAY } from './issue.ts';
import { SECRET } from './secret.ts';
import { unexpectedIn } from './unexpected.ts';

interface Options {
  readonly org?: string;
  readonly seed?: Seed;
  /** Where the clocks of bot and workspace begin; a Monday, 09:30 in Helsinki. */
  readonly at?: number;
  readonly mode?: 'socket' | 'http';
  readonly bot?: Partial<BotOptions>;
  /** Refused calls, or failures, are part of what is tested. */
  readonly refusals?: 'expected';
}

/** The whole bot on a workspace of its own, with a clock that can be turned. Any refused call, unacknowledged payload or failure of the bot's own fails the test. */
export async function startTestBot(options: Options = {}): Promise<TestBot> {
  const folder = mkdtempSync(join(tmpdir(), 'loopkeeper-'));
  copyFileSync(inject('emptyDatabase'), join(folder, 'loopkeeper.db'));
  const clock = createClock(Date.now, options.at ?? MONDAY);
  const sandbox = await startSandbox({ seed: options.seed ?? seed(), clock, random: Math.random, realNow: Date.now });
  Object.assign(sandbox.limits, { perChannelPerSecond: undefined, workspacePerMinute: undefined, tiers: false });
  const broke: string[] = [];
  const start = () => startBot(botOptions(sandbox, folder, broke, options));
  const bot = await start();
  const test = new TestBot(bot, sandbox, start);
  onTestFinished(async () => {
    await test.bot.stop();
    const calls = sandbox.ledger.calls.length;
    await sandbox.idle();
    const databaseFile = options.bot?.databaseFile ?? join(folder, 'loopkeeper.db');
    const unexpected = await unexpectedIn(sandbox, databaseFile, calls);
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
    if (options.refusals !== 'expected') flawless(sandbox, broke);
    minded(sandbox, unexpected);
  });
  await test.settled();
  return test;
}

/** Nothing was refused, left unanswered or broken. */
function flawless({ ledger }: Sandbox, broke: readonly string[]): void {
  const found = [
    ...ledger.unacknowledged().map(({ name }) => `${name} not acknowledged`),
    ...ledger.refusals().map(({ method, error }) => `${method} refused: ${error}`),
    ...broke,
  ];
  if (found.length > 0) throw new Error(found.join(', '));
}

/** What no story may end with, whatever it is about: a call inside a rest, an unfolded link, a whole channel called, a message that nobody can account for. */
function minded({ ledger }: Sandbox, unexpected: readonly string[]): void {
  const findings = findingsIn(ledger);
  const loud = findings.liveMentions().filter((mention) => mention.startsWith('<!'));
  const found = [
    ...unexpected,
    ...findings.insideRetryAfter().map(({ method }) => `${method} inside a Retry-After`),
    ...findings.unfurling().map(() => 'a post that lets links unfold'),
    ...loud.map((mention) => `a live ${mention}`),
  ];
  if (found.length > 0) throw new Error(`Slack's users would mind: ${found.join(', ')}`);
}

function botOptions(
  sandbox: Sandbox,
  folder: string,
  broke: string[],
  { org = ORG, mode = 'socket', bot }: Options,
): BotOptions {
  return {
    databaseFile: join(folder, 'loopkeeper.db'),
    org: { path: 'org.yml', text: org },
    call: slackCalls(sandbox.tokens.bot, { apiUrl: sandbox.apiUrl }),
    receiver: mode === 'socket' ? bySocket(sandbox.tokens.app, sandbox.apiUrl) : byHttp(sandbox.tokens.signingSecret),
    http: { host: '127.0.0.1', port: 0 },
    secrets: new Map([['survey', [SECRET]]]),
    read: readByWords,
    redis: undefined,
    now: () => instant(sandbox.clock.now()),
    real: Date.now,
    random: Math.random,
    log: {
      ...silentLog,
      error: ({ error, ...fields }: object & { error?: unknown }, msg) =>
        void broke.push(`${msg}: ${JSON.stringify(fields)} ${error}`),
    },
    limits: { channelMs: 0, postsPerMinute: 1e9, editsPerMinute: 1e9 },
    lateness: { firstMs: 20, secondMs: 60 },
    ...bot,
  };
}

let ids = 0;

export class TestBot {
  bot: Bot;
  readonly sandbox: Sandbox;
  readonly #start: () => Promise<Bot>;

  constructor(bot: Bot, sandbox: Sandbox, start: () => Promise<Bot>) {
    this.bot = bot;
    this.sandbox = sandbox;
    this.#start = start;
  }

  /** Sends feedback as a source would, signed; resolves with the answer once everything that follows is done. */
  async hears(said: {
    text: string;
    id?: string;
    [field: string]: unknown;
  }): Promise<{ status: number; body: unknown }> {
    const id = said.id ?? `feedback-${++ids}`;
    const answer = await this.posts(JSON.stringify({ id, ...said }), { id });
    await this.settled();
    return answer;
  }

  async posts(
    body: string,
    {
      id = 'x',
      secret = SECRET,
      at = new Date(),
      source = 'survey',
      headers = {},
    }: {
      id?: string;
      secret?: string;
      at?: Date;
      source?: string;
      headers?: Record<string, string>;
    } = {},
  ): Promise<{ status: number; body: unknown }> {
    const signature = new Webhook(secret).sign(id, at, body);
    const response = await fetch(`${this.bot.address}/ingest/${source}`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': signature,
        ...headers,
      },
    });
    return { status: response.status, body: await response.json() };
  }

  /** Resolves when neither bot nor workspace has anything left to do. */
  async settled(): Promise<void> {
    for (let quiet = 0; quiet < 2; quiet++) {
      await this.sandbox.idle();
      await this.bot.idle();
    }
  }

  /** Waits for what comes by itself a little later, such as a second look at Slack. */
  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 15_000;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error('It did not come about within fifteen seconds');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await this.settled();
  }

  /** Turns the clock of bot and workspace forward and waits for all that follows. */
  async turn(ms: number): Promise<void> {
    this.sandbox.clock.advance(ms);
    this.bot.turned();
    await this.settled();
  }

  /** Turns both clocks to that instant. */
  turnTo(at: number): Promise<void> {
    return this.turn(at - this.sandbox.clock.now());
  }

  async restart(): Promise<void> {
    await this.bot.stop();
    this.bot = await this.#start();
    await this.settled();
  }

  /** The card of the only issue in that channel, or of that number. */
  card(channel: string, issue?: number) {
    const cards = this.sandbox
      .messages(this.sandbox.channel(channel))
      .filter(
        (message) =>
          JSON.stringify(message.blocks ?? []).includes('issue.open') &&
          (issue === undefined || message.text?.startsWith(`#${issue} `)),
      );
    const [card] = cards;
    if (card === undefined || cards.length > 1) throw new Error(`#${channel} has ${cards.length} such cards`);
    return { channel: this.sandbox.channel(channel), ts: card.ts, text: card.text ?? '', blocks: card.blocks ?? [] };
  }

  /** The texts of the DMs to this person, oldest first. */
  dms(who: string): string[] {
    return this.sandbox.dm(who).map(({ text }) => text ?? '');
  }

  /** The texts told in the thread of a card, oldest first. */
  story(card: { channel: string; ts: string }): string[] {
    return this.sandbox
      .thread(card.channel, card.ts)
      .slice(1)
      .map(({ text }) => text ?? '');
  }
}
