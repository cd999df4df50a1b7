import type { ModalView, MrkdwnElement } from '@slack/types';
import type { UserId } from '../../../kernel/slack.ts';
import { actions, button, context, type Message, plain, section } from '../../../platform/slack/blocks.ts';
import { person } from '../../../platform/slack/fields.ts';
import { joined, mention, mrkdwn, words } from '../../../platform/slack/mrkdwn.ts';
import type { Topic } from '../domain.ts';
import type { Line, Place } from './lines.ts';

/** What the lines name, in words: people as they are mentioned, departments and days as they are read. */
export interface Wording {
  readonly personOf: (ref: string) => MrkdwnElement;
  readonly departmentOf: (key: string) => string;
  readonly dayOf: (at: number) => string;
  /** Complaints a week on a topic, by its key; nothing where none has come yet. */
  readonly weekly: ReadonlyMap<string, number>;
}

/** A line in words. */
export function lineText(line: Line, { personOf, departmentOf, dayOf, weekly }: Wording): MrkdwnElement {
  switch (line.kind) {
    case 'asked': {
      const { name, department, stage, key } = line.topic;
      const by = line.agreement.askedBy ? mrkdwn`${mention(line.agreement.askedBy)} has named you. ` : mrkdwn``;
      const meanwhile = line.isHead ? '' : ' Until you say yes, the head of the department answers.';
      return mrkdwn`*${name}* (${departmentOf(department)}, stage: ${stage}): ${by}Would you be the one who answers for it? ${volume(weekly.get(key))} You needn't solve each alone.${meanwhile}`;
    }
    case 'due':
      return mrkdwn`*${line.topic.name}* (${departmentOf(line.topic.department)}): yours, last confirmed ${dayOf(line.agreement.since)}. Still right? ${volume(weekly.get(line.topic.key))}`;
    case 'lapsed':
      return mrkdwn`*${line.topic.name}*: you have not confirmed it, so the head of ${departmentOf(line.topic.department)} answers for it now. If it is still yours, say so: you have it back at once.`;
    case 'unanswered':
      return mrkdwn`*${line.topic.name}*: ${personOf(line.person)} ${GONE[line.why]}. Who should answer for it?`;
    case 'moved':
      return mrkdwn`*${line.topic.name}*: in three months people moved ${line.proposal.moved} of ${line.proposal.of} to ${line.to}. Should ${line.to} answer for it from now on?`;
    case 'channel':
      return mrkdwn`*${line.department.name}* has no channel where its customers' cards can stand: until it has one, they come to the CX lead one by one.`;
    case 'vacant': {
      const gone =
        line.gone === undefined ? mrkdwn`nobody is named` : mrkdwn`${personOf(line.gone)} is not here any more`;
      return joined([mrkdwn`*${placeName(line.place, departmentOf)}*: `, gone, mrkdwn`. ${lacking(line.place)}`], '');
    }
  }
}

const GONE = {
  declined: 'has said no, so it is yours meanwhile',
  lapsed: 'was asked and has not answered in time, so it is yours meanwhile',
  gone: 'is not here any more, so the backup has it meanwhile',
};

const volume = (weekly: number | undefined): string => {
  if (weekly === undefined || weekly === 0) return 'None has come lately.';
  if (weekly < 1) return 'Less than one a week.';
  return `About ${Math.round(weekly)} a week.`;
};

const PLACES: Readonly<Record<string, string>> = {
  cx_lead: 'CX lead',
  cx_deputy: "The CX lead's deputy",
  executive_sponsor: 'Executive sponsor',
  people_lead: 'People lead',
};

const LACKING: Readonly<Record<string, string>> = {
  cx_lead: 'A deputy, the sponsor or a head stands in for all that nobody else owns.',
  cx_deputy: 'While the CX lead is away, what nobody owns goes on to the executive sponsor.',
  executive_sponsor: 'What only the top can decide waits for nobody.',
  people_lead: 'Complaints about a colleague reach the CX lead alone.',
};

/** What a place is called: "Head of Finance". */
export const placeName = (place: Place, departmentOf: Wording['departmentOf']): string =>
  place.startsWith('head/') ? `Head of ${departmentOf(place.slice('head/'.length))}` : (PLACES[place] ?? place);

