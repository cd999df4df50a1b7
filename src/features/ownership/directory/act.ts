import type { MrkdwnElement } from '@slack/types';
import type { UserId } from '../../../kernel/slack.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { channelNamed, joined, mention, mrkdwn, shortened } from '../../../platform/slack/mrkdwn.ts';
import { findPerson } from '../../people/index.ts';
import { type ActingOnDirectory, type ActingOnTopic, actingOnTopic, refOf } from '../acting.ts';
import { withDepartment, withoutDepartment, withTopic } from '../amendments.ts';
import { topicOf } from '../answerable.ts';
import { type Department, departmentIn, type Organisation, type Topic } from '../domain.ts';
import { applyOrganisation } from '../edit.ts';
import { entryProblems } from '../org-file.ts';
import { organisationOf } from '../store.ts';
import { fill, name } from '../upkeep/act.ts';
import { usableChannel } from '../upkeep/channel.ts';
import {
  departmentDraft,
  departmentWith,
  dependsOn,
  type Edit,
  editOf,
  keyFrom,
  problemsOf,
  topicDraft,
  topicWith,
} from './edits.ts';
import type { About } from './forms.ts';
import { namedInDepartment, namedInTopic, namingOf } from './naming.ts';
import { sentDepartment, sentTopic, type Values } from './sent.ts';

/** What became of a form: what is wrong, by field, and then nothing was changed; or what to say, and of which department. */
export type Outcome =
  | { readonly errors: Readonly<Record<string, string>> }
  | { readonly note: MrkdwnElement; readonly department: string };

const headIn = (organisation: Organisation) => (key: string) => departmentIn(organisation, key)?.head;

/** The organisation as it was when a form was opened, which is somebody's claim. */
const openedIn = async (tx: Tx, { version, organisation }: ActingOnDirectory, about: About): Promise<Organisation> =>
  about.version < version ? organisationOf(tx, about.version) : organisation;

/** Changes of a topic what its form says otherwise than when it was opened. Whoever is to answer for it is asked first. */
export async function saveTopic(tx: Tx, acting: ActingOnTopic, about: About, values: Values): Promise<Outcome> {
  const { organisation, topic, person } = acting;
  const opened = await openedIn(tx, acting, about);
  const before = topicOf(opened, topic.key) ?? topic;
  const naming = await namingOf(tx, [...namedInTopic(before), ...namedInTopic(topic), ...values.named]);
  const draftOf = (each: Topic, from: Organisation) => topicDraft(each, headIn(from)(each.department), naming);
  const was = draftOf(before, opened);
  const now = draftOf(topic, organisation);
  // A word in which a comma stands, which only a file can have, stays one.
  const current = { ...now, several: { ...now.several, words: topic.words } };
  const edit = editOf(was, current, sentTopic(values, was));
  const wrong = await notMembers(tx, edit, ['owner', 'backup']);
  const changed = withTopic(topic.key, () => topicWith(topic, edit, headIn(organisation), naming))(organisation);
  const errors = wrong ?? problemsOf(changed, 'topics', topic.key);
  if (errors) return { errors };
  await applyOrganisation(tx, changed, person.id, acting.now);
  const named = await nameOwner(tx, acting, topic.key, edit.one.owner);
  return {
    note: noteOf(topicOf(changed, topic.key)?.name ?? '', edit, named),
    department: edit.one.department ?? topic.department,
  };
}

/** Adds a topic that its department's head answers for until whoever is named has said yes. */
export async function addTopic(tx: Tx, acting: ActingOnDirectory, values: Values): Promise<Outcome> {
  const { organisation, person, now } = acting;
  const naming = await namingOf(tx, values.named);
  const sent = sentTopic(values, { one: {}, several: {} });
  const { name = '', department = '', stage = '' } = sent.one;
  const head = headIn(organisation)(department);
  if (head === undefined) return { errors: { department: 'Choose the department whose it is.' } };
  const key = keyFrom(
    name,
    organisation.topics.map((each) => each.key),
  );
  const blank: Topic = { key, name: '', department, stage, owner: head, backup: head, words: [] };
  const edit = editOf(topicDraft(blank, head, naming), topicDraft(blank, head, naming), sent);
  const topic = topicWith(blank, edit, headIn(organisation), naming);
  const changed = { ...organisation, topics: [...organisation.topics, topic] };
  const errors = (await notMembers(tx, edit, ['owner', 'backup'])) ?? problemsOf(changed, 'topics', key);
  if (errors) return { errors };
  await applyOrganisation(tx, changed, person.id, now);
  const named = await nameOwner(tx, acting, key, edit.one.owner);
  return { note: noteOf(name, edit, named), department };
}

async function nameOwner(
  tx: Tx,
  { person, now }: ActingOnDirectory,
  key: string,
  owner: string | undefined,
): Promise<MrkdwnElement | undefined> {
  if (!owner) return undefined;
  const acting = await actingOnTopic(tx, { user: person.id, now }, key, 'topic.edit');
  if ('refused' in acting) return undefined;
  const outcome = await name(tx, acting, owner as UserId);
  if ('wrong' in outcome) return mrkdwn`${mention(owner as UserId)}: ${outcome.wrong}`;
  return owner === person.id
    ? mrkdwn`You answer for it from now on.`
    : mrkdwn`${mention(owner as UserId)} is asked to answer for it as soon as they are at work; until they say yes, all stays as it is.`;
}

