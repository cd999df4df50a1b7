import { dueAt } from '../../../kernel/duration.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { companyCalendar, currentOrganisation, organisationUnder, policyFor } from '../../ownership/index.ts';
import type { Ending } from '../domain.ts';
import { type ClosedIssue, closedSince } from './store.ts';

/** What a department has brought to an end. */
export interface Handled {
  /** The customer knows. */
  readonly told: number;
  /** By another honest ending. */
  readonly otherwise: number;
  /** Of those whose customer was answered: how many within the time there is for a first word. */
  readonly inTime: number;
  readonly answered: number;
}

const NOTHING: Handled = { told: 0, otherwise: 0, inTime: 0, answered: 0 };

/** Nobody had to do anything about these. */
const NO_WORK: readonly Ending[] = ['not-a-complaint', 'duplicate'];

/** What each department, by key, has handled since then: closed, and neither a duplicate nor no complaint at all. */
export async function handledSince(tx: Tx, since: Instant): Promise<ReadonlyMap<string, Handled>> {
  const departments = new Map<string, Handled>();
  for (const issue of await closedSince(tx, since)) {
    if (NO_WORK.includes(issue.ending)) continue;
    const { told, otherwise, inTime, answered } = departments.get(issue.department) ?? NOTHING;
    departments.set(issue.department, {
      told: told + Number(issue.ending === 'told'),
      otherwise: otherwise + Number(issue.ending !== 'told'),
      inTime: inTime + Number(await isInTime(tx, issue)),
      answered: answered + Number(issue.contactedAt !== undefined),
    });
  }
  return departments;
}

/** By the policy in force when it was opened, as all its clocks go. */
async function isInTime(tx: Tx, issue: ClosedIssue): Promise<boolean> {
  if (issue.contactedAt === undefined) return false;
  const { policy } = await organisationUnder(tx, issue.organisationVersion);
  const { organisation } = await currentOrganisation(tx);
  const { contact_within } = policyFor(policy, issue);
  return issue.contactedAt <= dueAt(contact_within, issue.clockFrom, companyCalendar(organisation));
}
