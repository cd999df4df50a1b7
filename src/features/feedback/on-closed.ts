import type { Facts } from '../../kernel/facts.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { promise, type Rendered, withdraw } from '../../platform/outbox/outbox.ts';
import { type Message, section } from '../../platform/slack/blocks.ts';
import { type Inert, words } from '../../platform/slack/mrkdwn.ts';
import { heldFor, wordAt } from '../ownership/index.ts';
import { findPerson } from '../people/index.ts';
import { customerText, type Feedback } from './domain.ts';
import { feedbackOf } from './store.ts';

/** Whoever passed on what only few may read hears that it is with them. */
export async function tellLoggerInConfidence(tx: Tx, { id, loggedBy }: Feedback, now: Instant): Promise<void> {
  if (loggedBy === undefined || (await findPerson(tx, loggedBy))?.standing !== 'member') return;
  const holdUntil = await wordAt(tx, loggedBy, now);
  const message = { key: `feedback/${id}/in-confidence`, kind: 'feedback.in-confidence', subject: String(id) };
  await promise(tx, { ...message, to: loggedBy, holdUntil }, now);
}

/** Nothing of what it says, nor about whom. */
export async function renderInConfidence(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const { loggedBy } = await feedbackOf(tx, Number(subject));
  const held = loggedBy && (await heldFor(tx, loggedBy, now));
  const text = words`Thank you for passing that on. It is kept in confidence for the few who look after such things, and stands in no channel. You'll hear when it has come to its end, without details.`;
  return held ?? { message: saying(text) };
}

/** Whoever passed a complaint on hears how it ended, in their working hours. */
export async function tellLogger(
  tx: Tx,
  { issue, feedback, ending, reopened, stage }: Facts['issue.closed'],
  now: Instant,
): Promise<void> {
  const { loggedBy } = await feedbackOf(tx, feedback);
  if (loggedBy === undefined || (await findPerson(tx, loggedBy))?.standing !== 'member') return;
  const holdUntil = await wordAt(tx, loggedBy, now);
  const subject = JSON.stringify({ feedback, issue, ending });
  const key = outcomeKey({ feedback, issue, reopened, stage });
  await promise(tx, { key, kind: 'feedback.outcome', subject, to: loggedBy, holdUntil }, now);
}

/** It has begun again: who has not heard yet that it had ended need not. */
export const keepOutcome = (tx: Tx, ended: Facts['issue.reopened']): Promise<void> => withdraw(tx, outcomeKey(ended));

const outcomeKey = ({ feedback, issue, reopened, stage }: Facts['issue.reopened']): string =>
  `feedback/${feedback}/outcome/${issue}/${reopened}/${stage}`;

/** What an outcome is of, by the subject of its message. */
export const outcomeIn = (subject: string): Pick<Facts['issue.closed'], 'feedback' | 'issue' | 'ending'> =>
  JSON.parse(subject);

const IN_CONFIDENCE = saying(words`What you passed on in confidence has come to its end. Thank you for speaking up.`);

export async function renderOutcome(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const { feedback, issue, ending } = outcomeIn(subject);
  const { customer: said, loggedBy, restricted } = await feedbackOf(tx, feedback);
  const held = loggedBy && (await heldFor(tx, loggedBy, now));
  if (held) return held;
  if (restricted) return { message: IN_CONFIDENCE };
  const customer = customerText(said);
  const text = words`What you passed on from ${customer} (#${issue}) has come to its end: ${ending}. Thank you for speaking up for them.`;
  return { message: saying(text), about: { issue, feedback } };
}

function saying(text: Inert): Message {
  return { text, blocks: [section({ type: 'mrkdwn', text })] };
}
