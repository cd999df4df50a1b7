import { localDay } from '../../../kernel/calendar/day.ts';
import { workingDayAt } from '../../../kernel/calendar/work.ts';
import type { ChannelId } from '../../../kernel/slack.ts';
import { type Instant, instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { promise, type Rendered, refresh } from '../../../platform/outbox/outbox.ts';
import { setTimerOnce } from '../../../platform/timers/timers.ts';
import { companyCalendar, type Organisation } from '../../ownership/index.ts';
import type { Feedback } from '../domain.ts';
import { addLine, countsOf, findRollUp, openRollUp } from '../roll-ups/store.ts';
import { alsoHeard, PAGE } from '../views.ts';
import { gatheredIn } from './store.ts';

/** Rings at the hour at which a channel hears what else customers said. */
export const ALSO_HEARD_TIMER = 'feedback.tell-also-heard';

/** Praise and the neutral wait for one post a day in their channel. */
export async function gather(
  tx: Tx,
  organisation: Organisation,
  channel: ChannelId,
  { id }: Pick<Feedback, 'id'>,
  now: Instant,
): Promise<void> {
  const at = workingDayAt(companyCalendar(organisation), organisation.policy.also_heard_at, now);
  const gathers = `also-heard/${localDay(at, organisation.company.timezone)}`;
  const gathering = { channel, importId: undefined, gathers };
  const known = await findRollUp(tx, { ...gathering, since: instant(0) });
  const rollUp = known ?? (await openRollUp(tx, gathering, now));
  await addLine(tx, rollUp, { feedback: id, issue: undefined });
  // Where the hour was put later on a day that has had its post, that post grows.
  await setTimerOnce(tx, ALSO_HEARD_TIMER, String(rollUp), () => at);
}

/** Cards in the thread of a day's post; of more each is a line. */
const MOST_CARDS = 15;

/** The hour has come: one post, with each of them in its thread. */
export async function tellAlsoHeard(tx: Tx, subject: string, now: Instant): Promise<void> {
  const gathering = Number(subject);
  const { channel, feedback } = await gatheredIn(tx, gathering);
  const key = `feedback/also-heard/${gathering}`;
  const place = { to: channel, priority: 'bulk' } as const;
  await promise(tx, { key, kind: 'feedback.also-heard', subject, ...place }, now);
  await refresh(tx, key);
  const threaded = { ...place, thread: key };
  if (feedback.length <= MOST_CARDS) {
    for (const id of feedback)
      await promise(tx, { key: `feedback/${id}/card`, kind: 'feedback.card', subject: String(id), ...threaded }, now);
    return;
  }
  for (let page = 0; page * PAGE < feedback.length; page++) {
    const lines = { key: `${key}/${page}`, kind: 'feedback.roll-up-page', subject: `${gathering}/${page}` };
    await promise(tx, { ...lines, ...threaded }, now);
    await refresh(tx, lines.key);
  }
}

export async function renderAlsoHeard(tx: Tx, subject: string): Promise<Rendered> {
  const kinds = await countsOf(tx, Number(subject));
  const total = kinds.reduce((sum, { count }) => sum + count, 0);
  const praise = kinds.find(({ kind }) => kind === 'praise')?.count ?? 0;
  return { message: alsoHeard({ praise, other: total - praise }) };
}
