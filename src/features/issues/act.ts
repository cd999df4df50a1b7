import { occurrence } from '../../kernel/calendar/day.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { refresh } from '../../platform/outbox/outbox.ts';
import { answererFor, cxLead, policyFor, standsFor, topicOf } from '../ownership/index.ts';
import { findPerson } from '../people/index.ts';
import type { Acting } from './acting.ts';
import { forgetMerge, mergedBefore, saveMerge } from './alike/store.ts';
import { ask, askToTell, offerTo, putOff } from './asking/ask.ts';
import { hangUnder, mendedSince } from './causes/act.ts';
import { cardKey, carryOut, promiseStory, tellInPerson } from './change.ts';
import { type Issue, type IssueEvent, type Outcome, refused } from './domain.ts';
import { issueNumberIn, missing } from './fields.ts';
import type { Asking } from './life/asking.ts';
import type { Act } from './life/change.ts';
import { close, reopen, tell } from './life/ending.ts';
import { goodwill } from './life/goodwill.ts';
import { contact, fix, needHelp, note } from './life/mending.ts';
import { merge, unmerge } from './life/merging.ts';
import { assign, bounce, type Handover, isCorrection, promise } from './life/owning.ts';
import { block, wait } from './life/pausing.ts';
import { agreeOn } from './limbo/act.ts';
import { ownerAgain } from './owner-again.ts';
import { askOwnerWhy, assignFromQueue, setDayFor } from './queue/act.ts';
import { nextAnswerer, outsideCircle } from './restricted/circle.ts';
import { lift } from './restricted/lift.ts';
import { deleteHelper, findIssue, saveHelper } from './store.ts';
import { agreeBy, tellFormer } from './take-step.ts';
import type { FormId } from './views/forms.ts';

type Sent = { readonly form: FormId; readonly values: Readonly<Record<string, string | undefined>> };

/** Carries out what somebody decided. */
export const act = (tx: Tx, { issue, act: { now } }: Acting, outcome: Outcome): Promise<Outcome> =>
  carryOut(tx, issue, outcome, now);

/** Carries out what somebody filled in, or asks whoever has to be asked. */
export async function fillIn(tx: Tx, acting: Acting, { form, values }: Sent): Promise<Outcome | Asking> {
  const decided = await DECISIONS[form](tx, acting, values);
  if (decided.kind === 'asking') return ask(tx, acting, decided);
  const outcome = await act(tx, acting, decided);
  if (form === 'issue.assign' && outcome.kind === 'changed' && acting.issue.owner !== acting.act.by)
    await tellFormer(tx, acting.organisation, acting.issue, outcome.issue, acting.act.now);
  return outcome;
}

type Decide = (tx: Tx, acting: Acting, values: Sent['values']) => Outcome | Asking | Promise<Outcome | Asking>;

/** What each form decides. */
const DECISIONS: Readonly<Record<FormId, Decide>> = {
  'issue.promise': (_tx, { issue, act }, { day, time }) =>
    missing({ day, time }) ?? promise(issue, act, occurrence(day ?? '', time ?? '', act.calendar.zone)),
  'issue.contact': (_tx, { issue, act }, values) => contact(issue, act, values),
  'issue.fix': (_tx, { issue, act }, values) => fix(issue, act, values),
  'issue.tell': (_tx, { issue, act }, values) => tell(issue, act, values),
  'issue.close': (tx, { issue, act }, values) => closed(tx, issue, act, values),
  'issue.wait': (_tx, { issue, act }, values) => wait(issue, act, values),
  'issue.snooze': putOff,
  'issue.offer': offerTo,
  'issue.ask-teller': askToTell,
  'issue.block': (_tx, { issue, act }, values) => block(issue, act, values),
  'issue.need-help': (_tx, { issue, act }, values) => needHelp(issue, act, values),
  'issue.cause': hangUnder,
  'issue.goodwill': (_tx, { issue, act }, values) => goodwill(issue, act, values),
  'issue.reopen': async (tx, { issue, act, organisation }, values) =>
    reopen(issue, act, values, await ownerAgain(tx, issue, organisation)),
  'issue.unrestrict': lift,
  'issue.agree': agreeOn,
  'issue.assign': givenTo,
  'issue.decide': assignFromQueue,
  'issue.set-day': setDayFor,
  'issue.ask-why': askOwnerWhy,
  'issue.bounce': async (tx, acting, values) =>
    bounce(acting.issue, acting.act, values, await handedTo(tx, acting, values.department)),
};

async function givenTo(tx: Tx, { issue, act, organisation }: Acting, values: Sent['values']): Promise<Outcome> {
  const outside = await outsideCircle(tx, organisation, issue, values.colleague as UserId | undefined);
  if (outside) return outside;
  const colleague = values.colleague === undefined ? undefined : await findPerson(tx, values.colleague as UserId);
  return assign(issue, act, colleague, values);
}

