import type { Organisation } from '../../src/features/ownership/index.ts';
import { calendarOf } from '../../src/features/ownership/index.ts';
import { localDay, occurrence } from '../../src/kernel/calendar/day.ts';
import type { WorkCalendar } from '../../src/kernel/calendar/work.ts';
import { seeded } from '../../src/kernel/chance.ts';
import type { UserId } from '../../src/kernel/slack.ts';
import { DAY, HOUR, type Instant, later } from '../../src/kernel/time.ts';
import { castOf } from '../../src/simulation/people.ts';
import { type Simulated, simulated } from '../../src/simulation/run.ts';
import { userOf } from '../../src/simulation/world.ts';
import { atMost, type Figure, percentile, whole } from '../figures.ts';
import { company, feedback } from './company.ts';
import { dailyReminder, pageAndEscalate, postOnly, type Result } from './others.ts';

const AIM_HOURS = 48;
const FROM = '2026-03-02';

/** The attention budget of the design, in DMs a week (the busiest of the role) and top-level posts a day. */
const BUDGET = { nobody: 0, owner: 10, head: 6, cxLead: 10, sponsor: 1, posts: 8 };

/**
 * Two hundred people, so many weeks of four hundred pieces of feedback: how many customers hear from somebody within two
 * days, and what that costs everybody's attention, beside three other ways on the same people.
 */
export async function policies(weeks: number, seed = 7): Promise<Figure[]> {
  const organisation = company();
  const zone = organisation.company.timezone;
  const begins = occurrence(FROM, '00:00', zone);
  const ends = later(begins, weeks * 7 * DAY);
  const { comings, complaints } = feedback(begins, weeks, 400, seeded(seed));
  const refs = new Set(organisation.departments.flatMap(({ members }) => members));
  const cast = castOf([...refs].map(userOf), seeded(seed + 1));
  const life = await simulated({ organisation, begins, days: weeks * 7, comings, random: seeded(seed + 2), cast });
  const ours = await result(life);
  const calendar = await life.context.transaction((tx) => calendarOf(tx, organisation, userOf('p001@company.test')));
  await life.close();
  const world = { organisation, complaints, cast, calendar, ends };
  const others = [
    postOnly({ ...world, random: seeded(seed + 3) }),
    {
      ...postOnly({ ...world, random: seeded(seed + 3) }, 1),
      name: 'a post, noticed as often as a DM',
    },
    dailyReminder({ ...world, random: seeded(seed + 4) }),
    pageAndEscalate({ ...world, random: seeded(seed + 5) }),
  ];
  const settled = settledBefore(
    complaints.map(({ at }) => at),
    ends,
  );
  return [
    ...[ours, ...others].map((each) => compared(each, settled, weeks)),
    ...budget(life, organisation, ours, { weeks, zone, calendar }),
  ];
}

/** Complaints of the last days may still be answered in time; they count for nobody. */
const settledBefore = (ats: readonly Instant[], ends: Instant): number =>
  ats.filter((at) => ends - at >= AIM_HOURS * HOUR).length;

async function result(life: Simulated): Promise<Result> {
  const rows = await life.context.transaction((tx) =>
    tx
      .selectFrom('issue')
      .select(['waiting_since', 'contacted_at', 'closed_at', 'ending'])
      .orderBy('waiting_since')
      .execute(),
  );
  const dms = new Map<UserId, Instant[]>();
  for (const { to, at, inThread } of life.messages) {
    if (inThread || !to.startsWith('U')) continue;
    const known = dms.get(to as UserId) ?? [];
    known.push(at);
    dms.set(to as UserId, known);
  }
  const answeredAfter = rows.map(({ waiting_since, contacted_at, closed_at }) => {
    const at = contacted_at ?? closed_at;
    return at === null ? undefined : at - waiting_since;
  });
  return { name: 'Loopkeeper', answeredAfter, dms };
}

function compared({ name, answeredAfter, dms }: Result, settled: number, weeks: number): Figure {
  const counted = answeredAfter.slice(0, settled);
  const inTime = counted.filter((after) => after !== undefined && after <= AIM_HOURS * HOUR).length;
  const never = counted.filter((after) => after === undefined).length;
  const total = [...dms.values()].reduce((sum, { length }) => sum + length, 0);
  const busiest = Math.max(0, ...[...dms.values()].map(({ length }) => length));
  const measured = `${((100 * inTime) / counted.length).toFixed(1)} % answered within ${AIM_HOURS} h, ${((100 * never) / counted.length).toFixed(1)} % never`;
  return { name, measured, beside: `${whole(total / weeks)} DMs a week in all, the busiest ${whole(busiest / weeks)}` };
}

interface Span {
  readonly weeks: number;
  readonly zone: string;
  readonly calendar: WorkCalendar;
}

/** The most that anybody of each role got in any week, held against the budget. */
function budget(life: Simulated, organisation: Organisation, { dms }: Result, { weeks, zone }: Span): Figure[] {
  const { roles, departments, topics } = organisation;
  const lead = new Set([roles.cx_lead, roles.cx_deputy].flatMap((ref) => (ref ? [userOf(ref)] : [])));
  const sponsor = new Set(roles.executive_sponsor ? [userOf(roles.executive_sponsor)] : []);
  const heads = new Set(departments.map(({ head }) => userOf(head)));
  const owners = new Set(topics.flatMap(({ owner, backup }) => [userOf(owner), userOf(backup)]));
  const byRole = [
    ['sponsor', sponsor],
    ['cxLead', lead],
    ['head', heads],
    ['owner', owners],
  ] as const;
  const roleOf = (who: UserId) => byRole.find(([, those]) => those.has(who))?.[0] ?? 'nobody';
  const weekly = (role: string) =>
    [...dms].filter(([who]) => roleOf(who) === role).map(([, ats]) => busiestWeek(ats, zone));
  const most = (role: string) => Math.max(0, ...weekly(role));
  const daily = new Map<string, number>();
  for (const { to, at, inThread } of life.messages) {
    if (inThread || to.startsWith('U')) continue;
    const key = `${to} ${localDay(at, zone)}`;
    daily.set(key, (daily.get(key) ?? 0) + 1);
  }
  const posts = [...daily.values()];
  const busiest = Math.max(0, ...posts);
  const median = (values: readonly number[]) => whole(percentile(values.length > 0 ? values : [0], 50));
  return [
    atMost('DMs to people who own nothing, most in a week', most('nobody'), BUDGET.nobody, ''),
    atMost(
      'to an owner or backup, most in a week',
      most('owner'),
      BUDGET.owner,
      '',
      `median of their busiest weeks ${median(weekly('owner'))}`,
    ),
    atMost('to a head, most in a week', most('head'), BUDGET.head, '', `median ${median(weekly('head'))}`),
    atMost('to the CX lead or deputy, most in a week', most('cxLead'), BUDGET.cxLead, ''),
    atMost('to the executive sponsor, most in a week', most('sponsor'), BUDGET.sponsor, ''),
    atMost(
      'top-level posts in a channel, most in a day',
      busiest,
      BUDGET.posts,
      '',
      `p95 ${whole(percentile(posts, 95))}, over ${weeks} weeks`,
    ),
  ];
}

/** Calendar weeks, Monday first, by the company's wall. */
function busiestWeek(ats: readonly Instant[], zone: string): number {
  const weeks = new Map<number, number>();
  for (const at of ats) {
    const day = Date.parse(localDay(at, zone)) / DAY;
    const week = Math.floor((day + 3) / 7);
    weeks.set(week, (weeks.get(week) ?? 0) + 1);
  }
  return Math.max(0, ...weeks.values());
}
