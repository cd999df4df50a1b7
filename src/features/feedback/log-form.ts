import type { ModalView } from '@slack/types';
import { plain } from '../../platform/slack/blocks.ts';

const LONGEST = 3000;

/** "Log customer feedback": anyone passes on what a customer said, and hears what came of it. */
export function logForm(text: string): ModalView {
  return {
    type: 'modal',
    callback_id: 'feedback.log',
    title: plain('Log customer feedback'),
    submit: plain('Log it'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: 'text',
        label: plain('What did the customer say?'),
        hint: plain('In their own words, if you can.'),
        element: {
          type: 'plain_text_input',
          action_id: 'text',
          multiline: true,
          max_length: LONGEST,
          ...(text && { initial_value: text.slice(0, LONGEST) }),
        },
      },
      {
        type: 'input',
        block_id: 'customer',
        label: plain('Which customer?'),
        optional: true,
        element: {
          type: 'plain_text_input',
          action_id: 'customer',
          max_length: 255,
          placeholder: plain('Name or company'),
        },
      },
      {
        type: 'input',
        block_id: 'score',
        label: plain('Would they recommend us, from 0 to 10?'),
        optional: true,
        element: {
          type: 'plain_text_input',
          action_id: 'score',
          max_length: 2,
          placeholder: plain('Only if they said'),
        },
      },
    ],
  };
}