const lacking = (place: Place): string =>
  place.startsWith('head/') ? 'What its owners let lie comes to the CX lead.' : (LACKING[place] ?? '');

/** What can be clicked of it. */
export function buttonsOf(line: Line) {
  switch (line.kind) {
    case 'asked':
      return [
        button("I'll answer for it", 'ownership.agree', line.topic.key, 'primary'),
        line.isHead
          ? button('Name somebody', 'ownership.name', line.topic.key)
          : button('Not me', 'ownership.decline', line.topic.key),
      ];
    case 'due':
      return [
        button('Still mine', 'ownership.agree', line.topic.key, 'primary'),
        button('Hand over', 'ownership.name', line.topic.key),
        retire(line.topic),
      ];
    case 'lapsed':
      return [button('Still mine', 'ownership.agree', line.topic.key, 'primary')];
    case 'unanswered':
      return [
        button('Name somebody', 'ownership.name', line.topic.key, 'primary'),
        button('I keep it', 'ownership.keep', line.topic.key),
        retire(line.topic),
      ];
    case 'moved':
      return [
        button(`${line.to} answers`.slice(0, 75), 'ownership.move', String(line.proposal.id), 'primary'),
        button('Leave it', 'ownership.leave', String(line.proposal.id)),
      ];
    case 'channel':
      return [button('Choose the channel', 'ownership.channel', line.department.key, 'primary')];
    case 'vacant':
      return [button('Name somebody', 'ownership.fill', line.place, 'primary')];
  }
}

export const retire = ({ key, name }: Pick<Topic, 'key' | 'name'>) => ({
  ...button('Retire it', 'ownership.retire', key),
  confirm: {
    title: plain('Retire this topic?'),
    text: plain(
      `Nobody answers for “${name}” by name any more; such feedback goes to the CX lead. Open issues keep their owners.`,
    ),
    confirm: plain('Retire it'),
    deny: plain('Keep it'),
  },
});

/** Who shall answer for a topic: the person named is asked first. */
export const nameForm = ({ key, name }: Topic): ModalView => ({
  type: 'modal',
  callback_id: 'ownership.name',
  private_metadata: key,
  title: plain('Who answers for it?'),
  submit: plain('Ask them'),
  close: plain('Cancel'),
  blocks: [
    context(mrkdwn`*${name}*: whom you name is asked first. Until they say yes, all stays as it is.`),
    person('person', 'Who should answer for it?'),
  ],
});

/** Who shall fill a place. */
export const placeForm = (place: Place, called: string): ModalView => ({
  type: 'modal',
  callback_id: 'ownership.fill',
  private_metadata: place,
  title: plain('Name somebody'),
  submit: plain('Name them'),
  close: plain('Cancel'),
  blocks: [context(mrkdwn`*${called}*. It holds at once, and they are told.`), person('person', 'Who is it?')],
});

const SAYS: Readonly<Record<string, string>> = {
  agreed: 'answers for it from now on. Thank you for finding them.',
  declined: 'would rather not. Would you name somebody else?',
  lapsed: 'was asked and has not answered in time. Would you name somebody else?',
  gone: 'is not here any more. Would you name somebody else?',
};

/** To whoever named somebody: what they said. */
export const answeredWord = (topic: Topic | undefined, person: UserId, says: string): Message => {
  const name = topic?.name ?? 'A topic that is gone';
  const again =
    says !== 'agreed' && topic
      ? [actions('again', button('Name somebody', 'ownership.name', topic.key, 'primary'))]
      : [];
  return {
    text: words`${name}: an answer`,
    blocks: [section(mrkdwn`*${name}*: ${mention(person)} ${SAYS[says] ?? ''}`), ...again],
  };
};

const NEXT = mrkdwn`\`/cx help\` shows what you can do`;
const NEXT_FOR_LEAD = mrkdwn`\`/cx setup\` shows what is still to be set up, step by step`;

/** To whoever has been given a place. */
export const placedWord = (called: string, leads: boolean, by: MrkdwnElement): Message => ({
  text: words`You are ${called} now`,
  blocks: [
    section(
      mrkdwn`Hi. ${by} has put you down as *${called}* for customers' complaints. If that is wrong, tell them; ${leads ? NEXT_FOR_LEAD : NEXT}.`,
    ),
  ],
});
