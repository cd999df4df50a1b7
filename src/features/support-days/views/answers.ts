import type { KnownBlock, ModalView } from '@slack/types';
import type { UserId } from '../../../kernel/slack.ts';
import { actions, button, context, type Message, plain, section } from '../../../platform/slack/blocks.ts';
import { text } from '../../../platform/slack/fields.ts';
import { joined, mention, mrkdwn, words } from '../../../platform/slack/mrkdwn.ts';
import { dayValue, type SupportDay, type Timed } from '../domain.ts';
import type { NoDay, Offer } from '../offering.ts';
import { dateText, dayText, hoursText, learnedQuote } from './words.ts';

/** A day as its reader's wall has it. */
export interface Shown {
  readonly day: Timed;
  readonly zone: string;
}

/** A day that is offered, with its hours. */
export type ShownOffer = Offer & Pick<Timed, 'from' | 'until'> & { readonly name: string };

/** What goes before what is offered: nothing, that somebody else was faster, that the last day did not come about, or that the planned one stays theirs. */
export type Before = 'taken' | SupportDay | undefined;

const WHAT =
  'Once a quarter everybody sits for a day beside somebody who talks with customers, leaders too. Nothing to prepare.';

/** Three days to choose from, each with its host. */
export function offered(offers: readonly ShownOffer[], zone: string, before: Before): Message {
  const first = before === undefined ? mrkdwn`${WHAT}` : mrkdwn`${beforeText(before)}`;
  const names = offers.map(({ day, name }) => `${dayText(day)} beside ${name}`).join(', ');
  return {
    text: words`A day beside support: ${names}`,
    blocks: [
      section(mrkdwn`*A day beside support: which one suits you?*\n${first}`),
      ...offers.map((offer) => ({
        ...section(mrkdwn`*${dayText(offer.day)}* beside ${mention(offer.host)}, ${hoursText(offer, zone)}`),
        accessory: button(`Choose ${dateText(offer.day)}`, 'day.choose', `${offer.host}@${offer.day}`),
      })),
      context(mrkdwn`Your host hears of it in one message. \`/cx day\` changes it.`),
    ],
  };
}

function beforeText(before: NonNullable<Before>) {
  if (before === 'taken') return mrkdwn`That day is not free any more. These are.`;
  return before.state === 'planned' ? stays(before) : mrkdwn`${letDownText(before)} These are free instead.`;
}

const stays = ({ day, host }: SupportDay) =>
  mrkdwn`${dayText(day)} beside ${mention(host)} stays yours until you choose another.`;

/** Why a day did not come about, to its guest. */
export function letDownText({ day, host, state }: SupportDay) {
  const when = dayText(day);
  if (state === 'vetoed') return mrkdwn`${mention(host)} has too much to do on ${when}. Another day is welcome.`;
  if (state === 'host-away') return mrkdwn`${mention(host)} does not work on ${when} after all, so that day is off.`;
  if (state === 'host-left') return mrkdwn`Your host of ${when} does not work here any more, so that day is off.`;
  return mrkdwn`You do not work on ${when} after all, so that day beside ${mention(host)} is off.`;
}

const WHY_NONE: Readonly<Record<NoDay, string>> = {
  away: 'you have no working day in that time',
  hours: 'nobody in support works at least four hours of your day',
  taken: 'everybody in support already has a guest on each day that suits you both',
  team: 'on each day half of your department or more would be away',
};

const isMove = (before: Before): boolean => typeof before === 'object' && before.state === 'planned';

function noneBefore(before: NonNullable<Before>) {
  if (before === 'taken') return mrkdwn`That day is not free any more.`;
  return before.state === 'planned' ? stays(before) : letDownText(before);
}

/** No day can be offered: why, and who can help. */
export const noneLeft = (why: NoDay, until: string, lead: UserId, before: Before): Message => ({
  text: words`No day beside support is free until ${dayText(until)}.`,
  blocks: [
    section(
      joined(
        [
          ...(before === undefined ? [] : [noneBefore(before)]),
          mrkdwn`*No ${isMove(before) ? 'other ' : ''}day beside support is free until ${dayText(until)}:* ${WHY_NONE[why]}. ${mention(lead)} looks after customer experience and can help.`,
        ],
        ' ',
      ),
    ),
  ],
});

/** Nobody can be a host, because the company has named nobody. */
export const nobodyHosts = (lead: UserId, key: string): Message => ({
  text: words`Nobody is named yet who could be a host for a day beside support.`,
  blocks: [
    section(
      mrkdwn`*Nobody is named yet who could be a host.* For days beside support the department \`${key}\` needs members: ${mention(lead)} can name them with \`/cx setup\`.`,
    ),
  ],
});

