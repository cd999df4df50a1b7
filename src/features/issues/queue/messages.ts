import { type Instant, instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import type { Rendered } from '../../../platform/outbox/outbox.ts';
import { standingOf } from '../../../platform/outbox/standing.ts';
import { currentOrganisation, heldFor, sponsorOf } from '../../ownership/index.ts';
import { openAsks } from '../asking/store.ts';
import type { Issue } from '../domain.ts';
import { shownOf } from '../shown.ts';
import { issueOf } from '../store.ts';
import { queuedLetter } from '../views/queue.ts';
import { waits } from './list.ts';
import { queuedKey } from './tell-sponsor.ts';

/** To the executive sponsor: something critical waits for a word; afterwards, what became of it. The subject is `<issue>/<queued since>`. */
export async function renderQueued(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const [id, since] = subject.split('/').map(Number);
  const issue = await issueOf(tx, id ?? 0);
  const waiting = await waits(tx, issue, now);
  const sent = (await standingOf(tx, queuedKey(issue.id, instant(since ?? 0))))?.sentAt !== undefined;
  const held = sent ? undefined : await untold(tx, issue, waiting, now);
  return held ?? { message: queuedLetter(await shownOf(tx, issue, now), waiting), about: { issue: issue.id } };
}

/** What was decided before the sponsor could read of it need not be told; what is being answered waits for that. */
async function untold(tx: Tx, issue: Issue, waiting: boolean, now: Instant): Promise<Rendered | undefined> {
  const { organisation } = await currentOrganisation(tx);
  const sponsor = await sponsorOf(tx, organisation);
  if (waiting) return sponsor && heldFor(tx, sponsor, now);
  const [asked] = issue.decideBy === undefined ? await openAsks(tx, issue.id, 'why') : [];
  const due = instant(Number(asked?.payload.due ?? 0));
  return due > now ? { notBefore: due } : { superseded: 'it waits for no word any more' };
}
