import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { answeringCustom } from '../customs/custom.ts';
import { shownOf } from '../shown.ts';
import { issueOf } from '../store.ts';
import type { Entry } from '../views/letter.ts';
import type { LineNow } from './lines.ts';

/** Lines of a DM with all that they show of their issues. */
export async function entriesOf(tx: Tx, lines: readonly LineNow[], now: Instant): Promise<Entry[]> {
  const custom = lines.some(({ step }) => step === 'contact') ? await answeringCustom(tx, now) : undefined;
  const entries: Entry[] = [];
  for (const { issue, step, standing, notice } of lines) {
    const shown = await shownOf(tx, await issueOf(tx, issue), now);
    entries.push({ step, standing, notice, shown: { ...shown, acceptBy: still(shown.acceptBy, now), custom } });
  }
  return entries;
}

/** Nobody is asked for anything by a time that is over: a line may have waited for its DM. */
const still = (by: Instant | undefined, now: Instant): Instant | undefined =>
  by !== undefined && by > now ? by : undefined;
