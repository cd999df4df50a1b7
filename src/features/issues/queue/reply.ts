import { dueAt } from '../../../kernel/duration.ts';
import type { UserId } from '../../../kernel/slack.ts';
import { type Instant, instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { standingOf } from '../../../platform/outbox/standing.ts';
import { setTimer } from '../../../platform/timers/timers.ts';
import { calendarOf, organisationUnder } from '../../ownership/index.ts';
import { type Acting, actingOn } from '../acting.ts';
import { QUESTION_TIMER, settle, tellAnswer } from '../asking/ask.ts';
import { findAsk } from '../asking/store.ts';
import { askAgainKey, askKey, carryOut, tellInPerson } from '../change.ts';
import type { Fields } from '../fields.ts';
import { write } from '../letters/write.ts';
import { type Ask, mootBecause } from '../life/asking.ts';
import { reply } from '../life/queue.ts';
import { findIssue } from '../store.ts';
import { ONE_DAY } from './act.ts';
import { waits } from './list.ts';

type Refusal = { readonly kind: 'refused'; readonly because: string; readonly field?: string };

/** Somebody who may answer what they were asked. */
interface Replying {
  readonly kind: 'replying';
  readonly acting: Acting;
  readonly question: Ask;
}

export async function replying(
  tx: Tx,
  asked: { readonly question: number; readonly user: UserId; readonly now: Instant },
): Promise<Replying | Refusal> {
  const question = await findAsk(tx, asked.question);
  if (question?.kind !== 'why') return { kind: 'refused', because: 'This question is gone.' };
  const about = { issue: String(question.issue), user: asked.user, now: asked.now };
  const acting = await actingOn(tx, about, 'issue.answer', question.asked === asked.user ? ['asked'] : []);
  if (acting.kind === 'refused') return acting;
  const moot = mootBecause(question, acting.issue);
  return moot === undefined ? { kind: 'replying', acting, question } : { kind: 'refused', because: moot };
}

/** The answer goes into the story, and to whoever asked. */
export async function replyTo(
  tx: Tx,
  { acting: { issue, act }, question }: Replying,
  fields: Fields,
): Promise<Refusal | undefined> {
  const outcome = await carryOut(tx, issue, reply(issue, act, fields), act.now);
  if (outcome.kind === 'refused') return outcome;
  await settle(tx, question, 'yes', fields.words);
  await tellAnswer(tx, question.id, question.by, act.now);
  return undefined;
}

/** A working day after the question has reached them, whoever was asked is reminded, once, if they still owe the answer. */
export async function nudgeQuestion(tx: Tx, subject: string, now: Instant): Promise<void> {
  const question = await findAsk(tx, Number(subject));
  const issue = question && (await findIssue(tx, question.issue));
  if (question === undefined || issue === undefined || mootBecause(question, issue) !== undefined) return;
  const organisation = await organisationUnder(tx, issue.organisationVersion);
  const read = await standingOf(tx, askKey(question.id));
  const calendar = await calendarOf(tx, organisation, question.asked);
  const due = dueAt(ONE_DAY, read?.sentAt ?? read?.holdUntil ?? now, calendar);
  if (due > now) return setTimer(tx, QUESTION_TIMER, subject, due);
  const again = { key: askAgainKey(question.id), kind: 'issue.ask', subject: `${question.id}/again` };
  await tellInPerson(tx, { ...again, to: question.asked }, now);
}

/** The day has come by which it was to be decided: whoever has set it reads so in their bundle, if it still waits. */
export async function remindDecider(tx: Tx, subject: string, now: Instant): Promise<void> {
  const [id = '', decider = ''] = subject.split('/');
  const issue = await findIssue(tx, Number(id));
  if (issue === undefined || !(await waits(tx, issue, now))) return;
  const organisation = await organisationUnder(tx, issue.organisationVersion);
  const item = { issue: issue.id, stage: issue.stage, step: 'decide', notice: true };
  const line = { to: decider as UserId, topic: 'bundle', item, urgent: false, readyAt: instant(now) } as const;
  await write(tx, organisation, line, now);
}
