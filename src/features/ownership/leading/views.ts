import type { KnownBlock, ModalView } from '@slack/types';
import type { UserId } from '../../../kernel/slack.ts';
import { actions, button, context, plain, section } from '../../../platform/slack/blocks.ts';
import { channel, type Field, person } from '../../../platform/slack/fields.ts';
import { mention, mrkdwn } from '../../../platform/slack/mrkdwn.ts';
import type { Place } from '../upkeep/lines.ts';
import type { Numbered, Step } from './steps.ts';

/** Who has a place by now, and where a department's cards stand; undefined where nobody and nowhere. */
export interface Holders {
  readonly personIn: (place: Place) => string | undefined;
  readonly channelOf: (department: string) => string | undefined;
}

/**
 * One step of setting up. Each field is named after what it is about: Slack keeps what was typed into a field when the
 * next step has one of the same name.
 */
export const stepForm = ({ step, n, of }: Numbered, holders: Holders): ModalView => ({
  type: 'modal',
  callback_id: 'ownership.lead',
  private_metadata: step.key,
  title: plain(`Setting up: ${n} of ${of}`),
  submit: plain('Save and next'),
  close: plain('Later'),
  blocks: [...asked(step, holders), actions('lead', button('Skip', 'ownership.skip', step.key))],
});

function asked(step: Step, holders: Holders): KnownBlock[] {
  switch (step.kind) {
    case 'places':
      return step.key === 'lead' ? leadFields(holders) : sponsorFields(holders);
    case 'department': {
      const { key, name, purpose } = step.department;
      return [
        section(purpose === undefined ? mrkdwn`*${name}*` : mrkdwn`*${name}*\n${purpose}`),
        person(`head/${key}`, `Who heads ${name}?`.slice(0, LONGEST), true, holders.personIn(`head/${key}`)),
        channel(`channel/${key}`, "In which channel shall its customers' cards stand?", true, holders.channelOf(key)),
        context(mrkdwn`The head is told. A private channel has to invite me first.`),
      ];
    }
    case 'owners':
      return [
        section(mrkdwn`*${step.department.name}: who knows these best?*`),
        context(mrkdwn`Whom you name is asked first; until then, and where you name nobody, the head answers.`),
        ...step.topics.map(({ key, name }): Field => person(`owner/${key}`, name.slice(0, LONGEST), true)),
      ];
  }
}

const LONGEST = 120;

const leadFields = ({ personIn }: Holders): KnownBlock[] => [
  section(mrkdwn`*Who leads customer experience?* Whatever nobody else owns goes to them.`),
  person('cx_lead', 'CX lead', false, personIn('cx_lead')),
  person('cx_deputy', 'Deputy, while they are away', true, personIn('cx_deputy')),
  context(mrkdwn`They are told. If you name somebody else as CX lead, the rest of this is theirs to set up.`),
];

const sponsorFields = ({ personIn }: Holders): KnownBlock[] => [
  section(mrkdwn`*Who decides what only the top can decide?*`),
  person('executive_sponsor', 'Executive sponsor', true, personIn('executive_sponsor')),
  person('people_lead', 'People lead, for complaints about a colleague', true, personIn('people_lead')),
];

/** Nothing comes after it: what is left, and how to go on. */
export const doneView = (left: number): ModalView => ({
  type: 'modal',
  title: plain('Setting up'),
  close: plain('Close'),
  blocks: [
    section(
      left === 0
        ? mrkdwn`*That is all.* Whoever is named has been told or asked. \`/cx log\` passes on what a customer said.`
        : mrkdwn`*That is the last step.* You skipped some: ${left} to do. \`/cx setup\` shows them, and goes on with the first.`,
    ),
    actions(
      'lead',
      ...(left === 0 ? [] : [button('Go on', 'ownership.lead', 'first', 'primary')]),
      button('Departments and topics', 'ownership.directory', '0'),
    ),
  ],
});

/** Somebody else leads from now on, and whoever has named them may set up no more. */
export const handedOver = (lead: UserId | undefined): ModalView => ({
  type: 'modal',
  title: plain('Setting up'),
  close: plain('Close'),
  blocks: [
    section(
      mrkdwn`*${lead ? mention(lead) : mrkdwn`Somebody else`} is the CX lead from now on*, and is told. The rest is theirs: \`/cx setup\` leads them on.`,
    ),
  ],
});
