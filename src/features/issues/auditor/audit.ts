import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Audit, Flaw } from '../../../platform/auditor.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { OUR_MISTAKE, promise, refresh } from '../../../platform/outbox/outbox.ts';
import { organisationUnder } from '../../ownership/index.ts';
import { cardKey, cardSubject, placeOf, setNextStep } from '../change.ts';
import type { Issue } from '../domain.ts';
import { promiseLetter } from '../letters/write.ts';
import { openHeld } from '../open.ts';
import { rehome } from '../rehome.ts';
import { heldFeedback } from '../restricted/held.ts';
import { findIssue, issueOf } from '../store.ts';
import {
  cardsBehind,
  lettersUnpromised,
  unsaid,
  withOlderCard,
  withOwnerGone,
  withoutCard,
  withoutStep,
  withStuckStep,
} from './store.ts';

/** What must hold of every open issue: a next step that comes, an owner who is there, and messages that are sent. */
export const audit: Audit = {
  async find(tx, now) {
    const gone = await withOwnerGone(tx);
    return [
      ...(await withoutStep(tx)).map((id) => flaw(`step/${id}`, `#${id} is open and nothing is to come for it`)),
      ...(await withStuckStep(tx, now)).map((id) => flaw(`step/${id}`, `the next step of #${id} did not happen`)),
      ...gone.map(({ issue, owner }) =>
        flaw(`owner/${owner}/${issue}`, `the owner of #${issue} is no member any more`),
      ),
      ...(await lettersUnpromised(tx, now)).map(({ id, person }) =>
        flaw(`letter/${id}/${person}`, `a reminder to ${person} is due and no DM is to bring it`),
      ),
      ...(await withoutCard(tx)).map((id) => flaw(`card/${id}`, `#${id} is open and has no card`)),
      ...(await withOlderCard(tx, now)).map((id) =>
        flaw(`older/${id}`, `the card of #${id} shows it as it was before`),
      ),
      ...(await cardsBehind(tx)).map((key) => flaw(`message/${key}`, `the message ${key} shows an older state`)),
      ...(await unsaid(tx, OUR_MISTAKE)).map((key) => flaw(`message/${key}`, `the message ${key} could not be made`)),
      ...(await heldFeedback(tx)).map((id) => flaw(`held/${id}`, HELD)),
    ];
  },
  async mend(tx, { key }, now) {
    const [kind = '', ...rest] = key.split('/');
    if (kind === 'step') return mendStep(tx, Number(rest[0]), now);
    if (kind === 'card') return mendCard(tx, Number(rest[0]), now);
    if (kind === 'older') return redraw(tx, await issueOf(tx, Number(rest[0])));
    if (kind === 'letter') return promiseLetter(tx, Number(rest[0]), (rest[1] ?? '') as UserId, now);
    if (kind === 'owner') return mendOwner(tx, rest[0] ?? '', Number(rest[1]), now);
    if (kind === 'held') return openHeld(tx, rest[0] ?? '', now);
    await refresh(tx, rest.join('/'));
  },
};

/** Nothing of what it says, for whoever is named in it may read this. */
const HELD =
  'something in confidence waits, because all who might read it are named in it: name another as people_lead or legal in org.yml';

const flaw = (key: string, words: string): Flaw => ({ key, words });

async function mendStep(tx: Tx, id: number, now: Instant): Promise<void> {
  const issue = await issueOf(tx, id);
  await setNextStep(tx, await organisationUnder(tx, issue.organisationVersion), issue, now);
}

async function mendCard(tx: Tx, id: number, now: Instant): Promise<void> {
  const issue = await issueOf(tx, id);
  const organisation = await organisationUnder(tx, issue.organisationVersion);
  const { channel: _, ...place } = await placeOf(tx, organisation, issue.department, now);
  await promise(tx, { key: cardKey(issue), kind: 'issue.card', subject: cardSubject(issue), ...place }, now);
  await redraw(tx, issue);
}

const redraw = (tx: Tx, issue: Issue) => refresh(tx, cardKey(issue), issue.version);

/** All of theirs at once; those after the first find it done. */
async function mendOwner(tx: Tx, owner: string, id: number, now: Instant): Promise<void> {
  if ((await findIssue(tx, id))?.owner === owner) await rehome(tx, owner as UserId, now);
}
