import { context, type Message, section } from './blocks.ts';
import { joined, mrkdwn, words } from './mrkdwn.ts';
import type { CommandVerb } from './surface.ts';

/** What `/cx help` answers, and what a word we do not know is answered: the nearest one, and the list. */
export function helpFor(
  verbs: readonly CommandVerb[],
  unknown: { readonly typed: string; readonly nearest: string | undefined } | undefined,
): Message {
  const list = verbs.map(({ verb, usage, help }) => `\`/cx ${verb}${usage ? ` ${usage}` : ''}\` – ${help}`).join('\n');
  const lost =
    unknown &&
    joined(
      [
        mrkdwn`I don't know “${unknown.typed.slice(0, 40)}”.`,
        ...(unknown.nearest ? [mrkdwn` Did you mean \`/cx ${unknown.nearest}\`?`] : []),
      ],
      '',
    );
  return {
    text: lost ? words`I do not know that command. Here is what I can do.` : words`What I can do for you`,
    blocks: [
      ...(lost
        ? [section(lost)]
        : [section(mrkdwn`*Loopkeeper* sees to it that customers hear back. Everything below is for you alone.`)]),
      section({ type: 'mrkdwn', text: list }),
      context(
        mrkdwn`On a card: :eyes: take it · :repeat: not mine · :raising_hand: I can help · :white_check_mark: fixed`,
      ),
    ],
  };
}
