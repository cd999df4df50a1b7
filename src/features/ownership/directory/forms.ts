import type { ModalView } from '@slack/types';
import { actions, context, plain } from '../../../platform/slack/blocks.ts';
import { channel, choice, type Field, person, searched, several, text } from '../../../platform/slack/fields.ts';
import { joined, mrkdwn } from '../../../platform/slack/mrkdwn.ts';
import { whoMay } from '../../people/index.ts';
import type { Organisation } from '../domain.ts';
import { retire } from '../upkeep/views.ts';
import type { Draft } from './edits.ts';
import { back } from './views.ts';

/** What a form is about: the entry as it stood in that version of the organisation; no key where it is to be added. */
export interface About {
  readonly key?: string | undefined;
  readonly version: number;
}

/** How what stands in the fields reads. */
type LabelOf = (value: string) => string;

interface Filled {
  readonly about: About;
  readonly draft: Draft;
  readonly labelOf: LabelOf;
}

const MOST_OPTIONS = 100;
const A_FIELD = 1800;

/** A topic as it stands, or a new one. Only those who may move it between departments see that field, and the way back. */
export function topicForm(
  organisation: Organisation,
  { about, draft, labelOf }: Filled,
  mayDirect: boolean,
): ModalView {
  const { one } = draft;
  const isNew = about.key === undefined;
  return {
    type: 'modal',
    callback_id: isNew ? 'ownership.add-topic' : 'ownership.edit-topic',
    private_metadata: JSON.stringify(about),
    title: plain(isNew ? 'New topic' : 'Edit a topic'),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks: [
      context(mrkdwn`What it is about, in words that customers use. Open issues keep their owners.`),
      text('name', 'Name', { initial: one.name }),
      ...wordFields(draft.several.words ?? []),
      ...(mayDirect ? [departmentField(organisation, one.department ?? '')] : []),
      stageField(organisation.stages, one.stage),
      ...peopleFields(draft, labelOf),
      ...(about.key === undefined ? [] : [actions('below', retire({ key: about.key, name: one.name ?? '' }))]),
      ...(mayDirect ? [back(...wayBack(one.department ?? ''))] : []),
    ],
  };
}

const wayBack = (department: string): ['ownership.directory' | 'ownership.department', string] =>
  department === '' ? ['ownership.directory', '0'] : ['ownership.department', department];

/** A field holds some two thousand characters, and a topic up to two hundred words. */
function wordFields(words: readonly string[]): Field[] {
  const fields: string[] = [''];
  for (const word of words) {
    const last = fields.length - 1;
    const longer = fields[last] === '' ? word : `${fields[last]}, ${word}`;
    if (longer.length > A_FIELD) fields.push(word);
    else fields[last] = longer;
  }
  return fields.map((initial, n) =>
    text(n === 0 ? 'words' : `words-${n + 1}`, n === 0 ? 'Words that lead here' : 'More words', {
      hint: 'Parted by commas: invoice, charged twice',
      lines: true,
      initial: initial === '' ? undefined : initial,
      optional: n > 0,
    }),
  );
}

function departmentField({ departments }: Organisation, chosen: string): Field {
  const options = departments.map(({ key, name }) => [key, name] as const);
  if (options.length <= MOST_OPTIONS) return choice('department', 'Department', options, false, chosen);
  return searched(
    'department',
    'Department',
    options.find(([key]) => key === chosen),
  );
}

const stageField = (stages: readonly string[], chosen: string | undefined): Field =>
  choice(
    'stage',
    "Stage of the customer's journey",
    stages.slice(0, MOST_OPTIONS).map((stage) => [stage, stage] as const),
    false,
    chosen,
  );

const peopleFields = (draft: Draft, labelOf: LabelOf): Field[] => [
  person('owner', 'Who answers for it? (nobody: the head)', true, draft.one.owner || undefined),
  person('backup', 'Who stands behind them? (nobody: the head)', true, draft.one.backup || undefined),
  ...partFields(draft, labelOf),
];

const PARTS = [
  ['responsible', 'Who does the work'],
  ['consulted', 'Who is asked for advice'],
  ['informed', 'Who is kept informed'],
] as const;

/** Where a company tells that apart from who is accountable. */
const partFields = ({ several: lists }: Draft, labelOf: LabelOf): Field[] =>
  PARTS.flatMap(([part, label]) => membersField(part, `${label} (people or groups)`, lists[part] ?? [], labelOf));

/** None where there are more than Slack shows. */
const membersField = (name: string, label: string, values: readonly string[], labelOf: LabelOf): Field[] =>
  values.length > MOST_OPTIONS
    ? []
    : [
        several(
          name,
          label,
          values.map((value) => [value, labelOf(value)] as const),
        ),
      ];

/** A department as it stands, or a new one. Only those who look after the whole name it and its head, and see the way back. */
export function departmentForm(filled: Filled, mayDirect: boolean): ModalView {
  const { about, draft } = filled;
  const isNew = about.key === undefined;
  const own = ownFields(filled);
  return {
    type: 'modal',
    callback_id: isNew ? 'ownership.add-department' : 'ownership.edit-department',
    private_metadata: JSON.stringify(about),
    title: plain(isNew ? 'New department' : 'Edit a department'),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks: mayDirect
      ? [...wholeFields(draft, isNew), ...own, back(...wayBack(about.key ?? ''))]
      : [
          context(mrkdwn`*${draft.one.name ?? ''}*. Its name and its head are for ${whoMay('directory.edit')}.`),
          ...own,
        ],
  };
}

/** What the directory as a whole knows a department by. */
const wholeFields = ({ one }: Draft, isNew: boolean): Field[] => [
  text('name', 'Name', { initial: one.name }),
  person('head', 'Head', !isNew && one.head === '', one.head || undefined),
];

/** What its head may change. */
const ownFields = ({ draft, labelOf }: Filled): Field[] => [
  text('purpose', 'What do customers get from it, in a line?', {
    optional: true,
    initial: draft.one.purpose || undefined,
  }),
  person('deputy', 'Deputy, who stands in for the head', true, draft.one.deputy || undefined),
  channel('channel', "Channel for its customers' cards", true, draft.one.channel || undefined),
  ...membersField('members', 'Members (people or user groups)', draft.several.members ?? [], labelOf),
];

/** Before a department goes: what moves where. */
export function removeDepartmentForm(
  organisation: Organisation,
  { key, name }: { readonly key: string; readonly name: string },
  lead: string,
): ModalView {
  const topics = organisation.topics.filter(({ department }) => department === key).length;
  const others = { ...organisation, departments: organisation.departments.filter((each) => each.key !== key) };
  return {
    type: 'modal',
    callback_id: 'ownership.remove-department',
    private_metadata: key,
    title: plain('Remove a department'),
    submit: plain('Remove it'),
    close: plain('Cancel'),
    blocks: [
      context(
        joined(
          [
            mrkdwn`*${name}* goes.`,
            ...(topics > 0
              ? [mrkdwn`Topics that move, with their owners: ${topics}. What its head answered for is the new head's.`]
              : []),
            mrkdwn`Open issues stay with whoever is named for their topic; the others go to the head of ${lead}.`,
          ],
          ' ',
        ),
      ),
      ...(topics > 0 ? [{ ...departmentField(others, ''), label: plain('Where do its topics go?') }] : []),
      back('ownership.department', key),
    ],
  };
}
