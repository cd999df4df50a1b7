import type { Sentiment } from '../domain.ts';
import type { Lexicon } from './lexicon.ts';
import { opinionOf } from './sentiment.ts';
import { type Mention, topicOf } from './topics.ts';
import type { Word } from './words.ts';

/** A stretch of the text, in words, that says one thing about one topic. */
export interface Part {
  readonly from: number;
  readonly to: number;
  readonly sentiment: Sentiment;
  readonly topic: string | undefined;
  /** Indexes of the words that decided the sentiment. */
  readonly because: readonly number[];
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly topic: string | undefined;
}

type Cut = 'sentence' | 'comma' | 'and' | 'none';

/** A list goes on as one part unless its pieces are about different topics or plainly disagree. */
const PLAIN = 2;

const JOINERS = new Set(['and', 'und', 'y', 'et', 'ja', 'plus']);
const BEFORE_NO_CONTRAST = new Set(['nothing', 'anything', 'all', 'cannot', 'not', 'only', 'nichts', 'rien']);
const AFTER_NO_CONTRAST = new Set(['also', 'auch', 'aussi', 'tambien', 'myos']);

/** Cuts a text into parts: at sentences, at "but" and its like, and in lists where topic or opinion changes. Linear. */
export function partsOf(words: readonly Word[], mentions: readonly Mention[], lexicon: Lexicon): Part[] {
  const byStart = Map.groupBy(mentions, ({ at }) => at);
  const topic = (from: number, to: number) =>
    topicOf(words.slice(from, to).flatMap((_, i) => byStart.get(from + i) ?? []));
  const merged: Piece[] = [];
  for (const { from, to, cut } of piecesOf(words, lexicon)) {
    const next = { from, to, value: opinionOf(words, from, to, lexicon).value, topic: topic(from, to) };
    const last = merged.at(-1);
    if (last === undefined || cut === 'sentence' || changes(last, next, cut)) merged.push(next);
    else merged[merged.length - 1] = together(last, next);
  }
  return withoutAsides(
    merged.map(({ from, to }) => {
      const { value, sentiment, because } = opinionOf(words, from, to, lexicon);
      return { from, to, value, sentiment, because, topic: topic(from, to) };
    }),
  );
}

/** A weak word beside a clear opinion of the other kind is none: the thanks that end a complaint, the pain before the praise. */
function withoutAsides(parts: readonly (Part & { readonly value: number })[]): Part[] {
  const best = Math.max(...parts.map(({ value }) => value));
  const worst = Math.min(...parts.map(({ value }) => value));
  return parts.map(({ value, ...part }) => {
    const isAside = Math.abs(value) < PLAIN && (value < 0 ? best >= PLAIN : worst <= -PLAIN);
    return isAside ? { ...part, sentiment: 'neutral', because: [] } : part;
  });
}

function piecesOf(words: readonly Word[], lexicon: Lexicon) {
  const pieces: { from: number; to: number; cut: Cut }[] = [];
  words.forEach((_, at) => {
    const cut = at === 0 ? 'sentence' : cutBefore(words, at, lexicon);
    const last = pieces.at(-1);
    if (cut === 'none' && last) last.to = at + 1;
    else pieces.push({ from: at, to: at + 1, cut });
  });
  return pieces;
}

function cutBefore(words: readonly Word[], at: number, lexicon: Lexicon): Cut {
  const { word = '', gap = 'none' } = words[at] ?? {};
  if (gap === 'stop' || isContrast(words, at, lexicon)) return 'sentence';
  if (gap === 'comma') return 'comma';
  return JOINERS.has(word) ? 'and' : 'none';
}

/** "but", unless it is "nothing but" or "but also". */
function isContrast(words: readonly Word[], at: number, { contrasts }: Lexicon): boolean {
  if (!contrasts.has(words[at]?.word ?? '')) return false;
  return !BEFORE_NO_CONTRAST.has(words[at - 1]?.word ?? '') && !AFTER_NO_CONTRAST.has(words[at + 1]?.word ?? '');
}

function changes(last: Piece, next: Piece, cut: Cut): boolean {
  if (Math.abs(last.value) < 1 || Math.abs(next.value) < 1) return false;
  if (last.topic !== undefined && next.topic !== undefined && last.topic !== next.topic) return true;
  const disagree = last.value * next.value < 0 && Math.min(Math.abs(last.value), Math.abs(next.value)) >= PLAIN;
  return cut === 'comma' && disagree;
}

function together(last: Piece, next: Piece): Piece {
  return { from: last.from, to: next.to, value: last.value + next.value, topic: last.topic ?? next.topic };
}
