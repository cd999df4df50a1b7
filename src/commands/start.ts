import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type BotOptions, startBot } from '../bot.ts';
import type { Config, SlackConfig } from '../config.ts';
import { readByWords } from '../features/feedback/index.ts';
import { instant } from '../kernel/time.ts';
import type { World } from '../main.ts';
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
    const options = await botOptions(config, config.slack, world);
    const bot = await startBot(options).catch(async (error) => {
      await options.redis?.stop?.();
      throw error;
    });
    world.onStop(() => bot.stop());
    world.print(`Loopkeeper is at work in ${bot.identity.teamId}; webhooks go to ${bot.address}/ingest/<source>`);
  },
};

/** What `startBot` wants, from what the environment says. Starts the private Redis if that is the rung. */
export async function botOptions(
  config: Config,
  slack: Exclude<SlackConfig, { mode: 'sandbox' }>,
  world: World,
): Promise<BotOptions> {
  const log = makeLog(config.log.level);
  const { file } = config.database;
  mkdirSync(dirname(file), { recursive: true });
  return {
    databaseFile: file,
    org: {
      path: config.org.path,
      text: existsSync(config.org.path) ? readFileSync(config.org.path, 'utf8') : undefined,
    },
    call: slackCalls(slack.botToken, slack.apiUrl === undefined ? {} : { apiUrl: slack.apiUrl }),
    receiver: slack.mode === 'socket' ? bySocket(slack.appToken, slack.apiUrl) : byHttp(slack.signingSecret),
    http: config.http,
    secrets: config.ingest.secrets,
    read: readByWords,
    redis: await findRedis({
      url: config.redis.url,
      folder: dirname(file),
      searchPath: world.env.PATH ?? '',
      log,
    }),
    now: () => instant(world.real()),
    real: world.real,
    random: world.random,
    log,
  };
}
