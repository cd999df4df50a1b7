import type { Facts } from '../../kernel/facts.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { promise, type Rendered, withdraw } from '../../platform/outbox/outbox.ts';
import { standingOf } from '../../platform/outbox/standing.ts';
import { type Message, section } from '../../platform/slack/blocks.ts';
import { type Inert, mrkdwn, words } from '../../platform/slack/mrkdwn.ts';
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

/** Whoever passed a complaint on hears how it ended, in their working hours. That it had begun again, if they have yet to read it, is past. */
export async function tellLogger(tx: Tx, { ending, ...ended }: Facts['issue.closed'], now: Instant): Promise<void> {
  const { reopened } = ended;
  for (const before of [reopened - 1, reopened]) await withdraw(tx, againKey({ ...ended, reopened: before }));
  await tellOutcome(tx, ended, { key: outcomeKey(ended), ending }, now);
}

/** It has begun again: who has not heard yet that it had ended need not, and who has, hears of this too. */
export async function tellOfReopening(tx: Tx, ended: Ended, now: Instant): Promise<void> {
  const key = outcomeKey(ended);
  await withdraw(tx, key);
  const told = await standingOf(tx, key);
  if (told?.unsent || told?.sentAt !== undefined) await tellOutcome(tx, ended, { key: againKey(ended) }, now);
}

async function tellOutcome(
  tx: Tx,
  { issue, feedback }: Ended,
  { key, ending }: { readonly key: string; readonly ending?: string },
  now: Instant,
): Promise<void> {
  const { loggedBy } = await feedbackOf(tx, feedback);
  if (loggedBy === undefined || (await findPerson(tx, loggedBy))?.standing !== 'member') return;
  const holdUntil = await wordAt(tx, loggedBy, now);
  const subject = JSON.stringify({ feedback, issue, ending });
  await promise(tx, { key, kind: 'feedback.outcome', subject, to: loggedBy, holdUntil }, now);
}

type Ended = Facts['issue.reopened'];

const outcomeKey = ({ feedback, issue, reopened, stage }: Ended): string =>
  `feedback/${feedback}/outcome/${issue}/${reopened}/${stage}`;

const againKey = ({ feedback, issue, reopened }: Ended): string => `feedback/${feedback}/again/${issue}/${reopened}`;

/** What an outcome is of, by the subject of its message; without an ending it has begun again. */
export const outcomeIn = (
  subject: string,
): { readonly feedback: number; readonly issue: number; readonly ending?: string } => JSON.parse(subject);

const IN_CONFIDENCE = saying(words`What you passed on in confidence has come to its end. Thank you for speaking up.`);
const AGAIN_IN_CONFIDENCE = saying(
  words`What you passed on in confidence is being looked at again. You'll hear when it has come to its end.`,
);

export async function renderOutcome(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const { feedback, issue, ending } = outcomeIn(subject);
  const { customer, loggedBy, restricted } = await feedbackOf(tx, feedback);
  const held = loggedBy && (await heldFor(tx, loggedBy, now));
  if (held) return held;
  if (restricted) return { message: ending === undefined ? AGAIN_IN_CONFIDENCE : IN_CONFIDENCE };
  const said = mrkdwn`What you passed on from ${customerText(customer)} (#${issue})`;
  const text =
    ending === undefined
      ? words`${said} has begun again: it was not over after all. You'll hear how it ends.`
      : words`${said} has come to its end: ${ending}. Thank you for speaking up for them.`;
  return { message: saying(text), about: { issue, feedback } };
}

function saying(text: Inert): Message {
  return { text, blocks: [section({ type: 'mrkdwn', text })] };
}
