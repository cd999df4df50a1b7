import { type IsoDate, localDay, localTime, weekday } from '../../kernel/calendar/day.ts';
import { masked } from '../../kernel/masking.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { customerText, feedbackOf, scoreText } from '../feedback/index.ts';
import { calendarOf, departmentOf, organisationUnder, policyFor, topicOf } from '../ownership/index.ts';
import { findCause } from './causes/store.ts';
import type { Issue, IssueEvent } from './domain.ts';
import { eventsOf } from './events/store.ts';
import { acceptBy, resolveBy } from './ladder.ts';
import type { Again } from './life/opening.ts';
import { slots } from './life/owning.ts';
import { lastDecision } from './life/queue.ts';
import { readableEvents } from './life/restricted.ts';
import { lastWord } from './life/sorted.ts';
import { passedIn, sidesIn } from './limbo/shown.ts';
import { helpersOf, standingOfIssue } from './store.ts';
import type { Shown } from './views/card.ts';

/** Looks up all that a view of this issue shows. */
export async function shownOf(tx: Tx, issue: Issue, now: Instant): Promise<Shown> {
  const organisation = await organisationUnder(tx, issue.organisationVersion);
  const feedback = await feedbackOf(tx, issue.feedback);
  const topic = topicOf(organisation, issue.topic);
  const calendar = await calendarOf(tx, organisation, issue.owner);
  const policy = policyFor(organisation.policy, issue);
  const events = readableEvents(await eventsOf(tx, issue));
  return {
    issue,
    title: topic?.name ?? 'Not yet sorted',
    department: departmentOf(organisation, issue.department).name,
    customer: customerText(feedback.customer),
    score: scoreText(feedback.score),
    stage: topic?.stage,
    text: feedback.text,
    source: feedback.source,
    because: masked(events[0]?.payload.because ?? ''),
    like: await likeIn(tx, issue, events),
    again: againIn(events[0]?.payload.again),
    renewsIn: daysUntil(feedback.customer.renews_on, localDay(now, organisation.company.timezone)),
    cameBack: events.findLast(({ type }) => type === 'back')?.payload.reason,
    cause: issue.cause === undefined ? undefined : await findCause(tx, issue.cause),
    decision: lastDecision(events),
    lastWord: lastWord(events),
    helpers: await helpersOf(tx, issue.id),
    passed: passedIn(organisation, events),
    sides: sidesIn(organisation, issue, events),
    acceptBy: acceptBy(issue, policy, calendar),
    resolveBy: resolveBy(issue, policy, calendar),
    slots: () => slots(calendar, now).map((at) => ({ at, label: slotText(at, calendar.zone) })),
    dateText: (at) => dateText(at, organisation.company.timezone),
  };
}

/** A renewal that is farther away is no stake yet. */
const NEAR_DAYS = 90;

function daysUntil(day: IsoDate | undefined, today: IsoDate): number | undefined {
  if (day === undefined) return undefined;
  const { days } = Temporal.PlainDate.from(today).until(day);
  return days >= 0 && days <= NEAR_DAYS ? days : undefined;
}

/** "2026-01-31 14:05 (Europe/Helsinki)", for where Slack cannot show the reader's own time. */
export function dateText(at: Instant, zone: string): string {
  return `${localDay(at, zone)} ${localTime(at, zone)} (${zone})`;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** "Mon 16:00": a name of the day stays true until it is clicked, which "today" might not. */
function slotText(at: Instant, zone: string): string {
  return `${WEEKDAYS[weekday(localDay(at, zone)) - 1]} ${localTime(at, zone)}`;
}

const againIn = (kept: string | undefined): Again | undefined => (kept === undefined ? undefined : JSON.parse(kept));

/** The open issue that this may be the same as, unless somebody has said that it is not. */
async function likeIn(tx: Tx, { state }: Issue, events: readonly IssueEvent[]): Promise<number | undefined> {
  const like = events[0]?.payload.like;
  if (like === undefined || state === 'closed' || events.some(({ type }) => type === 'unmerged')) return undefined;
  const other = await standingOfIssue(tx, Number(like));
  return other === undefined || other.state === 'closed' ? undefined : Number(like);
}
