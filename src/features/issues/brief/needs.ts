import { localDay } from '../../../kernel/calendar/day.ts';
import { addStaffTime, type WorkCalendar } from '../../../kernel/calendar/work.ts';
import { dueAt } from '../../../kernel/duration.ts';
import { HOUR, type Instant } from '../../../kernel/time.ts';
import type { EffectivePolicy } from '../../ownership/index.ts';
import type { Issue, Severity } from '../domain.ts';
import { breachAt, resolveBy } from '../ladder.ts';

/** Why an issue stands in somebody's brief of the week, by the name of its line. */
export type BriefStep = 'brief-agree' | 'brief-overdue' | 'brief-silent' | 'brief-blocked' | 'brief-decision';

/** Lines of the brief of a head, and decisions in that of the executive sponsor. */
export const MOST_IN_BRIEF = 5;

/** Whoever has just got it has an hour of work before anybody else hears of it. */
const PEACE = HOUR;

/** What an issue wants of the head of its department; undefined where it can wait. The calendar is the owner's. */
export function needOf(
  issue: Issue,
  policy: EffectivePolicy,
  calendar: WorkCalendar,
  now: Instant,
): BriefStep | undefined {
  if (issue.state === 'closed') return undefined;
  if (issue.limbo) return 'brief-agree';
  if (issue.pause) return issue.pause.kind === 'blocked' ? 'brief-blocked' : undefined;
  if (issue.state === 'fixed' || addStaffTime(calendar, issue.stageFrom, PEACE) > now) return undefined;
  return latenessOf(issue, policy, calendar, now);
}

function latenessOf(
  issue: Issue,
  policy: EffectivePolicy,
  calendar: WorkCalendar,
  now: Instant,
): BriefStep | undefined {
  const due = resolveBy(issue, policy, calendar);
  // The ladder says from when on the head hears of it; the brief does not come before.
  const told = due && localDay(dueAt(policy.overdue_head, due, calendar), calendar.zone);
  if (told !== undefined && told <= localDay(now, calendar.zone)) return 'brief-overdue';
  const silent = issue.contactedAt === undefined && breachAt(issue, policy, calendar) <= now;
  return silent ? 'brief-silent' : undefined;
}

const WEIGHT: Record<Severity, number> = { critical: 0, urgent: 1, normal: 2 };

/** The worse first, then whoever has waited longer. */
export const byUrgency = (a: Issue, b: Issue): number =>
  WEIGHT[a.severity] - WEIGHT[b.severity] || a.waitingSince - b.waitingSince || a.id - b.id;
