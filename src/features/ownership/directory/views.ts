import type { KnownBlock, ModalView, MrkdwnElement, SectionBlock } from '@slack/types';
import { actions, button, context, plain, section } from '../../../platform/slack/blocks.ts';
import { person, text } from '../../../platform/slack/fields.ts';
import { channelNamed, joined, mrkdwn } from '../../../platform/slack/mrkdwn.ts';
import type { Department, Organisation, OwnRole, Topic } from '../domain.ts';

/** People as they are mentioned; whoever is not known, by the name that is written for them. */
export type Person = (ref: string) => MrkdwnElement;

/** The same modal shows one thing after the other, so that nothing lies under it that is not true any more. */
const modal = (title: string, blocks: readonly KnownBlock[]): ModalView => ({
  type: 'modal',
  title: plain(title),
  close: plain('Close'),
  blocks: [...blocks],
});

const A_PAGE = 30;

const pageOf = <Entry>(entries: readonly Entry[], page: number): readonly Entry[] =>
  entries.slice(page * A_PAGE, (page + 1) * A_PAGE);

/** Those that a page of the list shows. */
export const departmentsOn = ({ departments }: Organisation, page: number) => pageOf(departments, page);
export const topicsOn = (topics: readonly Topic[], page: number) => pageOf(topics, page);

export const back = (id: 'ownership.directory' | 'ownership.department', value: string): KnownBlock =>
  actions('back', button('Back', id, value));

const saved = (note: MrkdwnElement | undefined): KnownBlock[] => (note === undefined ? [] : [section(note)]);

/** Departments and topics, to be looked through or searched. */
export function directoryView(organisation: Organisation, personOf: Person, page = 0, note?: MrkdwnElement): ModalView {
  const { departments, topics } = organisation;
  const counted = new Map<string, number>();
  for (const { department } of topics) counted.set(department, (counted.get(department) ?? 0) + 1);
  return modal('Departments and topics', [
    ...saved(note),
    context(
      mrkdwn`${departments.length} departments, ${topics.length} topics. What you change holds at once and is written down.`,
    ),
    actions(
      'find',
      {
        type: 'external_select',
        action_id: 'ownership.find',
        placeholder: plain('Find a topic, department or role'),
        min_query_length: 1,
      },
      button('New topic', 'ownership.add-topic', 'any'),
      button('New department', 'ownership.add-department', 'new'),
      button('Your own roles', 'ownership.roles', '0'),
    ),
    ...departmentsOn(organisation, page).map((each) => departmentLine(each, counted.get(each.key) ?? 0, personOf)),
    ...pages('ownership.directory', '', page, departments.length),
  ]);
}

function departmentLine(department: Department, topics: number, personOf: Person): SectionBlock {
  const { key, name, channel } = department;
  const where = channel === undefined ? mrkdwn`no channel yet` : channelNamed(channel);
  const line = [mrkdwn`*${name}*: `, headLine(department, personOf), mrkdwn`, `, where, mrkdwn`, topics: ${topics}`];
  return { ...section(joined(line, '')), accessory: button('Open', 'ownership.department', key) };
}

const headLine = ({ head, interim }: Department, personOf: Person): MrkdwnElement =>
  interim ? mrkdwn`no head yet (${personOf(head)} meanwhile)` : personOf(head);

/** One department and its topics. */
export function departmentView(
  { department, topics }: { readonly department: Department; readonly topics: readonly Topic[] },
  personOf: Person,
  page = 0,
  note?: MrkdwnElement,
): ModalView {
  const { key, name, purpose, deputy, channel, members } = department;
  const facts = [
    mrkdwn`Head: ${headLine(department, personOf)}`,
    ...(deputy === undefined ? [] : [mrkdwn`Deputy: ${personOf(deputy)}`]),
    mrkdwn`Channel: ${channel === undefined ? mrkdwn`none yet` : channelNamed(channel)}`,
    mrkdwn`Members: ${membersLine(members, personOf)}`,
  ];
  return modal('Department', [
    ...saved(note),
    section(joined([mrkdwn`*${name}*`, ...(purpose === undefined ? [] : [mrkdwn`${purpose}`])], '\n')),
    context(joined(facts, ' · ')),
    actions(
      'department',
      button('Edit', 'ownership.edit-department', key, 'primary'),
      button('New topic', 'ownership.add-topic', key),
      button('Remove', 'ownership.remove-department', key),
      button('Back', 'ownership.directory', '0'),
    ),
    ...topicsOn(topics, page).map((topic) => topicLine(topic, department, personOf)),
    ...pages('ownership.department', `${key}/`, page, topics.length),
  ]);
}

const SOME = 8;

function membersLine(members: readonly string[], personOf: Person): MrkdwnElement {
  if (members.length === 0) return mrkdwn`nobody`;
  const more = members.length > SOME ? mrkdwn` and ${members.length - SOME} more` : mrkdwn``;
  return joined([joined(members.slice(0, SOME).map(personOf), ', '), more], '');
}

function topicLine({ key, name, owner, stage }: Topic, { head }: Department, personOf: Person): SectionBlock {
  const whose = owner === head ? mrkdwn`the head answers` : personOf(owner);
  return {
    ...section(joined([mrkdwn`*${name}*: `, whose, mrkdwn`, stage: ${stage}`], '')),
    accessory: button('Edit', 'ownership.edit-topic', key),
  };
}

/** To the pages before and after this one. */
function pages(id: string, before: string, page: number, total: number): KnownBlock[] {
  const last = Math.ceil(total / A_PAGE) - 1;
  if (last < 1) return [];
  const to = (label: string, n: number) => actions(`page ${n}`, button(label, id, `${before}${n}`));
  return [
    context(mrkdwn`Page ${page + 1} of ${last + 1}`),
    ...(page > 0 ? [to('Back a page', page - 1)] : []),
    ...(page < last ? [to('Next page', page + 1)] : []),
  ];
}

/** Roles by their titles, as the list pages them. */
export const rolesInOrder = ({ titles = [] }: Organisation): readonly OwnRole[] =>
  titles.toSorted((a, b) => a.title.localeCompare(b.title, 'en'));

export const rolesOn = (titles: readonly OwnRole[], page: number) => pageOf(titles, page);

/** The page on which a role stands, or would; the last where there are fewer. */
export function pageOfRole(titles: readonly OwnRole[], title: string): number {
  const place = titles.findIndex((each) => each.title.localeCompare(title, 'en') >= 0);
  const last = titles.length - 1;
  return Math.max(0, Math.floor((place < 0 ? last : place) / A_PAGE));
}

/** Roles of the company's own making in the order of their titles, a page of them, each with who has it. */
export function rolesForm(titles: readonly OwnRole[], personOf: Person, page: number, note?: MrkdwnElement): ModalView {
  const rows = rolesOn(titles, page).map(({ title, who }) => ({
    ...section(joined([mrkdwn`*${title}*: `, personOf(who)], '')),
    accessory: button('Take away', 'ownership.remove-role', title),
  }));
  return {
    ...modal('Your own roles', [
      ...saved(note),
      context(mrkdwn`Such as Digital CX Specialist. Whoever asks \`/cx who\` for the title is told the name.`),
      ...rows,
      ...pages('ownership.roles', '', page, titles.length),
      text('title', 'Title of a further role'),
      person('who', 'Who has it?'),
      back('ownership.directory', '0'),
    ]),
    callback_id: 'ownership.roles',
    submit: plain('Add it'),
  };
}
