import type { ModalView } from '@slack/types';
import fc from 'fast-check';
import { DAY, HOUR, MINUTE } from '../../../src/kernel/time.ts';
import { NAMES, type Name } from './company.ts';

/** Something that happens in the company. Numbers are places in whatever there is by then. */
export type Command =
  | { readonly does: 'hear'; readonly said: Said; readonly customer: number; readonly urgent: boolean }
  | { readonly does: 'pass'; readonly ms: number }
  | {
      readonly does: 'press';
      readonly who: Who;
      readonly action: string;
      readonly issue: number;
      readonly choice: number;
    }
  | { readonly does: 'go away'; readonly who: Name; readonly days: number; readonly delegate: Name | undefined }
  | { readonly does: 'come back' | 'are deactivated' | 'are members again' | 'become guests'; readonly who: Name }
  | { readonly does: 'wish'; readonly who: Name; readonly rhythm: 'daily' | 'weekly' | 'off' };

/** Whoever has it by then, whoever had it before, whoever was asked, or somebody by name. */
type Who = 'owner' | 'asked' | Name;

/** The word by which what only few may read is known again, wherever it is said. */
export const SECRET_WORD = 'zebra';

export const TEXTS = {
  charges: 'I was charged twice in October.',
  app: 'The app crashes every time.',
  both: 'I was charged twice. And the app crashes all the time.',
  unknown: 'This is terrible and nobody helped.',
  praise: 'The app is great, thank you!',
  board: 'I was charged twice and wrote to the board.',
  restricted: `Your technician harassed me, ${SECRET_WORD}. This is terrible.`,
} as const;
type Said = keyof typeof TEXTS;

const person = fc.constantFrom(...NAMES);

/** Not Eve and Sam: somebody must be left who answers for everything. */
const mayLeave = fc.constantFrom<Name>('ann', 'bob', 'dan', 'fay', 'lea', 'pat', 'hal');

const ON_THE_WAY = ['accept', 'slot-1', 'promise', 'contact', 'fix', 'tell', 'still'];
const BESIDE = [
  'close',
  'wait',
  'snooze',
  'block',
  'unblock',
  'bounce',
  'offer',
  'assign',
  'reopen',
  'merge',
  'unmerge',
];
const SELDOM = [
  'help',
  'need-help',
  'goodwill',
  'ask-teller',
  'cause',
  'agree-1',
  'agree',
  'decide',
  'set-day',
  'ask-why',
];
const ANSWERS = ['allow', 'not-now', 'take-over', 'decline', 'reply'];

const press = (who: fc.Arbitrary<Who>, actions: readonly string[]): fc.Arbitrary<Command> =>
  fc.record({
    does: fc.constant('press' as const),
    who,
    action: fc.constantFrom(...actions),
    issue: fc.nat(5),
    choice: fc.nat(11),
  });

const hear = fc.record({
  does: fc.constant('hear' as const),
  said: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom<Said>('charges', 'app') },
    { weight: 2, arbitrary: fc.constantFrom<Said>('both', 'unknown', 'praise', 'board', 'restricted') },
  ),
  customer: fc.nat(2),
  urgent: fc.boolean(),
});

const pass = fc.record({
  does: fc.constant('pass' as const),
  ms: fc.oneof(
    fc.integer({ min: 1, max: 90 }).map((minutes) => minutes * MINUTE),
    fc.integer({ min: 1, max: 30 }).map((hours) => hours * HOUR),
    fc.integer({ min: 1, max: 9 }).map((days) => days * DAY),
  ),
});

const owner = fc.constant<Who>('owner');

export const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: hear },
  { weight: 10, arbitrary: pass },
  { weight: 6, arbitrary: press(owner, ON_THE_WAY) },
  { weight: 5, arbitrary: press(owner, BESIDE) },
  { weight: 2, arbitrary: press(owner, SELDOM) },
  { weight: 3, arbitrary: press(person, [...ON_THE_WAY, ...BESIDE, ...SELDOM]) },
  { weight: 3, arbitrary: press(fc.constant<Who>('asked'), ANSWERS) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('go away' as const),
      who: mayLeave,
      days: fc.integer({ min: 0, max: 9 }),
      delegate: fc.option(person, { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constantFrom(
        'come back' as const,
        'are deactivated' as const,
        'are members again' as const,
        'become guests' as const,
      ),
      who: mayLeave,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('wish' as const),
      who: person,
      rhythm: fc.constantFrom('daily' as const, 'weekly' as const, 'off' as const),
    }),
  },
);

const ENDINGS = [
  'unreachable',
  'anonymous',
  'answered-in-public',
  'already-fixed',
  'wont-change',
  'not-a-complaint',
  'duplicate',
];

interface Filling {
  /** Their own today and later days. */
  readonly day: (ahead: number) => string;
  readonly choice: number;
  readonly colleague: string;
}

/** Every field of a form filled in, in one of a few ways. */
export function filledIn({ callback_id, blocks }: ModalView, { day, choice, colleague }: Filling) {
  const ahead = ['issue.promise', 'issue.set-day'].includes(callback_id ?? '');
  const values: Readonly<Record<string, string>> = {
    channel: 'mail',
    day: day(ahead ? 1 + (choice % 3) : 0),
    time: choice % 2 === 0 ? '11:00' : '16:00',
    ending: ENDINGS[choice % ENDINGS.length] ?? '',
    link: choice % 2 === 0 ? '#1' : 'https://example.test/answer',
    until: day(1 + choice),
    need: 'money',
    colleague,
    amount: '5',
    department: ['finance', 'product', 'support'][choice % 3] ?? '',
    cause: '1',
    title: 'A cause',
  };
  const fields = blocks.flatMap((block) => (block.type === 'input' ? [block.block_id ?? ''] : []));
  return Object.fromEntries(fields.map((field) => [field, values[field] ?? 'Because of that.']));
}
