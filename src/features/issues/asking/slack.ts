import { saying } from '../../../platform/slack/blocks.ts';
import type { ActionHandler } from '../../../platform/slack/surface.ts';
import { answer } from './ask.ts';

const answers = (says: 'yes' | 'no'): ActionHandler => ({
  may: 'issue.answer',
  async run(tx, click) {
    const text = await answer(tx, click, says);
    return text === undefined ? {} : { say: saying(text) };
  },
});

/** The answers to what one colleague asked another. The value is `<issue>@<question>`. */
export const askActions: Readonly<Record<string, ActionHandler>> = {
  'issue.allow': answers('yes'),
  'issue.not-now': answers('no'),
  'issue.take-over': answers('yes'),
  'issue.decline': answers('no'),
};
