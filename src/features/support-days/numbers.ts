import { localDay } from '../../kernel/calendar/day.ts';
import { quarterOf } from '../../kernel/calendar/quarter.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { currentOrganisation, staffOf } from '../ownership/index.ts';
import { hostDepartment } from './look.ts';
import { guestsBetween } from './store.ts';

/** How many of a department have had their day this quarter. */
export interface DaysDone {
  readonly done: number;
  readonly of: number;
}

/** By department, by key: those whose members are to sit beside support, as far as anybody works there. Nothing where nobody could host. */
export async function supportDaysNow(tx: Tx, now: Instant): Promise<ReadonlyMap<string, DaysDone>> {
  const { organisation } = await currentOrganisation(tx);
  const hosting = await hostDepartment(tx);
  const departments = new Map<string, DaysDone>();
  if (hosting === undefined || hosting.members.length === 0) return departments;
  const { from, until } = quarterOf(localDay(now, organisation.company.timezone));
  const guests = await guestsBetween(tx, from, until);
  const hosts = new Set((await staffOf(tx, hosting)).map(({ id }) => id));
  for (const department of organisation.departments.filter(({ key }) => key !== hosting.key)) {
    const staff = (await staffOf(tx, department)).filter(({ id }) => !hosts.has(id));
    const done = staff.filter(({ id }) => guests.has(id)).length;
    if (staff.length > 0) departments.set(department.key, { done, of: staff.length });
  }
  return departments;
}
