import type { KnownBlock, ModalView, MrkdwnElement, SectionBlock } from '@slack/types';
import { masked } from '../../kernel/masking.ts';
import { actions, button, context, header, type Message, plain, section } from '../../platform/slack/blocks.ts';
import { channel, person, text } from '../../platform/slack/fields.ts';
import { channelNamed, joined, mrkdwn, quote, shortened, words } from '../../platform/slack/mrkdwn.ts';
import { QUOTED, type Reader, type Wall, type WallCard } from './domain.ts';

const NAME = 60;
const LISTED = 200;
const AT_HOME = 240;

/** The card of a day in the wall's channel. */
export function wallCard(card: WallCard): Message {
  return {
    text: words`From the customer love wall: ${shortened(oneLine(card.said), 120)}`,
    blocks: [
      section(mrkdwn`:sparkling_heart: *Customer love wall*`),
      section(quote(masked(card.said), QUOTED)),
      section(joined([mrkdwn`– ${card.customer}`, ...about(card), thanks(card)], ' · ')),
      context(mrkdwn`\`/cx wall\` shows more, and takes your name off if you like.`),
    ],
  };
}

/** In the place of a card that does not stand there any more. */
export const takenDown: Message = {
  text: words`Taken down from the customer love wall`,
  blocks: [context(mrkdwn`Taken down from the customer love wall.`)],
};

const about = ({ topic }: WallCard): MrkdwnElement[] =>
  topic === undefined ? [] : [mrkdwn`about ${shortened(topic, NAME)}`];

function thanks({ department, thanked }: WallCard): MrkdwnElement {
  const all = [thanked, department].flatMap((name) => (name === undefined ? [] : [mrkdwn`${shortened(name, NAME)}`]));
  return all.length === 0 ? mrkdwn`*Thank you, everybody!*` : mrkdwn`*Thank you, ${joined(all, ' and ')}!*`;
}

const oneLine = (said: string): string => masked(said).replace(/\s+/g, ' ').trim();

const line = (card: WallCard, longest: number): MrkdwnElement =>
  mrkdwn`“${shortened(oneLine(card.said), longest)}” – ${joined([mrkdwn`${card.customer}`, ...about(card), thanks(card)], ' · ')}`;

/** `/cx wall`: what has been up lately, what waits, and what the reader can do about it. */
export function wallList({ cards, waiting, at, channel: where }: Wall, reader: Reader): Message {
  const rows = cards.map((card): SectionBlock => {
    const row = section(mrkdwn`${card.shownOn}: ${line(card, LISTED)}`);
    return reader.mayTakeDown ? { ...row, accessory: button('Take down', 'wall.take-down', String(card.id)) } : row;
  });
  const place = where === undefined ? mrkdwn`here and on everybody's Home tab` : mrkdwn`in ${channelNamed(where)}`;
  const more = waiting === 0 ? '' : ` ${waiting === 1 ? '1 waits' : `${waiting} wait`} for a day.`;
  return {
    text: words`The customer love wall: ${cards.length === 1 ? '1 card' : `${cards.length} cards`}`,
    blocks: [
      section(mrkdwn`:sparkling_heart: *Customer love wall*`),
      ...(rows.length > 0 ? rows : [section(mrkdwn`Nothing is up yet.`)]),
      context(mrkdwn`One card goes up each working day at ${at}, ${place}.${more}`),
      actions(
        'wall',
        button('Add to the wall', 'wall.put-forward', 'new'),
        reader.isNamed ? button('Do not name me', 'wall.unname', 'me') : button('You may name me', 'wall.name', 'me'),
        ...(reader.mayDirect ? [button('Choose its channel', 'wall.channel', 'wall')] : []),
      ),
    ],
  };
}

/** On the Home tab: the newest card. */
export function wallAtHome(card: WallCard): KnownBlock[] {
  return [
    header('Customer love wall'),
    { ...section(line(card, AT_HOME)), accessory: button('See more', 'wall.open', 'wall') },
  ];
}

/** Anyone puts forward what a customer was glad of. */
export const putForwardForm = (said: string): ModalView => ({
  type: 'modal',
  callback_id: 'wall.put-forward',
  title: plain('Add to love wall'),
  submit: plain('Put it forward'),
  close: plain('Cancel'),
  blocks: [
    text('said', 'What did the customer say?', {
      lines: true,
      initial: said || undefined,
      hint: 'In their own words. It goes up on a working day to come.',
    }),
    text('customer', 'Which customer?', { optional: true, hint: 'Their company, if they have one.' }),
    person('thanked', 'Whom do they thank?', true),
  ],
});

/** Where the cards shall be posted. */
export const channelForm = (): ModalView => ({
  type: 'modal',
  callback_id: 'wall.channel',
  title: plain('Customer love wall'),
  submit: plain('Choose it'),
  close: plain('Cancel'),
  blocks: [
    context(mrkdwn`One card each working day, with what a customer was glad of; none where there is nothing to show.`),
    channel('channel', 'Which channel?'),
  ],
});
