import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { answererFor, organisationUnder, topicOf } from '../ownership/index.ts';
import { openIssuesOf } from './store.ts';
import { giveTo } from './take-step.ts';

/** Somebody has left: each of their issues goes to the next who answers for it, with the reason. */
export async function rehome(tx: Tx, user: UserId, now: Instant): Promise<void> {
  for (const issue of await openIssuesOf(tx, user)) {
    const organisation = await organisationUnder(tx, issue.organisationVersion);
    const about = { topic: topicOf(organisation, issue.topic), department: issue.department };
    const next = await answererFor(tx, organisation, about, [user]);
    await giveTo(tx, issue, next, 'its owner has left', now);
  }
}
