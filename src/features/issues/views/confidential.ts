import type { KnownBlock, MrkdwnElement } from '@slack/types';
import { masked } from '../../../kernel/masking.ts';
import type { Restricted } from '../../../kernel/restricted.ts';
import type { UserId } from '../../../kernel/slack.ts';
import { actions, button, context, type Message, section } from '../../../platform/slack/blocks.ts';
import { joined, mention, moment, mrkdwn, quote, words } from '../../../platform/slack/mrkdwn.ts';
import { ENDING_TEXT, type Issue } from '../domain.ts';
import { ownerActions, slotActions, someActions } from './actions.ts';
import { ASKS, capital, inFull, sentencesOf } from './asks.ts';
import type { Shown } from './card.ts';

export const RESTRICTED_TEXT: Readonly<Record<Restricted, string>> = {
  colleague: 'about a colleague by name',
  harassment: 'about harassment',
  legal: 'with a matter of law',
  safety: "about somebody's safety",
  breach: 'about a data breach',
};

/** To whom it is told, what it asks of them, whether it still does, and who else may read it. */
interface Told {
  readonly reader: UserId;
  readonly step: string;
  readonly current: boolean;
  readonly circle: readonly UserId[];
  readonly mayLift: boolean;
}

/** A DM about what only few may read. Its fallback text, which shows on a locked telephone, says nothing of it. */
export function confidentialLetter(shown: Shown, told: Told): Message {
  const { issue } = shown;
  if (issue.restricted === undefined) return lifted(issue);
  const kind = RESTRICTED_TEXT[issue.restricted];
  const said = masked(shown.text).trim();
  return {
    text: words`In confidence: #${issue.id}, a complaint ${kind}`,
    blocks: [
      section(joined([mrkdwn`*In confidence · a complaint ${kind}* · #${issue.id}`, lineOf(shown, told)], '\n')),
      ...(said === '' || issue.state === 'closed' ? [] : [section(quote(said, 600))]),
      ...buttons(shown, told),
      context(
        mrkdwn`Only ${joined(told.circle.map(mention), ', ')} can read this. It has no card, and nobody else finds it.`,
      ),
    ],
  };
}

const lifted = ({ id, owner }: Issue): Message => ({
  text: words`#${id} is an ordinary issue now`,
  blocks: [section(mrkdwn`#${id} is an ordinary issue now, with a card; ${mention(owner)} has it.`)],
});

/** What stands in a DM that once told of it. */
export const notForYou = ({ id }: Pick<Issue, 'id'>): Message => ({
  text: words`#${id} is with others now`,
  blocks: [section(mrkdwn`#${id} is with others now. Nothing is left for you to do.`)],
});

function lineOf(shown: Shown, { reader, step, current }: Told): MrkdwnElement {
  const { issue, customer, dateText } = shown;
  if (issue.state === 'closed') return mrkdwn`Closed: ${ENDING_TEXT[issue.end?.ending ?? 'told']}. Thank you.`;
  const since = moment('since', issue.waitingSince, dateText(issue.waitingSince));
  const waits = mrkdwn`${capital(customer)} has waited ${since}.`;
  if (issue.owner !== reader) return mrkdwn`${waits} ${mention(issue.owner)} has it; you are told so that you know.`;
  if (!current) return mrkdwn`${waits} You have it.`;
  if (step === 'assigned')
    return mrkdwn`${waits} You answer for this; only those few know. *When can they hear from us?*`;
  const ask = ASKS[step];
  if (ask === undefined) return mrkdwn`${waits} You have it.`;
  const asked = inFull(sentencesOf(ask, shown, false));
  return { ...asked, text: capital(asked.text) };
}

function buttons({ issue, slots }: Shown, { reader, step, current, mayLift }: Told): KnownBlock[] {
  const lift = button('Not restricted', 'issue.unrestrict', String(issue.id));
  const undo = mayLift ? [actions(`restricted-${issue.id}`, lift)] : [];
  if (issue.state === 'closed') return [];
  if (issue.owner !== reader) return [someActions(issue, [], false), ...undo];
  if (issue.state === 'open' && current && step === 'assigned') return [slotActions(issue, slots(), true), ...undo];
  return [ownerActions(issue, true), ...undo];
}
