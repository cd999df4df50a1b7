import type { WorkCalendar } from '../../../kernel/calendar/work.ts';
import type { Duration } from '../../../kernel/duration.ts';
import { dueAt } from '../../../kernel/duration.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Issue } from '../domain.ts';

/** What the CX lead looks at, each a list of open issues that wants something of its own. */
export const LISTS = ['unassigned', 'breaching', 'between', 'to-tell', 'queued'] as const;
export type List = (typeof LISTS)[number];

/** What each list is called, and what it wants. */
export const LIST_TEXT: Readonly<Record<List, { readonly name: string; readonly wants: string }>> = {
  unassigned: {
    name: 'Not yet sorted',
    wants: 'Nobody is named for these. Assign them, or name somebody for the topic.',
  },
  breaching: { name: 'No word yet, and late', wants: 'These customers have heard nothing for longer than we promise.' },
  between: { name: 'Between departments', wants: 'These were passed on, or lie between two. Settle whose they are.' },
  'to-tell': { name: 'Fixed, not told', wants: 'What they complained of is mended. They do not know.' },
  queued: { name: 'Before the CEO', wants: 'These wait for a decision.' },
};

interface Measures {
  /** For how long a customer may hear nothing, for this issue. */
  readonly breachAfter: (issue: Issue) => Duration;
  readonly calendar: WorkCalendar;
  readonly now: Instant;
}

/** Whether an open issue belongs on that list. */
export function isOn(list: List, issue: Issue, { breachAfter, calendar, now }: Measures): boolean {
  switch (list) {
    case 'unassigned':
      return issue.topic === undefined;
    case 'breaching':
      return issue.contactedAt === undefined && dueAt(breachAfter(issue), issue.clockFrom, calendar) <= now;
    case 'between':
      return issue.limbo !== undefined || issue.bounces > 0;
    case 'to-tell':
      return issue.state === 'fixed';
    case 'queued':
      return issue.queuedAt !== undefined;
  }
}
