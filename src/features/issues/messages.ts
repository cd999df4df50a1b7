import { localTime } from '../../kernel/calendar/day.ts';
import type { UserId } from '../../kernel/slack.ts';
import { type Instant, later } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import type { Rendered } from '../../platform/outbox/outbox.ts';
import { standingOf } from '../../platform/outbox/standing.ts';
import { standsInSummary } from '../feedback/index.ts';
import { calendarOf, currentOrganisation, heldFor } from '../ownership/index.ts';
import { briefOf, isTheirs } from './brief/render.ts';
import { eventOf } from './events/store.ts';
import { entriesOf } from './letters/entries.ts';
import { type LineNow, linesOf } from './letters/lines.ts';
import type { Topic } from './letters/rules.ts';
import { letterOf } from './letters/store.ts';
import { letterKey } from './letters/write.ts';
import { NEWS_LASTS } from './life/sorted.ts';
import { shownOf } from './shown.ts';
import { newsIn, sendNewsWith } from './sorted/store.ts';
import { issueOf } from './store.ts';
import { briefLetter } from './views/brief.ts';
import { issueCard, movedCard, type Shown } from './views/card.ts';
import { type GoodNews, letter, linesWithButtons, MOST_LINES, MOST_NEWS, type Sum, withNews } from './views/letter.ts';
import { betweenCard, liesBetween } from './views/limbo.ts';
import { storyLine } from './views/story.ts';
import { QUESTIONS, whispered } from './views/whisper.ts';

export async function renderCard(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const [id, ...department] = subject.split('/');
  const issue = await issueOf(tx, Number(id));
  const shown = await shownOf(tx, issue, now);
  const here = department.join('/') === issue.department;
  return { message: here ? cardOf(shown) : movedCard(shown), about: { issue: issue.id, feedback: issue.feedback } };
}

const cardOf = (shown: Shown) => (liesBetween(shown) ? betweenCard(shown) : issueCard(shown));

export async function renderStory(tx: Tx, subject: string): Promise<Rendered> {
  const { issue, event } = await eventOf(tx, Number(subject));
  return { message: storyLine(event, issue, await standsInSummary(tx, issue)), about: { issue } };
}

/** Before it is sent, only what still asks something stands in a DM; afterwards it shows what became of each. */
export async function renderLetter(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const { person, topic, items, isBrief } = await letterOf(tx, Number(subject));
  const sentAt = (await standingOf(tx, letterKey(Number(subject))))?.sentAt;
  const sent = sentAt !== undefined;
  const { lines, open, said } = linesOf(items, person, sent);
  const chosen = said.slice(0, MOST_LINES);
  const [first] = chosen;
  if (first === undefined) return { superseded: 'nothing in it asks for anything any more' };
  const held = sent ? undefined : await heldFor(tx, person, now);
  if (held) return held;
  const news = await goodNews(tx, { letter: Number(subject), person, sent, topic }, now);
  const morning = topic === 'bundle' && (await isMorning(tx, person, sentAt ?? now));
  if (isBrief && lines.some(isTheirs)) {
    const message = briefLetter(await briefOf(tx, { reader: person, lines: said, morning }, now), linesWithButtons);
    return { message: withNews(message, news), about: { kind: 'issue.brief' } };
  }
  const kind = items.length === 1 ? kindOf(first.step) : 'issue.letter';
  return {
    message: letter(await entriesOf(tx, chosen, now), { ...sumOf(open, chosen), morning }, news),
    about: { kind, ...(lines.length === 1 && { issue: first.issue }) },
  };
}

/** What waits to be told rides in the bundle that goes now; it is told in no letter of its own. */
async function goodNews(
  tx: Tx,
  { letter, person, sent, topic }: { letter: number; person: UserId; sent: boolean; topic: Topic },
  now: Instant,
): Promise<GoodNews[]> {
  if (topic !== 'bundle') return [];
  if (!sent) await sendNewsWith(tx, letter, person, later(now, -NEWS_LASTS));
  const found: GoodNews[] = [];
  for (const { issue, words } of (await newsIn(tx, letter)).slice(0, MOST_NEWS))
    found.push({ words, shown: await shownOf(tx, await issueOf(tx, issue), now) });
  return found;
}

/** By the reader's own clock; an edit later in the day greets as the message did. */
async function isMorning(tx: Tx, user: UserId, at: Instant): Promise<boolean> {
  const { organisation } = await currentOrganisation(tx);
  return localTime(at, (await calendarOf(tx, organisation, user)).zone) < NOON;
}
const NOON = '12:00';

function sumOf(open: readonly LineNow[], shown: readonly LineNow[]): Omit<Sum, 'morning'> {
  const told = open.filter(isTold);
  const handedOn = told.filter(({ step }) => step === 'handed-on').length;
  const [withOthers, waiting] = [told.length - handedOn, open.length - told.length];
  const hidden = open.filter((line) => !shown.includes(line));
  const moreYours = hidden.filter((line) => !isTold(line)).length;
  return { more: hidden.length, moreYours, handedOn, waiting, withOthers };
}

/** A word about what is with a colleague. */
const isTold = ({ notice, standing }: LineNow): boolean => notice && standing === 'asks';

/** What the message is called in its metadata: new work, a nudge, or a word that it is somebody else's now. */
function kindOf(step: string): string {
  if (step === 'assigned') return 'issue.assigned';
  return step === 'handed-on' ? 'issue.handed-on' : 'issue.nudge';
}

export async function renderWhisper(tx: Tx, subject: string): Promise<Rendered> {
  const [id, asked] = subject.split('/');
  const issue = await issueOf(tx, Number(id));
  const question = QUESTIONS.find((each) => each === asked);
  if (question === undefined || issue.state === 'closed') return { superseded: 'the issue is closed' };
  return { message: whispered(issue, question), about: { issue: issue.id } };
}
