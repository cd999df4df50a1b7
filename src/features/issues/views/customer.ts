import type { KnownBlock } from '@slack/types';
import { context, type Message, section } from '../../../platform/slack/blocks.ts';
import { mrkdwn, quote, shortened, words } from '../../../platform/slack/mrkdwn.ts';
import type { Issue } from '../domain.ts';

/** What is known of a customer and what they said, as it was handed over. */
export interface CustomerSaid {
  readonly customer: {
    readonly id?: string | undefined;
    readonly name?: string | undefined;
    readonly email?: string | undefined;
    readonly account?: string | undefined;
  };
  readonly url: string | undefined;
  readonly text: string;
}

/** Characters in one quotation: escaped they are four times as many, and a section takes 3,000. */
const LENGTH = 700;
/** Slack takes 13,200 in a message, all blocks together. */
const ROOM = 11_000;

/** For whoever is to answer the customer: who it is, where it was said, and all of it, unmasked. */
export function customerShown({ id }: Pick<Issue, 'id'>, { customer, url, text }: CustomerSaid): Message {
  const { name, account, email } = customer;
  const known = [name, account, email, customer.id && `number ${customer.id}`, url].filter(Boolean);
  const who = known.length > 0 ? shortened(known.join(' · '), 1000) : 'Nobody said who it was.';
  const { quotes, whole } = quoted(text.trim());
  return {
    text: words`#${id}: who the customer is`,
    blocks: [
      section(mrkdwn`*#${id}, the customer*\n${who}`),
      ...quotes,
      ...(whole ? [] : [context(mrkdwn`The rest is where it came from.`)]),
      context(mrkdwn`Only you see this. It is remembered that you looked.`),
    ],
  };
}

function quoted(text: string): { quotes: KnownBlock[]; whole: boolean } {
  const characters = [...text];
  const quotes: KnownBlock[] = [];
  let room = ROOM;
  for (let from = 0; from < characters.length; from += LENGTH) {
    const part = quote(characters.slice(from, from + LENGTH).join(''), 4 * LENGTH + 10);
    room -= part.text.length;
    if (room < 0) return { quotes, whole: false };
    quotes.push(section(part));
  }
  return { quotes, whole: true };
}
