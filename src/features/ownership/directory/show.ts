import type { MrkdwnElement } from '@slack/types';
import type { Tx } from '../../../platform/db/schema.ts';
import { says } from '../../../platform/slack/answers.ts';
import type { Answer } from '../../../platform/slack/surface.ts';
import { departmentIn, type Organisation } from '../domain.ts';
import { namedInDepartment, namingOf } from './naming.ts';
import { departmentsOn, departmentView, directoryView, rolesForm, topicsOn } from './views.ts';

/** The list of departments, a page of it, with what has just been done above it. */
export async function openDirectoryList(
  tx: Tx,
  organisation: Organisation,
  page = 0,
  note?: MrkdwnElement,
): Promise<Answer> {
  const refs = departmentsOn(organisation, page).map(({ head }) => head);
  return { open: directoryView(organisation, (await namingOf(tx, refs)).personOf, page, note) };
}

/** One department with its topics, a page of them. */
export async function openDepartment(
  tx: Tx,
  organisation: Organisation,
  key: string,
  page = 0,
  note?: MrkdwnElement,
): Promise<Answer> {
  const department = departmentIn(organisation, key);
  if (department === undefined) return says('There is no such department any more.');
  const topics = organisation.topics.filter((topic) => topic.department === key);
  const refs = [...namedInDepartment(department), ...topicsOn(topics, page).map(({ owner }) => owner)];
  return { open: departmentView({ department, topics }, (await namingOf(tx, refs)).personOf, page, note) };
}

export async function openRoles(tx: Tx, organisation: Organisation, note?: MrkdwnElement): Promise<Answer> {
  const { titles = [] } = organisation;
  const { personOf } = await namingOf(
    tx,
    titles.map(({ who }) => who),
  );
  return { open: rolesForm(titles, personOf, note) };
}
