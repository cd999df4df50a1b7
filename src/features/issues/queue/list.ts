import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { openAsks } from '../asking/store.ts';
import type { Issue } from '../domain.ts';
import { inOrder, waitsForWord } from '../life/queue.ts';
import { readableBy } from '../restricted/circle.ts';
import { shownOf } from '../shown.ts';
import { queuedIssues } from '../store.ts';
import type { Queued } from '../views/queue.ts';

/** The executive sponsor's queue, as its reader may see it: the first of what waits for a word, in order and with its age, and how many there are. */
export async function queueOf(
  tx: Tx,
  { reader, most, now }: { readonly reader: UserId; readonly most: number; readonly now: Instant },
): Promise<{ readonly first: readonly Queued[]; readonly total: number }> {
  const waiting = await waitingOf(tx, await readableBy(tx, reader, await queuedIssues(tx)), now);
  const first: Queued[] = [];
  for (const issue of waiting.slice(0, most))
    first.push({ shown: await shownOf(tx, issue, now), since: issue.queuedAt ?? now });
  return { first, total: waiting.length };
}

/** Those of them that wait for a word now, in the order in which to decide them. */
export async function waitingOf(tx: Tx, queued: readonly Issue[], now: Instant): Promise<Issue[]> {
  const waiting: Issue[] = [];
  for (const issue of queued) if (await waits(tx, issue, now)) waiting.push(issue);
  return inOrder(waiting);
}

/** Whether this one waits for a word now. */
export async function waits(tx: Tx, issue: Issue, now: Instant): Promise<boolean> {
  const [asked] = await openAsks(tx, issue.id, 'why');
  return waitsForWord(issue, asked, now);
}
