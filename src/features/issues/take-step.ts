import { addWorkingDays } from '../../kernel/calendar/work.ts';
import { dueAt } from '../../kernel/duration.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import {
  answererFor,
  calendarOf,
  cxLead,
  headOf,
  type Organisation,
  organisationUnder,
  policyFor,
  type Recipient,
  sponsorOf,
  topicOf,
} from '../ownership/index.ts';
import { findPerson } from '../people/index.ts';
import { carryOut, setNextStep } from './change.ts';
import type { Issue, Limbo } from './domain.ts';
import { type Step, stepsAhead, stepToTake, withSteps } from './ladder.ts';
import { write } from './letters/write.ts';
import { enterLimbo, handOn } from './life/owning.ts';
import { comeBack } from './life/pausing.ts';
import { findIssue, saveIssue } from './store.ts';

/** The clock says that a step may be due: the issue is read again, and whatever it does not need any more is left out. */
export async function takeStep(tx: Tx, subject: string, now: Instant): Promise<void> {
  const issue = await findIssue(tx, Number(subject));
  if (issue === undefined || issue.state === 'closed') return;
  const organisation = await organisationUnder(tx, issue.organisationVersion);
  const calendar = await calendarOf(tx, organisation, issue.owner);
  const policy = policyFor(organisation.policy, issue);
  const due = stepsAhead(issue, policy, calendar).filter(({ at }) => at <= now);
  const step = stepToTake(due);
  if (step === undefined) return setNextStep(tx, organisation, issue, now);

  // A reminder that was overtaken by a newer one, as after an outage, is not sent after it.
  const passed = due.filter(({ at }) => at <= step.at);
  const taken = { ...issue, stepsTaken: withSteps(issue, passed), version: issue.version + 1 };
  await saveIssue(tx, taken, issue);
  await perform(tx, organisation, taken, step, now);
}

async function perform(tx: Tx, organisation: Organisation, issue: Issue, step: Step, now: Instant): Promise<void> {
  switch (step.does) {
    case 'hand-on':
      return giveOn(tx, organisation, issue, BECAUSE[step.says] ?? 'no sign of life', now);
    case 'limbo':
      return fallBetween(tx, organisation, issue, step, now);
    case 'wake': {
      const calendar = await calendarOf(tx, organisation, issue.owner);
      await carryOut(tx, issue, comeBack(issue, { now, calendar }), now);
      return remind(tx, organisation, { ...issue, stage: issue.stage + 1 }, step, now);
    }
    default:
      await remind(tx, organisation, issue, step, now);
      return setNextStep(tx, organisation, issue, now);
  }
}

/** Why the clock moved it, by what it had asked before. */
const BECAUSE: Readonly<Record<string, string>> = {
  accept: 'not accepted in time',
  'still-on-it': 'no sign of life',
  'overdue-cx-lead': 'long overdue',
};

/** From the owner to the backup. The former owner is told, kindly. */
async function giveOn(tx: Tx, organisation: Organisation, issue: Issue, reason: string, now: Instant): Promise<void> {
  const about = { topic: topicOf(organisation, issue.topic), department: issue.department };
  const next = await answererFor(tx, organisation, about, [issue.owner]);
  const standing = next.standing === 'owner' ? 'backup' : next.standing;
  await giveTo(tx, issue, { user: next.user, standing }, reason, now);
}

/** From whoever has it to the CX lead, until the heads agree whose it is. */
async function fallBetween(tx: Tx, organisation: Organisation, issue: Issue, step: Step, now: Instant): Promise<void> {
  const calendar = await calendarOf(tx, organisation, issue.owner);
  const to = {
    owner: await cxLead(tx, organisation),
    why: step.says === 'overdue-cx-lead' ? ('overdue' as const) : ('silence' as const),
    agreeBy: await agreeBy(tx, organisation, issue, now),
  };
  const outcome = enterLimbo(issue, { now, calendar }, to, BECAUSE[step.says] ?? 'no sign of life');
  await carryOut(tx, issue, outcome, now);
  if (outcome.kind === 'changed') await tellFormer(tx, organisation, issue, outcome.issue, now);
}

/** By when the heads are asked to agree, by the CX lead's days. */
export async function agreeBy(
  tx: Tx,
  organisation: Organisation,
  issue: Issue,
  now: Instant,
): Promise<Limbo['agreeBy']> {
  const calendar = await calendarOf(tx, organisation, await cxLead(tx, organisation));
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
async function tellFormer(
  tx: Tx,
  organisation: Organisation,
  before: Issue,
  { id, stage, owner }: Issue,
  now: Instant,
) {
  if (before.owner === owner) return;
  const item = { issue: id, stage, step: 'handed-on' };
  await write(tx, organisation, { to: before.owner, topic: 'notice', item, urgent: false }, now);
}

/** A line to whoever the step speaks to. The owner's own lines are reminders; to others it is a notice of what is owed. */
async function remind(tx: Tx, organisation: Organisation, issue: Issue, step: Step, now: Instant): Promise<void> {
  const item = { issue: issue.id, stage: issue.stage, step: step.says };
  const urgent = issue.severity !== 'normal';
  for (const to of await spokenTo(tx, organisation, issue, step.to)) {
    const topic = to === issue.owner ? 'reminder' : 'notice';
    await write(tx, organisation, { to, topic, item, urgent: urgent && topic === 'reminder' }, now);
  }
}

async function spokenTo(
  tx: Tx,
  organisation: Organisation,
  issue: Issue,
  recipients: readonly Recipient[],
): Promise<UserId[]> {
  const lead = await cxLead(tx, organisation);
  const head = await headOf(tx, organisation, issue.department);
  const people: Record<Recipient, UserId> = {
    owner: issue.owner,
    teller: await tellerOf(tx, issue),
    head: head === undefined || head === issue.owner ? lead : head,
    cx_lead: lead,
    sponsor: (await sponsorOf(tx, organisation)) ?? lead,
  };
  return [...new Set(recipients.map((recipient) => people[recipient]))];
}

/** Whoever is to tell the customer: the colleague who was asked, while they work here, else the owner. */
async function tellerOf(tx: Tx, { teller, owner }: Issue): Promise<UserId> {
  return teller !== undefined && (await findPerson(tx, teller))?.standing === 'member' ? teller : owner;
}
