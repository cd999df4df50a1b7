import type { KnownBlock } from '@slack/types';
import { button, context, type Message, section } from '../../../platform/slack/blocks.ts';
import { mention, mrkdwn, words } from '../../../platform/slack/mrkdwn.ts';
import { dayValue, type SupportDay } from '../domain.ts';
import { askedBlocks, type Shown } from './answers.ts';
import { dayText, hoursText } from './words.ts';

const MOST = 5;

/** `/cx day` of somebody in support: who comes, and of whom it is not yet said how it was. */
export function hosting(coming: readonly Shown[], past: readonly Shown[]): Message {
  const more = coming.length - MOST;
  return {
    text: coming[0]
      ? words`Beside you next: ${dayText(coming[0].day.day)}`
      : words`Nobody has chosen a day beside you yet.`,
    blocks: [
      ...(coming.length === 0
        ? [section(mrkdwn`*Nobody has chosen a day beside you yet.* When somebody does, you hear it in one message.`)]
        : coming.slice(0, MOST).map(comingBlock)),
      ...(more > 0 ? [context(mrkdwn`and ${more} later.`)] : []),
      ...past.slice(0, MOST).flatMap((shown) => askedBlocks(shown, shown.day.guest)),
    ],
  };
}

/** One guest who comes, with the host's veto. */
export const comingBlock = ({ day, zone }: Shown): KnownBlock => ({
  ...section(mrkdwn`*Beside you on ${dayText(day.day)}*: ${mention(day.guest)}, ${hoursText(day, zone)}.`),
  accessory: button('Too busy that day', 'day.veto', dayValue(day)),
});

/** A host who is too busy that day. */
export const vetoed = ({ day, guest }: SupportDay): Message => ({
  text: words`${dayText(day)} is yours again.`,
  blocks: [
    section(
      mrkdwn`${dayText(day)} is yours again, and nobody else is offered it. ${mention(guest)} hears that you have too much to do, and chooses another day.`,
    ),
  ],
});
