import type { KnownBlock, MrkdwnElement } from '@slack/types';
import { masked } from '../../../kernel/masking.ts';
import { context, type Message, section } from '../../../platform/slack/blocks.ts';
import { joined, mention, moment, mrkdwn, quote, words } from '../../../platform/slack/mrkdwn.ts';
import { ENDING_TEXT } from '../domain.ts';
import { type ActionId, ownerActions, someActions } from './actions.ts';
import type { Shown } from './card.ts';

/** A line of a DM: an issue, and why it stands there. */
export interface Entry {
  readonly shown: Shown;
  readonly step: string;
  readonly standing: LineStanding;
}

/** Whether a line still asks what it asked, is the reader's in a later state, or asks nothing of them any more. */
export type LineStanding = 'asks' | 'yours' | 'past';

/** Lines a DM shows with their buttons; the rest is a command away. */
export const MOST_LINES = 5;

/** One DM to one person. A single line gets the customer's words; several get a line each, `more` of them elsewhere. */
export function letter(entries: readonly Entry[], more: number): Message {
  const [first] = entries;
  if (entries.length === 1 && more === 0 && first) return single(first);
  const open = entries.filter(({ standing }) => standing !== 'past').length;
  const title = open > 0 ? waitingText(open + more) : 'All of these have moved on. Thank you.';
  return {
    text: words`${title}`,
    blocks: [
      section(mrkdwn`*${title}*`),
      ...entries.flatMap((entry, place) => [section(brief(entry)), ...buttons(entry, place === 0)]),
      ...(more > 0 ? [context(mrkdwn`${more} more can wait; \`/cx mine\` has them.`)] : []),
    ],
  };
}

/** A line among several: what it is about, what is asked, and enough of the customer's words to know it by. */
function brief(entry: Entry): MrkdwnElement {
  const { issue, title, text } = entry.shown;
  const line = joined([mrkdwn`*#${issue.id} ${title}*: `, lineOf(entry, true)], '');
  const said = masked(text).replace(/\s+/g, ' ').trim();
  return entry.standing === 'asks' && said !== '' ? joined([line, quote(said, 110)], '\n') : line;
}

const waitingText = (count: number) =>
  count === 1 ? 'A customer is waiting for you.' : `${count} customers are waiting for you.`;

function single(entry: Entry): Message {
  const { shown } = entry;
  const line = lineOf(entry);
  const said = masked(shown.text).trim();
  return {
    text: words`#${shown.issue.id} ${shown.title}, ${shown.customer}: ${plainAsk(entry)}`,
    blocks: [
      section(joined([mrkdwn`*${shown.title}* · #${shown.issue.id}`, capitalised(line)], '\n')),
      ...(entry.standing === 'asks' && said !== '' ? [section(quote(said, 400))] : []),
      ...buttons(entry, true),
      ...(entry.step === 'assigned' && entry.standing === 'asks' ? [context(why(shown))] : []),
    ],
  };
}

function why({ because, department }: Shown): MrkdwnElement {
  const reason = because === '' ? mrkdwn`nobody else is named for it` : mrkdwn`of “${because.slice(0, 80)}”`;
  return mrkdwn`You get this because you answer for it in ${department}, and it came to you because ${reason}. Not yours? Pass it on with one click.`;
}

/** One primary button a message: that of its first line. */
function buttons({ shown, step, standing }: Entry, first: boolean): KnownBlock[] {
  if (standing === 'past' || step === 'handed-on') return [];
  const asked = standing === 'asks' ? ASKED[step] : undefined;
  return [asked ? someActions(shown.issue, asked, first) : ownerActions(shown.issue, first)];
}

/** What a step asks for; where nothing is named, whatever the issue needs next. */
const ASKED: Readonly<Record<string, readonly [ActionId, ...ActionId[]]>> = {
  contact: ['issue.contact', 'issue.wait', 'issue.bounce'],
  'contact-breach': ['issue.contact', 'issue.wait', 'issue.bounce'],
  'still-on-it': ['issue.still', 'issue.help', 'issue.bounce'],
  tell: ['issue.tell', 'issue.close'],
  'tell-again': ['issue.tell', 'issue.close'],
  'tell-last': ['issue.tell', 'issue.close'],
};

type Line = (shown: Shown) => MrkdwnElement;

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

const capitalised = (line: MrkdwnElement): MrkdwnElement => ({ ...line, text: capital(line.text) });

const acceptBy = ({ acceptBy: at, dateText }: Shown) =>
  at === undefined ? mrkdwn`` : mrkdwn` ${moment('by', at, dateText(at))}`;

const assignedBriefly: Line = (shown) => mrkdwn`${shown.customer} is unhappy. Can you take it${acceptBy(shown)}?`;

