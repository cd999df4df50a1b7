import type { KnownBlock } from '@slack/types';
import { actions, button, context, section } from '../../../platform/slack/blocks.ts';
import { joined, mention, mrkdwn } from '../../../platform/slack/mrkdwn.ts';
import type { SupportDay } from '../domain.ts';
import { letDownText } from './answers.ts';
import { dayText } from './words.ts';

/** The way to a day, for whoever has none; and why the last one did not come about. */
export const chooseBlocks = (letDown: SupportDay | undefined): KnownBlock[] => [
  section(
    joined(
      [mrkdwn`*Your next support day*: none is planned.`, ...(letDown === undefined ? [] : [letDownText(letDown)])],
      ' ',
    ),
  ),
  actions('support day', button('Choose a day', 'day.offers', 'now')),
];

/** This quarter's is done. */
export const hadBlock = ({ day, host }: SupportDay): KnownBlock =>
  context(mrkdwn`Your support day of this quarter was ${dayText(day)}, beside ${mention(host)}.`);
