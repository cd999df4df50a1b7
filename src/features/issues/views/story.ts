import type { MrkdwnElement } from '@slack/types';
import { lengthText } from '../../../kernel/duration.ts';
import { masked } from '../../../kernel/masking.ts';
import type { UserId } from '../../../kernel/slack.ts';
import { instant } from '../../../kernel/time.ts';
import { actions, button, context, type Message, section } from '../../../platform/slack/blocks.ts';
import { joined, mention, moment, mrkdwn, shortened, words } from '../../../platform/slack/mrkdwn.ts';
import { ENDING_TEXT, type Ending, type IssueEvent, type Need } from '../domain.ts';
import { NEED_TEXT } from './asks.ts';

const LONGEST = 300;

/** One event of an issue, as a line of its thread; `amongOthers` where that thread is of several. */
export function storyLine(event: IssueEvent, issue: number, amongOthers = false): Message {
  const line = amongOthers ? joined([mrkdwn`#${issue}:`, sentence(event)], ' ') : sentence(event);
  const text = amongOthers ? words`#${issue}: ${plainText(event)}` : words`${plainText(event)}`;
  if (event.type === 'heads asked') return { text, blocks: [section(line)] };
  const help = [section(line), actions(`issue-${issue}`, button('I can help', 'issue.help', String(issue), 'primary'))];
  return { text, blocks: event.type === 'help wanted' ? help : [context(line)] };
}

/** The whole story, oldest first. */
export const storyOf = (events: readonly IssueEvent[]): MrkdwnElement[] => events.map(sentence);

function sentence(event: IssueEvent): MrkdwnElement {
  const { type, payload } = event;
  const who = event.actor === undefined ? mrkdwn`Loopkeeper` : mention(event.actor);
  const said = (field: string) => shortened(masked(payload[field] ?? ''), LONGEST);
  const to = () => mention((payload.to ?? '') as UserId);
  const lines: Record<IssueEvent['type'], () => MrkdwnElement> = {
    opened: () => mrkdwn`Opened for ${to()}${payload.because ? `, because of “${said('because')}”` : ''}.`,
    accepted: () => mrkdwn`${who} took it${by(payload)}.`,
    promised: () => mrkdwn`${who} made a promise${by(payload)}.`,
    released: () => mrkdwn`${who} has put it back: it needs somebody again.`,
    contacted: () => mrkdwn`${who} answered the customer ${how(payload)} on ${said('day')}: “${said('words')}”`,
    fixed: () =>
      mrkdwn`${who} fixed it${payload.cause ? ' with all of its cause' : ''}. Cause: ${said('root_cause')} · Changed: ${said('change')}`,
    closed: () => closing(event, who, said),
    waiting: () => mrkdwn`${who} waits for the customer until ${said('until')}: ${said('reason')}`,
    back: () => mrkdwn`The day has come on which this was to be looked at again. Then: ${said('reason')}`,
    bounced: () => mrkdwn`${who} passed it on to ${to()}: ${said('reason')}`,
    rerouted: () => mrkdwn`${who} put it where it belongs, with ${to()}: ${said('reason')}`,
    'handed on': () => mrkdwn`It went on to ${to()}: ${said('reason')}.`,
    given: () => mrkdwn`${who} asked ${to()} to answer for it${payload.reason ? `: ${said('reason')}` : '.'}`,
    limbo: () =>
      mrkdwn`It fell between departments (${said('reason')}); ${to()} looks after it until it is agreed whose it is.`,
    unrestricted: () => mrkdwn`${who} says that everybody may read it: ${said('reason')}`,
    decided: () => mrkdwn`${who} decided: it is with ${to()}. ${said('reason')}`,
    'day set': () => mrkdwn`${who} will see it decided by ${said('day')}: ${said('words')}`,
    'asked why': () => mrkdwn`${who} asked ${to()}: “${said('question')}”`,
    'answered why': () => mrkdwn`${who} answered: “${said('words')}”`,
    'why withdrawn': () => mrkdwn`${who} needs no answer any more.`,
    'heads asked': () => headsAsked(event),
    agreed: () => mrkdwn`Agreed: ${who} says that it is with ${to()}.${payload.reason ? ` ${said('reason')}` : ''}`,
    reopened: () => mrkdwn`${who} reopened it: ${said('reason')}`,
    noted: () => mrkdwn`${who} is still on it.`,
    shown: () => mrkdwn`${who} looked up who the customer is.`,
    helping: () => mrkdwn`${who} can help.`,
    ...ASKED(who, to, said, event),
  };
  return lines[type]();
}

type Told = Pick<Record<IssueEvent['type'], () => MrkdwnElement>, AskedType>;
type AskedType = Extract<
  IssueEvent['type'],
  | 'snoozed'
  | 'asked to put off'
  | 'not put off'
  | 'blocked'
  | 'unblocked'
  | 'offered'
  | 'taken over'
  | 'declined'
  | 'help wanted'
  | 'teller asked'
  | 'goodwill'
  | 'unmerged'
  | 'confirmed'
  | 'not sorted'
  | 'hung'
  | 'taken off'
>;

const allowedBy = (user: string): MrkdwnElement =>
  user === '' ? mrkdwn`` : mrkdwn`, which ${mention(user as UserId)} allowed`;

const mergedFor = ({ at, payload: { since } }: IssueEvent): string =>
  since === undefined
    ? ''
    : ` Its customer has waited through the ${lengthText(instant(Number(since)), at)} in which it was merged; they count against nobody.`;

