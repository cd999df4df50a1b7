import { actions, button, type Message, section } from '../../../platform/slack/blocks.ts';
import { mention, mrkdwn, words } from '../../../platform/slack/mrkdwn.ts';
import type { Issue } from '../domain.ts';

export const QUESTIONS = ['take it', 'pass on', 'say what changed', 'fixed by you'] as const;
export type Question = (typeof QUESTIONS)[number];

const BUTTONS = {
  'take it': ['Take it', 'issue.accept'],
  'pass on': ['Pass it on', 'issue.bounce'],
  'say what changed': ['Say what changed', 'issue.fix'],
  'fixed by you': ['Yes, say what changed', 'issue.fix'],
} as const satisfies Record<Question, readonly [string, string]>;

/** Asked privately after a reaction, which by itself may have been only a look. */
export function whispered(issue: Issue, question: Question): Message {
  const texts: Record<Question, string> = {
    'take it': 'Would you like to take it, or were you just looking?',
    'pass on': 'Not yours? One sentence says why, and whose it may be.',
    'say what changed': 'Good news. Two sentences close the gap: the cause, and what changed.',
    'fixed by you': 'Is it fixed?',
  };
  const [label, action] = BUTTONS[question];
  return {
    text: words`#${issue.id}: ${texts[question]}`,
    blocks: [
      section(mrkdwn`*#${issue.id}*, with ${mention(issue.owner)}. ${texts[question]}`),
      actions(
        `issue-${issue.id}`,
        button(label, action, String(issue.id), 'primary'),
        button('Just looking', 'issue.dismiss', String(issue.id)),
      ),
    ],
  };
}
