import { type Message, section } from '../../../platform/slack/blocks.ts';
import { mrkdwn, words } from '../../../platform/slack/mrkdwn.ts';
import { slotActions } from './actions.ts';
import type { Shown } from './card.ts';

/** To whoever has just taken it by its card, where no time could be chosen. */
export function takenBy({ issue, customer, slots }: Shown): Message {
  if (issue.contactedAt !== undefined) {
    const text = words`#${issue.id} is yours, thank you. ${customer} has heard from us already; next: see it fixed.`;
    return { text, blocks: [section({ type: 'mrkdwn', text })] };
  }
  return {
    text: words`#${issue.id} is yours, thank you. When can they hear from us?`,
    blocks: [
      section(mrkdwn`#${issue.id} is yours, thank you. *When can ${customer} hear from us?*`),
      slotActions(issue, slots(), true),
    ],
  };
}
