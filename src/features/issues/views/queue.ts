import type { KnownBlock, ModalView, MrkdwnElement } from '@slack/types';
import { lengthText } from '../../../kernel/duration.ts';
import { masked } from '../../../kernel/masking.ts';
import type { Instant } from '../../../kernel/time.ts';
import { context, header, type Message, plain, section } from '../../../platform/slack/blocks.ts';
import { text } from '../../../platform/slack/fields.ts';
import { joined, mention, moment, mrkdwn, quote, shortened, words } from '../../../platform/slack/mrkdwn.ts';
import type { Ask } from '../life/asking.ts';
import { someActions } from './actions.ts';
import { capital } from './asks.ts';
import { decided, type Shown, stateText } from './card.ts';

/** What waits for the executive sponsor's word, and since when. */
export interface Queued {
  readonly shown: Shown;
  readonly since: Instant;
}

/** As many as one decides at a sitting. */
export const MOST_QUEUED = 5;

export const DECIDE = ['issue.decide', 'issue.set-day', 'issue.ask-why'] as const;

/** `/cx queue`: the first of what waits for a word, each with how long it and its customer have. */
export function queueList(first: readonly Queued[], total: number, now: Instant): Message {
  if (total === 0) {
    const none = words`Nothing waits for a decision. Enjoy it.`;
    return { text: none, blocks: [section({ type: 'mrkdwn', text: none })] };
  }
  const title = total === 1 ? 'One thing waits for a decision' : `${total} things wait for a decision`;
  const rest = total - first.length;
  return {
    text: words`${title}`,
    blocks: [
      header(title),
      ...first.flatMap((queued, place): KnownBlock[] => [
        section(queuedLine(queued, now)),
        ...decided(queued.shown),
        someActions(queued.shown.issue, DECIDE, place === 0),
      ]),
      ...(rest > 0 ? [context(mrkdwn`${rest} more, once these are decided.`)] : []),
    ],
  };
}

/** One item in words: what, for whom, for how long, why it is here and who has it. */
export function queuedLine({ shown, since }: Queued, now: Instant): MrkdwnElement {
  const { issue, title, customer } = shown;
  const critical = issue.severity === 'critical' ? mrkdwn` · critical` : mrkdwn``;
  const said = masked(shown.text).replace(/\s+/g, ' ').trim();
  const line = mrkdwn`*#${issue.id} ${title}*${critical} · in the queue for ${lengthText(since, now)} · ${customer} has waited ${lengthText(issue.waitingSince, now)}\n${cameBy(shown)} ${mention(issue.owner)} has it.`;
  return said === '' ? line : joined([line, quote(said, 200)], '\n');
}

/** Why it is before the executive sponsor. */
export function cameBy({ issue: { limbo }, sides = [], source }: Shown): MrkdwnElement {
  if (limbo === undefined) return mrkdwn`Straight from ${shortened(source, 60)}.`;
  if (sides.length === 0) return mrkdwn`Nobody has said yet whose it is.`;
  const names = sides.map(({ name }) => shortened(name, 60)).join(' and ');
  return sides.length > 1 ? mrkdwn`It lies between ${names}.` : mrkdwn`Nobody in ${names} has taken it.`;
}

/** To the executive sponsor, at once: something critical. Once it is decided, or set for a day, what became of it. */
export function queuedLetter(shown: Shown, waiting: boolean): Message {
  const { issue, title, customer, dateText } = shown;
  const heading = mrkdwn`*${title}* · #${issue.id} · critical`;
  if (!waiting) {
    const became = mrkdwn`${mention(issue.owner)} has it; ${stateText(shown)}.`;
    return {
      text: words`#${issue.id} ${title}: no decision is needed now`,
      blocks: [section(joined([heading, became], '\n')), ...decided(shown), someActions(issue, [], false)],
    };
  }
  const said = masked(shown.text).trim();
  const since = moment('since', issue.waitingSince, dateText(issue.waitingSince));
  return {
    text: words`#${issue.id} ${title}, ${customer}: it waits for your word`,
    blocks: [
      section(
        mrkdwn`${heading}\n${capital(customer)} has waited ${since}. ${cameBy(shown)} ${mention(issue.owner)} looks after it. *What would you decide?*`,
      ),
      ...(said === '' ? [] : [section(quote(said, 400))]),
      ...decided(shown),
      someActions(issue, DECIDE, true),
    ],
  };
}

export const replyForm = ({ id, payload }: Ask): ModalView => ({
  type: 'modal',
  callback_id: 'issue.reply',
  private_metadata: JSON.stringify({ question: id }),
  title: plain('Your answer'),
  submit: plain('Send it'),
  close: plain('Cancel'),
  blocks: [
    section(quote(masked(payload.question ?? ''), 600)),
    text('words', 'Your answer', { lines: true, hint: 'A sentence or two. It also stands in the thread of the card.' }),
  ],
});
