import type { MrkdwnElement } from '@slack/types';
import { masked } from '../../../kernel/masking.ts';
import { joined, mention, moment, mrkdwn, shortened } from '../../../platform/slack/mrkdwn.ts';
import type { Saying } from '../../ownership/index.ts';
import type { Need } from '../domain.ts';
import type { ActionId } from './actions.ts';
import type { Shown } from './card.ts';

/** What a line of a DM asks of its reader: in full, as a few words for the notification, and by which buttons. */
export interface Ask {
  /** `notice`: its reader is told of it, and another has it. */
  readonly line: (shown: Shown, notice: boolean) => MrkdwnElement;
  /** A kind word after it, which names nobody: several lines of a DM that ask the same end with it once. */
  readonly closing?: (shown: Shown) => MrkdwnElement;
  readonly plain: string;
  /** Where none are named: whatever the issue needs next. */
  readonly actions?: readonly [ActionId, ...ActionId[]];
  /** For whoever is only told of it: they can see to it that somebody has it. */
  readonly othersActions?: readonly [ActionId, ...ActionId[]];
}

/** Where the heads were not asked, because they may not read it. */
const nobodyAgreed = ({ issue }: Shown): string =>
  issue.restricted === undefined ? 'the heads have not agreed whose this is' : 'nobody has taken this yet';

export const since = ({ issue, dateText }: Shown) => moment('since', issue.waitingSince, dateText(issue.waitingSince));

export const acceptBy = ({ acceptBy: at, dateText }: Shown): MrkdwnElement =>
  at === undefined ? mrkdwn`` : mrkdwn` ${moment('by', at, dateText(at))}`;

const promisedFor = ({ issue: { promisedFor: at }, dateText }: Shown): MrkdwnElement =>
  at === undefined ? mrkdwn`` : mrkdwn`, ${moment('by', at, dateText(at))}`;

/** Said only where it was counted, and is so. */
const mostTeams = ({ custom }: Shown): MrkdwnElement =>
  custom === undefined ? mrkdwn`` : mrkdwn` Most teams here send it within ${custom}.`;

/** What is at stake, where the source has said so: what the account is worth, and when it renews. */
export const worth = (shown: Shown): MrkdwnElement => mrkdwn`${value(shown)}${renewal(shown)}`;

const value = ({ issue: { accountValue } }: Shown): MrkdwnElement =>
  accountValue === undefined ? mrkdwn`` : mrkdwn` Account value: ${Math.round(accountValue).toLocaleString('en-GB')}.`;

const renewal = ({ renewsIn }: Shown): MrkdwnElement =>
  renewsIn === undefined ? mrkdwn`` : mrkdwn` Renews ${inDays(renewsIn)}.`;

/** Where there is room for one of them: the renewal, which has a day. */
const stake = (shown: Shown): MrkdwnElement => (shown.renewsIn === undefined ? value(shown) : renewal(shown));

