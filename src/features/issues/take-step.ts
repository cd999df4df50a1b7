import { addStaffTime, addWorkingDays, type WorkCalendar } from '../../kernel/calendar/work.ts';
import { dueAt } from '../../kernel/duration.ts';
import type { UserId } from '../../kernel/slack.ts';
import { HOUR, type Instant, instant, later } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { stillShows } from '../../platform/outbox/outbox.ts';
import { setTimer } from '../../platform/timers/timers.ts';
import {
  calendarOf,
  cxLead,
  headOf,
  type Organisation,
  organisationUnder,
  policyFor,
  type Recipient,
  sponsorOf,
} from '../ownership/index.ts';
import { findPerson } from '../people/index.ts';
import { aheadOf, cardKey, carryOut, STEP_TIMER, setNextStep } from './change.ts';
import type { Issue, Limbo } from './domain.ts';
import { eventsOf } from './events/store.ts';
import { type Step, stepsToTake, withSteps } from './ladder.ts';
import { heardOf, write } from './letters/write.ts';
import { enterLimbo, handOn } from './life/owning.ts';
import { comeBack } from './life/pausing.ts';
import { nextAnswerer, readersOf } from './restricted/circle.ts';
import { findIssue, saveIssue } from './store.ts';

/** The clock says that a step may be due: the issue is read again, and whatever it does not need any more is left out. */
export async function takeStep(tx: Tx, subject: string, now: Instant): Promise<void> {
  const issue = await findIssue(tx, Number(subject));
  if (issue === undefined || issue.state === 'closed') return;
  const organisation = await organisationUnder(tx, issue.organisationVersion);
  const { steps: ahead, calendar } = await aheadOf(tx, organisation, issue);
  const due = ahead.filter(({ readyAt }) => readyAt <= now);
  const steps = stepsToTake(due);
  const [step] = steps;
  if (step === undefined) return setNextStep(tx, organisation, issue, now);

  const rest = step.does === undefined ? await peaceUntil(tx, issue) : await chanceUntil(tx, issue, calendar);
  if (rest > now) return setTimer(tx, STEP_TIMER, subject, rest);
  // A reminder that was overtaken by a newer one, as after an outage, is not sent after it.
  const passed = due.filter((each) => steps.includes(each) || each.readyAt < step.readyAt);
  const taken = { ...issue, stepsTaken: withSteps(issue, passed), version: issue.version + 1 };
  await saveIssue(tx, taken, issue);
  // Its card does not tell of what the clock has asked.
  await stillShows(tx, cardKey(taken), taken.version);
  if (step.does !== undefined) return perform(tx, organisation, taken, step, now);
  for (const each of steps) await remind(tx, organisation, taken, each, now);
  await setNextStep(tx, organisation, taken, now);
}

/** Nobody loses an issue before the DM about it has reached them and they had an hour of work to answer it. */
async function chanceUntil(tx: Tx, issue: Issue, calendar: WorkCalendar): Promise<Instant> {
  const { lastAt } = await heardOf(tx, issue.owner, issue);
  return lastAt === undefined ? instant(0) : addStaffTime(calendar, lastAt, HOUR);
}

/** Whoever has just said or asked something about it is not reminded of it within the hour, though it changed no state. */
async function peaceUntil(tx: Tx, issue: Issue): Promise<Instant> {
  const last = (await eventsOf(tx, issue)).findLast(({ actor }) => actor === issue.owner);
  return last === undefined ? instant(0) : later(last.at, HOUR);
}

async function perform(tx: Tx, organisation: Organisation, issue: Issue, step: Step, now: Instant): Promise<void> {
  switch (step.does) {
    case 'hand-on':
      return giveOn(tx, organisation, issue, step, now);
    case 'limbo':
      return fallBetween(tx, organisation, issue, step, now);
    case 'wake': {
      const calendar = await calendarOf(tx, organisation, issue.owner);
      await carryOut(tx, issue, comeBack(issue, { now, calendar }), now);
      return remind(tx, organisation, { ...issue, stage: issue.stage + 1 }, step, now);
    }
    default:
      throw new Error(`The step ${step.name} moves nothing`);
  }
}

/** Why the clock moved it, by what it had asked before. */
const BECAUSE: Readonly<Record<string, string>> = {
  accept: 'not accepted in time',
  'still-on-it': 'no sign of life',
  'overdue-cx-lead': 'long overdue',
};

/** From the owner to the backup. The former owner is told, kindly. Where nobody else stands behind it, its owner the CX lead, it lies with nobody. */
async function giveOn(tx: Tx, organisation: Organisation, issue: Issue, step: Step, now: Instant): Promise<void> {
  const next = await nextAnswerer(tx, organisation, issue, [issue.owner]);
  if (next.user === issue.owner) return fallBetween(tx, organisation, issue, step, now);
  const reason = BECAUSE[step.says] ?? 'no sign of life';
  const standing = next.standing === 'owner' ? 'backup' : next.standing;
  await giveTo(tx, issue, { user: next.user, standing }, reason, now);
}

