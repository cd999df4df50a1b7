import type { ActionsBlock, Button } from '@slack/types';
import type { Instant } from '../../../kernel/time.ts';
import { actions, button } from '../../../platform/slack/blocks.ts';
import type { Issue } from '../domain.ts';

/** Everything one may do to an issue, in the words of its button. */
const LABELS = {
  'issue.accept': "I'll take it",
  'issue.promise': 'Another time',
  'issue.contact': "I've replied",
  'issue.fix': "It's fixed",
  'issue.tell': 'The customer knows',
  'issue.wait': 'Waiting for customer',
  'issue.snooze': 'Put off',
  'issue.block': 'Blocked',
  'issue.unblock': 'It can go on',
  'issue.offer': 'Hand over',
  'issue.ask-teller': 'Ask somebody to tell them',
  'issue.need-help': 'I need help',
  'issue.goodwill': 'Goodwill',
  'issue.cause': 'Same cause as…',
  'issue.help': 'I can help',
  'issue.bounce': 'Not mine',
  'issue.agree': 'Say whose it is',
  'issue.assign': 'Assign to…',
  'issue.decide': 'Assign',
  'issue.unrestrict': 'Not restricted',
  'issue.set-day': 'Set a day',
  'issue.ask-why': 'Ask why',
  'issue.still': 'Still on it',
  'issue.close': 'Other ending',
  'issue.reopen': 'Reopen',
  'issue.unmerge': 'Not the same',
  'issue.open': 'Details',
  'issue.show': 'Who is it?',
  'issue.why': 'Why?',
} as const;

export type ActionId = keyof typeof LABELS;

/** What the owner may do next; the first is the step that is wanted now. */
const NEXT: Record<Issue['state'], readonly ActionId[]> = {
  open: ['issue.accept', 'issue.bounce', 'issue.close'],
  accepted: ['issue.contact', 'issue.fix', 'issue.wait', 'issue.bounce'],
  contacted: ['issue.fix', 'issue.tell', 'issue.wait', 'issue.bounce'],
  fixed: ['issue.tell', 'issue.ask-teller', 'issue.close'],
  closed: ['issue.reopen'],
};

const REST: Record<Issue['state'], readonly ActionId[]> = {
  open: [
    'issue.contact',
    'issue.fix',
    'issue.tell',
    'issue.wait',
    'issue.block',
    'issue.offer',
    'issue.need-help',
    'issue.goodwill',
    'issue.cause',
  ],
  accepted: [
    'issue.tell',
    'issue.close',
    'issue.still',
    'issue.snooze',
    'issue.block',
    'issue.offer',
    'issue.need-help',
    'issue.goodwill',
    'issue.cause',
  ],
  contacted: [
    'issue.contact',
    'issue.close',
    'issue.still',
    'issue.snooze',
    'issue.block',
    'issue.offer',
    'issue.need-help',
    'issue.goodwill',
    'issue.cause',
  ],
  fixed: [
    'issue.contact',
    'issue.wait',
    'issue.bounce',
    'issue.snooze',
    'issue.offer',
    'issue.need-help',
    'issue.goodwill',
  ],
  closed: [],
};

/** The row under a card in a channel: the next steps, help, and the door to the rest. */
export function cardActions(issue: Issue, like?: number): ActionsBlock {
  const steps = row(issue, [...NEXT[issue.state], ...apart(issue), ...help(issue), 'issue.open']);
  return { ...steps, elements: [...steps.elements, ...same(issue, like)] };
}

const same = ({ id }: Issue, like: number | undefined): Button[] =>
  like === undefined ? [] : [button(`Same as #${like}`, 'issue.merge', `${id}@${like}`)];

const apart = ({ end }: Issue): ActionId[] => (end?.ending === 'duplicate' ? ['issue.unmerge'] : []);

/** The row under a line of a DM to the owner. */
export const ownerActions = (issue: Issue, primary: boolean): ActionsBlock =>
  row(issue, [...NEXT[issue.state], 'issue.open'], primary);

/** A time at which one can promise the customer a word. */
export interface Slot {
  readonly at: Instant;
  readonly label: string;
}

/** The row under what is still to be taken: choosing when the customer hears from us is taking it. */
export function slotActions(issue: Issue, slots: readonly Slot[], primary: boolean): ActionsBlock {
  const times = slots.map(({ at, label }, place) =>
    button(label, `issue.slot-${place + 1}`, `${issue.id}@${at}`, primary && place === 0 ? 'primary' : undefined),
  );
  const rest = (['issue.promise', 'issue.bounce', 'issue.need-help', 'issue.open'] as const).map((id) =>
    actionButton(issue, id, false),
  );
  return actions(`issue-${issue.id}`, ...times, ...rest);
}

/** The row under a line that asks for certain things. */
export const someActions = (issue: Issue, asked: readonly ActionId[], primary: boolean): ActionsBlock =>
  row(issue, [...asked, 'issue.open'], primary);

/** Everything that can be done in this state. */
export const allActions = (issue: Issue): ActionsBlock =>
  row(issue, [
    ...NEXT[issue.state],
    ...REST[issue.state].map(unblocking(issue)),
    ...apart(issue),
    ...help(issue),
    'issue.show',
    'issue.why',
    ...(issue.restricted === undefined ? [] : (['issue.unrestrict'] as const)),
  ]);

/** What is blocked can be let go on instead. */
const unblocking =
  ({ pause }: Issue) =>
  (id: ActionId): ActionId =>
    id === 'issue.block' && pause?.kind === 'blocked' ? 'issue.unblock' : id;

const help = ({ state }: Issue): ActionId[] => (state === 'closed' ? [] : ['issue.help']);

/** Each row of a message has its own name, though several may be about one issue. */
function row(issue: Issue, ids: readonly ActionId[], primary = true): ActionsBlock {
  return actions(`issue-${issue.id}`, ...ids.map((id, place) => actionButton(issue, id, primary && place === 0)));
}

/** One primary button a message: the next step of an issue that is not yet closed. */
function actionButton(issue: Issue, id: ActionId, first: boolean): Button {
  return button(LABELS[id], id, String(issue.id), first && issue.state !== 'closed' ? 'primary' : undefined);
}
