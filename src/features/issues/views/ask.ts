import type { KnownBlock, MrkdwnElement } from '@slack/types';
import { masked } from '../../../kernel/masking.ts';
import type { UserId } from '../../../kernel/slack.ts';
import { instant } from '../../../kernel/time.ts';
import { actions, button, context, type Message, section } from '../../../platform/slack/blocks.ts';
import { joined, mention, moment, mrkdwn, quote, shortened, words } from '../../../platform/slack/mrkdwn.ts';
import type { Ask } from '../life/asking.ts';
import { capital } from './asks.ts';
import type { Shown } from './card.ts';

/** What a question of each kind asks, its answers, and what it says once it is answered with yes. */
interface Kind {
  readonly plain: string;
  readonly line: (ask: Ask, shown: Shown) => MrkdwnElement;
  readonly buttons: readonly (readonly [label: string, action: string])[];
  readonly yes: (ask: Ask) => MrkdwnElement;
  readonly no: (ask: Ask) => MrkdwnElement;
}

const reasonIn = ({ payload }: Ask) => shortened(masked(payload.reason ?? ''), 300);
const dayIn = ({ payload }: Ask) => payload.until ?? '';

const since = ({ issue, dateText }: Shown) => moment('since', issue.waitingSince, dateText(issue.waitingSince));

const promised = ({ issue, dateText }: Shown): MrkdwnElement =>
  issue.promisedFor === undefined || issue.contactedAt !== undefined
    ? mrkdwn``
    : mrkdwn` They were promised a word ${moment('by', issue.promisedFor, dateText(issue.promisedFor))}.`;

function due({ payload }: Ask, { dateText }: Shown): MrkdwnElement {
  const at = instant(Number(payload.due));
  return mrkdwn` ${moment('by', at, dateText(at))}`;
}

const KINDS: Readonly<Record<Ask['kind'], Kind>> = {
  snooze: {
    plain: 'may it be put off once more?',
    line: (ask, shown) =>
      mrkdwn`${mention(ask.by)} has put this off ${ask.payload.times === '3' ? 'twice' : 'before'} and asks for ${dayIn(ask)}: “${reasonIn(ask)}” ${capital(shown.customer)} has waited ${since(shown)}. Is that all right?`,
    buttons: [
      ['Allow', 'issue.allow'],
      ['Not now', 'issue.not-now'],
    ],
    yes: (ask) => mrkdwn`You allowed it: ${mention(ask.by)} looks at it again on ${dayIn(ask)}. Thank you.`,
    no: (ask) => mrkdwn`You said not now: it stays with ${mention(ask.owner)} as it was. Thank you.`,
  },
  offer: {
    plain: 'would you take it?',
    line: (ask, shown) =>
      mrkdwn`${mention(ask.by)} asks you: “${reasonIn(ask)}” ${capital(shown.customer)} has waited ${since(shown)}.${promised(shown)} *Would you take it?* Both answers are fine.`,
    buttons: [
      ['Yes, I take it', 'issue.take-over'],
      ['No, sorry', 'issue.decline'],
    ],
    yes: () => mrkdwn`It is yours now, thank you. \`/cx mine\` has it.`,
    no: (ask) => mrkdwn`That is fine: it stays with ${mention(ask.owner)}. Thank you for saying so.`,
  },
  why: {
    plain: 'a question to you',
    line: (ask, shown) =>
      mrkdwn`${mention(ask.by)} asks you: *“${shortened(masked(ask.payload.question ?? ''), 500)}”* ${capital(shown.customer)} has waited ${since(shown)}. A sentence is enough, please${due(ask, shown)}.`,
    buttons: [['Answer', 'issue.reply']],
    yes: (ask) => mrkdwn`You answered: “${shortened(masked(ask.reply ?? ''), 500)}” Thank you.`,
    no: () => mrkdwn`Thank you.`,
  },
  tell: {
    plain: 'would you tell the customer?',
    line: (ask, shown) =>
      mrkdwn`this is fixed, and ${shown.customer} doesn't know yet. ${mention(ask.by)} asks you to tell them, because they know you. The words are ready; change anything you like.`,
    buttons: [],
    yes: () => mrkdwn`The customer knows. Thank you.`,
    no: () => mrkdwn`That is fine. Thank you for saying so.`,
  },
};

