import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../migrations/index.ts';
import { instant } from '../src/kernel/time.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { type Database, openDatabase } from '../src/platform/db/open.ts';
import { headsOfLine } from '../src/platform/outbox/ready.ts';
import { atMost, type Figure, percentile, ratio, whole } from './figures.ts';

const [AIM_MS, OTHERS, LOOKS] = [5, 100, 200];
const NOW = instant(Date.UTC(2026, 2, 2, 8));

/** How long the sender looks for what may be said next, while so many posts wait for one channel and one for each of some others. */
export async function line(posts: number): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'loopkeeper-bench-'));
  const database = openDatabase(join(folder, 'line.db'));
  try {
    await migrate(database, migrations, join(folder, 'line.db'));
    await wait(database, 'COTHER', OTHERS);
    const few = await look(database);
    await wait(database, 'CFLOOD', posts);
    const many = await look(database);
    const name = `a look for what may be said while ${whole(posts)} posts wait for one channel`;
    const beside = `half of the time; ${ratio(many, few)} of the same look without them, of ${OTHERS} channels`;
    return [atMost(name, many, AIM_MS, ' ms', beside)];
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One post for each of so many channels, or for one the whole of them; half as many cards there are to be edited. */
const wait = (database: Database, channel: string, posts: number) =>
  database.synchronous((raw) => {
    const add = raw.prepare(
      `insert into outbox (key, kind, subject, recipient, hold_until, created_at, priority, state, ts)
       values (?, 'issue.card', '1/finance', ?, 0, ?, ?, 'pending', ?)`,
    );
    for (let n = 0; n < posts; n++) {
      const recipient = channel === 'CFLOOD' ? channel : `${channel}${n}`;
      add.run(`${channel}/${n}`, recipient, NOW, n % 3, n % 3 === 2 ? `${n}.0` : null);
    }
  });

async function look({ read }: Database): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < LOOKS; n++) {
    const began = performance.now();
    await headsOfLine(read, NOW, 0);
    times.push(performance.now() - began);
  }
  return percentile(times, 50);
}
