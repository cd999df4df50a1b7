import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { promise, refresh } from '../../../platform/outbox/outbox.ts';
import { disturbableAt, type Organisation, sponsorOf } from '../../ownership/index.ts';
import type { Issue } from '../domain.ts';
import { isUrgentlyQueued } from '../life/queue.ts';

/** What is critical is brought to the executive sponsor at once, in their hours; all else waits in the queue. */
export async function tellSponsor(
  tx: Tx,
  organisation: Organisation,
  before: Issue | undefined,
  issue: Issue,
  now: Instant,
): Promise<void> {
  if (before?.queuedAt !== undefined) await refresh(tx, queuedKey(issue.id, before.queuedAt));
  if (issue.queuedAt === undefined || !isUrgentlyQueued(before, issue)) return;
  const sponsor = await sponsorOf(tx, organisation);
  // Whoever has it knows of it already.
  if (sponsor === undefined || sponsor === issue.owner || issue.named.includes(sponsor)) return;
  const holdUntil = await disturbableAt(tx, sponsor, now);
  const message = {
    key: queuedKey(issue.id, issue.queuedAt),
    kind: 'issue.queued',
    subject: `${issue.id}/${issue.queuedAt}`,
  };
  await promise(tx, { ...message, to: sponsor, priority: 'urgent', holdUntil }, now);
}

export const queuedKey = (issue: number, since: Instant): string => `issue/${issue}/queued/${since}`;

/** Whether feedback of this source goes straight before the executive sponsor. */
export const isForCeo = ({ sources = [] }: Organisation, source: string): boolean =>
  sources.some((each) => each.source === source && each.to === 'ceo');
