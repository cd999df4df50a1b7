import { nextWorking } from '../../../kernel/calendar/work.ts';
import type { UserId } from '../../../kernel/slack.ts';
import { HOUR, type Instant, instant, MINUTE } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { promise, refresh, standingOf } from '../../../platform/outbox/outbox.ts';
import { calendarOf, type Organisation } from '../../ownership/index.ts';
import { findPerson } from '../../people/index.ts';
import { addItem, type Item, lettersAbout, markActedOn, newestLetter, openLetter, type Topic } from './store.ts';

/** For so long new work is added to a DM that stands, and reminders gather for the next. */
const GATHERING = 2 * HOUR;
/** The same for what is urgent. */
const URGENT_GATHERING = 30 * MINUTE;

interface Line {
  readonly to: UserId;
  readonly topic: Topic;
  readonly item: Item;
  readonly urgent: boolean;
}

/**
 * Puts a line in a DM to somebody. One DM takes all lines that come before it is sent; new work within two hours edits
 * the DM it follows; other lines within two hours, or half an hour if urgent, wait for one DM together. None is sent
 * outside the person's working hours, and none to somebody who has left.
 */
export async function write(tx: Tx, organisation: Organisation, line: Line, now: Instant): Promise<void> {
  const { to, topic, item, urgent } = line;
  if ((await findPerson(tx, to))?.standing !== 'member') return;
  const newest = await newestLetter(tx, to, topic, urgent);
  const standing = newest && (await standingOf(tx, letterKey(newest.id)));
  const sentAt = standing?.sentAt ?? Number.NEGATIVE_INFINITY;
  const gathering = urgent ? URGENT_GATHERING : GATHERING;
  const fresh = sentAt > now - gathering;
  // An edit notifies nobody, so a DM that has been acted on is left as it is and the next thing gets a new one.
  const edited = fresh && topic === 'work' && !newest?.actedOn;
  if (newest && (standing?.unsent || edited)) {
    await addItem(tx, newest.id, item);
    return refresh(tx, letterKey(newest.id));
  }
  const waits = fresh && topic !== 'work';
  await writeNew(tx, organisation, line, { now, earliest: waits ? instant(sentAt + gathering) : now });
}

async function writeNew(tx: Tx, organisation: Organisation, line: Line, when: { now: Instant; earliest: Instant }) {
  const { to, topic, item, urgent } = line;
  const holdUntil = nextWorking(await calendarOf(tx, organisation, to), when.earliest);
  const letter = await openLetter(tx, to, topic, urgent, when.now);
  await addItem(tx, letter, item);
  const message = { key: letterKey(letter), kind: 'issue.letter', subject: String(letter), to };
  await promise(tx, { ...message, priority: urgent ? 'urgent' : 'normal', holdUntil }, when.now);
}

/** An issue has changed: the DMs in which it stands show how it is now. `movedOn` when it entered another stage. */
export async function refreshLetters(tx: Tx, issue: number, movedOn: boolean): Promise<void> {
  for (const letter of await lettersAbout(tx, issue)) {
    if (movedOn) await markActedOn(tx, letter);
    await refresh(tx, letterKey(letter));
  }
}

export const letterKey = (letter: number): string => `letter/${letter}`;
