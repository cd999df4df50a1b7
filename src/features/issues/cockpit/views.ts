import type { ActionsBlock, KnownBlock, ModalView, MrkdwnElement } from '@slack/types';
import { lengthText } from '../../../kernel/duration.ts';
import type { Instant } from '../../../kernel/time.ts';
import { actions, button, context, header, type Message, plain, section } from '../../../platform/slack/blocks.ts';
import { person, text } from '../../../platform/slack/fields.ts';
import { channelNamed, joined, mention, mrkdwn, words } from '../../../platform/slack/mrkdwn.ts';
import type { Issue } from '../domain.ts';
import { type Shown, stateText } from '../views/card.ts';
import { LIST_TEXT, LISTS, type List } from './lists.ts';
import type { DepartmentNow } from './look.ts';

/** The CX lead's numbers, each a button to what it counts. */
export function cockpitBlocks(counts: Readonly<Record<List, number>>): KnownBlock[] {
  return [
    header('All customers who wait'),
    actions(
      'cockpit',
      ...LISTS.map((list) => button(`${LIST_TEXT[list].name} (${counts[list]})`, `issue.list-${list}`, list)),
    ),
    {
      type: 'section',
      block_id: 'cockpit of',
      text: mrkdwn`*All that one person has*: to look at it, or to reassign it in one go.`,
      accessory: { type: 'users_select', action_id: 'issue.list-of', placeholder: plain('Choose a person') },
    },
  ];
}

/** What is open in somebody's departments. */
export function departmentBlocks(departments: readonly DepartmentNow[], now: Instant): KnownBlock[] {
  if (departments.length === 0) return [];
  return [header('Your department'), ...departments.map((department) => departmentLine(department, now))];
}

function departmentLine({ key, name, channel, open }: DepartmentNow, now: Instant): KnownBlock {
  const title = channel === undefined ? mrkdwn`*${name}*` : mrkdwn`*${name}* (${channelNamed(channel)})`;
  const [longest] = open;
  if (longest === undefined) return section(mrkdwn`${title}: nobody is waiting.`);
  const toTell = open.filter(({ state }) => state === 'fixed').length;
  const told = toTell === 0 ? mrkdwn`` : mrkdwn` ${toTell} of them fixed and not told.`;
  const customers = open.length === 1 ? 'one customer is' : `${open.length} customers are`;
  return {
    ...section(
      joined(
        [mrkdwn`${title}: ${customers} waiting, the longest for ${lengthText(longest.waitingSince, now)}.`, told],
        '',
      ),
    ),
    accessory: button('Show', 'issue.list-department', key),
  };
}

const SHOWN = 15;

/** How many of a list are shown, and looked up. */
export const LIST_ROWS = SHOWN;

/** A list of issues with their owners; whoever may reassign them can do so with all that are shown. */
export function issueList(
  title: string,
  wants: string,
  shown: readonly Shown[],
  { total, reassign, now }: { readonly total: number; readonly reassign: string | undefined; readonly now: Instant },
): Message {
  if (total === 0) return { text: words`${title}: none`, blocks: [section(mrkdwn`*${title}*: none.`)] };
  return {
    text: words`${title}: ${total}`,
    blocks: [
      section(mrkdwn`*${title}*: ${total}. ${wants}`),
      ...shown.map((each) => ({
        ...section(row(each, now)),
        accessory: button('Details', 'issue.open', String(each.issue.id)),
      })),
      ...(total > shown.length ? [context(mrkdwn`The ${shown.length} who have waited longest of ${total}.`)] : []),
      ...(reassign === undefined ? [] : [reassignAll(shown.length, reassign)]),
    ],
  };
}

const row = (shown: Shown, now: Instant): MrkdwnElement => {
  const { issue, title, customer, department } = shown;
  return mrkdwn`*#${issue.id} ${title}*, ${customer}, waiting ${lengthText(issue.waitingSince, now)}: ${stateText(shown)} · ${mention(issue.owner)}, ${department}`;
};

const reassignAll = (count: number, ids: string): ActionsBlock =>
  actions('reassign', button(count === 1 ? 'Reassign it' : `Reassign these ${count}`, 'issue.reassign', ids));

/** The numbers of issues in a button's value, and back. */
export const idsText = (issues: readonly Pick<Issue, 'id'>[]): string => issues.map(({ id }) => id).join(',');
export const idsIn = (value: string): number[] =>
  value
    .split(',')
    .flatMap((id) => (/^\d{1,9}$/.test(id) ? [Number(id)] : []))
    .slice(0, SHOWN);

/** To whom all of these go. */
export const reassignForm = (ids: readonly number[]): ModalView => ({
  type: 'modal',
  callback_id: 'issue.reassign',
  private_metadata: ids.join(','),
  title: plain('Reassign'),
  submit: plain('Reassign'),
  close: plain('Cancel'),
  blocks: [
    context(
      mrkdwn`${ids.length === 1 ? 'It goes' : `All ${ids.length} go`} to them at once. Who gets and who gives them hear it in one message each.`,
    ),
    person('colleague', 'To whom?'),
    text('reason', 'Why?', { optional: true, hint: 'Both read it.' }),
  ],
});
