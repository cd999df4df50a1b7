import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { type Rendered, refresh } from '../../../platform/outbox/outbox.ts';
import { says } from '../../../platform/slack/answers.ts';
import type { ActionHandler } from '../../../platform/slack/surface.ts';
import { type Shipping, shippingOf } from '../causes/act.ts';
import { findCause } from '../causes/store.ts';
import { cardKey } from '../change.ts';
import type { Issue } from '../domain.ts';
import { saveEvent } from '../events/store.ts';
import { remembered } from '../life/change.ts';
import { saveIssue } from '../store.ts';
import { stormPost } from '../views/storm.ts';
import { suggestionKey } from './gather.ts';
import { gatheredOf, saveSuggestion } from './store.ts';

/** The one post about many who say the same; its number grows in place. */
export async function renderStorm(tx: Tx, subject: string): Promise<Rendered> {
  const cause = await findCause(tx, Number(subject));
  if (cause === undefined) return { superseded: 'there is no such cause' };
  return { message: stormPost(cause, await gatheredOf(tx, cause.id)) };
}

/** What people say of a cause that was suggested, by whoever could mend it. */
const settles = (
  settle: (tx: Tx, shipping: Shipping, by: Issue['owner'], now: Instant) => Promise<void>,
): ActionHandler => ({
  may: 'cause.ship',
  async run(tx, { user, value, now }) {
    const shipping = await shippingOf(tx, { cause: value, user });
    if (shipping.kind === 'refused') return says(shipping.because);
    // What is mended stays one cause: its customers are told with it.
    if (shipping.cause.shipped) return says('It is mended already, and each owner tells their customer.');
    const { suggestion, settledBy } = await gatheredOf(tx, shipping.cause.id);
    if (suggestion !== 'open')
      return says(settledBy ? `<@${settledBy}> has answered that already.` : 'That is answered already.');
    await settle(tx, shipping, user, now);
    await refresh(tx, suggestionKey(shipping.cause.id));
    return {};
  },
});

export const stormActions: Readonly<Record<string, ActionHandler>> = {
  'cause.keep': settles((tx, { cause }, by) => saveSuggestion(tx, cause.id, { suggestion: 'kept', settled_by: by })),
  'cause.undo': settles(async (tx, { cause, children }, by, now) => {
    for (const child of children) await takeOffQuietly(tx, child, by, now);
    await saveSuggestion(tx, cause.id, { suggestion: 'undone', settled_by: by });
  }),
};

async function takeOffQuietly(tx: Tx, issue: Issue, by: Issue['owner'], now: Instant): Promise<void> {
  const outcome = remembered(issue, { by, now }, 'taken off', { cause: String(issue.cause) });
  if (outcome.kind === 'refused') return;
  await saveIssue(tx, { ...outcome.issue, cause: undefined }, issue);
  await saveEvent(tx, issue.id, outcome.event);
  await refresh(tx, cardKey(issue), outcome.issue.version);
}
