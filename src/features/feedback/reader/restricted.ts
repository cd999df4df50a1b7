import type { Restricted } from '../../../kernel/restricted.ts';
import type { UserId } from '../../../kernel/slack.ts';
import type { Reading } from '../reading.ts';
import { phraseIndex, phrasesIn } from './lexicon.ts';
import { CONDUCT_WORDS, NEGATORS, RESTRICTED_WORDS } from './restricted-words.ts';
import { phraseAt } from './sentiment.ts';
import { folded, type Word, wordsOf } from './words.ts';

/** A complaint that only few may read: what it is about, and which colleagues it names, none of whom may. */
export interface Restriction {
  readonly kind: Restricted;
  readonly named: readonly UserId[];
}

/** A colleague whom a complaint may name. */
export interface Colleague {
  readonly id: UserId;
  readonly name: string;
}

/** The gravest first: of several the first is what it is called. */
const KINDS = ['harassment', 'safety', 'breach', 'legal'] as const;
const INDEXES = KINDS.map((kind) => [kind, phraseIndex(phrasesIn(RESTRICTED_WORDS[kind], -1))] as const);
const CONDUCT = phraseIndex(phrasesIn(CONDUCT_WORDS, -1));

/** Longer texts are read up to here. */
const LONGEST = 50_000;
const NEGATED_WITHIN = 3;

/**
 * Whether only few may read it, by its words alone: harassment, safety, a data breach, the law, or a complaint about the
 * conduct of somebody who works here, by name. Where it is all praise, only harassment and conduct count. When in doubt
 * it is restricted, which a person can undo; the contrary nobody can. Whoever is named anywhere in it is not to read it.
 */
export function restrictionIn(
  whole: string,
  reading: Pick<Reading, 'kind' | 'language'>,
  colleagues: readonly Colleague[],
): Restriction | undefined {
  const kind = kindIn(whole, reading, colleagues);
  return kind && { kind, named: namedIn(whole, reading, colleagues) };
}

function kindIn(
  whole: string,
  { kind, language }: Pick<Reading, 'kind' | 'language'>,
  colleagues: readonly Colleague[],
): Restricted | undefined {
  const text = whole.slice(0, LONGEST);
  const words = wordsOf(text);
  const found = INDEXES.find(
    ([each, index]) => (kind !== 'praise' || each === 'harassment') && saysOneOf(words, 0, words.length, index),
  );
  if (found) return found[0];
  const accused = sentencesOf(words).some(
    ([from, to]) =>
      saysOneOf(words, from, to, CONDUCT) &&
      colleagues.some((each) => isNamedBy(each, namesIn(text, words.slice(from, to)), language)),
  );
  return accused ? 'colleague' : undefined;
}

/** Every colleague who is named, by any of their names or by a mention. */
export function namedIn(
  whole: string,
  { language }: Pick<Reading, 'language'>,
  colleagues: readonly Colleague[],
): UserId[] {
  const text = whole.slice(0, LONGEST);
  const names = namesIn(text, wordsOf(text));
  return colleagues.filter((each) => isNamedBy(each, names, language)).map(({ id }) => id);
}

/** Whether it may be so at all: only then is it worth knowing who works here. */
export function mayBeRestricted(whole: string): boolean {
  const words = wordsOf(whole.slice(0, LONGEST));
  return [CONDUCT, ...INDEXES.map(([, index]) => index)].some((index) => saysOneOf(words, 0, words.length, index));
}

/** Whether one of these stands there and is not turned into its contrary. */
function saysOneOf(words: readonly Word[], from: number, to: number, index: typeof CONDUCT): boolean {
  for (let at = from; at < to; at++)
    if (phraseAt(words, at, to, index) !== undefined && !isNegated(words, from, at)) return true;
  return false;
}

const isNegated = (words: readonly Word[], from: number, at: number): boolean =>
  words.slice(Math.max(from, at - NEGATED_WITHIN), at).some(({ word }) => NEGATORS.has(word));

/** What could be a name, folded, and all that was written, for mentions. */
interface Names {
  readonly words: readonly string[];
  readonly written: string;
}

const namesIn = (text: string, words: readonly Word[]): Names => ({
  words: words.filter((word) => isCapital(text, word)).map(({ word }) => word),
  written: text.slice(words[0]?.from ?? 0, words.at(-1)?.to ?? 0),
});

const isNamedBy = ({ id, name }: Colleague, { words, written }: Names, language: string | undefined): boolean =>
  written.includes(id) || partsOf(name).some((part) => words.some((word) => isName(word, part, language)));

/** Sentences as half-open stretches of words. */
function sentencesOf(words: readonly Word[]): [number, number][] {
  const starts = words.flatMap(({ gap }, at) => (at === 0 || gap === 'stop' ? [at] : []));
  return starts.map((from, place) => [from, starts[place + 1] ?? words.length]);
}

/** Names begin with a capital; so does what stands after an @, whatever its letters. */
const isCapital = (text: string, { from }: Word): boolean =>
  /\p{Lu}/u.test(text.charAt(from)) || /[@.]/.test(text.charAt(from - 1));

const LEAST_LETTERS = 3;

const partsOf = (name: string): string[] =>
  name
    .split(/[\s.-]+/)
    .map(folded)
    .filter((part) => part.length >= LEAST_LETTERS);

/** Finnish bends names: "Irinalle", "Salon". */
const BENT_BY = 4;

function isName(word: string, part: string, language: string | undefined): boolean {
  if (word === part) return true;
  return language === 'fi' && word.startsWith(part.slice(0, -1)) && word.length - part.length <= BENT_BY;
}

/** What a source marks itself: `restricted:legal`, or of a kind of its own, which is then a matter of law. */
export function restrictionByTag(tags: readonly string[] | undefined): Restriction | undefined {
  const [, marked] = tags?.map((tag) => MARK.exec(tag.trim().toLowerCase())).find((match) => match !== null) ?? [];
  if (marked === undefined) return undefined;
  const kinds: readonly Restricted[] = ['colleague', ...KINDS];
  return { kind: kinds.find((each) => each === marked) ?? 'legal', named: [] };
}

const MARK = /^restricted:?(.*)$/;
