import { sql } from 'kysely';
import { earlier, type Instant } from '../../../kernel/time.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import type { Doing } from '../life/custom.ts';

/** What was nobody's to answer. */
const NO_CASE = ['not-a-complaint', 'duplicate'];

/** By department: of the issues begun since then that have had the time for it, how many customers heard from us within it. What only few may see does not count. */
export async function answeredWithin(tx: Tx, ms: number, since: Instant, now: Instant): Promise<Doing[]> {
  const rows = await answered.all(tx, { ms, since, until: earlier(now, ms) });
  return rows.map(({ department, issues, did }) => ({ team: department, of: issues, did }));
}

interface Begun {
  readonly ms: number;
  readonly since: Instant;
  readonly until: Instant;
}

const answered = prepared((db, { ms, since, until }: Begun) =>
  db
    .selectFrom('issue')
    .select(({ fn }) => [
      'department',
      fn.countAll<number>().as('issues'),
      sql<number>`coalesce(sum(contacted_at - clock_from <= ${ms}), 0)`.as('did'),
    ])
    .where('restricted', 'is', null)
    .where('clock_from', '>=', since)
    .where('clock_from', '<=', until)
    .where(({ eb, fn, val }) => eb(fn.coalesce('ending', val('')), 'not in', NO_CASE))
    .groupBy('department'),
);