/** A DM with one question and its buttons; once it is answered or moot, what became of it. */
export function question(ask: Ask, shown: Shown, moot: string | undefined, again = false): Message {
  const { plain, line, yes, no } = KINDS[ask.kind];
  const title = mrkdwn`*${shown.title}* · #${shown.issue.id}`;
  if (moot !== undefined) {
    const said = ask.answer === 'yes' ? yes(ask) : ask.answer === 'no' ? no(ask) : gone(ask, shown, moot);
    return { text: words`#${shown.issue.id} ${shown.title}: ${said}`, blocks: [section(joined([title, said], '\n'))] };
  }
  return {
    text: words`#${shown.issue.id} ${shown.title}, ${shown.customer}: ${plain}`,
    blocks: [
      section(joined([title, mrkdwn`${startingWith(line(ask, shown))}`], '\n')),
      ...quotes(ask, shown),
      answers(ask, shown),
      ...(again ? [context(mrkdwn`A reminder; there won't be another.`)] : []),
      ...(ask.kind === 'tell' ? [context(mrkdwn`${mention(ask.owner)} stays accountable until it is done.`)] : []),
    ],
  };
}

const startingWith = (line: MrkdwnElement): MrkdwnElement => ({ ...line, text: capital(line.text) });

function gone(ask: Ask, { issue }: Shown, moot: string): MrkdwnElement {
  const told = ask.kind === 'tell' && issue.told?.by === ask.asked;
  return told ? mrkdwn`The customer knows, thanks to you.` : { type: 'mrkdwn', text: moot };
}

/** The customer's words; or, for whoever is to tell them, the words that are ready, unmasked and without marks so that they can be copied. */
function quotes(ask: Ask, { text }: Shown): KnownBlock[] {
  if (ask.kind === 'tell') {
    const element = { type: 'text', text: shortened(ask.payload.words ?? '', 2500) } as const;
    return [{ type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [element] }] }];
  }
  const said = masked(text).trim();
  return said === '' ? [] : [section(quote(said, 400))];
}

function answers({ kind, id }: Ask, { issue }: Shown): KnownBlock {
  const open = button('Details', 'issue.open', String(issue.id));
  const told = [
    button('The customer knows', 'issue.tell', String(issue.id), 'primary'),
    button('Who is it?', 'issue.show', String(issue.id)),
  ];
  const asked = KINDS[kind].buttons.map(([label, action], place) =>
    button(label, action, `${issue.id}@${id}`, place === 0 ? 'primary' : undefined),
  );
  const why = button('Why?', 'issue.why-this', String(issue.id));
  return actions(`issue-${issue.id}`, ...(kind === 'tell' ? told : asked), open, why);
}

const ANSWERS = {
  snooze: {
    yes: (ask: Ask) => mrkdwn`${mention(ask.asked)} is fine with it: it is put off until ${dayIn(ask)}.`,
    no: (ask: Ask) =>
      mrkdwn`${mention(ask.asked)} would rather not put it off again. It stays as it is; a colleague can help or take it.`,
  },
  offer: {
    yes: (ask: Ask) => mrkdwn`${mention(ask.asked)} has taken it. Nothing left for you to do.`,
    no: (ask: Ask) => mrkdwn`${mention(ask.asked)} cannot take it just now. It stays with ${mention(ask.owner)}.`,
  },
  why: {
    yes: (ask: Ask) => mrkdwn`${mention(ask.asked)} answers: “${shortened(masked(ask.reply ?? ''), 500)}”`,
    no: (ask: Ask) => mrkdwn`${mention(ask.asked)} has no answer.`,
  },
} as const;

/** What whoever asked can do with the answer. */
const NEXT: Readonly<Partial<Record<Ask['kind'], readonly (readonly [label: string, action: string])[]>>> = {
  why: [
    ['Assign', 'issue.decide'],
    ['Set a day', 'issue.set-day'],
  ],
};

/** To whoever asked: how it was answered. */
export function answerTold(ask: Ask, { issue, title }: Shown): Message {
  const said = ANSWERS[ask.kind === 'tell' ? 'snooze' : ask.kind][ask.answer === 'yes' ? 'yes' : 'no'](ask);
  return {
    text: words`#${issue.id} ${title}: ${said}`,
    blocks: [
      section(mrkdwn`*${title}* · #${issue.id}\n${said}`),
      actions(
        `issue-${issue.id}`,
        ...(NEXT[ask.kind] ?? []).map(([label, action]) => button(label, action, String(issue.id))),
        button('Details', 'issue.open', String(issue.id)),
      ),
    ],
  };
}

/** To the owner: who can help. */
export function helperTold({ issue, title }: Shown, helper: UserId): Message {
  return {
    text: words`#${issue.id} ${title}: ${mention(helper)} can help`,
    blocks: [
      section(mrkdwn`*${title}* · #${issue.id}\n${mention(helper)} can help. It stays with you; just write to them.`),
      actions(`issue-${issue.id}`, button('Details', 'issue.open', String(issue.id))),
    ],
  };
}
