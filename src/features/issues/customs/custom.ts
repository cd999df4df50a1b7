import { durationText } from '../../../kernel/duration.ts';
import { DAY, earlier, type Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { currentOrganisation } from '../../ownership/index.ts';
import { mostDo } from '../life/custom.ts';
import { answeredWithin } from './store.ts';

const LOOKED_BACK = 28 * DAY;

/** "24 hours", where most teams have of late sent their customers a first word within that; undefined where that is not so. */
export async function answeringCustom(tx: Tx, now: Instant): Promise<string | undefined> {
  const { contact_within: within, contact_on_time: bar } = (await currentOrganisation(tx)).organisation.policy;
  if (within.clock !== 'wall') return undefined;
  const doings = await answeredWithin(tx, within.ms, earlier(now, LOOKED_BACK), now);
  return mostDo(doings, bar) ? durationText(within) : undefined;
}
