import type { Context } from '../../platform/context.ts';
import { hearer } from '../../platform/facts/facts.ts';
import type { Feature } from '../../platform/feature.ts';
import type { Log } from '../../platform/log.ts';
import { QUESTION_TIMER } from './asking/ask.ts';
import { renderAnswer, renderAsk, renderHelper } from './asking/messages.ts';
import { audit } from './auditor/audit.ts';
import { BRIEF_TIMER } from './brief/expect.ts';
import { writeBrief } from './brief/write.ts';
import { STEP_TIMER } from './change.ts';
import { issuesAtHome } from './cockpit/home.ts';
import { renderCard, renderLetter, renderStory, renderWhisper } from './messages.ts';
import { openHeld } from './open.ts';
import { DECIDE_TIMER } from './queue/act.ts';
import { renderQueued } from './queue/messages.ts';
import { nudgeQuestion, remindDecider } from './queue/reply.ts';
import { onReaction, onReactionRemoved } from './reactions.ts';
import { REHOME_TIMER, rehome, rehomeFrom, rehomeMoved, rehomeSome } from './rehome.ts';
import { HELD_TIMER } from './restricted/held.ts';
import { renderConfidential } from './restricted/messages.ts';
import { renderImport } from './restricted/of-import.ts';
import { surface } from './slack.ts';
import type { Links } from './sorted/answer.ts';
import { sortedRoutes } from './sorted/http.ts';
import { renderStorm } from './storms/slack.ts';
import { takeStep } from './take-step.ts';

export { type Handled, handledSince } from './numbers/handled.ts';
export { complaintsAbout, type Fates, fatesWithin, notComplaintsSince, openByTopic } from './numbers/store.ts';
export { openIssue } from './open.ts';
export { isInConfidence } from './restricted/in-confidence.ts';

/** What ought never to be of an open issue, as the auditor finds it. */
export const issueFlaws = audit.find;
export { customerNamed } from './of-customer.ts';
export { issuesOfFeedback } from './store.ts';

export interface IssueOptions {
  /** How links for customers are made; undefined where they cannot reach us. */
  readonly links?: Links | undefined;
  readonly log: Log;
}

/** Complaints with an owner: their life, cards, ladder and nudges, until the customer has been told. */
export function issues(context: Context, { links, log }: IssueOptions): Feature {
  const { now } = context;
  return {
    name: 'issues',
    surface: surface(links),
    audit,
    home: issuesAtHome,
    inbox: {
      'slack/reaction_added': (tx, item) => onReaction(tx, item, now()),
      'slack/reaction_removed': (tx, item) => onReactionRemoved(tx, item, now()),
    },
    hears: [
      hearer('issues.rehome', 'person.left', (tx, { user }) => rehome(tx, user, now())),
      hearer('issues.rehome-away', 'person.away', (tx, { user }) => rehome(tx, user, now())),
      hearer('issues.rehome-left-channel', 'person.left-channel', (tx, { user, channel }) =>
        rehomeFrom(tx, user, channel, now()),
      ),
      hearer('issues.rehome-moved', 'organisation.applied', (tx, { version }) => rehomeMoved(tx, version, now())),
    ],
    timers: {
      [STEP_TIMER]: takeStep,
      [BRIEF_TIMER]: writeBrief,
      [QUESTION_TIMER]: nudgeQuestion,
      [DECIDE_TIMER]: remindDecider,
      [HELD_TIMER]: openHeld,
      [REHOME_TIMER]: rehomeSome,
    },
    ...(links && { routes: (http) => sortedRoutes(http, { context, log }) }),
    messages: {
      'issue.card': renderCard,
      'issue.storm': renderStorm,
      'issue.story': renderStory,
      'issue.letter': renderLetter,
      'issue.whisper': renderWhisper,
      'issue.ask': renderAsk,
      'issue.answer': renderAnswer,
      'issue.helper': renderHelper,
      'issue.queued': renderQueued,
      'issue.confidential': renderConfidential,
      'issue.confidential-import': renderImport,
    },
  };
}
