import type { IsoDate } from '../../kernel/calendar/day.ts';
import type { WorkCalendar } from '../../kernel/calendar/work.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { daysOff, findPerson, type Leave } from '../people/index.ts';
import type { Organisation } from './domain.ts';

/** When this person works: as the organisation file says of them, else their zone as Slack has it and the company's hours. */
export async function calendarOf(tx: Tx, organisation: Organisation, user: UserId): Promise<WorkCalendar> {
  const person = await findPerson(tx, user);
  const { company, people } = organisation;
  const exception = people.find(({ who }) => who === user || who === person?.email);
  const zone = exception?.timezone ?? person?.timezone ?? company.timezone;
  const week = exception?.hours ?? company.hours;
  const holidays = exception?.holidays ?? company.holidays;
  return calendar(zone, week, holidays, person?.leave);
}

/** When the company works, whoever it is about. */
export const companyCalendar = ({ company: { timezone, hours, holidays } }: Organisation): WorkCalendar =>
  calendar(timezone, hours, holidays, undefined);

const calendars = new WeakMap<object, Map<string, WorkCalendar>>();
const MOST_CALENDARS = 5000;
const ALWAYS = {};

/** One object for the same hours, because a calendar remembers the days it has worked out. */
function calendar(
  zone: string,
  week: WorkCalendar['week'],
  holidays: string | undefined,
  leave: Leave | undefined,
): WorkCalendar {
  const sameWeek = week === 'always' ? ALWAYS : week;
  const known = calendars.get(sameWeek) ?? new Map<string, WorkCalendar>();
  calendars.set(sameWeek, known);
  const key = `${zone} ${holidays} ${leave?.from} ${leave?.until}`;
  const found = known.get(key);
  if (found) return found;
  const off = holidays === undefined ? undefined : daysOff(holidays);
  const isHoliday = typeof off === 'function' ? off : () => false;
  const isDayOff = (day: IsoDate) => isHoliday(day) || (leave !== undefined && day >= leave.from && day <= leave.until);
  const made = { zone, week, isDayOff };
  // Leaves come and go: what is kept is only to spare work.
  if (known.size >= MOST_CALENDARS) known.clear();
  known.set(key, made);
  return made;
}
