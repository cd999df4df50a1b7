import type { MrkdwnElement } from '@slack/types';
import { context, type Message, section } from '../../../platform/slack/blocks.ts';
import { joined, mrkdwn, shortened, words } from '../../../platform/slack/mrkdwn.ts';
import { DAYS, handledIn, isBlank, type Part, type Participation } from '../domain.ts';
import { counted } from './words.ts';

const NAME = 40;
const ROWS = 10;
const MOST_PARTS = 50;
const MOST_BLANK = 20;
/** Of fewer no share is told. */
const LEAST = 10;

/** `/cx journey departments`: what each owns and has handled, and who has no part in it. */
export function participationText({ from, to, parts, elsewhere }: Participation): Message {
  const blank = parts.filter(isBlank);
  const busy = parts.filter((part) => !isBlank(part));
  const rows = busy.slice(0, MOST_PARTS).map(partText);
  const more = busy.length - rows.length;
  return {
    text: words`Who takes part: ${busy.length} of ${counted(parts.length, 'department')}`,
    blocks: [
      section(
        mrkdwn`*Who takes part*, last ${DAYS} days (${from} to ${to}): ${busy.length} of ${counted(parts.length, 'department')}.`,
      ),
      ...(blank.length > 0 ? [section(blankText(blank))] : []),
      ...inSections(rows),
      ...(more > 0 ? [context(mrkdwn`and ${counted(more, 'more department')}.`)] : []),
      ...(elsewhere > 0 ? [context(mrkdwn`Handled where no department is any more: ${elsewhere}.`)] : []),
      context(
        mrkdwn`Handled: closed, but for duplicates and what was no complaint. A first word counts by the time the policy gave it. ${daysNote(parts)}`,
      ),
    ],
  };
}

const daysNote = (parts: readonly Part[]): string =>
  parts.some(({ days }) => days !== undefined)
    ? 'Support days: who has had one this quarter, of all who work there.'
    : 'Support days: nobody can be a host yet.';

function blankText(blank: readonly Part[]): MrkdwnElement {
  const names = blank.slice(0, MOST_BLANK).map(({ name }) => mrkdwn`*${shortened(name, NAME)}*`);
  const more = blank.length > MOST_BLANK ? mrkdwn` and ${blank.length - MOST_BLANK} more` : mrkdwn``;
  const own = blank.length === 1 ? 'owns nothing, has' : 'own nothing, have';
  return joined(
    [
      mrkdwn`:triangular_flag_on_post: `,
      joined(names, ', '),
      more,
      mrkdwn` ${own} handled nothing and had no support day: is there nobody to ask?`,
    ],
    '',
  );
}

function partText(part: Part): MrkdwnElement {
  const { name, topics, orphans, told, otherwise, inTime, answered, days } = part;
  const unowned = orphans > 0 ? `, ${orphans} without an owner` : '';
  const endings = otherwise > 0 ? ` (${told} told, ${otherwise} ended otherwise)` : '';
  const share = answered < LEAST ? '' : ` (${Math.round((inTime / answered) * 100)} %)`;
  const firstWord = answered > 0 ? ` · first word in time: ${inTime} of ${answered}${share}` : '';
  return mrkdwn`• *${shortened(name, NAME)}*: ${counted(topics, 'topic')}${unowned} · ${handledIn(part)} handled${endings}${firstWord}${daysText(days)}`;
}

const daysText = (days: Part['days']): string =>
  days === undefined ? '' : ` · support days: ${days.done} of ${days.of} this quarter`;

function inSections(rows: readonly MrkdwnElement[]) {
  const sections = [];
  for (let from = 0; from < rows.length; from += ROWS) sections.push(joined(rows.slice(from, from + ROWS), '\n'));
  return sections.map(section);
}