/** What somebody has planned. */
export const planned = (shown: Shown): Message => ({
  text: words`Your next support day: ${dayText(shown.day.day)}`,
  blocks: plannedBlocks(shown),
});

export function plannedBlocks({ day, zone }: Shown): KnownBlock[] {
  return [
    section(
      mrkdwn`*Your next support day*: ${dayText(day.day)}, beside ${mention(day.host)}, ${hoursText(day, zone)}.`,
    ),
    actions(
      `support day ${day.id}`,
      button('Another day', 'day.another', dayValue(day)),
      button('Cannot come', 'day.cancel', dayValue(day)),
    ),
  ];
}

/** After the day: its guest, or its host, is asked how it was. */
export const asked = (shown: Shown, beside: UserId): Message => ({
  text: words`How was the support day on ${dayText(shown.day.day)}?`,
  blocks: askedBlocks(shown, beside),
});

export const askedBlocks = ({ day }: Shown, beside: UserId): KnownBlock[] => [
  section(mrkdwn`*How was ${dayText(day.day)}?* You had planned it with ${mention(beside)}.`),
  actions(
    `support day ${day.id}`,
    button('It took place', 'day.took-place', dayValue(day), 'primary'),
    button('It did not', 'day.did-not', dayValue(day)),
  ),
];

/** This quarter's day is done. */
export function had({ day, host, learned, id }: SupportDay): Message {
  const more = learned === undefined ? [button('One thing I learned', 'day.took-place', dayValue({ id, day }))] : [];
  return {
    text: words`You sat beside support on ${dayText(day)}. Thank you.`,
    blocks: [
      section(
        mrkdwn`*You sat beside ${mention(host)} on ${dayText(day)}.* Thank you. Your next one comes next quarter.`,
      ),
      ...(learned === undefined ? [] : [section(learnedQuote(learned))]),
      actions(`support day ${id}`, ...more, button('Undo', 'day.undo', dayValue({ id, day }))),
    ],
  };
}

/** It is said that it took place, or did not, by either of the two. */
export const settled = ({ id, state, day }: SupportDay, isGuest: boolean): Message => {
  const took = mrkdwn`${dayText(day)}: it took place. Thank you both.`;
  const again = isGuest ? mrkdwn` You can choose another day.` : mrkdwn` Your guest can choose another day.`;
  return {
    text: words`${dayText(day)}: noted.`,
    blocks: [
      section(state === 'done' ? took : mrkdwn`${dayText(day)}: it did not take place. That happens.${again}`),
      actions(
        `support day ${id}`,
        ...(state !== 'done' && isGuest ? [button('Choose a day', 'day.offers', 'now', 'primary')] : []),
        button('Undo', 'day.undo', dayValue({ id, day })),
      ),
    ],
  };
};

/** A guest who cannot come. On the very day an edited message is read by nobody in time. */
export const cancelled = ({ day, host }: SupportDay, isToday: boolean): Message => ({
  text: words`${dayText(day)} is cancelled.`,
  blocks: [
    section(
      isToday
        ? mrkdwn`${dayText(day)} is cancelled. It is today: a word from you to ${mention(host)} reaches them sooner than mine.`
        : mrkdwn`${dayText(day)} is cancelled: what ${mention(host)} has of it says so.`,
    ),
    actions('support day', button('Choose a day', 'day.offers', 'now')),
  ],
});

/** A day that is left on the very day, for another: the host who expects them reads an edited message too late as well. */
export const movedToday = ({ text: fallback, blocks }: Message, host: UserId): Message => ({
  text: fallback,
  blocks: [
    ...blocks,
    context(mrkdwn`The day you leave is today: a word from you to ${mention(host)} reaches them sooner than mine.`),
  ],
});

/** "It took place": what was learned, for whoever wants to say. */
export const tookPlaceForm = ({ id, day }: SupportDay): ModalView => ({
  type: 'modal',
  callback_id: 'day.took-place',
  private_metadata: dayValue({ id, day }),
  title: plain('How was it?'),
  submit: plain('It took place'),
  close: plain('Cancel'),
  blocks: [
    section(mrkdwn`*${dayText(day)}.* Thank you for taking the time.`),
    text('learned', 'One thing I learned', {
      hint: 'If you like. You and your host read it; please leave out who the customers were.',
      optional: true,
      lines: true,
    }),
  ],
});
