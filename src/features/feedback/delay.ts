import type { ChannelId, UserId } from '../../kernel/slack.ts';
import { type Instant, instant, later, SECOND } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { waitingIn } from '../../platform/inbox/line.ts';
import { backlogOf, promise, type Rendered, refresh } from '../../platform/outbox/outbox.ts';
import { standingOf } from '../../platform/outbox/standing.ts';
import { isAnySet, setTimer } from '../../platform/timers/timers.ts';
import { channelOf, currentOrganisation } from '../ownership/index.ts';
import { queueOf } from './in-line.ts';
import { delayNotice, PAGE } from './views.ts';

export const DELAY_TIMER = 'feedback.look-at-delay';

const LOOK_EVERY = 20 * SECOND;
/** What waits longer than this is told of, so that nobody takes silence for calm. */
const LATE = 30 * SECOND;

/** A burst has begun in this channel: it is looked at until all of it is shown. One that is looked at already goes on as that one. */
export async function watchDelay(tx: Tx, channel: ChannelId | UserId, rollUp: number, now: Instant): Promise<void> {
  if (await isAnySet(tx, DELAY_TIMER, `${channel}/`)) return;
  await setTimer(tx, DELAY_TIMER, `${channel}/${rollUp}`, later(now, LOOK_EVERY));
}

/** Where posts wait for long, one urgent post says how many; it is edited while they go, and says in the end that all are there. */
export async function lookAtDelay(tx: Tx, subject: string, now: Instant): Promise<void> {
  const [channel = '', rollUp = ''] = subject.split('/');
  const to = channel as ChannelId | UserId;
  const { since } = await waitingFor(tx, to, now);
  const key = `feedback/delay/${rollUp}`;
  const told = (await standingOf(tx, key)) !== undefined;
  const isLate = since !== undefined && now - since > LATE;
  if (isLate && !told) await promise(tx, { key, kind: 'feedback.delay', subject, to, priority: 'urgent' }, now);
  if (told) await refresh(tx, key);
  if (since !== undefined) await setTimer(tx, DELAY_TIMER, subject, later(now, LOOK_EVERY));
}

export async function renderDelay(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const [channel = ''] = subject.split('/');
  const { posts } = await waitingFor(tx, channel as ChannelId | UserId, now);
  return { message: delayNotice(posts) };
}

/** Posts that wait for this channel, those that will come of what is still to be read included; and since when the first of it waits. */
async function waitingFor(
  tx: Tx,
  channel: ChannelId | UserId,
  now: Instant,
): Promise<{ readonly posts: number; readonly since: Instant | undefined }> {
  const said = await backlogOf(tx, channel, now);
  const unread = await waitingIn(tx, await queuesFor(tx, channel));
  const since = Math.min(said.since ?? Number.POSITIVE_INFINITY, unread.since ?? Number.POSITIVE_INFINITY);
  return {
    posts: said.waiting + Math.ceil(unread.waiting / PAGE),
    since: since === Number.POSITIVE_INFINITY ? undefined : instant(since),
  };
}

/** Where what will be shown in this channel waits to be read. */
async function queuesFor(tx: Tx, channel: ChannelId | UserId): Promise<string[]> {
  const { organisation } = await currentOrganisation(tx);
  const queues: string[] = [];
  for (const { key } of organisation.departments)
    if ((await channelOf(tx, organisation, key)) === channel) queues.push(queueOf(key));
  return queues;
}
