import { nextWorking } from '../../../kernel/calendar/work.ts';
import { type Duration, dueAt } from '../../../kernel/duration.ts';
import type { UserId } from '../../../kernel/slack.ts';
import { type Instant, MINUTE } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { promise, refresh, standingOf } from '../../../platform/outbox/outbox.ts';
import { calendarOf, type Organisation } from '../../ownership/index.ts';
import { findPerson } from '../../people/index.ts';
import {
  addItem,
  hasItem,
  type Item,
  lettersAbout,
  markActedOn,
  newestLetter,
  openLetter,
  type Topic,
} from './store.ts';

/** For so long what is urgent gathers for the next DM. */
const URGENT_GATHERING: Duration = { clock: 'wall', ms: 30 * MINUTE };

interface Line {
  readonly to: UserId;
  readonly topic: Topic;
  readonly item: Item;
  readonly urgent: boolean;
}

/**
 * Puts a line in a DM to somebody. One DM takes all lines that come before it is sent; new work within `merge_dm_within`
 * edits the DM it follows; other lines within that time, or half an hour if urgent, wait for one DM together. None is
 * sent outside the person's working hours, none to somebody who has left, and no reminder of what they have yet to hear.
 */
export async function write(tx: Tx, organisation: Organisation, line: Line, now: Instant): Promise<void> {
  const { to, topic, item, urgent } = line;
  if (!(await isToHear(tx, line))) return;
  const calendar = await calendarOf(tx, organisation, to);
  const newest = await newestDm(tx, line);
  const gathering = urgent ? URGENT_GATHERING : organisation.policy.merge_dm_within;
  const gathered = newest?.sentAt === undefined ? now : dueAt(gathering, newest.sentAt, calendar);
  // An edit notifies nobody, so a DM that has been acted on is left as it is and the next thing gets a new one.
  const edited = topic === 'work' && gathered > now && !newest?.actedOn;
  if (newest && (newest.unsent || edited)) return addTo(tx, newest.id, item);
  const letter = await openLetter(tx, to, topic, urgent, now);
  await addItem(tx, letter, item);
  const message = { key: letterKey(letter), kind: 'issue.letter', subject: String(letter), to };
  const holdUntil = nextWorking(calendar, topic === 'work' ? now : gathered);
  await promise(tx, { ...message, priority: urgent ? 'urgent' : 'normal', holdUntil }, now);
}

async function newestDm(tx: Tx, { to, topic, urgent }: Pick<Line, 'to' | 'topic' | 'urgent'>) {
  const letter = await newestLetter(tx, to, topic, urgent);
  const standing = letter && (await standingOf(tx, letterKey(letter.id)));
  return letter && { ...letter, unsent: standing?.unsent ?? false, sentAt: standing?.sentAt };
}

async function addTo(tx: Tx, letter: number, item: Item): Promise<void> {
  await addItem(tx, letter, item);
  await refresh(tx, letterKey(letter));
}

/** Nobody who has left, and nobody is reminded of what they have yet to hear: the DM that says it is theirs is still on its way. */
async function isToHear(tx: Tx, { to, topic, item }: Line): Promise<boolean> {
  if ((await findPerson(tx, to))?.standing !== 'member') return false;
  const work = topic === 'reminder' ? await newestDm(tx, { to, topic: 'work', urgent: false }) : undefined;
  return !(work?.unsent && (await hasItem(tx, work.id, item.issue)));
}

/** An issue has changed: the DMs in which it stands show how it is now. `movedOn` when it entered another stage. */
export async function refreshLetters(tx: Tx, issue: number, movedOn: boolean): Promise<void> {
  for (const letter of await lettersAbout(tx, issue)) {
    if (movedOn) await markActedOn(tx, letter);
    await refresh(tx, letterKey(letter));
  }
}

export const letterKey = (letter: number): string => `letter/${letter}`;
