import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { refresh } from '../../platform/outbox/outbox.ts';
import {
  answererFor,
  calendarOf,
  cxLead,
  type Organisation,
  organisationUnder,
  relationsOf,
  topicOf,
} from '../ownership/index.ts';
import { type Action, can, findPerson, whoMay } from '../people/index.ts';
import { cardKey, carryOut, promiseStory } from './change.ts';
import { type Issue, type IssueEvent, type Outcome, refused } from './domain.ts';
import { issueNumberIn } from './fields.ts';
import * as life from './life.ts';
import { deleteHelper, findIssue, saveHelper } from './store.ts';
import type { FormId } from './views/forms.ts';

/** Somebody who may do what they are about to do to this issue. */
export interface Acting {
  readonly kind: 'allowed';
  readonly issue: Issue;
  readonly organisation: Organisation;
  readonly act: life.Act;
}

type Refusal = Extract<Outcome, { kind: 'refused' }>;

/** Reads the issue and checks the right to act on it. Whoever may not hears who may. */
export async function actingOn(
  tx: Tx,
  asked: { readonly issue: string; readonly user: UserId; readonly now: Instant },
  action: Action,
): Promise<Acting | Refusal> {
  const issue = /^\d{1,9}$/.test(asked.issue) ? await findIssue(tx, Number(asked.issue)) : undefined;
  if (issue === undefined) return refusal('There is no such issue any more.');
  const organisation = await organisationUnder(tx, issue.organisationVersion);
  const person = await findPerson(tx, asked.user);
  const about = { owner: issue.owner, department: issue.department, topic: issue.topic ?? null };
  const actor = person && { standing: person.standing, relations: relationsOf(organisation, person, about) };
  if (actor === undefined || !can(actor, action)) {
    const helps = actor !== undefined && issue.state !== 'closed' && can(actor, 'issue.help');
    return refusal(
      `That is for ${whoMay(action)}. The owner is <@${issue.owner}>${helps ? '; you can offer help, though' : ''}.`,
    );
  }
  const calendar = await calendarOf(tx, organisation, asked.user);
  return { kind: 'allowed', issue, organisation, act: { by: asked.user, now: asked.now, calendar } };
}

const refusal = (because: string): Refusal => ({ kind: 'refused', because });

type Sent = { readonly form: FormId; readonly values: Readonly<Record<string, string | undefined>> };

/** Carries out what somebody decided or filled in. */
export async function act(tx: Tx, acting: Acting, what: Outcome | Sent): Promise<Outcome> {
  const outcome = 'form' in what ? await decided(tx, acting, what) : what;
  return carryOut(tx, acting.issue, outcome, acting.act.now);
}

async function decided(tx: Tx, { issue, organisation, act }: Acting, { form, values }: Sent): Promise<Outcome> {
  switch (form) {
    case 'issue.contact':
      return life.contact(issue, act, values);
    case 'issue.fix':
      return life.fix(issue, act, values);
    case 'issue.tell':
      return life.tell(issue, act, values);
    case 'issue.close':
      return closed(tx, issue, act, values);
    case 'issue.wait':
      return life.wait(issue, act, values);
    case 'issue.reopen':
      return life.reopen(issue, act, values, await ownerAgain(tx, issue, organisation));
    case 'issue.bounce':
      return life.bounce(issue, act, values, await passedTo(tx, { issue, organisation, act }, values.department));
  }
}

async function closed(tx: Tx, issue: Issue, act: life.Act, values: Sent['values']): Promise<Outcome> {
  const other = issueNumberIn(values.link);
  if (values.ending === 'duplicate' && other !== undefined && !(await findIssue(tx, other)))
    return refused(`There is no issue #${other}.`, 'link');
  return life.close(issue, act, values);
}

/** Whoever had it, or the next in the chain where they have left. */
async function ownerAgain(
  tx: Tx,
  issue: Issue,
  organisation: Organisation,
): Promise<Pick<life.Handover, 'owner' | 'standing'>> {
  if ((await findPerson(tx, issue.owner))?.standing === 'member') return issue;
  const about = { topic: topicOf(organisation, issue.topic), department: issue.department };
  const next = await answererFor(tx, organisation, about);
  return { owner: next.user, standing: next.standing };
}

/** Whoever answers in the department that was named; without one, or at the second bounce by people, the CX lead, whose own word settles it. */
async function passedTo(
  tx: Tx,
  { issue, organisation, act }: Omit<Acting, 'kind'>,
  department: string | undefined,
): Promise<life.Handover> {
  const named = organisation.departments.find(({ key }) => key === department);
  const lead = await cxLead(tx, organisation);
  const decided = act.by === lead && named !== undefined;
  const limbo = !life.isCorrection(issue, named?.key) && issue.bounces + 1 >= organisation.policy.limbo_bounces;
  if (named === undefined || (limbo && !decided)) {
    return { owner: lead, standing: 'last', department: named?.key ?? issue.department, decided };
  }
  const about = { topic: topicOf(organisation, issue.topic), department: named.key };
  const next = await answererFor(tx, organisation, about, [issue.owner]);
  return { owner: next.user, standing: next.standing, department: named.key, decided };
}

/** Helpers are listed apart from the owner, who hears of it in the thread. Resolves to what the helper is told. */
export async function offerHelp(tx: Tx, { issue, organisation, act }: Acting): Promise<string> {
  if (issue.state === 'closed') return 'Thank you! This one is closed already.';
  if (issue.owner === act.by)
    return 'It is yours already. Ask in the thread: colleagues can offer help with one click.';
  if (!(await saveHelper(tx, issue.id, act.by))) return 'You are listed as a helper already. Thank you!';
  const event: IssueEvent = { type: 'helping', actor: act.by, at: act.now, payload: {} };
  await promiseStory(tx, organisation, issue, event, act.now);
  return `Thank you! <@${issue.owner}> sees your name on the card.`;
}

/** Somebody who offered help cannot after all. */
export async function withdrawHelp(tx: Tx, { issue, act }: Acting): Promise<void> {
  await deleteHelper(tx, issue.id, act.by);
  await refresh(tx, cardKey(issue));
}

/** "Still on it". */
export async function note(tx: Tx, acting: Acting): Promise<string> {
  const outcome = await act(tx, acting, life.note(acting.issue, acting.act));
  return outcome.kind === 'refused' ? outcome.because : 'Good to know, thank you.';
}
