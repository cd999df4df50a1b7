import { sql } from 'kysely';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import type { Ending, Issue } from '../domain.ts';

/** How many issues are open, by topic; undefined: on none. What only few may read counts in nothing. */
export async function openByTopic(tx: Tx): Promise<ReadonlyMap<string | undefined, number>> {
  const rows = await tx
    .selectFrom('issue')
    .select(({ fn }) => ['topic', fn.countAll<number>().as('n')])
    .where('state', '<>', sql.lit('closed'))
    .where('restricted', 'is', null)
    .groupBy('topic')
    .execute();
  return new Map(rows.map(({ topic, n }) => [topic ?? undefined, n]));
}

/** How many complaints on each of these topics have come since then; what only few may see, and what was none, does not count. */
export async function complaintsAbout(
  tx: Tx,
  topics: readonly string[],
  since: Instant,
): Promise<ReadonlyMap<string, number>> {
  if (topics.length === 0) return new Map();
  const rows = await tx
    .selectFrom('issue')
    .select(({ fn }) => ['topic', fn.countAll<number>().as('count')])
    .where('topic', 'in', topics)
    .where('restricted', 'is', null)
    .where('opened_at', '>=', since)
    .where(({ eb, fn, val }) => eb(fn.coalesce('ending', val('')), '<>', 'not-a-complaint'))
    .groupBy('topic')
    .execute();
  return new Map(rows.map(({ topic, count }) => [topic ?? '', count]));
}

/** How many complaints that customers made since then people have called none, by topic; undefined: on none. What only few may read counts in nothing. */
export async function notComplaintsSince(tx: Tx, since: Instant): Promise<ReadonlyMap<string | undefined, number>> {
  const rows = await tx
    .selectFrom('issue')
    .innerJoin('feedback', 'feedback.id', 'feedback_id')
    .select(({ fn }) => ['topic', fn.countAll<number>().as('n')])
    .where('state', '=', sql.lit('closed'))
    // Nothing is closed before it was said.
    .where('closed_at', '>=', since)
    .where('received_at', '>=', since)
    .where('ending', '=', 'not-a-complaint')
    .where('issue.restricted', 'is', null)
    .groupBy('topic')
    .execute();
  return new Map(rows.map(({ topic, n }) => [topic ?? undefined, n]));
}

/** What of a closed issue says how it was handled. */
export type ClosedIssue = Pick<
  Issue,
  'department' | 'severity' | 'accountValue' | 'organisationVersion' | 'clockFrom' | 'contactedAt'
> & { readonly ending: Ending };

/** What was closed since then and is closed still. What only few may read is not in it. */
export async function closedSince(tx: Tx, since: Instant): Promise<ClosedIssue[]> {
  const rows = await tx
    .selectFrom('issue')
    .select([
      ...(['department', 'severity', 'account_value', 'organisation_version'] as const),
      ...(['clock_from', 'contacted_at', 'ending'] as const),
    ])
    .where('state', '=', sql.lit('closed'))
    .where('closed_at', '>=', since)
    .where('restricted', 'is', null)
    .execute();
  return rows.map(({ department, severity, ...row }) => ({
    department,
    severity,
    accountValue: row.account_value ?? undefined,
    organisationVersion: row.organisation_version,
    clockFrom: row.clock_from,
    contactedAt: row.contacted_at ?? undefined,
    ending: row.ending as Ending,
  }));
}

/** What became of all issues that there are. */
export interface Fates {
  readonly issues: number;
  /** Whose customers had heard from somebody when that much time had gone. */
  readonly answered: number;
  /** How often one went on because whoever had it was silent. */
  readonly handedOn: number;
  /** How often one fell between departments. */
  readonly limbo: number;
}

export async function fatesWithin(tx: Tx, time: number): Promise<Fates> {
  const { issues, answered } = await tx
    .selectFrom('issue')
    .select(({ fn, eb }) => [
      fn.countAll<number>().as('issues'),
      fn
        .countAll<number>()
        .filterWhere(sql<number>`coalesce(contacted_at, closed_at) - waiting_since`, '<=', eb.val(time))
        .as('answered'),
    ])
    .executeTakeFirstOrThrow();
  const events = await tx
    .selectFrom('issue_event')
    .select(({ fn }) => ['type', fn.countAll<number>().as('n')])
    .where('type', 'in', ['handed on', 'limbo'])
    .groupBy('type')
    .execute();
  const count = (type: string) => events.find((each) => each.type === type)?.n ?? 0;
  return { issues, answered, handedOn: count('handed on'), limbo: count('limbo') };
}
