import type { HomeSection } from '../../../platform/feature.ts';
import { actingOnDirectory } from '../../ownership/index.ts';
import { readableBy } from '../restricted/circle.ts';
import { shownOf } from '../shown.ts';
import { openIssuesOf } from '../store.ts';
import { mineList } from '../views/lists.ts';
import type { List } from './lists.ts';
import { cockpit, departmentsNow } from './look.ts';
import { cockpitBlocks, departmentBlocks } from './views.ts';

const OWED = 8;

/** On the Home tab: what its reader owes, their department, and for those who look after the whole all that waits. */
export const issuesAtHome: HomeSection = async (tx, { user, now }) => {
  const issues = await readableBy(tx, user, await openIssuesOf(tx, user));
  const shown = [];
  for (const each of issues.slice(0, OWED)) shown.push(await shownOf(tx, each, now));
  const departments = departmentBlocks(await departmentsNow(tx, user), now);
  const acting = await actingOnDirectory(tx, { user, now }, 'cockpit.read');
  const all = 'refused' in acting ? [] : cockpitBlocks(countsIn(await cockpit(tx, now)));
  return [...mineList(shown, issues.length, now).blocks, ...departments, ...all];
};

const countsIn = (lists: Awaited<ReturnType<typeof cockpit>>): Record<List, number> =>
  Object.fromEntries(Object.entries(lists).map(([list, issues]) => [list, issues.length])) as Record<List, number>;