async function closed(tx: Tx, issue: Issue, act: Act, values: Sent['values']): Promise<Outcome> {
  const other = issueNumberIn(values.link);
  if (values.ending === 'duplicate' && issue.restricted !== undefined) return refused(BY_ITSELF, 'ending');
  if (values.ending !== 'duplicate' || other === undefined || other === issue.id) return close(issue, act, values);
  const found = await findIssue(tx, other);
  if (found === undefined || found.restricted !== undefined) return refused(`There is no issue #${other}.`, 'link');
  const outcome = close(issue, act, values);
  if (outcome.kind === 'changed') await saveMerge(tx, issue, other);
  return outcome;
}

const BY_ITSELF = 'Only few may read this, so it cannot be told with another. Choose another ending.';

/** "Same as #12": the other is told for both. */
export async function mergeInto(tx: Tx, acting: Acting, other: number): Promise<Outcome> {
  if (acting.issue.restricted !== undefined) return refused(BY_ITSELF);
  const known = other === acting.issue.id ? undefined : await findIssue(tx, other);
  const found = known?.restricted === undefined ? known : undefined;
  const outcome = await act(tx, acting, merge(acting.issue, acting.act, found));
  if (outcome.kind === 'changed') await saveMerge(tx, acting.issue, other);
  return outcome;
}

/** A case of its own after all. */
export async function takeApart(tx: Tx, acting: Acting): Promise<Outcome> {
  const { issue, organisation } = acting;
  const before = await mergedBefore(tx, issue.id);
  const owner = await ownerAgain(tx, before ?? issue, organisation);
  const outcome = await act(tx, acting, unmerge(issue, acting.act, before, owner));
  if (outcome.kind === 'refused') return outcome;
  await forgetMerge(tx, issue.id);
  await mendedSince(tx, outcome.issue, issue.end?.at ?? acting.act.now, acting.act.now);
  return outcome;
}

const handedTo = (tx: Tx, acting: Acting, department: string | undefined): Promise<Handover> =>
  acting.issue.restricted === undefined ? passedTo(tx, acting, department) : withinCircle(tx, acting);

/** Whoever answers in the department that was named; without one, or at the second bounce by people, the CX lead, whose own word settles it. */
async function passedTo(
  tx: Tx,
  { issue, organisation, act }: Acting,
  department: string | undefined,
): Promise<Handover> {
  const named = organisation.departments.find(({ key }) => key === department);
  const lead = await cxLead(tx, organisation);
  const decided = named !== undefined && (act.by === lead || (await standsFor(tx, organisation, act.by)));
  const limbo =
    !isCorrection(issue, named?.key) && issue.bounces + 1 >= policyFor(organisation.policy, issue).limbo_bounces;
  if (named === undefined || (limbo && !decided)) {
    const between = limbo && !decided ? { agreeBy: await agreeBy(tx, organisation, issue, act.now) } : {};
    return { owner: lead, standing: 'last', department: named?.key ?? issue.department, decided, ...between };
  }
  const about = { topic: topicOf(organisation, issue.topic), department: named.key };
  const next = await answererFor(tx, organisation, about, [issue.owner]);
  return { owner: next.user, standing: next.standing, department: named.key, decided };
}

/** What only few may read goes from one of them to the next, which is no bounce. */
async function withinCircle(tx: Tx, { organisation, issue }: Acting): Promise<Handover> {
  const { user, standing } = await nextAnswerer(tx, organisation, issue, [issue.owner]);
  return { owner: user, standing, department: issue.department, decided: true };
}

/** Helpers are listed apart from the owner, who hears of it in the thread. Resolves to what the helper is told. */
export async function offerHelp(tx: Tx, { issue, organisation, act }: Acting): Promise<string> {
  if (issue.state === 'closed') return 'Thank you! This one is closed already.';
  if (issue.owner === act.by)
    return 'It is yours already. Ask in the thread: colleagues can offer help with one click.';
  if (!(await saveHelper(tx, issue.id, act.by))) return 'You are listed as a helper already. Thank you!';
  const event: IssueEvent = { type: 'helping', actor: act.by, at: act.now, payload: {} };
  await promiseStory(tx, organisation, issue, event, act.now);
  const told = {
    key: `issue/${issue.id}/helper/${act.by}`,
    kind: 'issue.helper',
    subject: `${issue.id}/${act.by}/${issue.owner}`,
  };
  await tellInPerson(tx, { ...told, to: issue.owner }, act.now);
  const listed =
    issue.restricted === undefined ? 'your name is on the card' : 'it stays among the few who can read this';
  return `Thank you! <@${issue.owner}> hears it from me, and ${listed}.`;
}

/** Somebody who offered help cannot after all. */
export async function withdrawHelp(tx: Tx, { issue, act }: Acting): Promise<void> {
  await deleteHelper(tx, issue.id, act.by);
  await refresh(tx, cardKey(issue));
}

/** "Still on it". */
export async function noteOnly(tx: Tx, acting: Acting): Promise<string> {
  const outcome = await act(tx, acting, note(acting.issue, acting.act));
  return outcome.kind === 'refused' ? outcome.because : 'Good to know, thank you.';
}
