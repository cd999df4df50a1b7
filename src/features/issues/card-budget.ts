import { localDay, occurrence } from '../../kernel/calendar/day.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { postsSince } from '../../platform/outbox/outbox.ts';
import { isGathered } from '../feedback/index.ts';
import type { Organisation } from '../ownership/index.ts';
import type { Issue } from './domain.ts';

/** Posts that a channel keeps for what comes beside: the day's praise, and room for something urgent. */
const KEPT = { normal: 2, urgent: 1 };

/** The summary of the day, for a card that comes when its channel has had its posts; undefined while there is room. */
export async function beyondBudget(
  tx: Tx,
  { policy, company }: Organisation,
  { severity }: Pick<Issue, 'severity'>,
  channel: Parameters<typeof postsSince>[1],
  now: Instant,
): Promise<string | undefined> {
  const today = localDay(now, company.timezone);
  const posts = await postsSince(tx, channel, occurrence(today, '00:00', company.timezone));
  const gathers = `day/${today}`;
  // And for the summary itself, as long as it is still to come.
  const summary = (await isGathered(tx, channel, gathers, now)) ? 0 : 1;
  const kept = (severity === 'normal' ? KEPT.normal : KEPT.urgent) + summary;
  return posts + kept >= policy.channel_posts_a_day ? gathers : undefined;
}
