import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import type { Rendered } from '../../../platform/outbox/outbox.ts';
import { standingOf } from '../../../platform/outbox/standing.ts';
import { heldFor } from '../../ownership/index.ts';
import { askAgainKey, askKey } from '../change.ts';
import { mootBecause } from '../life/asking.ts';
import { shownOf } from '../shown.ts';
import { helpersOf, issueOf } from '../store.ts';
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
  const held = sent ? undefined : await heldFor(tx, ask.asked, now);
  return (
    held ?? {
      message: question(ask, await shownOf(tx, issue, now), moot, again !== undefined),
      about: { issue: issue.id },
    }
  );
}

/** To whoever asked, or had it then: the answer. The subject is `<question>/<reader>`. */
export async function renderAnswer(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const [id, reader = ''] = subject.split('/');
  const ask = await findAsk(tx, Number(id));
  if (ask === undefined) return { superseded: 'there is no such question' };
  const shown = await shownOf(tx, await issueOf(tx, ask.issue), now);
  const held = await heldFor(tx, reader as UserId, now);
  return held ?? { message: answerTold(ask, shown), about: { issue: ask.issue } };
}

/** To the owner: who can help, if they still can and it is still with the same. The subject is `<issue>/<helper>/<owner>`. */
export async function renderHelper(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const [id = '', helper = '', owner = ''] = subject.split('/');
  const issue = await issueOf(tx, Number(id));
  if (issue.state === 'closed') return { superseded: 'the issue is closed' };
  if (issue.owner !== owner) return { superseded: 'somebody else has it by now' };
  if (!(await helpersOf(tx, issue.id)).includes(helper as UserId)) return { superseded: 'they cannot help after all' };
  const held = await heldFor(tx, issue.owner, now);
  return held ?? { message: helperTold(await shownOf(tx, issue, now), helper as UserId), about: { issue: issue.id } };
}
