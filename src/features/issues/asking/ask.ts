import type { UserId } from '../../../kernel/slack.ts';
import { type Instant, instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { setTimer } from '../../../platform/timers/timers.ts';
import { calendarOf, cxLead, headOf, organisationUnder, policyFor } from '../../ownership/index.ts';
import { findPerson } from '../../people/index.ts';
import { type Acting, actingOn } from '../acting.ts';
import { askKey, carryOut, refreshAsk, tellInPerson } from '../change.ts';
import { type Outcome, refused } from '../domain.ts';
import type { Fields } from '../fields.ts';
import {
  type Ask,
  type Asking,
  answered,
  askTeller,
  askToPutOff,
  type Candidate,
  mootBecause,
  offer,
} from '../life/asking.ts';
import { needsLeave, snooze } from '../life/pausing.ts';
import { nextAnswerer, outsideCircle } from '../restricted/circle.ts';
import { findAsk, insertAsk, openAsks, settleAsk } from './store.ts';

/** Puts it off; from the third time on the department head is asked, or the CX lead where the head has it. */
export async function putOff(tx: Tx, { issue, act, organisation }: Acting, fields: Fields): Promise<Outcome | Asking> {
  const open = issue.restricted === undefined;
  const lead = open ? await cxLead(tx, organisation) : (await nextAnswerer(tx, organisation, issue)).user;
  const head = open ? await headOf(tx, organisation, issue.department) : undefined;
  const asked = head === undefined || head === issue.owner ? lead : head;
  const free = policyFor(organisation.policy, issue).free_snoozes;
  return needsLeave(issue, free, act.by, [asked, lead])
    ? askToPutOff(issue, act, fields, asked)
    : snooze(issue, act, fields);
}

export const offerTo = async (
  tx: Tx,
  { issue, act, organisation }: Acting,
  fields: Fields,
): Promise<Outcome | Asking> =>
  (await outsideCircle(tx, organisation, issue, fields.colleague as UserId | undefined)) ??
  offer(issue, act, await candidate(tx, fields.colleague), fields);

export const askToTell = async (
  tx: Tx,
  { issue, act, organisation }: Acting,
  fields: Fields,
): Promise<Outcome | Asking> =>
  (await outsideCircle(tx, organisation, issue, fields.colleague as UserId | undefined)) ??
  askTeller(issue, act, await candidate(tx, fields.colleague), fields);

async function candidate(tx: Tx, user: string | undefined): Promise<Candidate | undefined> {
  if (user === undefined) return undefined;
  const id = user as UserId;
  return { id, standing: (await findPerson(tx, id))?.standing };
}

/** Rings when an answer was due that has a time. */
export const QUESTION_TIMER = 'issues.nudge-question';

/** Asks it, in a DM in the other's hours. A question of that kind to somebody else is withdrawn; the same person is not asked twice. */
export async function ask(tx: Tx, { issue, act }: Acting, asking: Asking): Promise<Outcome | Asking> {
  const { kind, asked, payload } = asking.ask;
  for (const earlier of await openAsks(tx, issue.id, kind)) {
    if (earlier.asked === asked && kind !== 'tell')
      return refused(`<@${asked}> has been asked already. You'll hear the answer.`);
    await settle(tx, earlier, 'withdrawn');
  }
  const outcome = await carryOut(tx, issue, asking.outcome, act.now);
  if (outcome.kind === 'refused') return outcome;
  const question = { issue: issue.id, kind, by: act.by, asked, owner: issue.owner, payload, at: act.now };
  const id = await insertAsk(tx, question, act.now);
  await tellInPerson(tx, { key: askKey(id), kind: 'issue.ask', subject: String(id), to: asked }, act.now);
  if (payload.due !== undefined) await setTimer(tx, QUESTION_TIMER, String(id), instant(Number(payload.due)));
  return asking;
}

/** Somebody answers what they were asked, once; a question that is moot by now changes nothing. Resolves to what they are told. */
export async function answer(
  tx: Tx,
  click: { readonly user: UserId; readonly value: string; readonly now: Instant },
  says: 'yes' | 'no',
): Promise<string | undefined> {
  const question = await findAsk(tx, Number(click.value.split('@')[1]));
  if (question === undefined) return 'This question is gone.';
  const about = { issue: String(question.issue), user: click.user, now: click.now };
  const acting = await actingOn(tx, about, 'issue.answer', question.asked === click.user ? ['asked'] : []);
  if (acting.kind === 'refused') return acting.because;
  const moot = mootBecause(question, acting.issue);
  if (moot !== undefined) {
    if (question.answer === undefined) await settle(tx, question, 'withdrawn');
    return moot;
  }
  return carryOutAnswer(tx, acting, question, says);
}

async function carryOutAnswer(tx: Tx, acting: Acting, question: Ask, says: 'yes' | 'no'): Promise<string | undefined> {
  const { issue, act } = acting;
  const organisation = await organisationUnder(tx, issue.organisationVersion);
  const asker = { ...act, by: question.by, calendar: await calendarOf(tx, organisation, question.by) };
  const outcome = answered(question, issue, says, { act, asker });
  await settle(tx, question, outcome.kind === 'refused' ? 'withdrawn' : says);
  if (outcome.kind === 'refused') return `Nothing was changed. ${outcome.because}`;
  await carryOut(tx, issue, outcome, act.now);
  for (const to of new Set([question.by, question.owner])) {
    if (to === act.by) continue;
    await tellAnswer(tx, question.id, to, act.now);
  }
  return undefined;
}

/** Somebody hears how it was answered. */
export async function tellAnswer(tx: Tx, question: number, to: UserId, now: Instant): Promise<void> {
  const subject = `${question}/${to}`;
  await tellInPerson(tx, { key: `${askKey(question)}/answer/${to}`, kind: 'issue.answer', subject, to }, now);
}

/** It is answered, or need not be: the DMs that ask it say so. */
export async function settle(
  tx: Tx,
  { id }: Pick<Ask, 'id'>,
  answer: NonNullable<Ask['answer']>,
  reply?: string,
): Promise<void> {
  await settleAsk(tx, id, answer, reply);
  await refreshAsk(tx, id);
}
