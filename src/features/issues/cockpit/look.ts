import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { companyCalendar, currentOrganisation, departmentsOf, policyFor } from '../../ownership/index.ts';
import { findPerson } from '../../people/index.ts';
import type { Issue } from '../domain.ts';
import { allOpenIssues, openIssuesIn } from '../store.ts';
import { isOn, LISTS, type List } from './lists.ts';

/** The open issues of each list, those that have waited longest first. What only few may read is on none. */
export async function cockpit(tx: Tx, now: Instant): Promise<Readonly<Record<List, readonly Issue[]>>> {
  const { organisation } = await currentOrganisation(tx);
  const issues = await allOpenIssues(tx);
  const breachAfter = (issue: Issue) => policyFor(organisation.policy, issue).contact_breach;
  const measures = { breachAfter, calendar: companyCalendar(organisation), now };
  const on = (list: List) => issues.filter((issue) => isOn(list, issue, measures));
  return Object.fromEntries(LISTS.map((list) => [list, on(list)])) as Record<List, Issue[]>;
}

export interface DepartmentNow {
  readonly key: string;
  readonly name: string;
  readonly channel: string | undefined;
  readonly open: readonly Issue[];
}

/** The departments of which somebody is head or member, with what is open there. */
export async function departmentsNow(tx: Tx, user: UserId): Promise<readonly DepartmentNow[]> {
  const { organisation } = await currentOrganisation(tx);
  const person = await findPerson(tx, user);
  const keys = person ? departmentsOf(organisation, person) : [];
  const now: DepartmentNow[] = [];
  for (const { key, name, channel } of organisation.departments.filter((each) => keys.includes(each.key)))
    now.push({ key, name, channel, open: await openIssuesIn(tx, [key], Number.MAX_SAFE_INTEGER) });
  return now;
}
