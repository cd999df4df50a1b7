import type { ChannelId, UserId } from '../../kernel/slack.ts';
import { type Instant, later, SECOND } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { backlogOf, promise, type Rendered, refresh, standingOf } from '../../platform/outbox/outbox.ts';
import { setTimer } from '../../platform/timers/timers.ts';
import { delayNotice } from './views.ts';

export const DELAY_TIMER = 'feedback.look-at-delay';

const LOOK_EVERY = 20 * SECOND;
/** What waits longer than this is told of, so that nobody takes silence for calm. */
const LATE = 30 * SECOND;

/** A burst has begun in this channel: it is looked at until all of it is shown. */
export async function watchDelay(tx: Tx, channel: ChannelId | UserId, rollUp: number, now: Instant): Promise<void> {
  await setTimer(tx, DELAY_TIMER, `${channel}/${rollUp}`, later(now, LOOK_EVERY));
}

/** Where posts wait for long, one urgent post says how many; it is edited while they go, and says in the end that all are there. */
export async function lookAtDelay(tx: Tx, subject: string, now: Instant): Promise<void> {
  const [channel = '', rollUp = ''] = subject.split('/');
  const to = channel as ChannelId | UserId;
  const { since } = await backlogOf(tx, to, now);
  const key = `feedback/delay/${rollUp}`;
  const told = (await standingOf(tx, key)) !== undefined;
  const isLate = since !== undefined && now - since > LATE;
  if (isLate && !told) await promise(tx, { key, kind: 'feedback.delay', subject, to, priority: 'urgent' }, now);
  if (told) await refresh(tx, key);
  if (since !== undefined) await setTimer(tx, DELAY_TIMER, subject, later(now, LOOK_EVERY));
}

export async function renderDelay(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const [channel = ''] = subject.split('/');
  const { waiting } = await backlogOf(tx, channel as ChannelId | UserId, now);
  return { message: delayNotice(waiting) };
}
