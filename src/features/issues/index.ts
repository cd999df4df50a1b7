import type { Context } from '../../platform/context.ts';
import { hearer } from '../../platform/facts/facts.ts';
import type { Feature } from '../../platform/feature.ts';
import { renderAnswer, renderAsk, renderHelper } from './asking/messages.ts';
import { audit } from './auditor/audit.ts';
import { STEP_TIMER } from './change.ts';
import { renderCard, renderLetter, renderStory, renderWhisper } from './messages.ts';
import { onReaction, onReactionRemoved } from './reactions.ts';
import { rehome } from './rehome.ts';
import { surface } from './slack.ts';
import { takeStep } from './take-step.ts';

export { openIssue } from './open.ts';
export { issuesOfFeedback } from './store.ts';

/** Complaints with an owner: their life, cards, ladder and nudges, until the customer has been told. */
export function issues({ now }: Context): Feature {
  return {
    name: 'issues',
    surface,
    audit,
    inbox: {
      'slack/reaction_added': (tx, item) => onReaction(tx, item, now()),
      'slack/reaction_removed': (tx, item) => onReactionRemoved(tx, item, now()),
    },
    hears: [
      hearer('issues.rehome', 'person.left', (tx, { user }) => rehome(tx, user, 'its owner has left', now())),
      hearer('issues.rehome-away', 'person.away', (tx, { user }) => rehome(tx, user, 'its owner is away', now())),
    ],
    timers: { [STEP_TIMER]: takeStep },
    messages: {
      'issue.card': renderCard,
      'issue.story': renderStory,
      'issue.letter': renderLetter,
      'issue.whisper': renderWhisper,
      'issue.ask': renderAsk,
      'issue.answer': renderAnswer,
      'issue.helper': renderHelper,
    },
  };
}