const inDays = (days: number): string => (days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`);

export const NEED_TEXT: Readonly<Record<Need, string>> = { people: 'people', money: 'money', tool: 'a tool' };

const PROMISED = ['issue.contact', 'issue.promise', 'issue.bounce'] as const;
const FIXED_BY_NOW = ['issue.tell', 'issue.close'] as const;

/** The policy says after how long these come, and a leave or a weekly rhythm may put them off: so the line names the day itself. */
export const dueSince = ({ resolveBy: at, dateText }: Shown): MrkdwnElement =>
  at === undefined ? mrkdwn`` : mrkdwn` ${moment('since', at, dateText(at))}`;

const quietSince = ({ issue: { activeAt }, dateText }: Shown): MrkdwnElement =>
  mrkdwn` ${moment('since', activeAt, dateText(activeAt))}`;

/** What was mended came back: the customer's own word for it. */
const notYet = (shown: Shown): MrkdwnElement => {
  const said = shown.lastWord?.words ?? '';
  const quoted = said === '' ? mrkdwn`` : mrkdwn` “${shortened(masked(said), 300)}”`;
  return mrkdwn`${capital(shown.customer)} says that it is not sorted yet.${quoted}\n*When can they hear from us?* Please choose a time${acceptBy(shown)}.`;
};

/** How it came to its reader is said as it was: only of what nobody has had before are they the first to know. */
const isYours = (shown: Shown): MrkdwnElement =>
  mrkdwn`${isWaiting(shown)} ${cameToYou(shown)}${stake(shown)} You needn't solve it alone.\n*When can they hear from us?* Choose a time${acceptBy(shown)}, or pass it on.`;

export const isWaiting = (shown: Shown): MrkdwnElement =>
  shown.issue.stage === 1
    ? mrkdwn`${shown.customer} is unhappy.`
    : mrkdwn`${shown.customer} has waited ${since(shown)}.`;

function cameToYou({ issue: { standing, stage }, department }: Shown): MrkdwnElement {
  if (standing === 'backup') return mrkdwn`You are the backup for this in ${department}, and it is with you now.`;
  if (standing === 'last') return mrkdwn`Nobody else is there for this, so it is with you now.`;
  return mrkdwn`You answer for this in ${department}${stage === 1 ? ", so you're the first to know" : ''}.`;
}

/** It fell between departments, to the CX lead. */
const between = (shown: Shown): MrkdwnElement => {
  const { limbo } = shown.issue;
  const by = limbo === undefined ? mrkdwn`` : mrkdwn` ${moment('by', limbo.agreeBy, shown.dateText(limbo.agreeBy))}`;
  return mrkdwn`this fell between departments, so it is yours until the heads agree${by}. ${capital(shown.customer)} has waited ${since(shown)}.\n*When can they hear from us?* Please choose a time, or say whose it is.`;
};

/** By step of the ladder. Each asks one thing, names the person and the stake, and blames nobody. */
const BY_SAYING: Readonly<Record<Saying | 'assigned' | 'handed-on' | 'decide', Ask>> = {
  decide: {
    line: (shown) =>
      mrkdwn`you wanted this decided by today. ${mention(shown.issue.owner)} has it; ${shown.customer} has waited ${since(shown)}.`,
    plain: 'the day has come to decide',
    actions: ['issue.decide', 'issue.set-day', 'issue.ask-why'],
  },
  assigned: {
    line: (shown) =>
      shown.lastWord?.says === 'no' ? notYet(shown) : shown.issue.limbo ? between(shown) : isYours(shown),
    plain: 'when can they hear from us?',
  },
  accept: {
    line: (shown) => mrkdwn`this still needs somebody; ${shown.customer} has waited ${since(shown)}.`,
    closing: () => mrkdwn`Take it or pass it on: both are fine.`,
    plain: 'can you take it, or pass it on?',
  },
  'accept-again': {
    line: (shown) => mrkdwn`this has no other owner than you; ${shown.customer} has waited ${since(shown)}.`,
    plain: 'nobody else has it; can you take it?',
  },
  promised: {
    line: (shown) => mrkdwn`you promised ${shown.customer} a word today${promisedFor(shown)}.`,
    plain: 'you promised a word today',
    actions: PROMISED,
  },
  'promise-missed': {
    line: (shown) => mrkdwn`${shown.customer} expected to hear from you${promisedFor(shown)}.`,
    closing: () => mrkdwn`A line now, or a new time, keeps the promise.`,
    plain: 'the promised time has passed; a line, or a new time?',
    actions: PROMISED,
  },
  contact: {
    line: (shown) => mrkdwn`${shown.customer} has not heard from us ${since(shown)}.`,
    closing: (shown) => mrkdwn`A short "we are on it" is enough for now.${mostTeams(shown)}`,
    plain: 'please answer the customer',
    actions: ['issue.contact', 'issue.wait', 'issue.bounce'],
  },
  'contact-breach': {
    line: (shown, notice) =>
      mrkdwn`${shown.customer} has waited ${since(shown)} without a word from us${notice ? mrkdwn`; ${mention(shown.issue.owner)} has it` : ''}.`,
    closing: () => mrkdwn`Even "we are on it" helps.`,
    plain: 'the customer has had no word from us',
    actions: ['issue.contact', 'issue.wait', 'issue.bounce'],
    othersActions: ['issue.assign', 'issue.contact'],
  },
  'resolve-warning': {
    line: ({ customer, resolveBy, dateText }) =>
      resolveBy === undefined
        ? mrkdwn`most of the time for ${customer} has gone.`
        : mrkdwn`${customer} can expect this fixed ${moment('by', resolveBy, dateText(resolveBy))}.`,
    closing: () => mrkdwn`If it gets tight, ask a colleague today.`,
    plain: 'will it be fixed in time?',
  },
  'still-on-it': {
    line: (shown) => mrkdwn`no news${quietSince(shown)}. Are you still on it for ${shown.customer}?`,
    plain: 'are you still on it?',
    actions: ['issue.still', 'issue.need-help', 'issue.offer'],
  },
  'overdue-head': {
    line: (shown) =>
      mrkdwn`this has been due${dueSince(shown)}. ${mention(shown.issue.owner)} has it and may be stuck; ${shown.customer} is still waiting.${worth(shown)}`,
    closing: () => mrkdwn`Ask what would help, or assign it anew.`,
    plain: 'past its time; what would help?',
    actions: ['issue.assign'],
  },
  'overdue-cx-lead': {
    line: (shown, notice) =>
      mrkdwn`this has been due${dueSince(shown)} with ${notice ? mention(shown.issue.owner) : 'you'}; ${shown.customer} is still waiting.${worth(shown)}`,
    plain: 'long due',
    othersActions: ['issue.assign'],
  },
  'wait-over': {
    line: ({ customer, cameBack }) =>
      mrkdwn`today you wanted to look at ${customer} again${cameBack === undefined ? '' : mrkdwn`: “${shortened(masked(cameBack), 150)}”`}. Any news?`,
    plain: 'the day has come to look at it again',
  },
  blocked: {
    line: (shown) =>
      mrkdwn`${mention(shown.issue.owner)} cannot go on for want of ${NEED_TEXT[shown.issue.pause?.need ?? 'tool']}: “${shortened(masked(shown.issue.pause?.reason ?? ''), 150)}” ${capital(shown.customer)} is waiting.`,
    closing: () => mrkdwn`Can you make it possible, or say that it is not?`,
    plain: 'blocked for want of means',
  },
  agree: {
    line: (shown) => mrkdwn`${nobodyAgreed(shown)}; ${shown.customer} has waited ${since(shown)}.`,
    closing: () => mrkdwn`Would you say whose it is?`,
    plain: 'not agreed yet; would you decide?',
    actions: ['issue.agree', 'issue.accept'],
  },
  tell: {
    line: (shown) => mrkdwn`this is fixed, and ${shown.customer} doesn't know yet.`,
    closing: () => mrkdwn`One message ends it well.`,
    plain: 'fixed; please tell the customer',
    actions: FIXED_BY_NOW,
  },
  'tell-again': {
    line: (shown) => mrkdwn`this is fixed, and ${shown.customer} is still to hear it.`,
    plain: 'fixed; please tell the customer',
    actions: FIXED_BY_NOW,
  },
  'tell-last': {
    line: (shown) => mrkdwn`this was fixed by ${mention(shown.issue.owner)}, but ${shown.customer} has not been told.`,
    closing: () => mrkdwn`Could you see to it?`,
    plain: 'fixed, but the customer does not know',
    actions: FIXED_BY_NOW,
  },
  'still-open': {
    line: (shown, notice) =>
      mrkdwn`this is still open with ${notice ? mention(shown.issue.owner) : 'you'}; ${shown.customer} has waited ${since(shown)}.`,
    closing: () => mrkdwn`Would another owner help, or is there an honest ending?`,
    plain: 'still open; what would end it well?',
    othersActions: ['issue.assign', 'issue.close'],
  },
  'handed-on': {
    line: (shown) => mrkdwn`this is with ${mention(shown.issue.owner)} now, so that ${shown.customer} need not wait.`,
    closing: () => mrkdwn`Nothing for you to do.`,
    plain: 'somebody else has it now',
  },
};

/** What is said of something, and a kind word after it. */
export interface Sentences {
  readonly line: MrkdwnElement;
  readonly closing?: MrkdwnElement | undefined;
}

export const sentencesOf = (ask: Ask, shown: Shown, notice: boolean): Sentences => ({
  line: ask.line(shown, notice),
  closing: ask.closing?.(shown),
});

/** The line with its kind word, unless that has been said in the same message: `said` has those, and gets it. */
export function saidOnce({ line, closing }: Sentences, said: Set<string>): MrkdwnElement {
  if (closing === undefined || said.has(closing.text)) return line;
  said.add(closing.text);
  return joined([line, closing], ' ');
}

export const inFull = (sentences: Sentences): MrkdwnElement => saidOnce(sentences, new Set());

/** What a line asks, by the step that stands in the letter. */
export const ASKS: Readonly<Record<string, Ask | undefined>> = BY_SAYING;

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
