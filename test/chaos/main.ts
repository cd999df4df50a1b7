import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { startBot } from '../../src/bot.ts';
import { readByWords } from '../../src/features/feedback/index.ts';
import { instant } from '../../src/kernel/time.ts';
import { makeLog } from '../../src/platform/log.ts';
import { slackCalls } from '../../src/platform/slack/calls.ts';
import { bySocket } from '../../src/platform/slack/receivers.ts';
import { SECRET } from '../support/secret.ts';

/** The real bot as a process of its own, that kills itself the nth time it passes a point. */
const Options = z.object({
  databaseFile: z.string(),
  port: z.number(),
  apiUrl: z.string(),
  botToken: z.string(),
  appToken: z.string(),
  redis: z.object({ url: z.string(), prefix: z.string() }).nullable(),
  kill: z.object({ point: z.string(), nth: z.number() }).nullable(),
  /** How far the turned clock is ahead of the real one. */
  ahead: z.number(),
  /** With the SDK's own retries instead of our read-back: the control run that must fail. */
  sdkRetries: z.boolean(),
  org: z.string(),
  pace: z.object({ channelMs: z.number(), postsPerMinute: z.number(), editsPerMinute: z.number() }),
  lateness: z.object({ firstMs: z.number(), secondMs: z.number() }),
});

const options = Options.parse(JSON.parse(readFileSync(process.env.CHAOS ?? '', 'utf8')));
let ahead = options.ahead;
let passed = 0;

const bot = await startBot({
  databaseFile: options.databaseFile,
  org: { path: 'org.yml', text: options.org },
  call: slackCalls(options.botToken, {
    apiUrl: options.apiUrl,
    timeoutMs: 2000,
    ...(options.sdkRetries && { retries: { retries: 3, minTimeout: 50, maxTimeout: 100 } }),
  }),
  receiver: bySocket(options.appToken, options.apiUrl),
  http: { host: '127.0.0.1', port: options.port },
  secrets: new Map([['survey', [SECRET]]]),
  read: readByWords,
  redis: options.redis ? { rung: 'redis', ...options.redis } : undefined,
  now: () => instant(Math.floor(Date.now() + ahead)),
  real: Date.now,
  random: Math.random,
  log: makeLog(process.env.CHAOS_LOG === 'on' ? 'debug' : 'silent'),
  limits: options.pace,
  lateness: options.lateness,
  sweepMs: 300,
  reached(point) {
    if (point !== options.kill?.point) return;
    passed += 1;
    if (passed === options.kill.nth) process.kill(process.pid, 'SIGKILL');
  },
});

process.on('message', (message) => {
  ahead = z.object({ ahead: z.number() }).parse(message).ahead;
  bot.turned();
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
