import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import type { Rendered } from '../../../platform/outbox/outbox.ts';
import { standingOf } from '../../../platform/outbox/standing.ts';
import { heldFor, organisationUnder } from '../../ownership/index.ts';
import { shownOf } from '../shown.ts';
import { issueOf } from '../store.ts';
import { confidentialLetter, notForYou } from '../views/confidential.ts';
import { mayLift, mayRead, readersOf } from './circle.ts';
import { type ConfidentialDm, dmOf, dmsAbout } from './store.ts';
import { confidentialKey } from './write.ts';

/** What only few may read, to one of them; to who may not any more, nothing of it. */
export async function renderConfidential(tx: Tx, subject: string, now: Instant): Promise<Rendered> {
  const dm = await dmOf(tx, Number(subject));
  const issue = await issueOf(tx, dm.issue);
  const organisation = await organisationUnder(tx, issue.organisationVersion);
  const sent = (await standingOf(tx, confidentialKey(dm.id)))?.sentAt !== undefined;
  const about = { issue: issue.id };
  if (!(await mayRead(tx, organisation, issue, dm.person)))
    return sent ? { message: notForYou(issue), about } : { superseded: 'they may not read it any more' };
  const current = dm.stage === issue.stage || (dm.step === 'told' && issue.state !== 'closed');
  const unsaid = sent
    ? undefined
    : await unsaidBecause(tx, dm, { asks: current && issue.restricted !== undefined }, now);
  if (unsaid) return unsaid;
  const circle = await readersOf(tx, organisation, issue);
  const shown = await shownOf(tx, issue, now);
  const told = { reader: dm.person, step: dm.step, current, circle };
  const liftable = await mayLift(tx, organisation, issue, dm.person);
  return { message: confidentialLetter(shown, { ...told, mayLift: liftable }), about };
}

/** Why one that was not sent yet is not sent, or not now. */
async function unsaidBecause(tx: Tx, dm: ConfidentialDm, { asks }: { readonly asks: boolean }, now: Instant) {
  if (!asks) return { superseded: 'it asks for nothing any more' };
  const newest = (await dmsAbout(tx, dm.issue, { person: dm.person, stage: dm.stage })).at(-1);
  if (newest?.id !== dm.id) return { superseded: 'a later one says more' };
  return heldFor(tx, dm.person, now);
}
