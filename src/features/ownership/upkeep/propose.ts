import { DAY, earlier, type Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { topicOf } from '../answerable.ts';
import { currentOrganisation } from '../store.ts';
import { speaksForMoving } from './agreement.ts';
import { isProposed, type Proposal, saveProposal } from './store.ts';

/** For so long hand-offs speak against the directory, and an answer to that holds. */
export const HANDOFFS_COUNT = 90 * DAY;

/** People moved so many of a topic's complaints to that department: where that is most of them, the CX lead is asked whether to change the directory. */
export async function proposeMoving(tx: Tx, proposal: Omit<Proposal, 'id'>, now: Instant): Promise<void> {
  const { organisation } = await currentOrganisation(tx);
  const { topic, department } = proposal;
  if (!speaksForMoving(proposal) || topicOf(organisation, topic)?.department === department) return;
  if (await isProposed(tx, topic, department, earlier(now, HANDOFFS_COUNT))) return;
  await saveProposal(tx, proposal, now);
}
