import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { parse } from 'yaml';
import { z } from 'zod';
import { createClock } from '../../sandbox/clock.ts';
import { startSandbox } from '../../sandbox/index.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Seed } from '../../sandbox/seed.ts';
import { type Bot, type BotOptions, startBot } from '../bot.ts';
import type { Config } from '../config.ts';
import { readByWords } from '../features/feedback/index.ts';
import { occurrence } from '../kernel/calendar/day.ts';
import { instant, SECOND } from '../kernel/time.ts';
import type { World } from '../main.ts';
import { CannotStart } from '../organise.ts';
import { lockFor } from '../platform/db/lock.ts';
import { makeLog } from '../platform/log.ts';
import { findRedis } from '../platform/queue/rungs.ts';
import { slackCalls } from '../platform/slack/calls.ts';
import { bySocket } from '../platform/slack/receivers.ts';
import { SANDBOX_FOLDER } from './command.ts';

const PAGE_PORT = 3100;
const ZONE = 'Europe/Helsinki';

/** Some at once, so that there is something to see; then a steady trickle. */
const AT_ONCE = 6;
const FIRST_EVERY = 1.5 * SECOND;
const THEN_EVERY = 6 * SECOND;

const Item = z.looseObject({ id: z.string(), source: z.string(), text: z.string(), expect: z.unknown() });
type Item = z.output<typeof Item>;

/** The bot in a workspace on this machine, with made-up customers who write in. Everything it stores is in one folder, new at each start. */
export async function startDemo(config: Config, world: World): Promise<void> {
  needFree(join(SANDBOX_FOLDER, 'loopkeeper.db'));
  rmSync(SANDBOX_FOLDER, { recursive: true, force: true });
  mkdirSync(SANDBOX_FOLDER, { recursive: true });
  const clock = createClock(world.real, mondayMorning(world.real()));
  const common = { seed: demoSeed(), clock, random: world.random, realNow: world.real };
  const sandbox = await startSandbox({ ...common, port: PAGE_PORT }).catch(() => startSandbox({ ...common, port: 0 }));
  const items = z.array(Item).parse(yamlOf('feedback.yml'));
  const secret = world.newSecret();
  const bot = await demoBot(config, world, sandbox, { items, secret });
  clock.onTurn(() => bot.turned());
  world.print(`\n  Loopkeeper is at work. Open ${sandbox.url}\n`);
  world.print(
    '  It is a Monday, 09:30, in a made-up company; customers are writing in. Choose who you want to be; change at the top right.',
  );
  world.print(
    `  Webhooks go to ${bot.address}/ingest/<source>. Everything is in ${SANDBOX_FOLDER}/. Stop with Ctrl-C.\n`,
  );
  await feed(bot, sandbox, items, { secret, real: world.real });
}

async function demoBot(
  config: Config,
  world: World,
  sandbox: Sandbox,
  { items, secret }: { items: Item[]; secret: string },
) {
  const log = makeLog(config.log.level === 'info' ? 'warn' : config.log.level);
  const sources = new Map(items.map(({ source }) => [source, [secret] as readonly string[]]));
  return startBot({
    databaseFile: join(SANDBOX_FOLDER, 'loopkeeper.db'),
    org: { path: 'demo/org.yml', text: textOf('org.yml') },
    call: slackCalls(sandbox.tokens.bot, { apiUrl: sandbox.apiUrl }),
    receiver: bySocket(sandbox.tokens.app, sandbox.apiUrl),
    http: config.http,
    links: linksOf(config, world),
    secrets: new Map([...sources, ...config.ingest.secrets]),
    read: readByWords,
    redis: findRedis({
      url: config.redis.url,
      folder: SANDBOX_FOLDER,
      searchPath: world.env.PATH ?? '',
      log,
    }),
    now: () => instant(sandbox.clock.now()),
    real: world.real,
    random: world.random,
    log,
    onStop: world.onStop,
  });
}

/** On this machine, where customers are made up; with a port that is not known yet there is nothing to link to. */
function linksOf({ publicUrl, http: { port } }: Config, { newSecret }: World): BotOptions['links'] {
  if (publicUrl !== undefined) return { publicUrl, newSecret };
  return port === 0 ? undefined : { publicUrl: `http://127.0.0.1:${port}`, newSecret };
}

/** Another demo that runs would lose what it stands on. */
function needFree(file: string): void {
  if (!existsSync(`${file}.lock`)) return;
  const lock = lockFor(file);
  if (lock === undefined)
    throw new CannotStart(`${SANDBOX_FOLDER} is in use by another Loopkeeper: stop that one first`);
  lock.release();
}

/** Sends each item as its source would. */
async function feed(
  bot: Bot,
  sandbox: Sandbox,
  items: readonly Item[],
  { secret, real }: { secret: string; real: () => number },
): Promise<void> {
  for (const [index, { source, expect: _, ...said }] of items.entries()) {
    const received_at = Temporal.Instant.fromEpochMilliseconds(sandbox.clock.now()).toString();
    const signedAt = Temporal.Instant.fromEpochMilliseconds(real());
    const { id } = said;
    await post(`${bot.address}/ingest/${source}`, id, JSON.stringify({ ...said, received_at }), { secret, signedAt });
    await new Promise((resolve) => setTimeout(resolve, index < AT_ONCE ? FIRST_EVERY : THEN_EVERY).unref());
  }
}

async function post(url: string, id: string, body: string, by: { secret: string; signedAt: Temporal.Instant }) {
  const { epochMilliseconds } = by.signedAt;
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(epochMilliseconds / SECOND)),
    'webhook-signature': new Webhook(by.secret).sign(id, new Date(epochMilliseconds), body),
  };
  await fetch(url, { method: 'POST', headers, body }).catch(() => undefined);
}

const textOf = (name: string) => readFileSync(new URL(`../../demo/${name}`, import.meta.url), 'utf8');
const yamlOf = (name: string): unknown => parse(textOf(name));

function demoSeed(): Seed {
  const people = yamlOf('people.yml') as Pick<Seed, 'users' | 'channels'>;
  const manifest = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'));
  return { team: { name: 'Acme' }, ...people, manifest };
}

/** 09:30 on the last Monday. */
function mondayMorning(real: number): number {
  const today = Temporal.Instant.fromEpochMilliseconds(real).toZonedDateTimeISO(ZONE).toPlainDate();
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  return occurrence(monday.toString(), '09:30', ZONE);
}
