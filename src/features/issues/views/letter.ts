import type { KnownBlock, MrkdwnElement } from '@slack/types';
import { masked } from '../../../kernel/masking.ts';
import { actions, button, context, type Message, section } from '../../../platform/slack/blocks.ts';
import { joined, mention, moment, mrkdwn, quote, shortened, words } from '../../../platform/slack/mrkdwn.ts';
import { ENDING_TEXT } from '../domain.ts';
import type { LineStanding } from '../letters/lines.ts';
import { ownerActions, slotActions, someActions } from './actions.ts';
import { ASKS, acceptBy, capital, inFull, isWaiting, type Sentences, saidOnce, sentencesOf, since } from './asks.ts';
import { type Shown, until } from './card.ts';

/** A line of a DM: an issue, and why it stands there. */
export interface Entry {
  readonly shown: Shown;
  readonly step: string;
  readonly standing: LineStanding;
  /** Its reader is told of it, and another has it. */
  readonly notice?: boolean;
}

/** Lines a DM shows with their buttons; the rest is a command away. */
export const MOST_LINES = 5;

/** How the lines of a DM stand together, those that it does not show included. */
export interface Sum {
  /** Lines that are not shown, and how many of them are the reader's own. */
  readonly more: number;
  readonly moreYours: number;
  /** Customers who wait for its reader. */
  readonly waiting: number;
  /** Customers of whom others are to take care, and who need a hand. */
  readonly withOthers: number;
  /** Lines of what has gone to a colleague. */
  readonly handedOn: number;
  /** It is read in the morning. */
  readonly morning: boolean;
}

/** A customer says that theirs is sorted. */
export interface GoodNews {
  readonly shown: Shown;
  readonly words: string;
}

/** More would be a second letter. */
export const MOST_NEWS = 3;

/** One DM to one person. A single line gets the customer's words; several get a line each, some of them elsewhere. Good news comes last. */
export function letter(entries: readonly Entry[], sum: Sum, news: readonly GoodNews[] = []): Message {
  const [first] = entries;
  const message = entries.length === 1 && sum.more === 0 && first ? single(first) : several(entries, sum);
  return withNews(message, news);
}

export const withNews = (message: Message, news: readonly GoodNews[]): Message => ({
  ...message,
  blocks: [...message.blocks, ...news.map((each) => context(newsLine(each)))],
});

export function newsLine({ shown: { issue, title, customer }, words: said }: GoodNews): MrkdwnElement {
  const quoted = said === '' ? mrkdwn`` : mrkdwn` “${shortened(masked(said), 150)}”`;
  return mrkdwn`Good news: ${customer} says theirs is sorted (#${issue.id} ${title}).${quoted}`;
}

function several(entries: readonly Entry[], sum: Sum): Message {
  const title = titleOf(sum);
  return {
    text: words`${title}`,
    blocks: [
      section(greeted(title, sum.morning)),
      ...linesWithButtons(entries),
      whyRow,
      ...(sum.more > 0 ? [context(mrkdwn`${sum.more} more can wait; ${whereToLook(sum)}`)] : []),
    ],
  };
}

function whereToLook({ more, moreYours }: Sum): MrkdwnElement {
  if (moreYours === more) return mrkdwn`\`/cx mine\` has them.`;
  return moreYours === 0
    ? mrkdwn`the Home tab shows what is open with colleagues.`
    : mrkdwn`\`/cx mine\` has yours, the Home tab shows what is open with colleagues.`;
}

export const greeted = (title: string, morning: boolean): MrkdwnElement =>
  morning ? mrkdwn`Good morning. *${title}*` : mrkdwn`*${title}*`;

/** A line each, with its buttons; the first may have the message's primary one. */
export const linesWithButtons = (entries: readonly Entry[], primary = true): KnownBlock[] => {
  const said = new Set<string>();
  return entries.flatMap((entry, place) => [section(brief(entry, said)), ...buttons(entry, primary && place === 0)]);
};

function titleOf({ waiting, withOthers, handedOn }: Sum): string {
  if (waiting > 0) return `${yoursWaiting(waiting)}${withOthers > 0 ? `; ${needAHand(withOthers)}` : ''}.`;
  if (withOthers > 0)
    return withOthers === 1 ? "A colleague's customer needs a hand." : `${withOthers} customers need a hand.`;
  if (handedOn > 0)
    return `${handedOn} of yours ${handedOn === 1 ? 'is with a colleague' : 'are with colleagues'} now.`;
  return 'All of these have moved on. Thank you.';
}

const yoursWaiting = (customers: number): string =>
  customers === 1 ? 'A customer is waiting for you' : `${customers} customers are waiting for you`;

const needAHand = (customers: number): string =>
  customers === 1 ? "a colleague's needs a hand" : `${customers} of colleagues need a hand`;

/** A line among several: what it is about, what is asked, and enough of the customer's words to know it by. */
function brief(entry: Entry, before: Set<string>): MrkdwnElement {
  const { issue, title, text } = entry.shown;
  const line = joined([mrkdwn`*#${issue.id} ${title}*: `, saidOnce(lineOf(entry, true), before)], '');
  const said = masked(text).replace(/\s+/g, ' ').trim();
  return entry.standing === 'asks' && said !== '' ? joined([line, quote(said, 110)], '\n') : line;
}

