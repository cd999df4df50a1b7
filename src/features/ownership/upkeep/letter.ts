import type { Button, KnownBlock } from '@slack/types';
import { actions, button, context, type Message, section } from '../../../platform/slack/blocks.ts';
import { mrkdwn, words } from '../../../platform/slack/mrkdwn.ts';
import { isMissing, type Line } from './lines.ts';
import { buttonsOf, lineText, type Wording } from './views.ts';

const MOST = 5;
/** Names of what waits; a text of Slack's takes no more than some dozens. */
const NAMED = 10;
/** More places and channels than these are told of as one: they are set up step by step. */
const FEW = 3;

/** The directory's DM: what one person can put right, each with its buttons. */
export function upkeepLetter(lines: readonly Line[], wording: Wording): Message {
  if (lines.length === 0) return allAnswered;
  const why = mrkdwn`One name for each topic, so that no customer falls between departments. You can hand over any time.`;
  return { text: words`${titleOf(askedIn(lines))}`, blocks: [...openLinesBlocks(lines, wording), context(why)] };
}

const allAnswered: Message = {
  text: words`Nothing here waits for you any more. Thank you.`,
  blocks: [section(mrkdwn`Nothing here waits for you any more. Thank you. \`/cx who\` shows who answers for what.`)],
};

interface Asked {
  readonly questions: readonly Line[];
  /** Places and channels told of as one. */
  readonly missing: number;
}

function askedIn(lines: readonly Line[]): Asked {
  const missing = lines.filter(isMissing);
  if (missing.length <= FEW) return { questions: lines, missing: 0 };
  return { questions: lines.filter((line) => !missing.includes(line)), missing: missing.length };
}

/** What somebody can put right, the first few a line each with its buttons. One button stands out: that which answers most. */
export function openLinesBlocks(lines: readonly Line[], wording: Wording): KnownBlock[] {
  const { questions, missing } = askedIn(lines);
  const due = questions.filter(({ kind }) => kind === 'due').length;
  const later = questions.slice(MOST).flatMap((line) => ('topic' in line ? [line.topic.name] : []));
  return [
    section(mrkdwn`*${titleOf({ questions, missing })}*`),
    ...questions
      .slice(0, MOST)
      .flatMap((line, n) => [
        section(lineText(line, wording)),
        actions(`upkeep ${n}`, ...(due < 2 && n === 0 ? buttonsOf(line) : plainly(buttonsOf(line)))),
      ]),
    ...(later.length > 0 ? [context(mrkdwn`Also, for when these are done: ${named(later)}`)] : []),
    ...(due > 1
      ? [actions('upkeep all', button(`All ${due} are still mine`, 'ownership.agree-all', 'all', 'primary'))]
      : []),
    ...(missing > 0 ? setUp(missing, questions.length === 0) : []),
  ];
}

const named = (names: readonly string[]): string => {
  const rest = names.length - NAMED;
  return `${names.slice(0, NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
};

const plainly = (buttons: readonly Button[]): Button[] => buttons.map(({ style: _, ...each }) => each);

const setUp = (missing: number, standsOut: boolean): KnownBlock[] => [
  section(mrkdwn`*Not set up yet: ${missing} places and channels.* Until then what is theirs comes to the CX lead.`),
  actions('upkeep missing', button('Step by step', 'ownership.lead', 'first', standsOut ? 'primary' : undefined)),
];

function titleOf({ questions, missing }: Asked): string {
  const [first] = questions;
  const count = questions.length + Math.min(1, missing);
  if (questions.length > MOST) return `Who answers for what: ${MOST} questions for you; the others can wait`;
  if (count > 1) return `Who answers for what: ${count} questions for you`;
  if (first?.kind === 'asked') return `Would you answer for ${first.topic.name}?`;
  if (first?.kind === 'lapsed') return `You have not confirmed ${first.topic.name}`;
  if (first?.kind === 'due') return `Is ${first.topic.name} still yours?`;
  return 'Who answers for what: one question for you';
}
