import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { type Message, saying } from '../../platform/slack/blocks.ts';
import { feedbackOf } from '../feedback/index.ts';
import { currentOrganisation } from '../ownership/index.ts';
import type { Acting } from './acting.ts';
import { eventsOf, saveEvent } from './events/store.ts';
import { readableEvents } from './life/restricted.ts';
import { findFor } from './restricted/circle.ts';
import { shownOf } from './shown.ts';
import { type Links, linkFor } from './sorted/answer.ts';
import { customerShown } from './views/customer.ts';
import { issueDetails } from './views/lists.ts';

/** One issue with its story; what its reader may not see is told of as what is not there. */
export async function details(
  tx: Tx,
  links: Links | undefined,
  asked: { readonly id: number; readonly user: UserId; readonly now: Instant },
): Promise<Message> {
  const { id, user, now } = asked;
  const { organisation } = await currentOrganisation(tx);
  const found = await findFor(tx, organisation, id, user);
  if (found === undefined) return saying(`There is no issue #${id}. \`/cx mine\` lists yours.`);
  const events = readableEvents(await eventsOf(tx, found));
  return issueDetails(await shownOf(tx, found, now), events, await linkFor(tx, links, asked));
}

/** Nothing is masked here, so that it is remembered who looked. */
export async function showCustomer(tx: Tx, { issue, act: { by, now } }: Acting): Promise<Message> {
  await saveEvent(tx, issue.id, { type: 'shown', actor: by, at: now, payload: {} });
  return customerShown(issue, await feedbackOf(tx, issue.feedback));
}
