import { saying } from '../../../platform/slack/blocks.ts';
import type { ActionHandler, Answer } from '../../../platform/slack/surface.ts';
import { takeFor } from './act.ts';

/** A department takes what lies between two. The value is `<issue>@<department>`. */
const takes: ActionHandler = {
  may: 'issue.agree',
  async run(tx, { user, value, now }) {
    const [issue = '', department = ''] = value.split('@');
    const outcome = await takeFor(tx, { issue, user, now }, department);
    if (outcome.kind === 'refused') return say(outcome.because);
    const { owner } = outcome.issue;
    return say(owner === user ? `#${issue} is yours now, thank you.` : `#${issue} is with <@${owner}> now, thank you.`);
  },
};

export const limboActions: Readonly<Record<string, ActionHandler>> = { 'issue.agree-1': takes, 'issue.agree-2': takes };

const say = (text: string): Answer => ({
  say: saying(text),
});
