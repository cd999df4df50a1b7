import type { IsoDate } from '../../../kernel/calendar/day.ts';
import { actions, button, context, type Message, section } from '../../../platform/slack/blocks.ts';
import { mention, mrkdwn, words } from '../../../platform/slack/mrkdwn.ts';
import { dayValue, type SupportDay, type Timed } from '../domain.ts';
import { letDownText, type Shown } from './answers.ts';
import { dayText, hoursText, learnedQuote } from './words.ts';

/** The host's one message of a day, whatever becomes of it. */
export function booked({ day, zone }: Shown, name: string, movedFrom: IsoDate | undefined): Message {
  if (day.state !== 'planned') return past(day, name);
  const moved = movedFrom === undefined ? [] : [context(mrkdwn`Moved from ${dayText(movedFrom)}.`)];
  return {
    text: words`${name} sits beside you on ${dayText(day.day)}`,
    blocks: [
      section(
        mrkdwn`*${mention(day.guest)} sits beside you on ${dayText(day.day)}*, ${hoursText(day, zone)}. An ordinary day is best: they see what customers ask, and what it takes to answer.`,
      ),
      ...moved,
      actions(`support day ${day.id}`, button('Too busy that day', 'day.veto', dayValue(day))),
      context(mrkdwn`Support days bring everybody near customers once a quarter. \`/cx day\` shows who comes.`),
    ],
  };
}

const past = (day: Timed, name: string): Message => ({
  text: words`${dayText(day.day)}, ${name}: ${endOf(day)}`,
  blocks: [
    section(mrkdwn`*${dayText(day.day)}, ${mention(day.guest)}*: ${endOf(day)}`),
    ...(day.state === 'done' && day.learned !== undefined
      ? [context(mrkdwn`What they have learned:`), section(learnedQuote(day.learned))]
      : []),
  ],
});

const FREE = 'The day is yours again.';
const ENDS: Partial<Record<SupportDay['state'], string>> = {
  done: 'it took place. Thank you for having them.',
  missed: 'it did not take place.',
  cancelled: `they cannot come after all. ${FREE}`,
  vetoed: 'you have too much to do. They choose another.',
  'guest-away': `they do not work that day after all. ${FREE}`,
  'host-away': 'you do not work that day after all. They choose another.',
  'guest-left': `they do not work here any more. ${FREE}`,
};

const endOf = ({ state }: SupportDay): string => ENDS[state] ?? 'it is off.';

/** To a guest whose day will not be. `chosen` where they have another by now. */
export const off = (day: SupportDay, chosen: SupportDay | undefined): Message => ({
  text: words`Your support day on ${dayText(day.day)} is off; another can be chosen.`,
  blocks: [
    section(letDownText(day)),
    chosen === undefined
      ? actions(`support day ${day.id}`, button('Choose a day', 'day.offers', 'now', 'primary'))
      : context(mrkdwn`You have ${dayText(chosen.day)} now.`),
  ],
});

/** On the morning of the day. */
export function morning({ day, zone }: Shown, side: 'guest' | 'host'): Message {
  const hours = hoursText(day, zone);
  return side === 'guest'
    ? {
        text: words`Today is your support day, ${hours}`,
        blocks: [
          section(
            mrkdwn`Good morning. *Today you sit beside ${mention(day.host)}*, ${hours}. Say hello when you begin, then listen along: what do customers ask, and what would have spared them asking?`,
          ),
          actions(`support day ${day.id}`, button('Cannot come', 'day.cancel', dayValue(day))),
        ],
      }
    : {
        text: words`Today you have a guest, ${hours}`,
        blocks: [
          section(
            mrkdwn`Good morning. *${mention(day.guest)} sits beside you today*, ${hours}. Let them listen to what comes in, and say what you would change if you could.`,
          ),
          actions(`support day ${day.id}`, button('Too busy that day', 'day.veto', dayValue(day))),
        ],
      };
}

/** What stands in the morning's message once it does not hold any more. */
export const morningOver = ({ day, state }: SupportDay, of: IsoDate): Message => {
  const said = state === 'planned' && day !== of ? `It is ${dayText(day)} instead.` : MORNINGS[state];
  return {
    text: words`${dayText(of)}: ${said ?? 'It is off.'}`,
    blocks: [section(mrkdwn`*${dayText(of)}*, support day. ${said ?? 'It is off.'}`)],
  };
};

const MORNINGS: Partial<Record<SupportDay['state'], string>> = {
  done: 'It took place. Thank you both.',
  missed: 'It did not take place.',
};
