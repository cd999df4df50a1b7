import { readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { z } from 'zod';
import { type Bot, startBot } from '../src/bot.ts';
import { readByWords } from '../src/features/feedback/index.ts';
import { instant } from '../src/kernel/time.ts';
import { deliver } from '../src/platform/inbox/inbox.ts';
import { makeLog } from '../src/platform/log.ts';
import { slackCalls } from '../src/platform/slack/calls.ts';
import { bySocket } from '../src/platform/slack/receivers.ts';
import { ORG_FILE } from './company.ts';

/** A bot process whose clock is set. First it opens issues one after the other; later it waits for their steps to fall due. */
export const Due = z.object({
  role: z.enum(['open', 'wait']),
  databaseFile: z.string(),
  apiUrl: z.string(),
  botToken: z.string(),
  appToken: z.string(),
  redis: z.string().nullable(),
  issues: z.number(),
  /** Between two issues, and so between their steps. */
  everyMs: z.number(),
  /** When the first is opened. */
  at: z.number(),
});
export type Due = z.output<typeof Due>;

/** About one topic, so that each is one issue. */
const TEXT = 'The invoice is wrong, as it was last month.';
/** The bot starts so long before the first step falls due. */
const LEAD_MS = 15_000;
const PATIENCE_MS = 120_000;

if (process.env.BENCH_DUE !== undefined) {
  const due = Due.parse(JSON.parse(process.env.BENCH_DUE));
  process.send?.(await (due.role === 'open' ? open(due) : wait(due)));
}

async function open(due: Due): Promise<string> {
  let now = due.at;
  const bot = await started(due, () => now);
  for (let number = 0; number < due.issues; number++) {
    now = due.at + Math.round(number * due.everyMs);
    const feedback = { kind: 'feedback', source: 'bench', externalId: `due-${number}`, body: { text: TEXT } };
    await bot.context.transaction((tx) => deliver(tx, feedback, instant(now)));
    await bot.doorbell.idle();
    if (number % 1000 === 999) console.error(`  ${number + 1} issues opened`);
  }
  await bot.stop();
  return 'opened';
}

/** A step has been taken when its transaction is committed: then its timer is gone, or moved to a later step. */
async function wait(due: Due): Promise<{ late: number[] }> {
  const database = new Sqlite(due.databaseFile, { readonly: true });
  const waiting = database.prepare('select due_at from timer order by due_at').pluck().all() as number[];
  const end = waiting.at(-1) ?? 0;
  const oldest = database.prepare('select min(due_at) from timer where due_at <= ?').pluck();
  const ahead = (waiting[0] ?? 0) - LEAD_MS - Date.now();
  const clock = () => Date.now() + ahead;
  const late: number[] = [];
  const bot = await started(due, clock, (point) => {
    if (point !== 'timers.after-commit') return;
    const now = clock();
    const left = Number(oldest.get(end) ?? Number.POSITIVE_INFINITY);
    while (waiting.length > 0 && (waiting[0] ?? 0) < left) late.push(now - (waiting.shift() ?? 0));
  });
  while (waiting.length > 0 && clock() < end + PATIENCE_MS) await new Promise((resolve) => setTimeout(resolve, 500));
  await bot.stop();
  return { late };
}

function started(due: Due, now: () => number, reached: (point: string) => void = () => undefined): Promise<Bot> {
  return startBot({
    databaseFile: due.databaseFile,
    org: { path: ORG_FILE, text: readFileSync(ORG_FILE, 'utf8') },
    call: slackCalls(due.botToken, { apiUrl: due.apiUrl }),
    receiver: bySocket(due.appToken, due.apiUrl),
    http: { host: '127.0.0.1', port: 0 },
    secrets: new Map(),
    read: readByWords,
    redis: due.redis === null ? undefined : { rung: 'redis', url: due.redis, prefix: 'bench' },
    now: () => instant(Math.floor(now())),
    real: Date.now,
    random: Math.random,
    log: makeLog('error'),
    reached,
  });
}