function single(entry: Entry): Message {
  const { shown } = entry;
  const line = inFull(lineOf(entry));
  const said = masked(shown.text).trim();
  return {
    text: words`#${shown.issue.id} ${shown.title}, ${shown.customer}: ${plainAsk(entry)}`,
    blocks: [
      section(joined([mrkdwn`*${shown.title}* · #${shown.issue.id}`, capitalised(line)], '\n')),
      ...(entry.standing === 'asks' && said !== '' ? [section(quote(said, 400))] : []),
      ...withWhy(buttons(entry, true), shown.issue.id),
      ...(entry.step === 'assigned' && entry.standing === 'asks' ? [context(why(shown))] : []),
    ],
  };
}

const whyThis = (value: string) => button('Why?', 'issue.why-this', value);

/** Why the DM came is one click away: in the row of its only line, or in a row of its own. */
const withWhy = (rows: KnownBlock[], issue: number): KnownBlock[] =>
  rows.map((row) => (row.type === 'actions' ? { ...row, elements: [...row.elements, whyThis(String(issue))] } : row));
export const whyRow: KnownBlock = actions('why', whyThis('letter'));

function why({ because }: Shown): MrkdwnElement {
  return because === ''
    ? mrkdwn`Here because no topic's words are in it.`
    : mrkdwn`Here because of “${because.slice(0, 80)}”.`;
}

/** One primary button a message: that of its first line. */
function buttons({ shown, step, standing, notice }: Entry, first: boolean): KnownBlock[] {
  if (standing === 'past' || step === 'handed-on') return [];
  const ask = standing === 'asks' ? ASKS[step] : undefined;
  const asked = notice ? (ask?.othersActions ?? ask?.actions) : ask?.actions;
  if (standing === 'asks' && shown.issue.state === 'open' && asked === undefined)
    return [slotActions(shown.issue, shown.slots(), first)];
  return [asked ? someActions(shown.issue, asked, first) : ownerActions(shown.issue, first)];
}

const capitalised = (line: MrkdwnElement): MrkdwnElement => ({ ...line, text: capital(line.text) });

function lineOf({ shown, step, standing, notice = false }: Entry, brief = false): Sentences {
  if (standing === 'past') return movedOn(shown);
  const ask = standing === 'asks' ? ASKS[step] : undefined;
  if (ask === undefined) return { line: yours(shown) };
  return brief && step === 'assigned' ? { line: briefly(shown) } : sentencesOf(ask, shown, notice);
}

/** New work among several lines. */
function briefly(shown: Shown): MrkdwnElement {
  if (shown.issue.limbo)
    return mrkdwn`it fell between departments, and is yours until the heads agree. ${capital(shown.customer)} has waited ${since(shown)}.`;
  const how =
    shown.lastWord?.says === 'no' ? mrkdwn`${shown.customer} says that it is not sorted yet.` : isWaiting(shown);
  return mrkdwn`${how} Can you take it${acceptBy(shown)}?`;
}

const YOUR_PAUSE = { customer: 'You wait for', snooze: 'You have put off', blocked: 'Means are wanting for' } as const;

/** Where it stands with its owner, and what comes next. */
function yours(shown: Shown): MrkdwnElement {
  const { issue, customer, resolveBy, dateText } = shown;
  if (issue.pause) return mrkdwn`${YOUR_PAUSE[issue.pause.kind]} ${customer}${until(shown)}.`;
  const by = resolveBy === undefined ? mrkdwn`` : mrkdwn` ${moment('by', resolveBy, dateText(resolveBy))}`;
  if (issue.state === 'open') return mrkdwn`It is with you: can you take it?`;
  if (issue.state === 'accepted' && issue.promisedFor)
    return mrkdwn`You have it, thank you. ${capital(customer)} hears from you ${moment('by', issue.promisedFor, dateText(issue.promisedFor))}.`;
  if (issue.state === 'accepted')
    return mrkdwn`You have it, thank you. Next: let ${customer} know that you are on it; fixed${by}.`;
  if (issue.state === 'contacted') return mrkdwn`${customer} has heard from us. Next: see it fixed${by}.`;
  return mrkdwn`It is fixed. Next: tell ${customer}.`;
}

/** What became of it, where the line asks for nothing any more. */
function movedOn({ issue }: Shown): Sentences {
  if (issue.state !== 'closed') return { line: mrkdwn`It has moved on; ${mention(issue.owner)} has it.` };
  return { line: mrkdwn`Closed: ${ENDING_TEXT[issue.end?.ending ?? 'told']}.`, closing: mrkdwn`Thank you.` };
}

function plainAsk({ shown: { issue }, standing, step }: Entry): string {
  if (issue.state === 'closed') return 'closed';
  if (standing === 'past') return 'it has moved on';
  if (standing === 'asks' && ASKS[step]) return ASKS[step].plain;
  const next = {
    open: 'can you take it?',
    accepted: 'please answer the customer',
    contacted: 'please see it fixed',
    fixed: 'please tell the customer',
  };
  return next[issue.state];
}
