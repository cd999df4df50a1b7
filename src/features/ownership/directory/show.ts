import type { MrkdwnElement } from '@slack/types';
import type { Tx } from '../../../platform/db/schema.ts';
import { says } from '../../../platform/slack/answers.ts';
import type { Answer } from '../../../platform/slack/surface.ts';
import { departmentIn, type Organisation } from '../domain.ts';
import { namedInDepartment, namingOf } from './naming.ts';
import {
  departmentsOn,
  departmentView,
  directoryView,
  pageOfRole,
  rolesForm,
  rolesInOrder,
  rolesOn,
  topicsOn,
} from './views.ts';

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

/** Roles of the company's own making: a page of them, or the one on which that title stands or stood. */
export async function openRoles(
  tx: Tx,
  organisation: Organisation,
  at: number | string,
  note?: MrkdwnElement,
): Promise<Answer> {
  const titles = rolesInOrder(organisation);
  const page = typeof at === 'string' ? pageOfRole(titles, at) : at;
  const refs = rolesOn(titles, page).map(({ who }) => who);
  return { open: rolesForm(titles, (await namingOf(tx, refs)).personOf, page, note) };
}
