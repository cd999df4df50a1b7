import { nextWorking } from '../../kernel/calendar/work.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import type { Rendered } from '../../platform/outbox/outbox.ts';
import { standingOf } from '../../platform/outbox/outbox.ts';
import { calendarOf, currentOrganisation } from '../ownership/index.ts';
import { type ItemNow, letterOf, type Topic } from './letters/store.ts';
import { letterKey } from './letters/write.ts';
import { shownOf } from './shown.ts';
import { eventOf, issueOf } from './store.ts';
import { issueCard, movedCard } from './views/card.ts';
import { type Entry, type LineStanding, letter, MOST_LINES } from './views/letter.ts';
import { storyLine } from './views/story.ts';
import { QUESTIONS, whispered } from './views/whisper.ts';

export async function renderCard(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const [id, ...department] = subject.split('/');
  const issue = await issueOf(tx, Number(id));
  const shown = await shownOf(tx, issue, now);
  const here = department.join('/') === issue.department;
  return { message: here ? issueCard(shown) : movedCard(shown), about: { issue: issue.id, feedback: issue.feedback } };
}

export async function renderStory(tx: Tx, subject: string): Promise<Rendered> {
  const { issue, event } = await eventOf(tx, Number(subject));
  return { message: storyLine(event, issue), about: { issue } };
}

/** Before it is sent, only what still asks something stands in a DM; afterwards it shows what became of each. */
export async function renderLetter(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const { person, topic, items } = await letterOf(tx, Number(subject));
  const sent = (await standingOf(tx, letterKey(Number(subject))))?.sentAt !== undefined;
  const lines = newestPerIssue(items)
    .map(({ issue, step, ...item }) => ({ issue, step, standing: standingOfLine({ step, ...item }, person, topic) }))
    .filter(({ standing }) => standing === 'asks' || sent);
  const open = lines.filter(({ standing }) => standing !== 'past');
  const chosen = (open.length > 0 ? open : lines).slice(0, MOST_LINES);
  const [first] = chosen;
  if (first === undefined) return { superseded: 'nothing in it asks for anything any more' };
  // It may have been held for a morning on which we were down.
  const hours = sent
    ? now
    : nextWorking(await calendarOf(tx, (await currentOrganisation(tx)).organisation, person), now);
  if (hours > now) return { notBefore: hours };
  const entries: Entry[] = [];
  for (const { issue, ...line } of chosen)
    entries.push({ ...line, shown: await shownOf(tx, await issueOf(tx, issue), now) });
  const handedOn = open.filter(({ step }) => step === 'handed-on').length;
  const more = Math.max(0, open.length - chosen.length);
  const sum = { more, handedOn, waiting: open.length - handedOn, notice: topic === 'notice' };
  const kind = items.length === 1 ? kindOf(first.step) : 'issue.letter';
  return {
    message: letter(entries, sum),
    about: { kind, ...(lines.length === 1 && { issue: first.issue }) },
  };
}

/** What the message is called in its metadata: new work, a nudge, or a word that it is somebody else's now. */
function kindOf(step: string): string {
  if (step === 'assigned') return 'issue.assigned';
  return step === 'handed-on' ? 'issue.handed-on' : 'issue.nudge';
}

function newestPerIssue(items: readonly ItemNow[]): ItemNow[] {
  const newest = new Map<number, ItemNow>();
  for (const item of items) {
    const known = newest.get(item.issue);
    if (known === undefined || item.stage >= known.stage) newest.set(item.issue, item);
  }
  return [...newest.values()];
}

/** Whoever has just acted is not asked again: any act begins a new stage. Others hear of it for as long as it is owed. */
function standingOfLine({ stage, step, now }: Omit<ItemNow, 'issue'>, person: string, topic: Topic): LineStanding {
  if (now.state === 'closed') return 'past';
  if (now.owner !== person) return topic === 'notice' && isOwed(step, now, now.stage === stage) ? 'asks' : 'past';
  return step !== 'handed-on' && now.stage === stage && !now.waits ? 'asks' : 'yours';
}

/** What is wanting, and what a colleague is asked to tell, is owed until anybody acts. */
const UNTIL_AN_ACT = ['blocked', 'tell', 'tell-again'];

function isOwed(step: string, { state, waits, contacted }: ItemNow['now'], untouched: boolean): boolean {
  if (UNTIL_AN_ACT.includes(step)) return untouched;
  if (step === 'handed-on') return true;
  if (step === 'contact-breach' && contacted) return false;
  return !waits && (state !== 'fixed' || step === 'tell-last' || step === 'still-open');
}

export async function renderWhisper(tx: Tx, subject: string): Promise<Rendered> {
  const [id, asked] = subject.split('/');
  const issue = await issueOf(tx, Number(id));
  const question = QUESTIONS.find((each) => each === asked);
  if (question === undefined || issue.state === 'closed') return { superseded: 'the issue is closed' };
  return { message: whispered(issue, question), about: { issue: issue.id } };
}
