import { dayAfter, localDay, occurrence } from '../../kernel/calendar/day.ts';
import { quarterOf } from '../../kernel/calendar/quarter.ts';
import { sharedShifts, type WorkCalendar } from '../../kernel/calendar/work.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import {
  calendarOf,
  currentOrganisation,
  type Department,
  departmentIn,
  staffOf,
  worksIn,
} from '../ownership/index.ts';
import { membersNamed, type Person } from '../people/index.ts';
import type { SupportDay, Timed } from './domain.ts';
import { type Host, type Question, spanFor, type Team, takenKey } from './offering.ts';
import { daysBetween, daysOfGuest } from './store.ts';

/** The department beside whose members the others sit; undefined where the company has none such. */
export async function hostDepartment(tx: Tx): Promise<Department | undefined> {
  const { organisation } = await currentOrganisation(tx);
  return departmentIn(organisation, organisation.support_days?.host ?? 'support');
}

/** Whether they are of support themselves, so that they are nobody's guest. */
export async function isOfSupport(tx: Tx, person: Person): Promise<boolean> {
  const department = await hostDepartment(tx);
  return department !== undefined && worksIn(department, person);
}

/** Whether anybody could host at all, as far as the organisation says. */
export const hasHosts = async (tx: Tx): Promise<boolean> => ((await hostDepartment(tx))?.members.length ?? 0) > 0;

/** When somebody works, by id. */
export async function calendarFor(tx: Tx, user: UserId): Promise<WorkCalendar> {
  const { organisation } = await currentOrganisation(tx);
  return calendarOf(tx, organisation, user);
}

/** A day with the hours that both work. */
export async function timed(tx: Tx, day: SupportDay): Promise<Timed> {
  const [guest, host] = [await calendarFor(tx, day.guest), await calendarFor(tx, day.host)];
  const shifts = sharedShifts(guest, host, day.day);
  const from = shifts[0]?.from ?? occurrence(day.day, '00:00', guest.zone);
  const until = shifts.at(-1)?.to ?? occurrence(dayAfter(day.day), '00:00', guest.zone);
  return { ...day, from, until };
}

/** All that decides which days this guest is offered. What they have planned themselves stands in nobody's way: they may move it. */
export async function questionFor(tx: Tx, guest: Person, now: Instant, except?: string): Promise<Question> {
  const calendar = await calendarFor(tx, guest.id);
  const span = spanFor(calendar, now);
  const months = { from: quarterOf(localDay(now, calendar.zone)).from, until: span.until };
  const days = await daysBetween(tx, months.from, months.until);
  const others = days.filter((day) => day.guest !== guest.id || day.state !== 'planned');
  return {
    ...span,
    guest: { user: guest.id, calendar },
    hosts: await hostsFor(tx, guest, others),
    teams: await teamsOf(tx, guest, others),
    taken: new Set(others.map(({ host, day }) => takenKey(host, day))),
    except,
  };
}

type Known = Awaited<ReturnType<typeof daysBetween>>;

async function hostsFor(tx: Tx, guest: Person, days: Known): Promise<Host[]> {
  const had = (await daysOfGuest(tx, guest.id)).filter(({ state }) => state === 'done');
  const met = new Set(had.map(({ host }) => host));
  const counts = new Map<UserId, number>();
  for (const { host, state } of days) if (state !== 'vetoed') counts.set(host, (counts.get(host) ?? 0) + 1);
  const hosts: Host[] = [];
  for (const { id } of await membersNamed(tx, (await hostDepartment(tx))?.members ?? [])) {
    const calendar = await calendarFor(tx, id);
    hosts.push({ user: id, calendar, met: met.has(id), days: counts.get(id) ?? 0 });
  }
  return hosts;
}

async function teamsOf(tx: Tx, guest: Person, days: Known): Promise<Team[]> {
  const { organisation } = await currentOrganisation(tx);
  const teams: Team[] = [];
  for (const department of organisation.departments.filter((each) => worksIn(each, guest))) {
    const staff = await staffOf(tx, department);
    const ids = new Set(staff.map(({ id }) => id));
    const away = new Map<string, number>();
    for (const { guest: user, day, state } of days)
      if (state !== 'vetoed' && user !== guest.id && ids.has(user)) away.set(day, (away.get(day) ?? 0) + 1);
    teams.push({ size: staff.length, away });
  }
  return teams;
}
