import { type FeedbackOptions, feedback } from './features/feedback/index.ts';
import { home } from './features/home/index.ts';
import {
  complaintsAbout,
  customerNamed,
  type IssueOptions,
  issues,
  issuesOfFeedback,
  openIssue,
} from './features/issues/index.ts';
import { journey } from './features/journey/index.ts';
import { loveWall } from './features/love-wall/index.ts';
import { ownership } from './features/ownership/index.ts';
import { people } from './features/people/index.ts';
import { supportDays } from './features/support-days/index.ts';
import type { Context } from './platform/context.ts';
import type { Feature } from './platform/feature.ts';

/** Every feature the bot has, in the order in which data flows. Facts are heard as each feature's `hears` says. */
export function features(
  context: Context,
  options: Omit<FeedbackOptions, 'context' | 'openIssue' | 'issuesOf'> & IssueOptions,
): Feature[] {
  return [
    people(context),
    ownership(context, { volumes: complaintsAbout, customerNamed }),
    feedback({ ...options, context, openIssue, issuesOf: issuesOfFeedback }),
    issues(context, options),
    loveWall(context, options),
    supportDays(context),
    journey(),
    home(),
  ];
}
