import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { type Message, section } from '../../platform/slack/blocks.ts';
import { ownWords } from '../../platform/slack/mrkdwn.ts';
import { organisationUnder } from '../ownership/index.ts';
import { findPerson } from '../people/index.ts';
import { aheadOf } from './change.ts';
import { readableBy } from './restricted/circle.ts';
import { shownOf } from './shown.ts';
import { findIssue, openIssuesOf } from './store.ts';
import { spokenTo } from './take-step.ts';
import { type ToCome, whyMessage } from './views/why.ts';

/** Steps that are told; what comes later changes before it comes. */
const TOLD = 4;

const WHAT = { 'hand-on': 'hands on', limbo: 'limbo', wake: 'wakes' } as const;

/** Why an issue is where it is and what comes next; without a number, of the one that this person has had longest. */
export async function whyOf(tx: Tx, user: UserId, id: number | undefined, now: Instant): Promise<Message> {
  const found = id === undefined ? await openIssuesOf(tx, user) : [await findIssue(tx, id)];
  const [issue] = await readableBy(
    tx,
    user,
    found.filter((each) => each !== undefined),
  );
  if (issue === undefined) return nothing(id);
  const organisation = await organisationUnder(tx, issue.organisationVersion);
  const { steps } = await aheadOf(tx, organisation, issue);
  const ahead: ToCome[] = [];
  for (const step of steps.slice(0, TOLD)) {
    const what = step.does === undefined ? 'reminds' : WHAT[step.does];
    const to = step.does === undefined ? await spokenTo(tx, organisation, issue, step.to) : [issue.owner];
    ahead.push({ at: step.at, to, what });
  }
  const shown = await shownOf(tx, issue, now);
  const { standing, organisationVersion: version } = issue;
  const rhythm = (await findPerson(tx, user))?.rhythm;
  return whyMessage({ shown, reader: user, standing, version, ahead, rhythm });
}

function nothing(id: number | undefined): Message {
  const words =
    id === undefined
      ? 'Nothing is waiting for you. `/cx why 214` says why about any issue.'
      : `There is no issue #${id}. \`/cx mine\` lists yours.`;
  return { text: ownWords(words), blocks: [section({ type: 'mrkdwn', text: words })] };
}
