import type { Instant } from '../time.ts';
import { addStaffTime, staffTimeBetween, type WorkCalendar } from './work.ts';

/** A stretch of time in which we were down, half-open. */
export interface Outage {
  readonly from: Instant;
  readonly until: Instant;
}

/**
 * When something that counts from `from` is due once our own outages are not counted: what of them lay in somebody's
 * working hours is added, so that nobody is charged with the time in which they could not have answered. Outages in their order.
 */
export function dueDespite(outages: readonly Outage[], calendar: WorkCalendar, from: Instant, due: Instant): Instant {
  let at = due;
  for (const outage of outages) {
    const begun = outage.from > from ? outage.from : from;
    if (begun < at) at = addStaffTime(calendar, at, staffTimeBetween(calendar, begun, outage.until));
  }
  return at;
}
