import { nextWorking } from '../../../kernel/calendar/work.ts';
import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { type Rendered, standingOf } from '../../../platform/outbox/outbox.ts';
import { calendarOf, currentOrganisation } from '../../ownership/index.ts';
import { askAgainKey, askKey } from '../change.ts';
import { mootBecause } from '../life/asking.ts';
import { shownOf } from '../shown.ts';
import { issueOf } from '../store.ts';
import { answerTold, helperTold, question } from '../views/ask.ts';
import { findAsk } from './store.ts';

/** The question, or the reminder of it (`<question>/again`), and what became of it. One that is moot before it was sent is not sent. */
export async function renderAsk(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const [id, again] = subject.split('/');
  const ask = await findAsk(tx, Number(id));
  if (ask === undefined) return { superseded: 'there is no such question' };
  const issue = await issueOf(tx, ask.issue);
  const sent = (await standingOf(tx, again ? askAgainKey(ask.id) : askKey(ask.id)))?.sentAt !== undefined;
  const moot = mootBecause(ask, issue);
  if (!sent && moot !== undefined) return { superseded: 'it is moot by now' };
  const held = sent ? undefined : await outOfHours(tx, ask.asked, now);
  return (
    held ?? {
      message: question(ask, await shownOf(tx, issue, now), moot, again !== undefined),
      about: { issue: issue.id },
    }
  );
}

/** To whoever asked: the answer. */
export async function renderAnswer(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const ask = await findAsk(tx, Number(subject));
  if (ask === undefined) return { superseded: 'there is no such question' };
  const shown = await shownOf(tx, await issueOf(tx, ask.issue), now);
  const reader = ask.kind === 'why' ? ask.by : ask.owner;
  return (await outOfHours(tx, reader, now)) ?? { message: answerTold(ask, shown), about: { issue: ask.issue } };
}

/** To the owner: who can help. The subject is `<issue>/<helper>`. */
export async function renderHelper(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const [id = '', helper = ''] = subject.split('/');
  const issue = await issueOf(tx, Number(id));
  if (issue.state === 'closed') return { superseded: 'the issue is closed' };
  const held = await outOfHours(tx, issue.owner, now);
  const message = helperTold(await shownOf(tx, issue, now), helper as UserId);
  return held ?? { message, about: { issue: issue.id } };
}

/** It may have been held for a morning on which we were down. */
export async function outOfHours(
  tx: Tx,
  user: UserId,
  now: Instant,
): Promise<{ readonly notBefore: Instant } | undefined> {
  const { organisation } = await currentOrganisation(tx);
  const hours = nextWorking(await calendarOf(tx, organisation, user), now);
  return hours > now ? { notBefore: hours } : undefined;
}