const since = ({ issue, dateText }: Shown) => moment('since', issue.waitingSince, dateText(issue.waitingSince));

/** Each asks one thing, names the person and the stake, and blames nobody. */
const LINES: Readonly<Record<string, Line>> = {
  assigned: (shown) =>
    mrkdwn`${capital(shown.customer)} is unhappy, and you answer for this, so you're the first to know. You needn't solve it alone: can you take it${acceptBy(shown)}, or say whose it is?`,
  accept: (shown) =>
    mrkdwn`this still needs somebody; ${shown.customer} has waited ${since(shown)}. Take it or pass it on: both are fine.`,
  'accept-again': (shown) => mrkdwn`this has no other owner than you; ${shown.customer} has waited ${since(shown)}.`,
  contact: (shown) =>
    mrkdwn`${shown.customer} has not heard from us ${since(shown)}. A short "we are on it" is enough for now.`,
  'contact-breach': (shown) =>
    mrkdwn`two days on, ${shown.customer} has not heard from us (${since(shown)}). Owner: ${mention(shown.issue.owner)}. A short answer helps most.`,
  'resolve-warning': (shown) =>
    mrkdwn`most of the time for ${shown.customer} has gone. Will it be fixed in time, or can somebody help?`,
  'still-on-it': (shown) => mrkdwn`no news for three working days. Are you still on it for ${shown.customer}?`,
  'overdue-head': (shown) =>
    mrkdwn`this is a day past its time with ${mention(shown.issue.owner)}; ${shown.customer} is still waiting. What would help?`,
  'overdue-cx-lead': (shown) =>
    mrkdwn`this is three days past its time with ${mention(shown.issue.owner)}; ${shown.customer} is still waiting.`,
  'wait-over': (shown) => mrkdwn`today was the day to look at this again for ${shown.customer}.`,
  tell: (shown) => mrkdwn`this is fixed, and ${shown.customer} doesn't know yet. One message ends it well.`,
  'tell-again': (shown) => mrkdwn`this is fixed, and ${shown.customer} is still to hear it.`,
  'tell-last': (shown) =>
    mrkdwn`this was fixed by ${mention(shown.issue.owner)}, but ${shown.customer} has not been told. Could you see to it?`,
  'still-open': (shown) =>
    mrkdwn`this is still open with ${mention(shown.issue.owner)}; ${shown.customer} has waited ${since(shown)}. Would another owner help, or is there an honest ending?`,
  'handed-on': (shown) =>
    mrkdwn`this is with ${mention(shown.issue.owner)} now, so that ${shown.customer} need not wait. Nothing for you to do.`,
};

function lineOf({ shown, step, standing }: Entry, brief = false): MrkdwnElement {
  if (standing === 'asks' && brief && step === 'assigned') return assignedBriefly(shown);
  if (standing === 'asks') return (LINES[step] ?? yours)(shown);
  return standing === 'yours' ? yours(shown) : movedOn(shown);
}

/** Where it stands with its owner, and what comes next. */
function yours({ issue, customer, resolveBy, dateText }: Shown): MrkdwnElement {
  if (issue.waiting)
    return mrkdwn`You wait for ${customer} ${moment('until', issue.waiting.until, dateText(issue.waiting.until))}.`;
  const by = resolveBy === undefined ? mrkdwn`` : mrkdwn`, ${moment('by', resolveBy, dateText(resolveBy))}`;
  if (issue.state === 'open') return mrkdwn`It is with you: can you take it?`;
  if (issue.state === 'accepted')
    return mrkdwn`You have it, thank you. Next: let ${customer} know that you are on it; fixed${by}.`;
  if (issue.state === 'contacted') return mrkdwn`${customer} has heard from you. Next: see it fixed${by}.`;
  return mrkdwn`It is fixed. Next: tell ${customer}.`;
}

/** What became of it, where the line asks for nothing any more. */
function movedOn({ issue }: Shown): MrkdwnElement {
  if (issue.state === 'closed') return mrkdwn`Closed: ${ENDING_TEXT[issue.end?.ending ?? 'told']}. Thank you.`;
  return mrkdwn`It has moved on; ${mention(issue.owner)} has it.`;
}

function plainAsk({ shown: { issue }, standing, step }: Entry): string {
  if (step === 'handed-on') return 'somebody else has it now';
  if (issue.state === 'closed') return 'closed';
  if (standing === 'past') return 'it has moved on';
  const asks = {
    open: 'can you take it?',
    accepted: 'please answer the customer',
    contacted: 'please see it fixed',
    fixed: 'please tell the customer',
  };
  return asks[issue.state];
}
