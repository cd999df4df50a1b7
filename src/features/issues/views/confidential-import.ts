import type { KnownBlock } from '@slack/types';
import type { UserId } from '../../../kernel/slack.ts';
import { actions, button, context, type Message, saying, section } from '../../../platform/slack/blocks.ts';
import { joined, mention, mrkdwn, words } from '../../../platform/slack/mrkdwn.ts';
import type { Shown } from './card.ts';
import { RESTRICTED_TEXT } from './confidential.ts';

/** So many stand in it at once; as one is taken, the next comes up. */
export const MOST_OF_IMPORT = 5;

/** A DM about all that a file has brought and only few may read; what was said stands on each one's own page, for who may. */
export function confidentialImport(shown: readonly Shown[], reader: UserId, all: number): Message {
  const came = all === 1 ? 'a complaint of an import' : `${all} complaints of an import`;
  const more = all - shown.length;
  return {
    text: words`In confidence: ${came}`,
    blocks: [
      section(mrkdwn`*In confidence: ${came}*`),
      ...shown.flatMap((each) => lineOf(each, reader)),
      context(
        more > 0 ? mrkdwn`${more} more, as these are taken. Only you few read them.` : mrkdwn`Only you few read them.`,
      ),
    ],
  };
}

/** What stands in it when all of it has ended, or is with others. */
export const nothingLeft: Message = saying('Nothing of that import is left for you to do.');

function lineOf({ issue, customer }: Shown, reader: UserId): KnownBlock[] {
  const about = issue.restricted === undefined ? '' : RESTRICTED_TEXT[issue.restricted];
  const whose = issue.owner === reader ? mrkdwn`` : mrkdwn` · ${mention(issue.owner)}`;
  return [
    section(joined([mrkdwn`${customer} · ${about}`, whose], '')),
    actions(`confidential-${issue.id}`, button(`Open #${issue.id}`, 'issue.open', String(issue.id))),
  ];
}
