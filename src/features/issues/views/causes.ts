import type { Button, KnownBlock, ModalView, MrkdwnElement } from '@slack/types';
import { lengthText } from '../../../kernel/duration.ts';
import { masked } from '../../../kernel/masking.ts';
import type { Instant } from '../../../kernel/time.ts';
import { actions, button, context, header, type Message, plain, section } from '../../../platform/slack/blocks.ts';
import { text } from '../../../platform/slack/fields.ts';
import { joined, mention, moment, mrkdwn, shortened, words } from '../../../platform/slack/mrkdwn.ts';
import type { Issue } from '../domain.ts';
import { type Cause, cameBack, type Weighed, type Weight } from '../life/causes.ts';
import { type Shown, stateText } from './card.ts';

const MOST_CAUSES = 10;
const MOST_CHILDREN = 20;

/** As typed by a colleague, who may have had a customer before their eyes. */
const titleOf = ({ title }: Pick<Cause, 'title'>): string => shortened(masked(title), 120);

/** `/cx causes`: what waits to be mended, the heaviest first. */
export function causeList(ranked: readonly Weighed[], now: Instant): Message {
  if (ranked.length === 0) {
    const none = words`No cause is waiting to be mended. “Same cause as…” under an issue names one.`;
    return { text: none, blocks: [section({ type: 'mrkdwn', text: none })] };
  }
  const title = ranked.length === 1 ? 'One cause to mend' : `${ranked.length} causes to mend`;
  const rest = ranked.length - MOST_CAUSES;
  return {
    text: words`${title}`,
    blocks: [
      header(title),
      ...ranked
        .slice(0, MOST_CAUSES)
        .flatMap(({ cause, weight }, place): KnownBlock[] => [
          section(mrkdwn`${place + 1}. *${titleOf(cause)}* (cause ${cause.id}): ${weightText(weight, now)}`),
          actions(`cause-${cause.id}`, button('Details', 'cause.open', String(cause.id))),
        ]),
      ...(rest > 0 ? [context(mrkdwn`${rest} more.`)] : []),
    ],
  };
}

function weightText({ issues, customers, value, waitingSince }: Weight, now: Instant): string {
  if (waitingSince === undefined) return 'nobody waits for it.';
  const worth = value > 0 ? `, accounts worth ${Math.round(value).toLocaleString('en-GB')}` : '';
  return `${counted(issues, 'issue')}, ${counted(customers, 'customer')}${worth}. Longest: ${lengthText(waitingSince, now)}.`;
}

const counted = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;

/** `/cx cause N`: one cause with all that hangs under it, `total` in all. */
export function causeDetails(
  { cause, weight }: Weighed,
  children: { readonly first: readonly Shown[]; readonly total: number },
  now: Instant,
): Message {
  const { first, total } = children;
  return {
    text: words`Cause ${cause.id}, ${titleOf(cause)}: ${cause.shipped ? 'mended' : weightText(weight, now)}`,
    blocks: [
      section(joined([mrkdwn`*${titleOf(cause)}* · cause ${cause.id}`, standing(cause, weight, first, now)], '\n')),
      ...first.slice(0, MOST_CHILDREN).map((shown) => context(childLine(shown, cause))),
      ...(total > MOST_CHILDREN ? [context(mrkdwn`${total - MOST_CHILDREN} more.`)] : []),
      ...buttonRow(cause),
      context(mrkdwn`Named by ${mention(cause.createdBy)}. Each customer is told by the owner of their issue.`),
    ],
  };
}

function standing({ shipped }: Cause, weight: Weight, first: readonly Shown[], now: Instant): MrkdwnElement {
  if (shipped === undefined) return mrkdwn`${weightText(weight, now)}`;
  const [any] = first;
  const when = any ? mrkdwn` ${moment('since', shipped.at, any.dateText(shipped.at))}` : mrkdwn``;
  const said = (written: string) => shortened(masked(written), 500);
  return mrkdwn`Mended${when}, by ${mention(shipped.by)}.\nCause: ${said(shipped.rootCause)}\nChanged: ${said(shipped.change)}`;
}

function childLine(shown: Shown, cause: Cause): MrkdwnElement {
  const { issue, title, customer } = shown;
  const back = cameBack(issue, cause) ? mrkdwn` · *came back after it was mended*` : mrkdwn``;
  return mrkdwn`#${issue.id} ${title}, ${customer}: ${stateText(shown)} · ${mention(issue.owner)}${back}`;
}

function buttonRow({ id, shipped, trackerUrl }: Cause): KnownBlock[] {
  const mend = shipped ? [] : [button("It's fixed for all", 'cause.ship', String(id), 'primary')];
  const tracker: Button[] =
    trackerUrl === undefined
      ? []
      : [{ ...button('Where it is tracked', 'cause.tracker', String(id)), url: trackerUrl }];
  const all = [...mend, ...tracker];
  return all.length === 0 ? [] : [actions(`cause-${id}`, ...all)];
}

/** Written once: what was wrong and what was changed. */
export const shipForm = (cause: Cause, open: number): ModalView => ({
  type: 'modal',
  callback_id: 'cause.ship',
  private_metadata: JSON.stringify({ cause: cause.id }),
  title: plain("It's fixed for all"),
  submit: plain('Save'),
  close: plain('Cancel'),
  blocks: [
    context(mrkdwn`*${titleOf(cause)}* · ${counted(open, 'issue')} will be fixed; each owner tells their customer.`),
    text('root_cause', 'What was the cause?', { lines: true }),
    text('change', 'What was changed, so that it does not come again?', { lines: true }),
  ],
});

/** To whoever mended it: who tells the customers now. */
export function shippedSaid(cause: Cause, mended: readonly Issue[]): Message {
  const each = mended.slice(0, MOST_CHILDREN).map(({ id, owner }) => mrkdwn`#${id} ${mention(owner)}`);
  const rest = mended.length - each.length;
  const more = rest > 0 ? mrkdwn` and ${rest} more` : mrkdwn``;
  const tell = each.length === 0 ? mrkdwn`` : mrkdwn` To tell the customers: ${joined(each, ', ')}${more}.`;
  const line = mrkdwn`*${titleOf(cause)}* is mended, thank you: ${counted(mended.length, 'issue')} fixed.${tell}`;
  return { text: words`${line}`, blocks: [section(line)] };
}
