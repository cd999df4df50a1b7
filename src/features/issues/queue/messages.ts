import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import type { Rendered } from '../../../platform/outbox/outbox.ts';
import { currentOrganisation, sponsorOf } from '../../ownership/index.ts';
import { outOfHours } from '../asking/messages.ts';
import { shownOf } from '../shown.ts';
import { issueOf } from '../store.ts';
import { queuedLetter } from '../views/queue.ts';
import { waits } from './list.ts';

/** To the executive sponsor: something critical waits for a word; afterwards, what became of it. */
export async function renderQueued(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const issue = await issueOf(tx, Number(subject));
  const { organisation } = await currentOrganisation(tx);
  const waiting = await waits(tx, issue, now);
  const sponsor = await sponsorOf(tx, organisation);
  const held = waiting && sponsor !== undefined ? await outOfHours(tx, sponsor, now) : undefined;
  return held ?? { message: queuedLetter(await shownOf(tx, issue, now), waiting), about: { issue: issue.id } };
}
