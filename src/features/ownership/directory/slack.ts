import { z } from 'zod';
import { jsonFrom } from '../../../kernel/json.ts';
import type { UserId } from '../../../kernel/slack.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { says } from '../../../platform/slack/answers.ts';
import { section } from '../../../platform/slack/blocks.ts';
import { mrkdwn, words } from '../../../platform/slack/mrkdwn.ts';
import type {
  ActionHandler,
  Answer,
  Click,
  FormHandler,
  Sent,
  SuggestionHandler,
  Surface,
} from '../../../platform/slack/surface.ts';
import { groupHandles, membersLike } from '../../people/index.ts';
import { type ActingOnDirectory, actingOnDepartment, actingOnTopic, onDirectory } from '../acting.ts';
import { departmentOf } from '../answerable.ts';
import { departmentIn } from '../domain.ts';
import { currentOrganisation } from '../store.ts';
import { addDepartment, addTopic, type Outcome, removeDepartment, saveDepartment, saveRole, saveTopic } from './act.ts';
import { departmentDraft, dependsOn, topicDraft } from './edits.ts';
import { type About, departmentForm, removeDepartmentForm, topicForm } from './forms.ts';
import { namedInDepartment, namedInTopic, namingOf } from './naming.ts';
import { departmentsLike, entriesLike } from './offers.ts';
import { valuesIn } from './sent.ts';
import { openDepartment, openDirectoryList, openRoles } from './show.ts';

const GONE = 'That is not in the directory any more.';
const NOT_OURS = 'This form is not one of ours any more. Please open it once more.';

const AboutSchema = z.object({ key: z.string().optional(), version: z.int().positive() });

const aboutIn = (text: string): About | undefined => AboutSchema.safeParse(jsonFrom(text)).data;

/** The form of a topic for whoever may change it. */
async function editTopic(tx: Tx, click: Click, key: string): Promise<Answer> {
  const acting = await actingOnTopic(tx, click, key, 'topic.edit');
  if ('refused' in acting) return { ...says(acting.refused), inPlace: true };
  const { organisation, version, topic, mayDirect } = acting;
  const naming = await namingOf(tx, namedInTopic(topic));
  const draft = topicDraft(topic, departmentIn(organisation, topic.department)?.head, naming);
  const filled = { about: { key, version }, draft, labelOf: naming.labelOf };
  return { open: topicForm(organisation, filled, mayDirect), inPlace: true };
}

/** The form of a department for its head, or for whoever looks after the whole. */
async function editDepartment(tx: Tx, click: Click, key: string): Promise<Answer> {
  const acting = await actingOnDepartment(tx, click, key, 'department.edit');
  if ('refused' in acting) return { ...says(acting.refused), inPlace: true };
  const { version, department, mayDirect } = acting;
  const naming = await namingOf(tx, namedInDepartment(department));
  const filled = { about: { key, version }, draft: departmentDraft(department, naming), labelOf: naming.labelOf };
  return { open: departmentForm(filled, mayDirect), inPlace: true };
}

const directing = (run: (tx: Tx, acting: ActingOnDirectory, value: string) => Promise<Answer>): ActionHandler =>
  onDirectory('directory.edit', async (tx, acting, { value }: Click) => ({
    ...(await run(tx, acting, value)),
    inPlace: true,
  }));

const BLANK = { one: {}, several: {} };
const itself = (value: string) => value;

const actions: Readonly<Record<string, ActionHandler>> = {
  'ownership.directory': directing((tx, { organisation }, value) =>
    openDirectoryList(tx, organisation, Number(value) || 0),
  ),
  'ownership.department': directing((tx, { organisation }, value) => {
    const [key = '', page] = value.split('/');
    return openDepartment(tx, organisation, key, Number(page) || 0);
  }),
  'ownership.find': onDirectory('directory.edit', async (tx, { organisation }, click: Click) => {
    const [kind, ...rest] = click.value.split('/');
    const key = rest.join('/');
    if (kind === 'topic') return editTopic(tx, click, key);
    const found = kind === 'role' ? openRoles(tx, organisation, key) : openDepartment(tx, organisation, key);
    return { ...(await found), inPlace: true };
  }),
  'ownership.edit-topic': { may: 'topic.edit', run: (tx, click) => editTopic(tx, click, click.value) },
  'ownership.add-topic': directing(async (_tx, { organisation, version }, value) => {
    const draft = { one: { department: departmentIn(organisation, value)?.key ?? '' }, several: {} };
    return { open: topicForm(organisation, { about: { version }, draft, labelOf: itself }, true) };
  }),
  'ownership.add-department': directing(async (_tx, { version }) => ({
    open: departmentForm({ about: { version }, draft: BLANK, labelOf: itself }, true),
  })),
  'ownership.edit-department': { may: 'department.edit', run: (tx, click) => editDepartment(tx, click, click.value) },
  'ownership.remove-department': directing(async (tx, { organisation }, value) => {
    const department = departmentIn(organisation, value);
    if (department === undefined) return says(GONE);
    const against = dependsOn(organisation, value);
    if (against !== undefined) return openDepartment(tx, organisation, value, 0, mrkdwn`*It stays.* ${against}`);
    const left = { ...organisation, departments: organisation.departments.filter((each) => each !== department) };
    return { open: removeDepartmentForm(organisation, department, departmentOf(left, undefined).name) };
  }),
  'ownership.roles': directing((tx, { organisation }, value) => openRoles(tx, organisation, Number(value) || 0)),
  'ownership.remove-role': directing(async (tx, acting, value) => {
    await saveRole(tx, acting, value, undefined);
    return openRoles(tx, (await currentOrganisation(tx)).organisation, value, mrkdwn`*${value}* is taken away.`);
  }),
};

