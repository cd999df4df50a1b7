import { masked } from '../../kernel/masking.ts';
import { context, header, type Message, section } from '../../platform/slack/blocks.ts';
import { joined, mrkdwn, quote, shortened, words } from '../../platform/slack/mrkdwn.ts';
import { customerText, type Feedback, scoreText } from './domain.ts';

/** Longest quote on a card; the whole text is one click away. */
export const QUOTED = 600;

const KIND = {
  complaint: ':warning: *Complaint*',
  praise: ':sparkling_heart: *Praise*',
  mixed: ':left_right_arrow: *Mixed*',
  neutral: ':speech_balloon: *Neutral*',
} as const;

const PRAISED = mrkdwn`Nobody is asked for anything.`;
/** Its words alone would be read the same again; a score decides where words do not. */
const UNDECIDED = mrkdwn`Nobody is asked for anything. Is it a complaint? \`/cx log\` it with a score.`;

/** Praise and the neutral: a small card that asks nobody for anything. */
export function feedbackCard(feedback: Feedback, topics: readonly string[]): Message {
  const facts = [customerText(feedback.customer), scoreText(feedback.score), ...topics].filter(
    (fact) => fact !== undefined,
  );
  const kind = { type: 'mrkdwn', text: KIND[feedback.kind] } as const;
  const said = masked(feedback.text);
  return {
    text: words`${feedback.kind === 'praise' ? 'Praise' : 'Feedback'} from ${customerText(feedback.customer)}: ${shortened(said.replace(/\s+/g, ' '), 120)}`,
    blocks: [
      section(joined([kind, ...facts.map((fact) => mrkdwn`${fact}`)], ' · ')),
      ...(said.trim() === '' ? [] : [section(quote(said, QUOTED))]),
      context(mrkdwn`${feedback.kind === 'praise' ? PRAISED : UNDECIDED} From ${feedback.source}`),
    ],
  };
}

/** What else customers said that day: one post, each of them in its thread. */
export function alsoHeard({ praise, other }: { readonly praise: number; readonly other: number }): Message {
  const parts = [praise > 0 && praiseText(praise), other > 0 && `${other} other ${other === 1 ? 'remark' : 'remarks'}`];
  const said = parts.filter((part) => part !== false).join(' and ');
  return {
    text: words`Also heard today: ${said}`,
    blocks: [
      section(mrkdwn`:sparkling_heart: *Also heard today: ${said}.*`),
      context(mrkdwn`Nobody is asked for anything. They stand in this thread.`),
    ],
  };
}

const praiseText = (praise: number): string => `${praise} ${praise === 1 ? 'word' : 'words'} of praise`;

export interface RollUpCounts {
  readonly total: number;
  readonly issues: number;
  readonly praise: number;
}

/** Many at once: one post, with each as a line of its thread. */
export function rollUpSummary(
  { total, issues, praise }: RollUpCounts,
  { imported, gathers }: { readonly imported: string | undefined; readonly gathers: string | undefined },
): Message {
  const pieces = `${total === 1 ? 'piece' : 'pieces'} of feedback`;
  const title = imported === undefined ? `${total} more ${pieces}` : `Import from ${imported}: ${total} ${pieces}`;
  const neutral = total - issues - praise;
  const parts = [
    issues > 0 && `${issues} to be answered, ${issues === 1 ? 'with' : 'each with'} an owner`,
    praise > 0 && praiseText(praise),
    neutral > 0 && `${neutral} neutral`,
  ].filter((part) => part !== false);
  return {
    text: words`${title}: ${parts.join(', ')}`,
    blocks: [
      header(title),
      section(mrkdwn`${parts.join(' · ')}`),
      context(mrkdwn`${whyTogether(gathers)} \`/cx issue <number>\` opens one.`),
    ],
  };
}

function whyTogether(gathers: string | undefined): string {
  if (gathers?.startsWith('day/'))
    return 'This channel has had its posts for today, so these stand in this thread, a line each. Every owner hears by DM.';
  if (gathers?.startsWith('cause/'))
    return 'They say nearly the same, so they stand in this thread, a line each. Every owner hears by DM.';
  return 'They came at once, so they stand in this thread, a line each.';
}

export interface RollUpLine {
  readonly number: number;
  readonly issue: number | undefined;
  readonly kind: Feedback['kind'];
  readonly customer: string;
  readonly text: string;
}

/** Lines in one message of a summary's thread: fewer would take a flood longer than Slack's one post a second allows, more nobody would read. */
export const PAGE = 40;
const LINE = 70;

/** Lines of a summary: an issue under its number, the rest under its place. */
export function rollUpPage(lines: readonly RollUpLine[]): Message {
  const rows = lines.map(({ number, issue, kind, customer, text }) => {
    const name = issue === undefined ? mrkdwn`${number}.` : mrkdwn`*#${issue}*`;
    const said = shortened(masked(text).replace(/\s+/g, ' ').trim(), LINE) || '(no words)';
    return mrkdwn`${name} ${kind}, ${shortened(customer, 30)}: ${said}`;
  });
  const [first, last] = [lines[0]?.number ?? 0, lines.at(-1)?.number ?? 0];
  return {
    text: words`Lines ${first} to ${last}`,
    blocks: chunks(rows.map(({ text }) => text)).map((text) => section({ type: 'mrkdwn', text })),
  };
}

const SECTION = 2900;

/** Rows joined by line ends into as few texts as fit a section. */
function chunks(rows: readonly string[]): string[] {
  const texts: string[] = [];
  for (const row of rows) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + row.length < SECTION) texts[texts.length - 1] = `${last}\n${row}`;
    else texts.push(row);
  }
  return texts;
}

/** Slack takes about one post a second in a channel. */
const A_MINUTE = 57;

/** While more is waiting for a channel than Slack takes at once. */
export function delayNotice(waiting: number): Message {
  if (waiting === 0) {
    const line = mrkdwn`*All is shown now.* Many customers wrote at once; nothing was left out.`;
    return { text: words`All is shown now`, blocks: [section(line)] };
  }
  const minutes = Math.max(1, Math.ceil(waiting / A_MINUTE));
  const long = minutes === 1 ? 'about a minute' : `about ${minutes} minutes`;
  const posts = waiting === 1 ? '1 post is' : `${waiting} posts are`;
  const line = mrkdwn`*Delayed: ${posts} waiting, ${long}.* Many customers wrote at once. What is urgent goes first, and every owner hears by DM.`;
  return { text: words`Delayed: ${posts} waiting, ${long}`, blocks: [section(line)] };
}
