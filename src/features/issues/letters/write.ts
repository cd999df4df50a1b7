import { nextWorking } from '../../../kernel/calendar/work.ts';
import type { UserId } from '../../../kernel/slack.ts';
import { HOUR, type Instant, later } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { promise, refresh } from '../../../platform/outbox/outbox.ts';
import { calendarOf, type Organisation } from '../../ownership/index.ts';
import { addItem, type Item, lettersAbout, newestLetter, openLetter, type Topic } from './store.ts';

/** For so long new work is added to a DM that stands, and reminders gather for the next. */
const GATHERING = 2 * HOUR;

interface Line {
  readonly to: UserId;
  readonly topic: Topic;
  readonly item: Item;
  readonly urgent: boolean;
}

/**
 * Puts a line in a DM to somebody. One DM takes all lines that come before it is sent; new work within two hours edits
 * the DM it follows; other lines within two hours wait for one DM together, unless they are urgent. None is sent
 * outside the person's working hours.
 */
export async function write(tx: Tx, organisation: Organisation, line: Line, now: Instant): Promise<void> {
  const { to, topic, item, urgent } = line;
  const newest = await newestLetter(tx, to, topic, urgent);
  const unsent = newest?.state === 'pending' && newest.ts === null;
  const fresh = newest?.sent_at != null && newest.sent_at > now - GATHERING;
  if (newest && (unsent || (fresh && topic === 'work'))) {
    await addItem(tx, newest.id, item);
    if (!unsent) await refresh(tx, letterKey(newest.id));
    return;
  }
  const earliest = fresh && !urgent && newest?.sent_at != null ? later(newest.sent_at, GATHERING) : now;
  const holdUntil = nextWorking(await calendarOf(tx, organisation, to), earliest);
  const letter = await openLetter(tx, to, topic, urgent, now);
  await addItem(tx, letter, item);
  const message = { key: letterKey(letter), kind: 'issue.letter', subject: String(letter), to };
  await promise(tx, { ...message, priority: urgent ? 'urgent' : 'normal', holdUntil }, now);
}

/** An issue has changed: the DMs in which it stands show how it is now. */
export async function refreshLetters(tx: Tx, issue: number): Promise<void> {
  for (const letter of await lettersAbout(tx, issue)) await refresh(tx, letterKey(letter));
}

export const letterKey = (letter: number): string => `letter/${letter}`;