/** What is put off, blocked, or asked of a colleague. */
const ASKED = (
  who: MrkdwnElement,
  to: () => MrkdwnElement,
  said: (field: string) => string,
  event: IssueEvent,
): Told => ({
  snoozed: () => mrkdwn`${who} put it off until ${said('until')}${allowedBy(said('allowed'))}: ${said('reason')}`,
  'asked to put off': () =>
    mrkdwn`${who} asks ${to()} whether it may be put off until ${said('until')}: ${said('reason')}`,
  'not put off': () => mrkdwn`${who} would rather not put it off again: it stays as it is.`,
  blocked: () =>
    mrkdwn`${who} cannot go on for want of ${NEED_TEXT[said('need') as Need] ?? 'means'}: ${said('reason')}`,
  unblocked: () => mrkdwn`${who} says that it can go on.`,
  offered: () => mrkdwn`${who} asked ${to()} to take it: ${said('reason')}`,
  'taken over': () => mrkdwn`${who} has taken it over, thank you.`,
  declined: () => mrkdwn`${who} cannot take it: it stays where it is.`,
  'help wanted': () => mrkdwn`${who} could use some help: ${said('reason')}`,
  'teller asked': () => mrkdwn`${who} asked ${to()} to tell the customer.`,
  goodwill: () => mrkdwn`${who} gave the customer ${said('amount')}: ${said('reason')}`,
  unmerged: () => mrkdwn`${who} says that it is a case of its own after all.${mergedFor(event)}`,
  confirmed: () => mrkdwn`Confirmed by the customer: it is sorted.${inQuotes(said('words'))}`,
  'not sorted': () => mrkdwn`The customer says that it is not sorted yet.${inQuotes(said('words'))}`,
  hung: () => mrkdwn`${who} found its cause: “${said('title')}” (cause ${said('cause')}).`,
  'taken off': () => mrkdwn`${who} says that it has another cause.`,
});

/** The only line that names the heads, so that they are called once. */
function headsAsked({ payload: { heads = '', between = '', by: until } }: IssueEvent): MrkdwnElement {
  const who = heads.split(' ').filter(Boolean) as UserId[];
  const called = who.length === 0 ? mrkdwn`Heads` : joined(who.map(mention), ' and ');
  const when =
    until === undefined ? mrkdwn`` : mrkdwn` ${moment('by', instant(Number(until)), dayText(Number(until)))}`;
  return who.length > 1
    ? mrkdwn`${called}, this lies between ${between} and the customer is waiting. Would you agree here${when} whose it is? The buttons are on the card.`
    : mrkdwn`${called}, nobody in ${between} has taken this, and the customer is waiting. Would you say here${when} whose it is? The buttons are on the card.`;
}

const inQuotes = (text: string): string => (text === '' ? '' : ` “${text}”`);

const by = ({ for: at }: IssueEvent['payload']): MrkdwnElement =>
  at === undefined ? mrkdwn`` : mrkdwn`; they hear from us ${moment('by', instant(Number(at)), dayText(Number(at)))}`;

/** Where Slack cannot show the reader's own time. */
const dayText = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const HOW: Readonly<Record<string, string>> = {
  mail: 'by mail',
  phone: 'by phone',
  chat: 'by chat',
  meeting: 'in a meeting',
  public: 'in public',
};
const how = ({ channel = '' }: IssueEvent['payload']) => HOW[channel] ?? 'in another way';

function closing({ payload }: IssueEvent, who: MrkdwnElement, said: (field: string) => string): MrkdwnElement {
  if (payload.ending === 'told') {
    return mrkdwn`${who} told the customer ${how(payload)} on ${said('day')}: “${said('words')}” Closed.`;
  }
  const more = [payload.reason && said('reason'), payload.link && said('link')].filter(Boolean).join(' · ');
  return mrkdwn`${who} closed it: ${ENDING_TEXT[payload.ending as Ending]}.${more ? ` ${more}` : ''}`;
}

const PLAIN: Readonly<Partial<Record<IssueEvent['type'], string>>> = {
  accepted: 'Taken',
  promised: 'A time was promised',
  released: 'Put back',
  contacted: 'The customer was answered',
  fixed: 'Fixed',
  waiting: 'Waiting for the customer',
  back: 'Back from waiting',
  bounced: 'Passed on',
  rerouted: 'Put where it belongs',
  'handed on': 'Handed on',
  given: 'Given to a colleague',
  limbo: 'Between departments',
  unrestricted: 'An ordinary issue now',
  decided: 'Decided whose it is',
  'day set': 'A day is set for the decision',
  'asked why': 'A question to whoever has it',
  'answered why': 'The question is answered',
  'why withdrawn': 'No answer is needed any more',
  'heads asked': 'Whose is it? Please agree in this thread',
  agreed: 'Agreed whose it is',
  reopened: 'Reopened',
  helping: 'Somebody can help',
  snoozed: 'Put off',
  'asked to put off': 'May it be put off?',
  'not put off': 'Not put off',
  blocked: 'Blocked',
  unblocked: 'It can go on',
  offered: 'A colleague is asked to take it',
  'taken over': 'Taken over',
  declined: 'It stays where it is',
  'help wanted': 'Help is wanted',
  'teller asked': 'A colleague is asked to tell the customer',
  goodwill: 'Goodwill was given',
  unmerged: 'A case of its own again',
  confirmed: 'Confirmed by the customer',
  'not sorted': 'Not sorted yet, says the customer',
  hung: 'Its cause was found',
  'taken off': 'It has another cause',
};

/** For notifications and screen readers, without names that would need looking up. */
function plainText({ type, payload }: IssueEvent): string {
  if (type === 'closed') return `Closed: ${ENDING_TEXT[payload.ending as Ending] ?? ''}`;
  return PLAIN[type] ?? type;
}
