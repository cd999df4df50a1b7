import type { MrkdwnElement } from '@slack/types';
import type { Brand } from '../../kernel/brand.ts';
import { remembered, rememberedOfText } from '../../kernel/remembered.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';

type Text = MrkdwnElement | string | number;

const MOST_LENGTHS = 20;

/** Text in which nothing that somebody typed is alive. A message's fallback is one: Slack reads markup there too. */
export type Inert = Brand<string, 'Inert'>;

/** Words of our own, in which nothing that somebody typed stands: they may mention people. */
export const ownWords = (text: string): Inert => text as Inert;

/** The same as a fallback text: words`${customer} is waiting`. */
export function words(parts: TemplateStringsArray, ...values: readonly Text[]): Inert {
  return mrkdwn(parts, ...values).text as Inert;
}

/**
 * Slack markup as a Block Kit text object: mrkdwn`*${name}* said hi`.
 * Interpolated strings are made inert, so nothing people type can mention, link, format or unfurl; other mrkdwn is kept as it is.
 */
export function mrkdwn(parts: TemplateStringsArray, ...values: readonly Text[]): MrkdwnElement {
  return raw(parts.reduce((text, part, place) => `${text}${toMarkup(values[place - 1] ?? '')}${part}`));
}

export const mention = (user: UserId): MrkdwnElement => raw(`<@${user}>`);

/** A channel as somebody is to find it: a link where its id is known, else its name. */
export const channelNamed = (ref: string): MrkdwnElement =>
  /^[CG][A-Z0-9]{2,}$/.test(ref) ? raw(`<#${ref}>`) : mrkdwn`${ref}`;

/**
 * A moment after a word, as each reader's own clock shows it: "by today 15:00", "since Nov 23rd 09:00". Slack writes
 * "Today" when the date comes first, so the word is part of it. `fallback` is for where Slack cannot.
 */
export const moment = (word: 'by' | 'on' | 'since' | 'until', at: Instant, fallback: string): MrkdwnElement =>
  raw(`<!date^${Math.floor(at / 1000)}^${word} {date_short_pretty} {time}|${word} ${inert(fallback)}>`);

export const joined = (items: readonly MrkdwnElement[], between: string): MrkdwnElement =>
  raw(items.map((item) => item.text).join(between));

/** Customer text as a quote, each line of it, at most `limit` characters as Slack counts them. */
export function quote(text: string, limit: number): MrkdwnElement {
  return raw(quotedAt(limit)(text.trim()));
}

/** What a customer says is shown over and over, wherever their issue stands, and in a few lengths. */
const quotedAt = remembered(MOST_LENGTHS, (limit: number) =>
  rememberedOfText((text): string => {
    const lines = shortened(text, limit).split(/\r\n|[\n\r\u2028\u2029\v\f]/u);
    return lines.map((line) => `>${inert(line)}`).join('\n');
  }),
);

/**
 * Cut between graphemes, so that no emoji is torn, to what Slack counts as at most `limit` characters: an escaped `<`
 * counts four. An ellipsis says that something is missing.
 */
export function shortened(text: string, limit: number): string {
  let kept = '';
  let room = limit - 1;
  for (const segment of graphemesOf(text.slice(0, limit + 64))) {
    room -= cost(segment);
    if (room < 0) return `${kept}…`;
    kept += segment;
  }
  return kept.length < text.length ? `${kept}…` : kept;
}

const graphemes = new Intl.Segmenter();

/** Where every character stands for itself there is nothing to find out. */
const graphemesOf = (text: string): Iterable<string> =>
  /^[ -~\n]*$/.test(text) ? text : Array.from(graphemes.segment(text), ({ segment }) => segment);

/** Characters that a grapheme may become when it is made inert and quoted. */
const cost = (segment: string): number =>
  /[&<>*_~`:@.\n\r]/.test(segment) ? Math.max(3, inert(segment).length) : segment.length;

/** A zero-width space: it parts what Slack would otherwise read as one. */
const PART = '\u200b';

/**
 * Text that Slack shows as it stands: `&<>` escaped; formatting marks, emoji names, bare addresses and @here broken by
 * a zero-width space; control and bidirectional characters replaced by a visible mark.
 */
export const inert: (text: string) => Inert = rememberedOfText(
  (text) =>
    text
      .replace(/[&<>]/g, (char) => ESCAPES[char] ?? char)
      .replace(INVISIBLE, '\ufffd')
      .replace(/[*_~`]/g, (mark) => `${PART}${mark}${PART}`)
      .replace(/:(?=[\w+-]+:|\/\/)/g, `:${PART}`)
      .replace(/@(?=\w)/g, `@${PART}`)
      .replace(/([\p{L}\p{M}\p{N}])\.(?=\p{L}{2})/gu, `$1.${PART}`) as Inert,
);

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Controls but line ends and tabs, bidirectional overrides, and halves of surrogate pairs. */
const INVISIBLE = /(?![\n\r\t])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

function toMarkup(value: Text): string {
  return typeof value === 'object' ? value.text : inert(String(value));
}

function raw(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text };
}
