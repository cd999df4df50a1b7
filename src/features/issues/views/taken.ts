import type { KnownBlock } from '@slack/types';
import { masked } from '../../../kernel/masking.ts';
import { context, type Message, section } from '../../../platform/slack/blocks.ts';
import { mrkdwn, shortened, words } from '../../../platform/slack/mrkdwn.ts';
import type { Issue } from '../domain.ts';
import { slotActions } from './actions.ts';
import type { Shown } from './card.ts';

/** A like issue that was solved: why it was so, what was changed, and what its customer was told. */
interface Solved {
  readonly id: number;
  readonly cause: string;
  readonly change: string;
  readonly words: string;
}

/** To whoever has just taken it by its card, where no time could be chosen. */
export function takenBy({ issue, customer, slots }: Shown, solved: readonly Solved[] = []): Message {
  if (issue.contactedAt !== undefined) {
    const text = words`#${issue.id} is yours, thank you. ${customer} has heard from us already; next: see it fixed.`;
    return { text, blocks: [section({ type: 'mrkdwn', text }), ...solvedLines(solved)] };
  }
  return {
    text: words`#${issue.id} is yours, thank you. When can they hear from us?`,
    blocks: [
      section(mrkdwn`#${issue.id} is yours, thank you. *When can ${customer} hear from us?*`),
      slotActions(issue, slots(), true),
      ...solvedLines(solved),
    ],
  };
}

/** To whoever has just taken it by choosing a time: how the like of it was solved. */
export const solvedBefore = ({ id }: Issue, solved: readonly Solved[]): Message => ({
  text: words`#${id} is yours, thank you. The like of it was solved before.`,
  blocks: [section(mrkdwn`#${id} is yours, thank you.`), ...solvedLines(solved)],
});

const brief = (text: string) => shortened(masked(text), 150);

function solvedLines(solved: readonly Solved[]): KnownBlock[] {
  if (solved.length === 0) return [];
  const lines = solved.map(({ id, cause, change, words: told }) =>
    context(mrkdwn`#${id} · Cause: ${brief(cause)} · Changed: ${brief(change)} · They were told: “${brief(told)}”`),
  );
  return [context(mrkdwn`*Solved alike before:*`), ...lines];
}
