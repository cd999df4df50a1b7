import type { MessageRef, UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { findMessage } from '../../platform/outbox/outbox.ts';
import { type Message, saying, section } from '../../platform/slack/blocks.ts';
import type { ActionHandler, ShortcutHandler } from '../../platform/slack/surface.ts';
import { organisationUnder, policyFor } from '../ownership/index.ts';
import { findAsk } from './asking/store.ts';
import { eventOf } from './events/store.ts';
import { linesOf } from './letters/lines.ts';
import { letterOf } from './letters/store.ts';
import { dmOf } from './restricted/store.ts';
import { shownOf } from './shown.ts';
import { issueOf } from './store.ts';
import { type Reason, reasonOf } from './views/reasons.ts';
import { whyLetter } from './views/why.ts';
import { whyOf } from './why.ts';

interface Asked {
  readonly user: UserId;
  readonly at: MessageRef | undefined;
  readonly now: Instant;
}

/** "Why did I get this?", in the menu of any message. */
export const whyShortcut: ShortcutHandler = {
  may: 'issue.look',
  run: async (tx, asked) => ({ say: await whyThis(tx, asked) }),
};

/** The button under a DM, about that DM. */
export const whyButton: ActionHandler = {
  may: 'issue.look',
  run: async (tx, asked) => ({ say: await whyThis(tx, asked) }),
};

/** Why a message came, by which rule, and what comes next. */
async function whyThis(tx: Tx, { user, at, now }: Asked): Promise<Message> {
  const found = at && (await findMessage(tx, at));
  if (found === undefined) return saying(NOT_OURS);
  if (found.kind === 'issue.letter') return whyOfLetter(tx, Number(found.subject), user, now);
  const issue = await issueIn(tx, found.kind, found.subject);
  if (issue !== undefined) return whyOf(tx, user, issue, now);
  return saying(OF_KIND[found.kind] ?? OF_KIND.other);
}

/** Which issue a message of that kind is about; undefined where it is about none. */
async function issueIn(tx: Tx, kind: string, subject: string): Promise<number | undefined> {
  if (kind === 'issue.story') return (await eventOf(tx, Number(subject))).issue;
  if (kind === 'issue.ask' || kind === 'issue.answer') return (await findAsk(tx, Number.parseInt(subject, 10)))?.issue;
  if (kind === 'issue.confidential') return (await dmOf(tx, Number(subject))).issue;
  return ABOUT_ONE.includes(kind) ? Number.parseInt(subject, 10) : undefined;
}

/** Their subject begins with the issue's number. */
const ABOUT_ONE = ['issue.card', 'issue.whisper', 'issue.helper', 'issue.queued'];

const NOT_OURS =
  'That message is not one of mine, so I cannot say why it came: please ask whoever wrote it. On a card or a DM of mine I can.';

const OF_KIND: Readonly<Record<string, string>> & { readonly other: string } = {
  'feedback.card':
    'A customer said this, and it asks nobody for anything: it is here because your department is told what customers say.',
  'feedback.outcome': 'You passed on what this customer said, so you hear what came of it. Nothing more comes of it.',
  'issue.confidential-import':
    'An import has brought complaints that only few may read, and you are one of those few. Each has its own page, which says what comes next.',
  'feedback.in-confidence':
    'You passed on something that only few may read, so you hear that it is with them, and once more when it has ended.',
  'ownership.upkeep':
    'You answer for these, or can say who does. Once a week at most you are asked what is still open, and each name is confirmed again after a while; what you hand over or retire is asked of you no more. `/cx who` says whose anything is.',
  'ownership.correction':
    'Somebody asked `/cx who`, and says that the answer was wrong. You get it because the directory is yours to put right; nothing more comes of it by itself.',
  'ownership.answered':
    'You wished somebody to answer for a topic, so you hear what they said. Nothing more comes of it.',
  'ownership.placed':
    'Somebody has named you for this place in the company, so that you know. It asks you for nothing now.',
  'support-days.booked':
    'Somebody chose a day beside you, and you are of support. It is the one message about that day until its morning; “Too busy that day” gives them another, and `/cx day` shows who comes.',
  'support-days.off':
    'You had chosen a day beside support that will not be. Nothing more comes of it until you choose another with `/cx day`.',
  'support-days.morning':
    'Today is a support day that one of you chose. No reminder follows; once it is over `/cx day` and the Home tab ask how it was.',
  'journey.picture': 'You asked for this picture with `/cx journey`. None comes by itself.',
  'wall.card':
    'Each working day one word of praise goes up here. It asks nobody for anything; `/cx wall` shows more, and says how to be named on it or not.',
  other:
    'This tells the whole channel something. It asks nobody in particular for anything, and no reminder follows it.',
};

/** A DM says why for each of its lines; for its only line also what comes next. */
async function whyOfLetter(tx: Tx, id: number, user: UserId, now: Instant): Promise<Message> {
  const { person, items, isBrief } = await letterOf(tx, id);
  const { said } = linesOf(items, person, true);
  const reasons: Reason[] = [];
  for (const { issue, step } of said) reasons.push(await reasonFor(tx, issue, step, now));
  const [only] = reasons;
  if (reasons.length !== 1 || only === undefined) return whyLetter(reasons, isBrief);
  const why = await whyOf(tx, user, only.issue, now);
  return { ...why, blocks: [section(reasonOf(only)), ...why.blocks] };
}

async function reasonFor(tx: Tx, id: number, step: string, now: Instant): Promise<Reason> {
  const issue = await issueOf(tx, id);
  const organisation = await organisationUnder(tx, issue.organisationVersion);
  const rule = policyFor(organisation.policy, issue).ladder.find(({ says: words }) => words === step);
  const { title } = await shownOf(tx, issue, now);
  return { issue: id, title, step, rule, version: issue.organisationVersion };
}
