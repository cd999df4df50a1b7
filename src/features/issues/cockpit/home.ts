import type { KnownBlock } from '@slack/types';
import type { UserId } from '../../../kernel/slack.ts';
import { type Instant, later } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import type { HomeSection } from '../../../platform/feature.ts';
import { context } from '../../../platform/slack/blocks.ts';
import { actingOnDirectory } from '../../ownership/index.ts';
import { NEWS_LASTS } from '../life/sorted.ts';
import { readableBy } from '../restricted/circle.ts';
import { shownOf } from '../shown.ts';
import { newsFor } from '../sorted/store.ts';
import { issueOf, openIssuesOf } from '../store.ts';
import { MOST_NEWS, newsLine } from '../views/letter.ts';
import { mineList } from '../views/lists.ts';
import type { List } from './lists.ts';
import { cockpit, departmentsNow } from './look.ts';
import { cockpitBlocks, departmentBlocks } from './views.ts';

const OWED = 8;

/** On the Home tab: what its reader owes, what they may be glad of, their department, and for those who look after the whole all that waits. */
export const issuesAtHome: HomeSection = async (tx, { user, now }) => {
  const issues = await readableBy(tx, user, await openIssuesOf(tx, user));
  const shown = [];
  for (const each of issues.slice(0, OWED)) shown.push(await shownOf(tx, each, now));
  const departments = departmentBlocks(await departmentsNow(tx, user), now);
  const acting = await actingOnDirectory(tx, { user, now }, 'cockpit.read');
  const all = 'refused' in acting ? [] : cockpitBlocks(countsIn(await cockpit(tx, now)));
  return [...mineList(shown, issues.length, now).blocks, ...(await goodNews(tx, user, now)), ...departments, ...all];
};

/** What customers have lately confirmed, for those whom no bundle may reach: who only passed it on, or helped. */
async function goodNews(tx: Tx, user: UserId, now: Instant): Promise<KnownBlock[]> {
  const blocks: KnownBlock[] = [];
  for (const { issue, words } of await newsFor(tx, user, later(now, -NEWS_LASTS))) {
    const shown = await shownOf(tx, await issueOf(tx, issue), now);
    // It may have begun again since.
    if (shown.lastWord?.says === 'yes') blocks.push(context(newsLine({ shown, words })));
  }
  return blocks.slice(0, MOST_NEWS);
}

const countsIn = (lists: Awaited<ReturnType<typeof cockpit>>): Record<List, number> =>
  Object.fromEntries(Object.entries(lists).map(([list, issues]) => [list, issues.length])) as Record<List, number>;
