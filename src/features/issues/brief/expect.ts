import { nextWorkingWeek } from '../../../kernel/calendar/work.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { setTimerOnce } from '../../../platform/timers/timers.ts';
import { calendarOf, cxLead, departmentOf, headOf, type Organisation, sponsorOf } from '../../ownership/index.ts';
import type { Issue } from '../domain.ts';

/** Rings the night before a brief: for a department's head, or (`sponsor`) for the executive sponsor. */
export const BRIEF_TIMER = 'issues.brief';
export const SPONSOR = 'sponsor';
const OF_DEPARTMENT = 'department/';

export const departmentIn = (subject: string): string => subject.slice(OF_DEPARTMENT.length);

/** Whoever heads its department has a brief to come, and so has the sponsor while it is in their queue. */
export async function expectBriefs(
  tx: Tx,
  organisation: Organisation,
  { department, queuedAt }: Issue,
  now: Instant,
): Promise<void> {
  const { key } = departmentOf(organisation, department);
  await expectBrief(tx, organisation, `${OF_DEPARTMENT}${key}`, now);
  if (queuedAt !== undefined) await expectBrief(tx, organisation, SPONSOR, now);
}

async function expectBrief(tx: Tx, organisation: Organisation, subject: string, now: Instant): Promise<void> {
  const reader = await readerOf(tx, organisation, subject);
  const calendar = await calendarOf(tx, organisation, reader ?? (await cxLead(tx, organisation)));
  await setTimerOnce(tx, BRIEF_TIMER, subject, () => nextWorkingWeek(calendar, now));
}

export const readerOf = (tx: Tx, organisation: Organisation, subject: string) =>
  subject === SPONSOR ? sponsorOf(tx, organisation) : headOf(tx, organisation, departmentIn(subject));
