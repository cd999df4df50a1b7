import type { MrkdwnElement } from '@slack/types';
import { lengthText } from '../../../kernel/duration.ts';
import type { UserId } from '../../../kernel/slack.ts';
import { type Instant, instant } from '../../../kernel/time.ts';
import { context, type Message, section } from '../../../platform/slack/blocks.ts';
import { joined, mention, moment, mrkdwn, words } from '../../../platform/slack/mrkdwn.ts';
import { capital } from './asks.ts';
import type { Shown } from './card.ts';
import { type Reason, reasonOf } from './reasons.ts';

/** A step that comes if nobody does anything. */
export interface ToCome {
  readonly at: Instant;
  readonly to: readonly UserId[];
  readonly what: 'reminds' | 'hands on' | 'limbo' | 'wakes';
}

/** Why an issue concerns somebody, what comes next, and how to change it. */
export interface Why {
  readonly shown: Shown;
  readonly reader: UserId;
  /** How the owner came to it. */
  readonly standing: 'owner' | 'backup' | 'last';
  /** The version of the organisation file whose policy holds. */
  readonly version: number;
  readonly ahead: readonly ToCome[];
  /** The reader has asked for fewer messages. */
  readonly rhythm: 'daily' | 'weekly' | undefined;
}

const CAME: Record<Why['standing'], string> = {
  owner: 'who answers for this topic, or took it',
  backup: 'the backup, because the owner had not answered in time or is not there',
  last: 'the CX lead, because nobody else has it',
};

const DOES: Record<ToCome['what'], string> = {
  reminds: 'a reminder to',
  'hands on': 'it goes to the backup of',
  limbo: 'it falls between departments, and leaves',
  wakes: 'it comes back to',
};

/** Why each line stands in a DM of several. */
export function whyLetter(reasons: readonly Reason[], isBrief: boolean): Message {
  const title = isBrief
    ? 'Your brief of the week takes the place of the day’s bundle.'
    : 'What can wait comes to you in one DM a day.';
  const shown = reasons.slice(0, MOST_REASONS);
  const rest = reasons.length > shown.length ? mrkdwn`, \`/cx mine\` has the rest` : mrkdwn``;
  return {
    text: words`${title}`,
    blocks: [
      section(joined([mrkdwn`*${title}*`, ...shown.map(reasonOf)], '\n• ')),
      context(
        mrkdwn`\`/cx why 214\` says what comes next for one of them${rest}. Any act ends its reminders; \`/cx quiet\` makes messages fewer.`,
      ),
    ],
  };
}
const MOST_REASONS = 10;

const RHYTHM = {
  daily: mrkdwn`You asked for one DM a morning: all of it rides there. \`/cx quiet off\` undoes it.`,
  weekly: mrkdwn`You asked for what others owe once a week, and for what you owe in one DM a morning. \`/cx quiet off\` undoes it.`,
} as const;

const merged = ({ issue: { mergedMs }, customer }: Shown) =>
  mrkdwn`For ${lengthText(instant(0), instant(mergedMs))} it was merged into another. ${capital(customer)} has waited all along, and a word to them is owed as ever; but nobody had it then, so what goes over its owner's head comes that much later.`;

export function whyMessage({ shown, reader, standing, version, ahead, rhythm }: Why): Message {
  const { issue, because, dateText } = shown;
  const owner = issue.owner === reader ? mrkdwn`You are` : mrkdwn`${mention(issue.owner)} is`;
  const rule =
    because === ''
      ? mrkdwn`No topic's words are in it, so it went to the CX lead.`
      : mrkdwn`It came here because of “${because.slice(0, 80)}”.`;
  const steps = ahead.map(
    ({ at, to, what }): MrkdwnElement =>
      mrkdwn`• ${moment('on', at, dateText(at))}: ${DOES[what]} ${joined(to.map(mention), ', ')}`,
  );
  return {
    text: words`#${issue.id}: why it concerns you, and what comes next`,
    blocks: [
      section(mrkdwn`*#${issue.id} ${shown.title}: why?*\n${owner} ${CAME[standing]}. ${rule}`),
      section(
        steps.length > 0
          ? joined([mrkdwn`*If nobody does anything*`, ...steps], '\n')
          : mrkdwn`It is closed: nothing more comes.`,
      ),
      ...(issue.mergedMs > 0 && issue.end === undefined ? [context(merged(shown))] : []),
      context(
        mrkdwn`Any act of the owner ends these. *Not mine* passes it on, *Put off* and *Waiting for customer* give peace until a day, \`/cx away\` while you are away, \`/cx quiet\` makes messages fewer. Policy of version ${version}.`,
      ),
      ...(rhythm ? [context(RHYTHM[rhythm])] : []),
    ],
  };
}
