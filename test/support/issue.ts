import type { Issue } from '../../src/features/issues/domain.ts';
import { weekFrom } from '../../src/kernel/calendar/week.ts';
import type { WorkCalendar } from '../../src/kernel/calendar/work.ts';
import type { UserId } from '../../src/kernel/slack.ts';
import { type Instant, instant } from '../../src/kernel/time.ts';

export const user = (name: string): UserId => `U${name.toUpperCase()}` as UserId;

/** "2026-03-02 09:30" by the wall in Helsinki; a Monday. */
export const at = (text: string): Instant =>
  instant(Temporal.PlainDateTime.from(text.replace(' ', 'T')).toZonedDateTime('Europe/Helsinki').epochMilliseconds);

const week = weekFrom('Mon-Fri 09:00-17:00');
if (typeof week === 'object' && 'problem' in week) throw new Error(week.problem);

/** Monday to Friday, nine to five, in Helsinki, without holidays. */
export const nineToFive: WorkCalendar = { zone: 'Europe/Helsinki', week, isDayOff: () => false };

export const MONDAY = at('2026-03-02 09:30');

/** An issue that Ann was just given, on a Monday at 09:30. */
export const newIssue: Issue = {
  id: 1,
  feedback: 1,
  topic: 'double-charges',
  department: 'finance',
  owner: user('ann'),
  standing: 'owner',
  state: 'open',
  severity: 'normal',
  version: 1,
  organisationVersion: 1,
  waitingSince: MONDAY,
  clockFrom: MONDAY,
  openedAt: MONDAY,
  stage: 1,
  stageFrom: MONDAY,
  stepsTaken: [],
  activeAt: MONDAY,
  acceptedAt: undefined,
  contactedAt: undefined,
  fixedAt: undefined,
  promisedFor: undefined,
  pause: undefined,
  pausedMs: 0,
  mergedMs: 0,
  snoozes: 0,
  rootCause: undefined,
  change: undefined,
  teller: undefined,
  told: undefined,
  end: undefined,
  bounces: 0,
  rerouted: false,
  reopened: 0,
  limbo: undefined,
  queuedAt: undefined,
  decideBy: undefined,
  restricted: undefined,
  named: [],
  accountValue: undefined,
  cause: undefined,
};
