import type { Tx } from '../../platform/db/schema.ts';
import type { Rendered } from '../../platform/outbox/outbox.ts';
import { standingOf } from '../../platform/outbox/outbox.ts';
import { type ItemNow, letterOf } from './letters/store.ts';
import { letterKey } from './letters/write.ts';
import { shownOf } from './shown.ts';
import { eventOf, issueOf } from './store.ts';
import { issueCard, movedCard } from './views/card.ts';
import { type Entry, type LineStanding, letter, MOST_LINES } from './views/letter.ts';
import { storyLine } from './views/story.ts';
import { QUESTIONS, whispered } from './views/whisper.ts';

export async function renderCard(tx: Tx, subject: string): Promise<Rendered> {
  const [id, ...department] = subject.split('/');
  const issue = await issueOf(tx, Number(id));
  const shown = await shownOf(tx, issue);
  const here = department.join('/') === issue.department;
  return { message: here ? issueCard(shown) : movedCard(shown), about: { issue: issue.id, feedback: issue.feedback } };
}

export async function renderStory(tx: Tx, subject: string): Promise<Rendered> {
  const { issue, event } = await eventOf(tx, Number(subject));
  return { message: storyLine(event), about: { issue } };
}

/** Before it is sent, only what still asks something stands in a DM; afterwards it shows what became of each. */
export async function renderLetter(tx: Tx, subject: string): Promise<Rendered> {
  const { person, items } = await letterOf(tx, Number(subject));
  const sent = (await standingOf(tx, letterKey(Number(subject))))?.sentAt !== undefined;
  const lines = newestPerIssue(items)
    .map(({ issue, step, ...item }) => ({ issue, step, standing: standingOfLine({ step, ...item }, person) }))
    .filter(({ standing }) => standing === 'asks' || sent);
  const open = lines.filter(({ standing }) => standing !== 'past');
  const chosen = (open.length > 0 ? open : lines).slice(0, MOST_LINES);
  const [first] = chosen;
  if (first === undefined) return { superseded: 'nothing in it asks for anything any more' };
  const entries: Entry[] = [];
  for (const { issue, ...line } of chosen)
    entries.push({ ...line, shown: await shownOf(tx, await issueOf(tx, issue)) });
  const kind = items.length === 1 ? kindOf(first.step) : 'issue.letter';
  return {
    message: letter(entries, Math.max(0, open.length - chosen.length)),
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

/** Whoever has just acted is not asked again: any act begins a new stage. */
function standingOfLine({ stage, step, now }: Omit<ItemNow, 'issue'>, person: string): LineStanding {
  if (now.state === 'closed') return 'past';
  const theirs = now.owner === person;
  if (step === 'handed-on' && !theirs) return 'asks';
  if (now.stage === stage && !now.waits && (theirs || step !== 'assigned')) return 'asks';
  return theirs ? 'yours' : 'past';
}

export async function renderWhisper(tx: Tx, subject: string): Promise<Rendered> {
  const [id, asked] = subject.split('/');
  const issue = await issueOf(tx, Number(id));
  const question = QUESTIONS.find((each) => each === asked);
  if (question === undefined || issue.state === 'closed') return { superseded: 'the issue is closed' };
  return { message: whispered(issue, question), about: { issue: issue.id } };
}
