import { localDay } from '../../../src/kernel/calendar/day.ts';
import type { UserId } from '../../../src/kernel/slack.ts';
import type { Instant } from '../../../src/kernel/time.ts';
import { userOf } from '../../../src/simulation/world.ts';

/** A company in four zones with three kinds of weeks and two countries' holidays. */
export const COMPANY = `
company: { name: Acme, timezone: Europe/Helsinki, holidays: FI, hours: 'Mon-Fri 09:00-17:00' }
roles: { cx_lead: lea@acme.test, cx_deputy: sam@acme.test, executive_sponsor: eve@acme.test, people_lead: hal@acme.test }
sources: [{ source: board, to: ceo }]
people:
  - { who: bob@acme.test, timezone: Asia/Kathmandu, hours: 'Sun-Thu 10:00-18:00' }
  - { who: dan@acme.test, timezone: America/New_York, holidays: US }
  - { who: fay@acme.test, timezone: Australia/Lord_Howe, hours: 'Mon-Thu 08:00-12:00 13:00-17:00, Fri 08:00-12:00' }
departments:
  - { key: support, name: Support, channel: '#support', head: sam@acme.test, members: [sam@acme.test, lea@acme.test] }
  - { key: finance, name: Finance, channel: '#finance', head: fay@acme.test, members: [fay@acme.test, ann@acme.test, bob@acme.test] }
  - { key: product, name: Product, channel: '#product', head: pat@acme.test, members: [pat@acme.test, dan@acme.test] }
topics:
  - { key: double-charges, name: Double charges, department: finance, stage: pay, owner: ann@acme.test, backup: bob@acme.test, words: [charged twice, invoice] }
  - { key: app, name: The app, department: product, stage: use, owner: dan@acme.test, backup: pat@acme.test, words: [app, crash] }
`;

export const NAMES = ['ann', 'bob', 'dan', 'eve', 'fay', 'hal', 'lea', 'pat', 'sam'] as const;
export type Name = (typeof NAMES)[number];

export const idOf = (name: Name): UserId => userOf(`${name}@acme.test`);
export const nameOf = (id: string): Name => NAMES.find((name) => idOf(name) === id) ?? 'ann';

interface Hours {
  readonly zone: string;
  /** By weekday from Sunday: stretches of wall time, the end not included. */
  readonly week: readonly (readonly (readonly [string, string])[])[];
  readonly off: readonly string[];
}

const FI = ['01-01', '01-06', '05-01', '12-06', '12-25', '12-26'];
const FI_MOVING = ['2026-04-03', '2026-04-05', '2026-04-06', '2026-05-14', '2026-05-24', '2026-06-20', '2026-10-31'];
const US = ['01-01', '06-19', '07-04', '11-11', '12-25'];
const US_MOVING = [
  '2026-01-19',
  '2027-01-18',
  '2026-02-16',
  '2026-05-25',
  '2026-07-03',
  '2026-09-07',
  '2026-10-12',
  '2026-11-26',
];

const OFFICE = [['09:00', '17:00']] as const;
const usual = { week: [[], OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, []] };
const KATHMANDU = [['10:00', '18:00']] as const;
const ISLAND = [
  ['08:00', '12:00'],
  ['13:00', '17:00'],
] as const;

/** Written down by hand from the file above, so that nothing of what it is compared with has a part in it. */
const HOURS: Partial<Record<Name, Hours>> = {
  bob: {
    zone: 'Asia/Kathmandu',
    week: [KATHMANDU, KATHMANDU, KATHMANDU, KATHMANDU, KATHMANDU, [], []],
    off: [...FI, ...FI_MOVING],
  },
  dan: { zone: 'America/New_York', ...usual, off: [...US, ...US_MOVING] },
  fay: {
    zone: 'Australia/Lord_Howe',
    week: [[], ISLAND, ISLAND, ISLAND, ISLAND, [['08:00', '12:00']], []],
    off: [...FI, ...FI_MOVING],
  },
};
const HELSINKI: Hours = { zone: 'Europe/Helsinki', ...usual, off: [...FI, ...FI_MOVING] };

const hoursOf = (name: Name): Hours => HOURS[name] ?? HELSINKI;
export const zoneOf = (name: Name): string => hoursOf(name).zone;
export const dayOf = (name: Name, at: Instant): string => localDay(at, zoneOf(name));

const walls = new Map<string, Intl.DateTimeFormat>();

/** What a wall clock shows: "2026-03-02 09:15". */
function wall(zone: string, at: number): string {
  const known =
    walls.get(zone) ?? new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  walls.set(zone, known);
  return known.format(at);
}

/** Whether their wall clock says that they work, leave left out of account. */
export function worksAt(name: Name, at: number): boolean {
  const { zone, week, off } = hoursOf(name);
  const [day = '', time = ''] = wall(zone, at).split(' ');
  if (off.includes(day) || off.includes(day.slice(5))) return false;
  return (week[new Date(day).getUTCDay()] ?? []).some(([from, to]) => time >= from && time < to);
}
