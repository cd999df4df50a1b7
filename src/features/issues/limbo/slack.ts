import { says } from '../../../platform/slack/answers.ts';
import type { ActionHandler } from '../../../platform/slack/surface.ts';
import { takeFor } from './act.ts';

/** A department takes what lies between two. The value is `<issue>@<department>`. */
const takes: ActionHandler = {
  may: 'issue.agree',
  async run(tx, { user, value, now }) {
    const [issue = '', department = ''] = value.split('@');
    const outcome = await takeFor(tx, { issue, user, now }, department);
    if (outcome.kind === 'refused') return says(outcome.because);
    const { owner } = outcome.issue;
    return says(
      owner === user ? `#${issue} is yours now, thank you.` : `#${issue} is with <@${owner}> now, thank you.`,
    );
  },
};

export const limboActions: Readonly<Record<string, ActionHandler>> = { 'issue.agree-1': takes, 'issue.agree-2': takes };
