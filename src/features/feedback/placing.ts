import type { ChannelId, UserId } from '../../kernel/slack.ts';
import { earlier, HOUR, type Instant, instant, later, MINUTE, SECOND } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { isBackedUp, type Promised, promise, refresh } from '../../platform/outbox/outbox.ts';
import { watchDelay } from './delay.ts';
import { addLine, findRollUp, openRollUp, rollUpsWith } from './roll-ups/store.ts';
import { PAGE } from './views.ts';

/** Cards that may wait for one channel before the next become lines of a summary. */
const MOST_WAITING = 5;
/** How long a summary of a burst takes further lines; one of the same thing, or of a day, longer. */
const BURST = 10 * MINUTE;
const SAME_THING = 24 * HOUR;
/** How long a summary waits to be more than one line. */
const GATHERED = 5 * SECOND;

interface Card extends Promised {
  readonly to: ChannelId | UserId;
}

interface Placed {
  readonly feedback: number;
  readonly issue: number | undefined;
  readonly importId: number | undefined;
  /** What it is one of many of: those stand in one summary of their own. `cause/…` or `day/…`; a day's praise, which is told at its hour, has `also-heard/…`. */
  readonly gathers?: string | undefined;
}

/**
 * Puts a card in its channel; or, when it comes with an import, in a burst, or as one of many of the same, a line in a
 * summary, so that a channel gets one post and not hundreds. What is urgent waits behind nothing but the urgent.
 */
export async function placeCard(tx: Tx, card: Card, placed: Placed, now: Instant): Promise<void> {
  const { importId, gathers } = placed;
  const alone = importId === undefined && gathers === undefined;
  if (alone && !(await isBackedUp(tx, card.to, MOST_WAITING, card.priority))) return promise(tx, card, now);
  const since = earlier(now, gathers === undefined ? BURST : SAME_THING);
  const gathering = { channel: card.to, importId, gathers };
  const known = await findRollUp(tx, { ...gathering, since });
  const rollUp = known ?? (await openRollUp(tx, gathering, now));
  if (known === undefined && importId === undefined) await watchDelay(tx, card.to, rollUp, now);
  await addTo(tx, card, rollUp, placed, now);
  // A line of many is easily overlooked: what is urgent has its card beside it, before what is not.
  if (card.priority === 'urgent' && gathers?.startsWith('day/'))
    await promise(tx, { ...card, thread: rollUpKey(rollUp) }, now);
}

async function addTo(tx: Tx, card: Card, rollUp: number, { feedback, issue }: Placed, now: Instant): Promise<void> {
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

/** The summary in this channel of which an issue is a line, by its key: its thread has the issue's card and story. */
export async function summaryWith(tx: Tx, issue: number, channel: ChannelId | UserId): Promise<string | undefined> {
  const found = (await rollUpsWith(tx, issue)).find((each) => each.channel === channel);
  return found && rollUpKey(found.id);
}

/** Whether this channel has a summary of these already, or one is on its way. */
export const isGathered = async (
  tx: Tx,
  channel: ChannelId | UserId,
  gathers: string,
  now: Instant,
): Promise<boolean> => {
  const gathering = { channel, importId: undefined, gathers };
  return (await findRollUp(tx, { ...gathering, since: earlier(now, SAME_THING) })) !== undefined;
};

/** Whether an issue is a line of a summary, beside others. */
export const standsInSummary = async (tx: Tx, issue: number): Promise<boolean> =>
  (await rollUpsWith(tx, issue)).length > 0;

const rollUpKey = (rollUp: number) => `feedback/roll-up/${rollUp}`;
