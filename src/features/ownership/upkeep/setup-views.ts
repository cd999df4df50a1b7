import type { KnownBlock, ModalView, MrkdwnElement, SectionBlock } from '@slack/types';
import { actions, button, context, type Message, plain, section } from '../../../platform/slack/blocks.ts';
import { channel } from '../../../platform/slack/fields.ts';
import { joined, mrkdwn, shortened, words } from '../../../platform/slack/mrkdwn.ts';
import type { Department, Topic } from '../domain.ts';
import type { Line } from './lines.ts';
import { buttonsOf, lineText, type Wording } from './views.ts';

/** Where a department's cards shall stand. */
export const channelForm = ({ key, name }: Department): ModalView => ({
  type: 'modal',
  callback_id: 'ownership.channel',
  private_metadata: key,
  title: plain('Choose the channel'),
  submit: plain('Choose it'),
  close: plain('Cancel'),
  blocks: [
    context(mrkdwn`*${name}*: each customer's complaint has one card there, edited in place.`),
    channel('channel', 'Which channel?'),
  ],
});

const NAMED = 40;
const SHOWN = 40;

/** Topics that only a head answers for, each to be given to somebody. */
export const topicsList = (
  topics: readonly Topic[],
  total: number,
  departmentOf: Wording['departmentOf'],
): Message => ({
  text: words`Topics without an owner of their own: ${topics.length}`,
  blocks: [
    section(
      mrkdwn`*${topics.length} of ${total} topics* are answered by the head of their department. Name whoever knows them best: they are asked first.`,
    ),
    ...topics.slice(0, NAMED).map((topic) => ({
      ...section(mrkdwn`*${topic.name}* (${departmentOf(topic.department)}, stage: ${topic.stage})`),
      accessory: button('Name somebody', 'ownership.name', topic.key),
    })),
    ...(topics.length > NAMED ? [context(mrkdwn`and ${topics.length - NAMED} more, once these have somebody.`)] : []),
  ],
});

/** Beside the form that leads: it says nothing that is not true any more once steps are done. */
export const ledSaid: Message = {
  text: words`Setting up, step by step`,
  blocks: [
    section(
      mrkdwn`*Setting up: a form leads step by step.* Close it whenever you like; \`/cx setup\` goes on where something is missing.`,
    ),
    actions(
      'setup lead',
      button('Step by step', 'ownership.lead', 'first', 'primary'),
      button('All that is missing', 'ownership.missing', 'all'),
      button('Departments and topics', 'ownership.directory', '0'),
    ),
  ],
};

/** What people asked for and found nobody. */
interface Gap {
  readonly asked: string;
  readonly times: number;
}

const SHOWN_GAPS = 5;

/** What is missing, a line and a button each, the topics, and what was asked in vain. */
export const setupSaid = (
  lines: readonly Line[],
  { unowned, total }: { readonly unowned: number; readonly total: number },
  wording: Wording,
  gaps: readonly Gap[],
): Message => ({
  text: words`Setting up: ${lines.length} to do`,
  blocks: [
    ...(lines.length === 0
      ? [section(mrkdwn`*Every place and every department has what it needs.*`)]
      : [
          section(
            mrkdwn`*Setting up: ${lines.length} to do.* Stop whenever you like; \`/cx setup\` and the Home tab go on from here.`,
          ),
          actions('setup lead', button('Step by step', 'ownership.lead', 'first', 'primary')),
        ]),
    ...lines.slice(0, SHOWN).flatMap((line) => toDo(line, wording)),
    ...(lines.length > SHOWN ? [context(mrkdwn`and ${lines.length - SHOWN} more, once these are done.`)] : []),
    section(mrkdwn`*Topics:* ${total - unowned} of ${total} have an owner of their own.`),
    ...(gaps.length > 0 ? [context(inVain(gaps.slice(0, SHOWN_GAPS)))] : []),
    actions(
      'setup topics',
      ...(unowned > 0 ? [button('Name owners', 'ownership.topics', 'all')] : []),
      button('Departments and topics', 'ownership.directory', '0'),
    ),
  ],
});

const inVain = (gaps: readonly Gap[]): MrkdwnElement => {
  const each = gaps.map(({ asked, times }) => mrkdwn`“${shortened(asked, 60)}”${times > 1 ? ` (${times} times)` : ''}`);
  return mrkdwn`Asked for lately, and no topic has the words: ${joined(each, ', ')}.`;
};

/** A line with the first of its buttons, none of which stands out. */
const toDo = (line: Line, wording: Wording): SectionBlock[] =>
  buttonsOf(line)
    .slice(0, 1)
    .map(({ style: _, ...accessory }) => ({ ...section(lineText(line, wording)), accessory }));

/** The whole is not theirs to set up; what they head is theirs to edit. */
export const notYours = (refused: string, headed: readonly KnownBlock[]): Message => ({
  text: words`${refused}`,
  blocks: [section(mrkdwn`${refused}${headed.length > 0 ? ' What you head you can edit yourself:' : ''}`), ...headed],
});