/** A form of somebody who looks after the whole: what is wrong, or the department it concerned as it is now. */
const directed = (
  run: (tx: Tx, acting: ActingOnDirectory, sent: Sent & { readonly opened: About }) => Promise<Outcome | undefined>,
): FormHandler =>
  onDirectory('directory.edit', async (tx, acting, sent: Sent) => {
    const opened = aboutIn(sent.about) ?? { version: acting.version };
    const outcome = await run(tx, acting, { ...sent, opened });
    return outcome === undefined ? says(GONE) : shown(tx, outcome);
  });

async function shown(tx: Tx, outcome: Outcome): Promise<Answer> {
  if ('errors' in outcome) return { errors: outcome.errors };
  const { organisation } = await currentOrganisation(tx);
  return departmentIn(organisation, outcome.department) === undefined
    ? openDirectoryList(tx, organisation, 0, outcome.note)
    : openDepartment(tx, organisation, outcome.department, 0, outcome.note);
}

/** For whoever does not see the list that it stands in. */
const told = (outcome: Outcome): Answer =>
  'errors' in outcome ? { errors: outcome.errors } : { say: { text: words`Saved`, blocks: [section(outcome.note)] } };

const forms: Readonly<Record<string, FormHandler>> = {
  'ownership.edit-topic': {
    may: 'topic.edit',
    async run(tx, { about, values, ...asked }) {
      const opened = aboutIn(about);
      if (opened === undefined) return says(NOT_OURS);
      const acting = await actingOnTopic(tx, asked, opened.key ?? '', 'topic.edit');
      if ('refused' in acting) return says(acting.refused);
      const seen = acting.mayDirect ? values : { ...values, department: undefined };
      const outcome = await saveTopic(tx, acting, opened, valuesIn(seen));
      return acting.mayDirect ? shown(tx, outcome) : told(outcome);
    },
  },
  'ownership.add-topic': directed((tx, acting, { values }) => addTopic(tx, acting, valuesIn(values))),
  'ownership.add-department': directed((tx, acting, { values }) => addDepartment(tx, acting, valuesIn(values))),
  'ownership.edit-department': {
    may: 'department.edit',
    async run(tx, { about, values, ...asked }) {
      const opened = aboutIn(about);
      if (opened === undefined) return says(NOT_OURS);
      const acting = await actingOnDepartment(tx, asked, opened.key ?? '', 'department.edit');
      if ('refused' in acting) return says(acting.refused);
      const seen = acting.mayDirect ? values : { ...values, name: undefined, head: undefined };
      const outcome = await saveDepartment(tx, acting, acting.department, opened, valuesIn(seen));
      return acting.mayDirect ? shown(tx, outcome) : told(outcome);
    },
  },
  'ownership.remove-department': directed(async (tx, acting, { about, values }) => {
    const department = departmentIn(acting.organisation, about);
    return department && removeDepartment(tx, acting, department, values.department);
  }),
  'ownership.roles': onDirectory('directory.edit', async (tx, acting, { values: { title = '', who } }: Sent) => {
    if (!who) return { errors: { who: 'Choose a person.' } };
    const errors = await saveRole(tx, acting, title, who as UserId);
    if (errors) return { errors };
    return openRoles(tx, (await currentOrganisation(tx)).organisation, title, mrkdwn`*${title}*: saved.`);
  }),
};

const MOST = 20;

/** People and user groups, to be named in a list. */
const members: SuggestionHandler = {
  may: 'directory.search',
  async run(tx, { typed }) {
    const people = await membersLike(tx, typed, MOST);
    const letters = typed.toLowerCase();
    const groups = (await groupHandles(tx)).filter((handle) => handle.toLowerCase().includes(letters));
    return {
      offers: [
        ...groups.slice(0, MOST).map((handle) => [handle, `${handle} (user group)`] as const),
        ...people.map(({ id, name }) => [id, name] as const),
      ],
    };
  },
};

const suggestions: Readonly<Record<string, SuggestionHandler>> = {
  'ownership.find': onDirectory('directory.edit', async (_tx, { organisation }, { typed }: Typed) => ({
    offers: entriesLike(organisation, typed),
  })),
  department: onDirectory('directory.edit', async (_tx, { organisation }, { typed }: Typed) => ({
    offers: departmentsLike(organisation, typed),
  })),
  members,
  responsible: members,
  consulted: members,
  informed: members,
};

type Typed = Parameters<SuggestionHandler['run']>[1];

/** Departments, topics and roles by clicks: each edit is checked as a file is, and audited. */
export const directorySurface = { actions, forms, suggestions } satisfies Surface;
