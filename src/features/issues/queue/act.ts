import { dueAt } from '../../../kernel/duration.ts';
import type { UserId } from '../../../kernel/slack.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { setTimer } from '../../../platform/timers/timers.ts';
import { answererFor, calendarOf, departmentsOf, topicOf } from '../../ownership/index.ts';
import { findPerson } from '../../people/index.ts';
import type { Acting } from '../acting.ts';
import { ask, settle } from '../asking/ask.ts';
import { openAsks } from '../asking/store.ts';
import { carryOut } from '../change.ts';
import { type Outcome, refused } from '../domain.ts';
import type { Fields } from '../fields.ts';
import { type Asking, candidateProblem } from '../life/asking.ts';
import { askWhy, assignTo, STANDARD_QUESTION, setDay, withdrawWhy } from '../life/queue.ts';
import { outsideCircle } from '../restricted/circle.ts';

/** Decided whose it is: a person, or whoever answers in a department. */
export async function assignFromQueue(tx: Tx, acting: Acting, fields: Fields): Promise<Outcome> {
  const { colleague, department } = fields;
  const outside = await outsideCircle(tx, acting.organisation, acting.issue, colleague as UserId | undefined);
  if (outside) return outside;
  if (colleague !== undefined) return assignPerson(tx, acting, colleague as UserId, fields);
  const { issue, act, organisation } = acting;
  const named = organisation.departments.find(({ key }) => key === department);
  if (named === undefined) return refused('Choose a colleague or a department.', 'colleague');
  const about = { topic: topicOf(organisation, issue.topic), department: named.key };
  const { user, standing } = await answererFor(tx, organisation, about);
  return assignTo(issue, act, { owner: user, standing, department: named.key }, fields);
}

async function assignPerson(tx: Tx, acting: Acting, user: UserId, fields: Fields): Promise<Outcome> {
  const { issue, act, organisation } = acting;
  const person = await findPerson(tx, user);
  const problem = candidateProblem({ id: user, standing: person?.standing }, act.by, 'colleague');
  if (problem || person === undefined) return problem ?? refused('Choose a colleague.', 'colleague');
  if (person.away) return refused('They are away just now. Choose somebody who is there.', 'colleague');
  // Somebody of several departments gets it where it is, if that is one of them.
  const theirs = departmentsOf(organisation, person);
  const named = fields.department ?? (theirs.includes(issue.department) ? issue.department : theirs[0]);
  return assignTo(issue, act, { owner: user, standing: 'owner', department: named ?? issue.department }, fields);
}

/** On the morning of the day whoever has set it is reminded. */
export const DECIDE_TIMER = 'issues.decide';

export async function setDayFor(tx: Tx, { issue, act }: Acting, fields: Fields): Promise<Outcome> {
  const outcome = setDay(issue, act, fields);
  if (outcome.kind === 'changed' && outcome.issue.decideBy !== undefined)
    await setTimer(tx, DECIDE_TIMER, `${issue.id}/${act.by}`, outcome.issue.decideBy);
  return outcome;
}

/** For an answer in words. */
export const ONE_DAY = { clock: 'staff', unit: 'days', n: 1 } as const;

/** Asked of whoever has it, who has a working day of their own. */
export async function askOwnerWhy(tx: Tx, { issue, act, organisation }: Acting, fields: Fields) {
  const calendar = await calendarOf(tx, organisation, issue.owner);
  return askWhy(issue, act, fields, dueAt(ONE_DAY, act.now, calendar));
}

/** ❓ asks the standard question. */
export async function askByReaction(tx: Tx, acting: Acting): Promise<Outcome | Asking> {
  const asking = await askOwnerWhy(tx, acting, { question: STANDARD_QUESTION, how: 'reaction' });
  return asking.kind === 'asking' ? ask(tx, acting, asking) : asking;
}

/** ❓ taken away takes back what it asked, while nobody has answered. */
export async function withdrawByReaction(tx: Tx, { issue, act }: Acting): Promise<void> {
  const [asked] = await openAsks(tx, issue.id, 'why');
  if (asked === undefined || asked.by !== act.by || asked.payload.how !== 'reaction') return;
  await settle(tx, asked, 'withdrawn');
  await carryOut(tx, issue, withdrawWhy(issue, act), act.now);
}
