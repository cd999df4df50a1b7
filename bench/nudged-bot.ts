import Sqlite from 'better-sqlite3';
import { z } from 'zod';
import { type Bot, startBot } from '../src/bot.ts';
import { readByWords } from '../src/features/feedback/index.ts';
import { instant } from '../src/kernel/time.ts';
import { deliver } from '../src/platform/inbox/inbox.ts';
import { makeLog } from '../src/platform/log.ts';
import { slackCalls } from '../src/platform/slack/calls.ts';
import { bySocket } from '../src/platform/slack/receivers.ts';
import { complaint, largeCompany, wordOf } from '../test/chaos/large.ts';
import { pause } from './processes.ts';

/** A bot process whose clock is set. First it opens issues; later it waits for their steps to fall due. */
export const Due = z.object({
  role: z.enum(['open', 'wait']),
  databaseFile: z.string(),
  apiUrl: z.string(),
  botToken: z.string(),
  appToken: z.string(),
  redis: z.string().nullable(),
  issues: z.number(),
  /** Between the steps of two issues. */
  everyMs: z.number(),
  /** When they are opened. */
  at: z.number(),
});
export type Due = z.output<typeof Due>;

/** What was found when so many steps were waited for. */
export const Taken = z.object({
  /** How late each was, in milliseconds. */
  late: z.array(z.number()),
  /** Milliseconds of work all of them together took. */
  workMs: z.number(),
  /** Reminders that stand in the outbox afterwards, sent or not. */
  reminders: z.number(),
});

const [DEPARTMENTS, OWNERS] = [50, 20];
/** A thousand owners, of one topic each. */
export const COMPANY = largeCompany({
  departments: DEPARTMENTS,
  owners: OWNERS,
  policy: '{ channel_posts_a_day: 100, same_words_from: 100 }',
});

/** The bot starts so long before the first step falls due. */
const LEAD_MS = 5000;
const PATIENCE_MS = 120_000;

if (process.env.BENCH_DUE !== undefined) {
  const due = Due.parse(JSON.parse(process.env.BENCH_DUE));
  process.send?.(await (due.role === 'open' ? open(due) : wait(due)));
}

/** All of them come in at once, and are spread over their minute afterwards. */
async function open(due: Due): Promise<string> {
  const bot = await started(due, () => due.at);
  await bot.context.transaction(async (tx) => {
    for (let n = 0; n < due.issues; n++) {
      const text = complaint(`n${n}`, wordOf(n % DEPARTMENTS, Math.floor(n / DEPARTMENTS) % OWNERS));
      const body = { text, customer: { account: `Customer ${n}` } };
      await deliver(tx, { kind: 'feedback', source: 'bench', externalId: `due-${n}`, body }, instant(due.at));
    }
  });
  const database = new Sqlite(due.databaseFile);
  const left = database.prepare('select count(*) from inbox where done_at is null').pluck();
  for (let done = 0; done < due.issues; done = due.issues - Number(left.get())) await pause(200);
  await bot.stop();
  spread(database, due.everyMs);
  database.close();
  return 'opened';
}

/** Each began a little after the one before it; and what was said of them at their beginning has been read. */
function spread(database: Sqlite.Database, everyMs: number): void {
  const later = `cast((id - 1) * ${everyMs} as integer)`;
  database.exec(`
    update timer set due_at = due_at + (select ${later} from issue where id = cast(subject as integer)) where kind = 'issues.take-step';
    update issue set stage_from = stage_from + ${later};
    update outbox set state = 'sent', ts = id || '.0', channel = recipient, sent_at = created_at, shown_version = wanted_version
      where state <> 'superseded';
    delete from timer where kind <> 'issues.take-step';
  `);
}

/** A step has been taken when its transaction is committed: then its timer is gone, or moved to a later step. */
async function wait(due: Due): Promise<z.output<typeof Taken>> {
  const database = new Sqlite(due.databaseFile, { readonly: true });
  const waiting = database.prepare('select due_at from timer order by due_at').pluck().all() as number[];
  const end = waiting.at(-1) ?? 0;
  const oldest = database.prepare('select min(due_at) from timer where due_at <= ?').pluck();
  const ahead = (waiting[0] ?? 0) - LEAD_MS - Date.now();
  const clock = () => Date.now() + ahead;
  const late: number[] = [];
  let began = 0;
  let workMs = 0;
  const bot = await started(due, clock, (point) => {
    if (point === 'timers.before-fire') began = performance.now();
    if (point !== 'timers.after-commit') return;
    workMs += performance.now() - began;
    const now = clock();
    const left = Number(oldest.get(end) ?? Number.POSITIVE_INFINITY);
    while (waiting.length > 0 && (waiting[0] ?? 0) < left) late.push(now - (waiting.shift() ?? 0));
  });
  while (waiting.length > 0 && clock() < end + PATIENCE_MS) await pause(500);
  await bot.stop();
  const reminders = database.prepare("select count(*) from letter_item where step = 'accept'").pluck().get();
  return { late, workMs, reminders: Number(reminders) };
}

function started(due: Due, now: () => number, reached: (point: string) => void = () => undefined): Promise<Bot> {
  return startBot({
    databaseFile: due.databaseFile,
    org: { path: 'org.yml', text: COMPANY.org },
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
