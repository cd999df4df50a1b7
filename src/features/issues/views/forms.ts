import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { context, plain } from '../../../platform/slack/blocks.ts';
import { mrkdwn } from '../../../platform/slack/mrkdwn.ts';
import { ENDING_TEXT, ENDINGS, type Issue } from '../domain.ts';

type Field = InputBlock;

const LONGEST_TEXT = 2000;

/** A field's `block_id` and `action_id` are its name, as docs/slack-surface.md promises. */
function text(
  name: string,
  label: string,
  options: { hint?: string; optional?: boolean; initial?: string | undefined; lines?: boolean } = {},
): Field {
  const { hint, optional = false, initial, lines = false } = options;
  return {
    type: 'input',
    block_id: name,
    label: plain(label),
    optional,
    ...(hint !== undefined && { hint: plain(hint) }),
    element: {
      type: 'plain_text_input',
      action_id: name,
      multiline: lines,
      max_length: LONGEST_TEXT,
      ...(initial !== undefined && { initial_value: initial.slice(0, LONGEST_TEXT) }),
    },
  };
}

const day = (name: string, label: string, initial: string | undefined): Field => ({
  type: 'input',
  block_id: name,
  label: plain(label),
  element: { type: 'datepicker', action_id: name, ...(initial !== undefined && { initial_date: initial }) },
});

function choice(name: string, label: string, options: readonly (readonly [string, string])[], optional = false): Field {
  return {
    type: 'input',
    block_id: name,
    label: plain(label),
    optional,
    element: {
      type: 'static_select',
      action_id: name,
      options: options.map(([value, words]) => ({ text: plain(words.slice(0, 75)), value })),
    },
  };
}

const CHANNELS = [
  ['mail', 'Mail'],
  ['phone', 'Phone'],
  ['chat', 'Chat'],
  ['meeting', 'In a meeting'],
  ['public', 'In public'],
  ['other', 'Another way'],
] as const;

export type FormId =
  | 'issue.contact'
  | 'issue.fix'
  | 'issue.tell'
  | 'issue.close'
  | 'issue.wait'
  | 'issue.bounce'
  | 'issue.reopen';

/** What a form is about; sent back with it, so that one filled in too late is noticed. */
interface Subject {
  readonly issue: Issue;
  readonly title: string;
  readonly today: string;
  readonly departments: readonly { readonly key: string; readonly name: string }[];
}

const TITLES: Record<FormId, readonly [title: string, submit: string]> = {
  'issue.contact': ["I've replied", 'Save'],
  'issue.fix': ["It's fixed", 'Save'],
  'issue.tell': ['The customer knows', 'Close it'],
  'issue.close': ['Another ending', 'Close it'],
  'issue.wait': ['Waiting for customer', 'Save'],
  'issue.bounce': ['Not mine', 'Pass it on'],
  'issue.reopen': ['Reopen', 'Reopen'],
};

const FIELDS: Record<FormId, (subject: Subject) => KnownBlock[]> = {
  'issue.contact': ({ today }) => [
    choice('channel', 'How did the customer hear from us?', CHANNELS),
    day('day', 'On which day?', today),
    text('words', 'What did you say?', { lines: true, hint: 'The gist is enough.' }),
  ],
  'issue.fix': ({ issue }) => causeFields(issue),
  'issue.tell': ({ issue, today }) => [
    ...(issue.rootCause && issue.change ? [] : causeFields(issue)),
    choice('channel', 'How was the customer told?', CHANNELS),
    day('day', 'On which day?', today),
    text('words', 'In which words?', { lines: true, hint: 'The gist is enough.' }),
  ],
  'issue.close': () => [
    choice(
      'ending',
      'How did it end?',
      ENDINGS.filter((ending) => ending !== 'told').map((ending) => [ending, capital(ENDING_TEXT[ending])]),
    ),
    text('reason', 'Why?', {
      lines: true,
      optional: true,
      hint: 'Needed when the customer could not be reached, or nothing will change.',
    }),
    text('link', 'Where, or which other?', {
      optional: true,
      hint: 'The public answer, or the number of the other issue.',
    }),
  ],
  'issue.wait': () => [day('until', 'Until which day?', undefined), text('reason', 'What do we wait for?')],
  'issue.bounce': ({ issue, departments }) => [
    ...departmentField(departments.filter(({ key }) => key !== issue.department)),
    text('reason', 'Why is it not yours?', { hint: 'One sentence, so that the next person need not ask.' }),
  ],
  'issue.reopen': () => [text('reason', 'What is still to be done?', { lines: true })],
};

/** Slack refuses a choice among nothing. */
const departmentField = (others: Subject['departments']): Field[] =>
  others.length === 0
    ? []
    : [
        choice(
          'department',
          'Whose is it?',
          others.map(({ key, name }) => [key, name]),
          true,
        ),
      ];

const causeFields = ({ rootCause, change }: Issue) => [
  text('root_cause', 'What was the cause?', { lines: true, initial: rootCause }),
  text('change', 'What was changed, so that it does not come again?', { lines: true, initial: change }),
];

export function issueForm(id: FormId, subject: Subject): ModalView {
  const [title, submit] = TITLES[id];
  return {
    type: 'modal',
    callback_id: id,
    private_metadata: JSON.stringify({ issue: subject.issue.id, stage: subject.issue.stage }),
    title: plain(title),
    submit: plain(submit),
    close: plain('Cancel'),
    blocks: [context(mrkdwn`#${subject.issue.id} *${subject.title}*`), ...FIELDS[id](subject)],
  };
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
