import { findPerson } from '../../../src/features/people/index.ts';
import type { UserId } from '../../../src/kernel/slack.ts';
import type { Instant } from '../../../src/kernel/time.ts';
import type { Schema, Tx } from '../../../src/platform/db/schema.ts';
import { nameOf } from './company.ts';

const TAKES = ['accepted', 'taken over'];
const MOVES = [
  'opened',
  'handed on',
  'given',
  'limbo',
  'bounced',
  'rerouted',
  'agreed',
  'decided',
  'reopened',
  'unmerged',
  ...TAKES,
];

type Issue = Pick<
  Schema['issue'],
  'owner' | 'state' | 'ending' | 'root_cause' | 'change' | 'told_words' | 'told_by' | 'restricted'
> & { readonly id: number };

/** What no issue may be at any instant. */
export async function issueFlaws(tx: Tx, now: Instant): Promise<string[]> {
  const flaws: string[] = [];
  const issues = await tx.selectFrom('issue').selectAll().execute();
  for (const issue of issues) {
    const found = issue.state === 'closed' ? endFlaw(issue) : await openFlaw(tx, issue, now);
    if (found !== undefined) flaws.push(`#${issue.id} ${found}`);
  }
  return flaws;
}

/** Closed is told, with the cause and what was changed, or an honest ending. */
function endFlaw({ ending, root_cause, change, told_words, told_by }: Issue): string | undefined {
  if (ending === null) return 'is closed without an ending';
  const told = root_cause && change && told_words && told_by;
  return ending === 'told' && !told ? 'is closed as told, which it was not' : undefined;
}

/** Open is with one who works here and is there, and something is to come. */
async function openFlaw(tx: Tx, { id, owner, restricted }: Issue, now: Instant): Promise<string | undefined> {
  const person = await findPerson(tx, owner);
  if (person?.standing !== 'member') return `is with ${nameOf(owner)}, who has left`;
  // Of the few who may read it one may be all there is.
  if (person.away && restricted === null && !(await theyTook(tx, id, owner)))
    return `is with ${nameOf(owner)}, who is away`;
  const timers = tx.selectFrom('timer').select('due_at').where('kind', '=', 'issues.take-step');
  const timer = await timers.where('subject', '=', String(id)).executeTakeFirst();
  return timer === undefined || timer.due_at < now ? 'has nothing to come' : undefined;
}

/** Whether the last who moved it was its owner: who takes it while they are away has said so themselves. */
async function theyTook(tx: Tx, issue: number, owner: UserId): Promise<boolean> {
  const events = await tx
    .selectFrom('issue_event')
    .select(['type', 'actor'])
    .where('issue_id', '=', issue)
    .orderBy('id')
    .execute();
  return events.findLast(({ type }) => MOVES.includes(type))?.actor === owner;
}

/** The story of each issue, as it is kept for ever: one line of owners, and every close is somebody's. Resolves to what is wrong with it, and to all that happened. */
export async function stories(tx: Tx): Promise<{ readonly flaws: string[]; readonly happened: string[] }> {
  const flaws: string[] = [];
  const happened: string[] = [];
  for (const { id, owner } of await tx.selectFrom('issue').select(['id', 'owner']).execute()) {
    const events = await tx.selectFrom('issue_event').selectAll().where('issue_id', '=', id).orderBy('id').execute();
    happened.push(...events.map(({ type }) => type));
    if (events.some(({ type, actor }) => type === 'closed' && actor === null))
      flaws.push(`#${id} was closed by nobody`);
    flaws.push(
      ...lineFlaws(events.filter(({ type }) => MOVES.includes(type)).map(moveOf), owner).map(
        (flaw) => `#${id} ${flaw}`,
      ),
    );
  }
  return { flaws, happened };
}

/** Each hand-over is from whoever had it, and the last is to whoever has it. */
function lineFlaws(moves: readonly Move[], owner: string): string[] {
  const flaws: string[] = [];
  let has: string | undefined;
  for (const { type, from, to } of moves) {
    if (from !== undefined && from !== has) flaws.push(`${type} from ${from}, not ${has}`);
    has = to ?? has;
  }
  return has === owner ? flaws : [...flaws, `is with ${owner}, but its story ends with ${has}`];
}

interface Move {
  readonly type: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

function moveOf({ type, actor, payload }: Pick<Schema['issue_event'], 'type' | 'actor' | 'payload'>): Move {
  const { from, to } = JSON.parse(payload) as Omit<Move, 'type'>;
  return { type, from, to: to ?? (TAKES.includes(type) ? (actor ?? undefined) : undefined) };
}
