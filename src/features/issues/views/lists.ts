import type { MrkdwnElement } from '@slack/types';
import { lengthText } from '../../../kernel/duration.ts';
import { masked } from '../../../kernel/masking.ts';
import type { Instant } from '../../../kernel/time.ts';
import { context, divider, header, type Message, section } from '../../../platform/slack/blocks.ts';
import { joined, mrkdwn, quote, words } from '../../../platform/slack/mrkdwn.ts';
import type { Issue, IssueEvent } from '../domain.ts';
import { againText } from '../life/opening.ts';
import { allActions, someActions } from './actions.ts';
import { causeLine, confirmation, headline, quoted, type Shown, stateText } from './card.ts';
import { RESTRICTED_TEXT } from './confidential.ts';
import { agreeActions, ledgerLine, liesBetween } from './limbo.ts';
import { storyOf } from './story.ts';

const STORY = 10;
const WHOLE_TEXT = 2500;

/** `/cx issue N`: all of it, and all that can be done. */
export function issueDetails(shown: Shown, events: readonly IssueEvent[], link?: string): Message {
  const { issue, title, text } = shown;
  const told = storyOf(events.slice(-STORY));
  const said = masked(text).trim();
  return {
    text: words`#${issue.id} ${title}: ${stateText(shown)}`,
    blocks: [
      section(joined([mrkdwn`*#${issue.id}* `, headline(shown)], '')),
      ...(said.length > 0 ? [section(quote(said, WHOLE_TEXT))] : quoted(shown)),
      context(mrkdwn`${shown.customer} · ${shown.department} · from ${shown.source}`),
      ...(issue.restricted === undefined
        ? []
        : [
            context(
              mrkdwn`*In confidence*: a complaint ${RESTRICTED_TEXT[issue.restricted]}, which only few may read.`,
            ),
          ]),
      ...(shown.again ? [context(mrkdwn`${againText(shown.again)}.`)] : []),
      ...causeLine(shown),
      ...confirmation(shown),
      ...(shown.passed.length > 0 ? [context(mrkdwn`Passed on: ${ledgerLine(shown.passed)}`)] : []),
      ...(link === undefined ? [] : [context(linkLine(link))]),
      ...told.map((line) => context(line)),
      ...(shown.sides && liesBetween(shown) ? [agreeActions(issue, shown.sides)] : []),
      allActions(issue),
    ],
  };
}

/** A link of ours, to be copied and not to be clicked: no mark ends early in it, and Slack leaves it as it is. */
const linkLine = (link: string): MrkdwnElement => ({
  type: 'mrkdwn',
  text: `A link to ask them “Is it sorted?”, good for 30 days: \`${link}\``,
});

/** After the customer was told. */
export const asksWith = ({ id }: Pick<Issue, 'id'>, link: string): Message => ({
  text: words`#${id} is closed, thank you`,
  blocks: [
    section(mrkdwn`*#${id}* is closed, thank you. If you like, ask the customer whether it is.`),
    section(linkLine(link)),
  ],
});

/** Issues that `/cx mine` shows with their buttons. */
export const MINE = 15;

/** `/cx mine`: what somebody owes, `total` in all; the first of those who have waited longest. */
export function mineList(first: readonly Shown[], total: number, now: Instant): Message {
  if (total === 0) {
    const text = words`Nothing is waiting for you. Enjoy it.`;
    return { text, blocks: [section({ type: 'mrkdwn', text })] };
  }
  const title = total === 1 ? 'One customer is waiting for you' : `${total} customers are waiting for you`;
  const rest = total - first.length;
  return {
    text: words`${title}`,
    blocks: [
      header(title),
      ...first.flatMap((shown, place) => [
        section(
          mrkdwn`*#${shown.issue.id} ${shown.title}*, ${shown.customer}, waiting ${lengthText(shown.issue.waitingSince, now)}: ${stateText(shown)}.`,
        ),
        someActions(shown.issue, [NEXT[shown.issue.state]], place === 0),
      ]),
      ...(rest > 0 ? [divider, context(mrkdwn`${rest} more. \`/cx issue <number>\` opens any.`)] : []),
    ],
  };
}

const NEXT = {
  open: 'issue.accept',
  accepted: 'issue.contact',
  contacted: 'issue.fix',
  fixed: 'issue.tell',
  closed: 'issue.reopen',
} as const;