/** From whoever has it to the CX lead, until the heads agree whose it is. */
async function fallBetween(tx: Tx, organisation: Organisation, issue: Issue, step: Step, now: Instant): Promise<void> {
  const calendar = await calendarOf(tx, organisation, issue.owner);
  const to = {
    owner: await leadOf(tx, organisation, issue),
    why: step.says === 'overdue-cx-lead' ? ('overdue' as const) : ('silence' as const),
    agreeBy: await agreeBy(tx, organisation, issue, now),
  };
  const outcome = enterLimbo(issue, { now, calendar }, to, BECAUSE[step.says] ?? 'no sign of life');
  await carryOut(tx, issue, outcome, now);
  if (outcome.kind === 'changed') await tellFormer(tx, organisation, issue, outcome.issue, now);
}

/** The CX lead; of what only few may read, the first of those. */
async function leadOf(tx: Tx, organisation: Organisation, issue: Issue): Promise<UserId> {
  if (issue.restricted === undefined) return cxLead(tx, organisation);
  return (await nextAnswerer(tx, organisation, issue)).user;
}

/** By when the heads are asked to agree, by the CX lead's days. */
export async function agreeBy(
  tx: Tx,
  organisation: Organisation,
  issue: Issue,
  now: Instant,
): Promise<Limbo['agreeBy']> {
  const calendar = await calendarOf(tx, organisation, await leadOf(tx, organisation, issue));
  return dueAt(policyFor(organisation.policy, issue).agree_within, addWorkingDays(calendar, now, 0), calendar);
}

export async function giveTo(
  tx: Tx,
  issue: Issue,
  to: { user: UserId; standing: Issue['standing'] },
  reason: string,
  now: Instant,
): Promise<void> {
  const organisation = await organisationUnder(tx, issue.organisationVersion);
  const calendar = await calendarOf(tx, organisation, issue.owner);
  const outcome = handOn(issue, { now, calendar }, { owner: to.user, standing: to.standing }, reason);
  await carryOut(tx, issue, outcome, now);
  if (outcome.kind === 'changed') await tellFormer(tx, organisation, issue, outcome.issue, now);
}

/** Whoever had it hears that it is with a colleague now. */
export async function tellFormer(
  tx: Tx,
  organisation: Organisation,
  before: Issue,
  { id, stage, owner }: Issue,
  now: Instant,
) {
  if (before.owner === owner) return;
  const item = { issue: id, stage, step: 'handed-on', notice: true };
  await write(tx, organisation, { to: before.owner, topic: 'bundle', item, urgent: false }, now);
}

/** A line to whoever the step speaks to. To others than the owner it is a notice of what is owed. */
async function remind(tx: Tx, organisation: Organisation, issue: Issue, step: Step, now: Instant): Promise<void> {
  const urgent = issue.severity !== 'normal' && step.alone;
  for (const to of await heardBy(tx, organisation, issue, step)) {
    const notice = to !== issue.owner && to !== issue.teller;
    const item = { issue: issue.id, stage: issue.stage, step: step.says, notice };
    const line = {
      to,
      topic: step.alone ? ('alone' as const) : ('bundle' as const),
      item,
      urgent,
      critical: issue.severity === 'critical',
    };
    await write(tx, organisation, { ...line, readyAt: step.readyAt }, now);
  }
}

/** Whom a step speaks to. An owner who had their share of nudges at this stage is left alone, and whoever stands above them hears instead. */
async function heardBy(tx: Tx, organisation: Organisation, issue: Issue, { to }: Step): Promise<UserId[]> {
  const people = await spokenTo(tx, organisation, issue, to);
  const { nudges_per_stage: most } = policyFor(organisation.policy, issue);
  const { nudges } = await heardOf(tx, issue.owner, issue);
  if (nudges < most || !people.includes(issue.owner)) return people;
  const above = await spokenTo(tx, organisation, issue, ['head', 'cx_lead', 'sponsor']);
  const beside = await readersOf(tx, organisation, issue);
  // Where nobody is, better once too often than never again.
  const next = [...above, ...beside].find((each) => each !== issue.owner) ?? issue.owner;
  return [...new Set(people.map((each) => (each === issue.owner ? next : each)))];
}

/** Who these are, for this issue. */
export async function spokenTo(
  tx: Tx,
  organisation: Organisation,
  issue: Issue,
  recipients: readonly Recipient[],
): Promise<UserId[]> {
  const lead = await leadOf(tx, organisation, issue);
  const open = issue.restricted === undefined;
  const head = open ? await headOf(tx, organisation, issue.department) : lead;
  const people: Record<Recipient, UserId> = {
    owner: issue.owner,
    teller: await tellerOf(tx, issue),
    head: head === undefined || head === issue.owner ? lead : head,
    cx_lead: lead,
    sponsor: (open ? await sponsorOf(tx, organisation) : undefined) ?? lead,
  };
  return [...new Set(recipients.map((recipient) => people[recipient]))];
}

/** Whoever is to tell the customer: the colleague who was asked, while they work here and are not away, else the owner. */
async function tellerOf(tx: Tx, { teller, owner }: Issue): Promise<UserId> {
  const person = teller && (await findPerson(tx, teller));
  return person && person.standing === 'member' && !person.away ? person.id : owner;
}
