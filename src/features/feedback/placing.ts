import type { ChannelId, UserId } from '../../kernel/slack.ts';
import { earlier, type Instant, instant, later, MINUTE, SECOND } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { isBackedUp, type Promised, promise, refresh } from '../../platform/outbox/outbox.ts';
import { addLine, findRollUp, openRollUp } from './store.ts';

/** Cards that may wait for one channel before the next become lines of a summary. */
const MOST_WAITING = 5;
/** How long a summary of a burst takes further lines. */
const BURST = 10 * MINUTE;
/** How long a summary waits to be more than one line. */
const GATHERED = 5 * SECOND;
/** Lines in one message of a summary's thread. */
export const PAGE = 20;

interface Card extends Promised {
  readonly to: ChannelId | UserId;
}

interface Placed {
  readonly feedback: number;
  readonly issue: number | undefined;
  readonly importId: number | undefined;
}

/**
 * Puts a card in its channel; or, when it comes with an import or in a burst, a line in a summary, so that a channel
 * gets one post and not hundreds.
 */
export async function placeCard(
  tx: Tx,
  card: Card,
  { feedback, issue, importId }: Placed,
  now: Instant,
): Promise<void> {
  if (importId === undefined && !(await isBackedUp(tx, card.to, MOST_WAITING))) return promise(tx, card, now);
  const known = await findRollUp(tx, { channel: card.to, importId, since: earlier(now, BURST) });
  const rollUp = known ?? (await openRollUp(tx, card.to, importId, now));
  const number = await addLine(tx, rollUp, { feedback, issue });
  const summary = rollUpKey(rollUp);
  const holdUntil = instant(Math.max(card.holdUntil ?? 0, later(now, GATHERED)));
  await promise(
    tx,
    { key: summary, kind: 'feedback.roll-up', subject: String(rollUp), to: card.to, priority: 'bulk', holdUntil },
    now,
  );
  if (number > 1) await refresh(tx, summary);
  const page = Math.floor((number - 1) / PAGE);
  const key = `${summary}/${page}`;
  const subject = `${rollUp}/${page}`;
  await promise(
    tx,
    { key, kind: 'feedback.roll-up-page', subject, to: card.to, thread: summary, priority: 'bulk' },
    now,
  );
  if ((number - 1) % PAGE > 0) await refresh(tx, key);
}

const rollUpKey = (rollUp: number) => `feedback/roll-up/${rollUp}`;
