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
  topicOf,
} from '../ownership/index.ts';
import { carryOut, setNextStep } from './change.ts';
import type { Issue } from './domain.ts';
import { type Step, stepsAhead, stepToTake } from './ladder.ts';
import { write } from './letters/write.ts';
import { handOn } from './life/owning.ts';
import { comeBack } from './life/pausing.ts';
import { findIssue, saveIssue } from './store.ts';

/** The clock says that a step may be due: the issue is read again, and whatever it does not need any more is left out. */
export async function takeStep(tx: Tx, subject: string, now: Instant): Promise<void> {
  const issue = await findIssue(tx, Number(subject));
  if (issue === undefined || issue.state === 'closed') return;
  const organisation = await organisationUnder(tx, issue.organisationVersion);
  const calendar = await calendarOf(tx, organisation, issue.owner);
  const due = stepsAhead(issue, organisation.policy, calendar).filter(({ at }) => at <= now);
  const step = stepToTake(due);
  if (step === undefined) return setNextStep(tx, organisation, issue, now);

  // A reminder that was overtaken by a newer one, as after an outage, is not sent after it.
  const taken = { ...issue, stepsTaken: [...issue.stepsTaken, ...passed(due, step)], version: issue.version + 1 };
  await saveIssue(tx, taken, issue);
  await perform(tx, organisation, taken, step, now);
}

const passed = (due: readonly Step[], step: Step) => due.filter(({ at }) => at <= step.at).map(({ name }) => name);

async function perform(tx: Tx, organisation: Organisation, issue: Issue, step: Step, now: Instant): Promise<void> {
  const calendar = await calendarOf(tx, organisation, issue.owner);
  switch (step.name) {
    case 'hand-on':
      return giveOn(tx, organisation, issue, 'not accepted in time', now);
    case 'take-back':
      return giveOn(tx, organisation, issue, 'no sign of life', now);
    case 'overdue-last':
      return giveTo(tx, issue, { user: await cxLead(tx, organisation), standing: 'last' }, 'long overdue', now);
    case 'wait-over': {
      await carryOut(tx, issue, comeBack(issue, { now, calendar }), now);
      return remind(tx, organisation, { ...issue, stage: issue.stage + 1 }, step, now);
    }
    default:
      await remind(tx, organisation, issue, step, now);
      return setNextStep(tx, organisation, issue, now);
  }
}

/** From the owner to the backup, from the backup to the CX lead. The former owner is told, kindly. */
async function giveOn(tx: Tx, organisation: Organisation, issue: Issue, reason: string, now: Instant): Promise<void> {
  const about = { topic: topicOf(organisation, issue.topic), department: issue.department };
  const next =
    issue.standing === 'owner'
      ? await answererFor(tx, organisation, about, [issue.owner])
      : { user: await cxLead(tx, organisation), standing: 'last' as const };
  const standing = issue.standing === 'owner' && next.standing === 'owner' ? 'backup' : next.standing;
  await giveTo(tx, issue, { user: next.user, standing }, reason, now);
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
  if (outcome.kind === 'changed' && issue.owner !== to.user) {
    const item = { issue: issue.id, stage: outcome.issue.stage, step: 'handed-on' };
    await write(tx, organisation, { to: issue.owner, topic: 'notice', item, urgent: false }, now);
  }
}

/** A line to whoever the step speaks to. The owner's own lines are reminders; to others it is a notice of what is owed. */
async function remind(tx: Tx, organisation: Organisation, issue: Issue, step: Step, now: Instant): Promise<void> {
  const item = { issue: issue.id, stage: issue.stage, step: step.name };
  const urgent = issue.severity !== 'normal';
  for (const to of await spokenTo(tx, organisation, issue, step)) {
    const topic = to === issue.owner ? 'reminder' : 'notice';
    await write(tx, organisation, { to, topic, item, urgent: urgent && topic === 'reminder' }, now);
  }
}

async function spokenTo(tx: Tx, organisation: Organisation, issue: Issue, { name }: Step): Promise<UserId[]> {
  const lead = await cxLead(tx, organisation);
  const head = await headOf(tx, organisation, issue.department);
  const above = head === undefined || head === issue.owner ? lead : head;
  if (name === 'overdue-head' || name === 'tell-last') return [above];
  if (name === 'overdue-cx-lead' || name === 'still-open') return [lead];
  if (name === 'contact-breach') return [...new Set([issue.owner, above])];
  return [issue.owner];
}
