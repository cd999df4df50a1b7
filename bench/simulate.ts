import { readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { organisationFrom } from '../src/features/ownership/index.ts';
import { occurrence } from '../src/kernel/calendar/day.ts';
import { seeded } from '../src/kernel/chance.ts';
import { madeUpComplaints } from '../src/simulation/comings.ts';
import { simulated } from '../src/simulation/run.ts';
import { ORG_FILE } from './company.ts';
import { atMost, type Figure, whole } from './figures.ts';

const [AIM_S, DAYS, A_WEEK, SEED] = [10, 365, 20, 7];

/** How long a year of the demo's company takes to live through, in processor time too, which says more on a busy machine. */
export async function simulate(): Promise<Figure[]> {
  const demo = organisationFrom(readFileSync(ORG_FILE, 'utf8'));
  if (!demo.ok) throw new Error('the demo is not in order');
  const { organisation } = demo;
  const random = seeded(SEED);
  const begins = occurrence('2026-03-02', '00:00', organisation.company.timezone);
  const comings = madeUpComplaints({ organisation, begins, days: DAYS, complaintsAWeek: A_WEEK, random });
  const read = bareRead();
  const [cpu, began] = [process.cpuUsage(), performance.now()];
  const life = await simulated({ organisation, begins, days: DAYS, comings, random });
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await life.close();
  const spent = (user + system) / 1e6;
  const each = whole((spent * 1e6) / (read * life.messages.length));
  const beside = `${whole(spent)} s of processor; ${whole(life.messages.length)} messages, each the time of ${each} bare reads of SQLite (${whole(read)} µs)`;
  return [atMost(`a simulated year of ${whole(comings.length)} complaints`, seconds, AIM_S, ' s', beside)];
}

const READS = 200_000;

/** Microseconds of the processor that SQLite takes at best to find one row of many by its key. */
function bareRead(): number {
  const raw = new Sqlite(':memory:');
  raw.exec('create table note (id integer primary key, words text)');
  const add = raw.prepare('insert into note (words) values (?)');
  raw.transaction(() => {
    for (let n = 0; n < 10_000; n++) add.run(`note ${n}`);
  })();
  const find = raw.prepare('select * from note where id = ?');
  const before = process.cpuUsage();
  for (let n = 0; n < READS; n++) find.get((n % 10_000) + 1);
  const { user, system } = process.cpuUsage(before);
  raw.close();
  return (user + system) / READS;
}
