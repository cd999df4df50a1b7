import type { KnownBlock, MrkdwnElement } from '@slack/types';
import { masked } from '../../../kernel/masking.ts';
import { context, divider, type Message, section } from '../../../platform/slack/blocks.ts';
import { joined, mention, moment, mrkdwn, shortened, words } from '../../../platform/slack/mrkdwn.ts';
import type { BriefStep } from '../brief/needs.ts';
import { someActions } from './actions.ts';
import { ASKS, type Ask, capital, dueSince, saidOnce, sentencesOf, since, worth } from './asks.ts';
import type { Shown } from './card.ts';
import { type Entry, greeted, whyRow } from './letter.ts';
import { agreeActions } from './limbo.ts';
import { cameBy, DECIDE } from './queue.ts';

/** Somebody's brief of the week: what needs them, and what they owe themselves. */
export interface Brief {
  /** Names of the departments that its reader heads. */
  readonly departments: readonly string[];
  readonly theirs: readonly Entry[];
  /** What is before the executive sponsor. */
  readonly decisions: readonly Entry[];
  /** What waits for a decision behind those. */
  readonly moreDecisions: number;
  readonly own: readonly Entry[];
  readonly moreOwn: number;
  /** Open issues of these departments that are not in it. */
  readonly canWait: number;
  /** It is read in the morning. */
  readonly morning: boolean;
}

/** Lines of what the reader owes themselves; the rest is a command away. */
export const MOST_OWN = 5;

/** How long the decision has been due, beside how long the customer waits. */
const inQueue = ({ issue: { queuedAt }, dateText }: Shown): MrkdwnElement =>
  queuedAt === undefined
    ? mrkdwn``
    : mrkdwn`; it has been in the queue ${moment('since', queuedAt, dateText(queuedAt))}`;

/** What each line of a brief says. It names the one person, the stake and what would help, and blames nobody. */
export const BRIEF_ASKS: Readonly<Record<BriefStep, Ask>> = {
  'brief-overdue': {
    line: (shown) =>
      mrkdwn`due${dueSince(shown)} with ${mention(shown.issue.owner)}; ${shown.customer} is still waiting.${worth(shown)}`,
    closing: () => mrkdwn`Ask what would help, or assign it anew.`,
    plain: 'due; what would help?',
    actions: ['issue.assign'],
  },
  'brief-silent': {
    line: (shown) =>
      mrkdwn`${shown.customer} has waited ${since(shown)} without a word from us; ${mention(shown.issue.owner)} has it.`,
    plain: 'no word to the customer yet',
    actions: ['issue.assign'],
  },
  'brief-blocked': {
    line: ({ issue, customer }) =>
      mrkdwn`${mention(issue.owner)} asks for means: “${shortened(masked(issue.pause?.reason ?? ''), 120)}” ${capital(customer)} is waiting.`,
    plain: 'blocked for want of means',
    actions: ['issue.unblock', 'issue.assign'],
  },
  'brief-agree': {
    line: (shown) =>
      mrkdwn`${cameBy(shown)} ${capital(shown.customer)} has waited ${since(shown)}. Whose is it? ${mention(shown.issue.owner)} looks after it until then.`,
    plain: 'whose is it?',
  },
  'brief-decision': {
    line: (shown) =>
      mrkdwn`${cameBy(shown)} ${capital(shown.customer)} has waited ${since(shown)}${inQueue(shown)}. ${mention(shown.issue.owner)} looks after it meanwhile.`,
    closing: () => mrkdwn`What would you decide?`,
    plain: 'what would you decide?',
    actions: DECIDE,
  },
};

/** At most five lines of a department, or five decisions, and then what the reader owes themselves. */
export function briefLetter(
  brief: Brief,
  lines: (entries: readonly Entry[], primary: boolean) => KnownBlock[],
): Message {
  const { theirs, decisions, moreDecisions, own, moreOwn } = brief;
  const title = titleOf(brief);
  const first = [...decisions, ...theirs];
  return {
    text: words`${title}`,
    blocks: [
      section(greeted(title, brief.morning)),
      ...briefly(decisions, true),
      ...(moreDecisions > 0
        ? [context(mrkdwn`${moreDecisions} more behind these; \`/cx queue\` shows which is next.`)]
        : []),
      ...briefly(theirs, decisions.length === 0),
      ...restOf(brief),
      ...(own.length > 0
        ? [divider, section(mrkdwn`*And these are with you:*`), ...lines(own, first.length === 0)]
        : []),
      ...(moreOwn > 0 ? [context(mrkdwn`${moreOwn} more of yours can wait; \`/cx mine\` has them.`)] : []),
      whyRow,
    ],
  };
}

function briefly(entries: readonly Entry[], primary: boolean): KnownBlock[] {
  const said = new Set<string>();
  return entries.flatMap(({ shown, step, standing }, place) => {
    const ask = standing === 'past' ? undefined : (BRIEF_ASKS[step as BriefStep] ?? ASKS[step]);
    const line = ask === undefined ? movedOn(shown) : saidOnce(sentencesOf(ask, shown, true), said);
    const text = section(joined([mrkdwn`*#${shown.issue.id} ${shown.title}*: `, line], ''));
    return ask === undefined ? [text] : [text, briefActions(shown, ask, primary && place === 0)];
  });
}

/** Where the heads are to agree, that can be said here as on its card; all else can be assigned anew. */
function briefActions({ issue, sides }: Shown, { actions, othersActions }: Ask, primary: boolean): KnownBlock {
  const asked = othersActions ?? actions;
  if (asked === undefined && sides) return agreeActions(issue, sides);
  return someActions(issue, asked ?? ['issue.assign'], primary);
}

const movedOn = ({ issue }: Shown): MrkdwnElement =>
  issue.state === 'closed' ? mrkdwn`closed by now.` : mrkdwn`it has moved on; ${mention(issue.owner)} has it.`;

/** What of the departments is not in it. */
function restOf({ canWait, departments }: Brief): KnownBlock[] {
  if (departments.length === 0 || canWait === 0) return [];
  const are = canWait === 1 ? '1 other is' : `${canWait} others are`;
  return [context(mrkdwn`${are} open in ${departments.join(' and ')} and can wait.`)];
}

function titleOf({ departments, theirs, decisions, moreDecisions }: Brief): string {
  const needs = theirs.filter(({ standing }) => standing !== 'past').length;
  const asks = decisions.filter(({ standing }) => standing !== 'past').length + moreDecisions;
  const parts = [
    asks > 0 && `${asks === 1 ? 'One decision waits' : `${asks} decisions wait`} for you.`,
    needs > 0 &&
      `${departments.join(' and ')}: ${needs === 1 ? 'one customer needs' : `${needs} customers need`} you this week.`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(' ') : 'All of this week’s have moved on. Thank you.';
}
