import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { currentOrganisation, headOf } from '../../ownership/index.ts';
import { entriesOf } from '../letters/entries.ts';
import type { LineNow } from '../letters/lines.ts';
import { waitingOf } from '../queue/list.ts';
import { queuedIssues } from '../store.ts';
import { type Brief, MOST_OWN } from '../views/brief.ts';
import { MOST_IN_BRIEF } from './needs.ts';
import { openIn } from './write.ts';

/** Lines of a brief parted into what the department, or a decision, needs of its reader, and what they owe themselves. */
export async function briefOf(
  tx: Tx,
  {
    reader,
    lines,
    morning,
  }: { readonly reader: UserId; readonly lines: readonly LineNow[]; readonly morning: boolean },
  now: Instant,
): Promise<Brief> {
  const decisions = lines.filter(({ step }) => step === 'brief-decision');
  const theirs = lines.filter((line) => isTheirs(line) && !decisions.includes(line));
  const own = lines.filter((line) => !isTheirs(line));
  const { names, open } = await headed(tx, reader);
  const shownOfTheirs = theirs.slice(0, MOST_IN_BRIEF);
  const shownDecisions = decisions.slice(0, MOST_IN_BRIEF);
  return {
    morning,
    departments: names,
    theirs: await entriesOf(tx, shownOfTheirs, now),
    decisions: await entriesOf(tx, shownDecisions, now),
    moreDecisions: await behind(tx, shownDecisions, now),
    own: await entriesOf(tx, own.slice(0, MOST_OWN), now),
    moreOwn: Math.max(0, own.length - MOST_OWN),
    canWait: open.filter((id) => !shownOfTheirs.some(({ issue }) => issue === id)).length,
  };
}

/** How many more wait for a decision than are shown; none where none is. What only few may read does not count. */
async function behind(tx: Tx, shown: readonly LineNow[], now: Instant): Promise<number> {
  if (shown.length === 0) return 0;
  const waiting = await waitingOf(tx, await queuedIssues(tx), now);
  return waiting.filter(({ id, restricted }) => restricted === undefined && !shown.some(({ issue }) => issue === id))
    .length;
}

/** A word about what colleagues owe; that something has gone to a colleague is about what was the reader's own. */
export const isTheirs = ({ notice, step }: LineNow): boolean => notice && step !== 'handed-on';

/** The departments that somebody heads, and what is open in them with others. */
async function headed(tx: Tx, reader: UserId) {
  const { organisation } = await currentOrganisation(tx);
  const names: string[] = [];
  const open: number[] = [];
  for (const { key, name } of organisation.departments) {
    if ((await headOf(tx, organisation, key)) !== reader) continue;
    names.push(name);
    const issues = await openIn(tx, organisation, key);
    open.push(...issues.filter(({ owner }) => owner !== reader).map(({ id }) => id));
  }
  return { names, open };
}
