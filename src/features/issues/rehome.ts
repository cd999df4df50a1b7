import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { answererFor, organisationUnder, topicOf, whoIsThere } from '../ownership/index.ts';
import { findPerson } from '../people/index.ts';
import { openIssuesOf } from './store.ts';
import { giveTo } from './take-step.ts';

/** Somebody has left or is away: each of their issues goes to whom they have named, else the next who answers for it. */
export async function rehome(tx: Tx, user: UserId, reason: string, now: Instant): Promise<void> {
  const person = await findPerson(tx, user);
  const standsIn = person && (await whoIsThere(tx, person));
  if (standsIn?.id === user) return;
  for (const issue of await openIssuesOf(tx, user)) {
    const organisation = await organisationUnder(tx, issue.organisationVersion);
    const about = { topic: topicOf(organisation, issue.topic), department: issue.department };
    const next = standsIn
      ? { user: standsIn.id, standing: issue.standing }
      : await answererFor(tx, organisation, about, [user]);
    if (next.user !== user) await giveTo(tx, issue, next, reason, now);
  }
}
