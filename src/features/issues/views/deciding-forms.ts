import type { KnownBlock } from '@slack/types';
import { choice, day, person, text } from '../../../platform/slack/fields.ts';

interface Departments {
  readonly departments: readonly { readonly key: string; readonly name: string }[];
}

/** The forms by which it is decided whose an issue is, by when, why it stands still, and who may read it. */
export const DECIDING_FORMS = {
  'issue.agree': {
    title: 'Whose is it?',
    submit: 'Settle it',
    fields: ({ departments }) => [
      choice(
        'department',
        'Whose is it?',
        departments.map(({ key, name }) => [key, name]),
      ),
      text('reason', 'Why?', { optional: true, hint: 'Both departments read this in the thread.' }),
    ],
  },
  'issue.decide': {
    title: 'Assign',
    submit: 'Assign it',
    fields: ({ departments }) => [
      person('colleague', 'To whom?', true),
      choice(
        'department',
        'Or to which department?',
        departments.map(({ key, name }) => [key, name]),
        true,
      ),
      text('reason', 'Why?', { hint: 'Stands on the card and in its thread.' }),
    ],
  },
  'issue.set-day': {
    title: 'Set a day',
    submit: 'Promise it',
    fields: () => [
      day('day', 'Decided by which day?', undefined),
      text('words', 'What will be decided?', { hint: 'Stands on the card. I remind you on that morning.' }),
    ],
  },
  'issue.ask-why': {
    title: 'Ask why',
    submit: 'Ask',
    fields: () => [
      text('question', 'What would you like to know?', {
        lines: true,
        hint: 'Whoever has it reads this, and has one working day to answer.',
      }),
    ],
  },
  'issue.unrestrict': {
    title: 'Not restricted',
    submit: 'Everybody may read it',
    fields: () => [
      text('reason', 'Why may everybody read it?', {
        hint: "It gets a card in its department's channel, with the customer's words and this reason.",
      }),
    ],
  },
} as const satisfies Record<
  string,
  { readonly title: string; readonly submit: string; readonly fields: (subject: Departments) => KnownBlock[] }
>;
