import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type BotOptions, startBot } from '../bot.ts';
import type { Config, SlackConfig } from '../config.ts';
import { readByWords } from '../features/feedback/index.ts';
import { countUnfilled } from '../features/ownership/index.ts';
import { instant } from '../kernel/time.ts';
import type { World } from '../main.ts';
import { usable } from '../platform/db/unusable.ts';
import { makeLog } from '../platform/log.ts';
import { findRedis } from '../platform/queue/rungs.ts';
import { slackCalls } from '../platform/slack/calls.ts';
import { byHttp, bySocket } from '../platform/slack/receivers.ts';
import { type Command, configured, withoutArguments } from './command.ts';

export const start: Command = {
  usage: 'start',
  help: 'the bot; without Slack tokens, a workspace on this machine to try it in',
  async run(args, world) {
    withoutArguments('start', args);
    const config = configured(world);
    if (config.slack.mode === 'sandbox') return (await import('./demo.ts')).startDemo(config, world);
    const bot = await startBot({ ...botOptions(config, config.slack, world), onStop: world.onStop });
    const unfilled = await bot.context.transaction((tx) => countUnfilled(tx, bot.context.now()));
    const lead = unfilled === 0 ? '' : ' Next: say /cx setup in Slack.';
    world.print(`Loopkeeper is at work in ${bot.identity.team}; webhooks go to ${bot.address}/ingest/<source>.${lead}`);
  },
};

/** What `startBot` wants, from what the environment says. */
function botOptions(config: Config, slack: Exclude<SlackConfig, { mode: 'sandbox' }>, world: World): BotOptions {
  const log = makeLog(config.log.level);
  const { file } = config.database;
  usable(file, () => mkdirSync(dirname(file), { recursive: true }));
  return {
    databaseFile: file,
    org: {
      ...config.org,
      text: existsSync(config.org.path) ? readFileSync(config.org.path, 'utf8') : undefined,
    },
    call: slackCalls(slack.botToken, slack.apiUrl === undefined ? {} : { apiUrl: slack.apiUrl }),
    receiver: slack.mode === 'socket' ? bySocket(slack.appToken, slack.apiUrl) : byHttp(slack.signingSecret),
    http: config.http,
    links: config.publicUrl === undefined ? undefined : { publicUrl: config.publicUrl, newSecret: world.newSecret },
    secrets: config.ingest.secrets,
    read: readByWords,
    redis: findRedis({
      url: config.redis.url,
      folder: dirname(file),
      searchPath: world.env.PATH ?? '',
      log,
    }),
    ping: pinging(config.heartbeat.url),
    now: () => instant(world.real()),
    real: world.real,
    random: world.random,
    log,
  };
}

const PING_MS = 10_000;

/** Calls whoever watches over us; a slow or failing one harms nobody. */
function pinging(url: string | undefined): (() => Promise<void>) | undefined {
  if (url === undefined) return undefined;
  return async () => {
    await fetch(url, { signal: AbortSignal.timeout(PING_MS) });
  };
}