/** Changes of a department what its form says otherwise than when it was opened; a new head is told. */
export async function saveDepartment(
  tx: Tx,
  acting: ActingOnDirectory,
  department: Department,
  about: About,
  values: Values,
): Promise<Outcome> {
  const { organisation, person, now } = acting;
  const before = departmentIn(await openedIn(tx, acting, about), department.key) ?? department;
  const naming = await namingOf(tx, [...namedInDepartment(before), ...namedInDepartment(department), ...values.named]);
  const was = departmentDraft(before, naming);
  const edit = editOf(was, departmentDraft(department, naming), sentDepartment(values, was));
  const changed = withDepartment(department.key, (each) => departmentWith(each, edit, naming))(organisation);
  const errors = (await wrongIn(tx, edit)) ?? problemsOf(changed, 'departments', department.key);
  if (errors) return { errors };
  await applyOrganisation(tx, changed, person.id, now);
  if (edit.one.head) await fill(tx, acting, `head/${department.key}`, edit.one.head as UserId);
  return { note: noteOf(edit.one.name ?? department.name, edit), department: department.key };
}

/** Adds a department, whose head is told. */
export async function addDepartment(tx: Tx, acting: ActingOnDirectory, values: Values): Promise<Outcome> {
  const { organisation, person, now } = acting;
  const naming = await namingOf(tx, values.named);
  const sent = sentDepartment(values, { one: {}, several: {} });
  const { name = '', head = '' } = sent.one;
  const key = keyFrom(
    name,
    organisation.departments.map((each) => each.key),
  );
  const blank: Department = { key, name: '', head: naming.refOf(head), members: [] };
  const edit: Edit = { one: sent.one, several: sent.several, meanwhile: [] };
  const changed = { ...organisation, departments: [...organisation.departments, departmentWith(blank, edit, naming)] };
  const errors = (await wrongIn(tx, edit)) ?? problemsOf(changed, 'departments', key);
  if (errors) return { errors };
  await applyOrganisation(tx, changed, person.id, now);
  await fill(tx, acting, `head/${key}`, head as UserId);
  return { note: noteOf(name, edit), department: key };
}

/** Takes a department away once its topics have another. */
export async function removeDepartment(
  tx: Tx,
  { organisation, person, now }: ActingOnDirectory,
  { key, name }: Department,
  to: string | undefined,
): Promise<Outcome> {
  const against = dependsOn(organisation, key);
  const hasTopics = organisation.topics.some(({ department }) => department === key);
  const heir = departmentIn(organisation, to);
  if (against !== undefined) return { errors: { department: against } };
  if (hasTopics && (heir === undefined || to === key)) return { errors: { department: 'Choose where its topics go.' } };
  await applyOrganisation(tx, withoutDepartment(key, to ?? '')(organisation), person.id, now);
  const moved = heir === undefined || !hasTopics ? mrkdwn`` : mrkdwn` Its topics are ${heir.name}'s from now on.`;
  return { note: joined([mrkdwn`*${name}* is gone.`, moved], ''), department: heir?.key ?? '' };
}

/** Adds a role of the company's own making, or gives it to somebody else. Resolves to what is wrong, by field. */
export async function saveRole(
  tx: Tx,
  { organisation, person, now }: ActingOnDirectory,
  title: string,
  holder: UserId | undefined,
): Promise<Readonly<Record<string, string>> | undefined> {
  const whom = holder === undefined ? undefined : await findPerson(tx, holder);
  if (holder !== undefined && whom?.standing !== 'member') return { who: MEMBERS };
  const others = (organisation.titles ?? []).filter((each) => each.title.toLowerCase() !== title.toLowerCase());
  const [wrong] = whom ? entryProblems('titles', { title, who: refOf(whom) }) : [];
  if (wrong) return { [wrong.field]: `This ${wrong.what}: ${wrong.fix}.` };
  const titles = whom ? [...others, { title, who: refOf(whom) }] : others;
  await applyOrganisation(tx, { ...organisation, titles: titles.length === 0 ? undefined : titles }, person.id, now);
  return undefined;
}

const MEMBERS = 'Only a full member of this workspace can be named.';

async function notMembers(tx: Tx, { one }: Edit, fields: readonly string[]) {
  for (const field of fields) {
    const named = one[field];
    if (named && (await findPerson(tx, named as UserId))?.standing !== 'member') return { [field]: MEMBERS };
  }
  return undefined;
}

async function wrongIn(tx: Tx, edit: Edit): Promise<Record<string, string> | undefined> {
  const wrong = await notMembers(tx, edit, ['head', 'deputy']);
  const channel = edit.one.channel ? await usableChannel(tx, edit.one.channel) : undefined;
  return wrong ?? (channel && 'wrong' in channel ? { channel: channel.wrong } : undefined);
}

/** What was saved, and what was not because somebody else was quicker. */
function noteOf(name: string, { one, several, meanwhile }: Edit, named?: MrkdwnElement): MrkdwnElement {
  const changed = Object.keys(one).length + Object.keys(several).length > 0;
  const lines = [
    changed ? mrkdwn`*${name}*: saved.` : mrkdwn`*${name}*: nothing of it was changed.`,
    ...(named ? [named] : []),
    ...meanwhile.map(
      ({ field, now, sent }) =>
        mrkdwn`Meanwhile somebody else changed its ${field} to ${shown(field, now)}, which stays; you had chosen ${shown(field, sent)}.`,
    ),
  ];
  return joined(lines, ' ');
}

const LONGEST = 80;

function shown(field: string, value: string): MrkdwnElement {
  if (value === '') return mrkdwn`nobody`;
  if (['owner', 'backup', 'head', 'deputy'].includes(field)) return mention(value as UserId);
  return field === 'channel' ? channelNamed(value) : mrkdwn`“${shortened(value, LONGEST)}”`;
}
