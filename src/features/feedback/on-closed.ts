import { nextWorking } from '../../kernel/calendar/work.ts';
import type { Facts } from '../../kernel/facts.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { promise, type Rendered } from '../../platform/outbox/outbox.ts';
import { section } from '../../platform/slack/blocks.ts';
import { words } from '../../platform/slack/mrkdwn.ts';
import { calendarOf, currentOrganisation } from '../ownership/index.ts';
import { findPerson } from '../people/index.ts';
import { customerText } from './domain.ts';
import { feedbackOf } from './store.ts';

/** Whoever passed a complaint on hears how it ended, in their working hours. */
export async function tellLogger(
  tx: Tx,
  { issue, feedback, ending, reopened, stage }: Facts['issue.closed'],
  now: Instant,
): Promise<void> {
  const { loggedBy } = await feedbackOf(tx, feedback);
  if (loggedBy === undefined || (await findPerson(tx, loggedBy))?.standing !== 'member') return;
  const { organisation } = await currentOrganisation(tx);
  const holdUntil = nextWorking(await calendarOf(tx, organisation, loggedBy), now);
  const subject = JSON.stringify({ feedback, issue, ending });
  const key = `feedback/${feedback}/outcome/${issue}/${reopened}/${stage}`;
  await promise(tx, { key, kind: 'feedback.outcome', subject, to: loggedBy, holdUntil }, now);
}

export async function renderOutcome(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const { feedback, issue, ending }: Facts['issue.closed'] = JSON.parse(subject);
  const { customer: said, loggedBy } = await feedbackOf(tx, feedback);
  const { organisation } = await currentOrganisation(tx);
  const hours = loggedBy ? nextWorking(await calendarOf(tx, organisation, loggedBy), now) : now;
  if (hours > now) return { notBefore: hours };
  const customer = customerText(said);
  const text = words`What you passed on from ${customer} (#${issue}) has come to its end: ${ending}. Thank you for speaking up for them.`;
  return { message: { text, blocks: [section({ type: 'mrkdwn', text })] }, about: { issue, feedback } };
}
