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
