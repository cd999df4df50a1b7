import type { UserId } from '../../../kernel/slack.ts';
import type { Issue, Severity } from '../domain.ts';

/** A line of a DM as it was written, and how far its issue is by now. */
export interface ItemNow {
  readonly issue: number;
  /** The issue's stage when the line was written: once that is past, the line is moot. */
  readonly stage: number;
  readonly step: string;
  /** A word about what a colleague owes, rather than the reader. */
  readonly notice: boolean;
  readonly now: Pick<Issue, 'owner' | 'teller' | 'state' | 'stage' | 'severity' | 'waitingSince'> & {
    readonly rests: boolean;
    readonly contacted: boolean;
  };
}

/** Whether a line still asks what it asked, is the reader's in a later state, or asks nothing of them any more. */
export type LineStanding = 'asks' | 'yours' | 'past';

export interface LineNow extends Pick<ItemNow, 'issue' | 'step' | 'notice'> {
  readonly standing: LineStanding;
}

/**
 * The lines of a DM, the weightiest first; those of them that are not past; and those it says, which are first those that
 * still ask: who has answered five of nine sees the other four. Before it is sent, only what asks stands in it.
 */
export function linesOf(
  items: readonly ItemNow[],
  person: UserId,
  sent: boolean,
): { readonly lines: readonly LineNow[]; readonly open: readonly LineNow[]; readonly said: readonly LineNow[] } {
  const lines = newestPerIssue(items)
    .sort(byWeight)
    .map((item): LineNow => {
      const { issue, step, notice } = item;
      return { issue, step, notice, standing: standingOf(item, person) };
    })
    .filter(({ standing }) => standing === 'asks' || sent);
  const open = lines.filter(({ standing }) => standing !== 'past');
  const asking = open.filter(({ standing }) => standing === 'asks');
  const said = open.length > 0 ? [...asking, ...open.filter((line) => !asking.includes(line))] : lines;
  return { lines, open, said };
}

function newestPerIssue(items: readonly ItemNow[]): ItemNow[] {
  const newest = new Map<number, ItemNow>();
  for (const item of items) {
    const known = newest.get(item.issue);
    if (known === undefined || item.stage >= known.stage) newest.set(item.issue, item);
  }
  return [...newest.values()];
}

const WEIGHT: Record<Severity, number> = { critical: 0, urgent: 1, normal: 2 };
const LEAST = ['handed-on'];

/** What is wanted goes before what is only told, then the worse, then whoever has waited longer. */
function byWeight(a: ItemNow, b: ItemNow): number {
  return (
    Number(LEAST.includes(a.step)) - Number(LEAST.includes(b.step)) ||
    WEIGHT[a.now.severity] - WEIGHT[b.now.severity] ||
    a.now.waitingSince - b.now.waitingSince ||
    a.issue - b.issue
  );
}

/** Whoever has just acted is not asked again: any act begins a new stage. Others hear of it for as long as it is owed. */
function standingOf({ stage, step, notice, now }: ItemNow, person: string): LineStanding {
  if (now.state === 'closed') return 'past';
  // What they were told of is with them by now: they have taken it, or have got it, and nobody needs to tell them so.
  if (notice && now.owner === person && !UNTIL_AN_ACT.includes(step)) return 'yours';
  if (notice) return isOwed(step, now, now.stage === stage) ? 'asks' : 'past';
  if (now.owner !== person && now.teller !== person) return 'past';
  return now.stage === stage && !restsThrough(step, now) ? 'asks' : 'yours';
}

/** While it rests nobody is asked for anything, but for the means that it wants. */
const restsThrough = (step: string, { rests }: ItemNow['now']): boolean => rests && !UNTIL_AN_ACT.includes(step);

/** What is wanting, or to be decided, is owed until anybody acts. */
const UNTIL_AN_ACT = ['blocked', 'brief-blocked', 'brief-agree', 'brief-decision', 'decide'];

/** Nobody has said a word to the customer. */
const UNTIL_ANSWERED = ['contact-breach', 'brief-silent'];

function isOwed(step: string, now: ItemNow['now'], untouched: boolean): boolean {
  if (UNTIL_AN_ACT.includes(step)) return untouched;
  if (step === 'handed-on') return true;
  if (UNTIL_ANSWERED.includes(step) && now.contacted) return false;
  return !restsThrough(step, now) && (now.state !== 'fixed' || step === 'tell-last' || step === 'still-open');
}
