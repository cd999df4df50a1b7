import type { KnownBlock, ModalView } from '@slack/types';
import { context, plain } from '../../../platform/slack/blocks.ts';
import { choice, day, type Field, person, text, time } from '../../../platform/slack/fields.ts';
import { mrkdwn } from '../../../platform/slack/mrkdwn.ts';
import { ENDING_TEXT, ENDINGS, type Issue, NEEDS } from '../domain.ts';
import { suggestedWords } from '../life/asking.ts';
import type { Cause } from '../life/causes.ts';
import { NEED_TEXT } from './asks.ts';
import { DECIDING_FORMS } from './deciding-forms.ts';

const CHANNELS = [
  ['mail', 'Mail'],
  ['phone', 'Phone'],
  ['chat', 'Chat'],
  ['meeting', 'In a meeting'],
  ['public', 'In public'],
  ['other', 'Another way'],
] as const;

/** What a form is about; sent back with it, so that one filled in too late is noticed. */
interface Subject {
  readonly issue: Issue;
  readonly title: string;
  readonly today: string;
  /** Who else is to be told with this one. */
  readonly also: readonly string[];
  /** Causes of its department that are not mended. */
  readonly causes: readonly Pick<Cause, 'id' | 'title'>[];
  readonly departments: readonly { readonly key: string; readonly name: string }[];
}

interface Form {
  readonly title: string;
  readonly submit: string;
  readonly fields: (subject: Subject) => KnownBlock[];
}

/** The forms about an issue, by the button that opens each. */
const FORMS = {
  'issue.promise': {
    title: 'When will they hear?',
    submit: 'Promise it',
    fields: ({ today }) => [day('day', 'On which day?', today), time('time', 'By what time, by your clock?', '16:00')],
  },
  'issue.contact': {
    title: "I've replied",
    submit: 'Save',
    fields: ({ today }) => [
      choice('channel', 'How did the customer hear from us?', CHANNELS),
      day('day', 'On which day?', today),
      text('words', 'What did you say?', { lines: true, hint: 'The gist is enough.' }),
    ],
  },
  'issue.fix': { title: "It's fixed", submit: 'Save', fields: ({ issue }) => causeFields(issue) },
  'issue.tell': {
    title: 'The customer knows',
    submit: 'Close it',
    fields: ({ issue, today, also }) => [
      ...(issue.rootCause && issue.change ? [] : causeFields(issue)),
      choice('channel', 'How was the customer told?', CHANNELS),
      day('day', 'On which day?', today),
      text('words', 'In which words?', { lines: true, hint: gist(also) }),
    ],
  },
  'issue.close': {
    title: 'Another ending',
    submit: 'Close it',
    fields: () => [
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
  },
  'issue.wait': {
    title: 'Waiting for customer',
    submit: 'Save',
    fields: () => [day('until', 'Until which day?', undefined), text('reason', 'What do we wait for?')],
  },
  'issue.snooze': {
    title: 'Put off',
    submit: 'Put it off',
    fields: () => [
      day('until', 'Until which day?', undefined),
      text('reason', 'Why then?', { hint: 'I remind you of it on that morning.' }),
    ],
  },
  'issue.block': {
    title: 'Blocked',
    submit: 'Say so',
    fields: () => [
      choice(
        'need',
        'What is wanting?',
        NEEDS.map((need) => [need, capital(NEED_TEXT[need])]),
      ),
      text('reason', 'What would you do with it?', { hint: 'Your department head reads this.' }),
      day('until', 'When shall I remind you to look again?', undefined, true),
    ],
  },
  'issue.offer': {
    title: 'Hand over',
    submit: 'Ask them',
    fields: () => [
      person('colleague', 'Who could take it?'),
      text('reason', 'Why they?', { hint: 'They read this. You have it until they say yes.' }),
    ],
  },
  'issue.ask-teller': {
    title: 'Who tells them?',
    submit: 'Ask them',
    fields: ({ issue }) => [
      person('colleague', 'Who talks to this customer?'),
      text('words', 'In which words?', {
        lines: true,
        initial: suggestedWords(issue),
        hint: 'They can copy this. Change anything you like.',
      }),
    ],
  },
  'issue.need-help': {
    title: 'I need help',
    submit: 'Ask for it',
    fields: () => [text('reason', 'What would help?', { hint: 'Colleagues read this in the thread of the card.' })],
  },
  'issue.goodwill': {
    title: 'Goodwill',
    submit: 'Save',
    fields: () => [
      text('amount', 'How much?', { hint: 'A number, such as 25 or 12.50.' }),
      text('currency', 'In which currency?', { optional: true, hint: 'Three letters, such as EUR.' }),
      text('reason', 'What for?'),
    ],
  },
  'issue.cause': {
    title: 'Same cause as…',
    submit: 'Save',
    fields: ({ issue, causes }) => [
      ...causeField(issue, causes),
      text('title', 'Name a new cause', {
        optional: causes.length > 0 || issue.cause !== undefined,
        hint: 'What is wrong, in a few words and without names of customers.',
      }),
      text('tracker', 'Where is it tracked?', { optional: true, hint: 'The link, where there is one.' }),
    ],
  },
  'issue.bounce': {
    title: 'Not mine',
    submit: 'Pass it on',
    fields: ({ issue, departments }) => [
      ...departmentField(departments.filter(({ key }) => key !== issue.department)),
      text('reason', 'Why is it not yours?', { hint: 'One sentence, so that the next person need not ask.' }),
    ],
  },
  'issue.assign': {
    title: 'Assign to…',
    submit: 'Assign',
    fields: () => [
      person('colleague', 'Who answers for it from now on?'),
      text('reason', 'Anything they ought to know?', { optional: true, hint: 'They and the thread read this.' }),
    ],
  },
  'issue.reopen': {
    title: 'Reopen',
    submit: 'Reopen',
    fields: () => [text('reason', 'What is still to be done?', { lines: true })],
  },
  ...DECIDING_FORMS,
} as const satisfies Record<string, Form>;

export type FormId = keyof typeof FORMS;
export const FORM_IDS = Object.keys(FORMS) as FormId[];

const gist = (also: readonly string[]): string =>
  also.length === 0
    ? 'The gist is enough.'
    : `The gist is enough. Please tell these too: ${also.join(', ')}.`.slice(0, 1900);

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

/** One that there is; and the way back, for what hangs under one. */
function causeField({ cause }: Issue, causes: Subject['causes']): Field[] {
  const others = causes.filter(({ id }) => id !== cause).map(({ id, title }) => [String(id), title] as const);
  const none = cause === undefined ? [] : [['none', 'None of these: it has another cause'] as const];
  const options = [...others, ...none];
  return options.length === 0 ? [] : [choice('cause', 'Which cause is it?', options, true)];
}

const causeFields = ({ rootCause, change }: Issue) => [
  text('root_cause', 'What was the cause?', { lines: true, initial: rootCause }),
  text('change', 'What was changed, so that it does not come again?', { lines: true, initial: change }),
];

export function issueForm(id: FormId, subject: Subject): ModalView {
  const { title, submit, fields }: Form = FORMS[id];
  return {
    type: 'modal',
    callback_id: id,
    private_metadata: JSON.stringify({ issue: subject.issue.id, stage: subject.issue.stage }),
    title: plain(title),
    submit: plain(submit),
    close: plain('Cancel'),
    blocks: [context(mrkdwn`#${subject.issue.id} *${subject.title}*`), ...fields(subject)],
  };
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
