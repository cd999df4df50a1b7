import { folded, wordsOf } from './words.ts';

/**
 * One language's words, as written by hand: words with spaces between, phrases with commas. `word*` stands for
 * whatever begins so; in phrases, `~` stands for up to two words that may be there, and `is/are` for either.
 */
export interface LexiconSource {
  readonly code: string;
  readonly praise: string;
  readonly complaint: string;
  /** Complaints where nothing better is said in the same breath. */
  readonly weak: string;
  readonly praisePhrases: string;
  readonly complaintPhrases: string;
  /** Asking for better is complaining, politely: praise after it does not count ("should be friendlier"). */
  readonly wishes: string;
  /** Phrases whose words say nothing here. */
  readonly idle: string;
  readonly negators: string;
  /** What works unless somebody says it does not: a complaint only after a negator. */
  readonly expected: string;
  /** Words that set what follows against what went before. */
  readonly contrasts: string;
  /** Words that make a wish of a sentence they begin: "More staff", "Fix the login". */
  readonly starters: string;
  /** Frequent words that tell the language. */
  readonly stopWords: string;
}

export interface Phrase {
  readonly words: readonly string[];
  readonly value: number;
  readonly isWish: boolean;
}

/** Phrases by their first word, the longest first. */
export type PhraseIndex = ReadonlyMap<string, readonly Phrase[]>;

export interface Lexicon {
  readonly code: string;
  valueOf(word: string): number;
  readonly phrases: PhraseIndex;
  isNegator(word: string): boolean;
  isExpected(word: string): boolean;
  readonly contrasts: ReadonlySet<string>;
  readonly starters: PhraseIndex;
  readonly stopWords: ReadonlySet<string>;
}

const WORD = 2;
const WEAK = 1;
const PHRASE = 3;

/** `base`: values of single words, which the hand-written ones overrule. */
export function lexiconOf(source: LexiconSource, base: Readonly<Record<string, number>> = {}): Lexicon {
  const values = new Stems<number>(Object.entries(base));
  for (const word of listed(source.praise)) values.set(word, WORD);
  for (const word of listed(source.complaint)) values.set(word, -WORD);
  for (const word of listed(source.weak)) values.set(word, -WEAK);
  const expected = new Stems(listed(source.expected).map((word) => [word, true]));
  const negators = new Set(listed(source.negators));
  return {
    code: source.code,
    valueOf: (word) => values.get(word) ?? 0,
    phrases: phrasesOf(source),
    isNegator: (word) => negators.has(word),
    isExpected: (word) => expected.get(word) ?? false,
    contrasts: new Set(listed(source.contrasts)),
    starters: phraseIndex(phrasesIn(source.starters, -WORD, true)),
    stopWords: new Set(listed(source.stopWords)),
  };
}

/** Values by word, or by how a word begins; the longest beginning counts. */
class Stems<T> {
  readonly #words = new Map<string, T>();
  readonly #stems = new Map<string, T>();

  constructor(entries: readonly (readonly [string, T])[]) {
    for (const [word, value] of entries) this.set(word, value);
  }

  set(word: string, value: T): void {
    if (word.endsWith('*')) this.#stems.set(word.slice(0, -1), value);
    else this.#words.set(word, value);
  }

  get(word: string): T | undefined {
    const exact = this.#words.get(word);
    if (exact !== undefined) return exact;
    for (let length = word.length; length > 2; length--) {
      const value = this.#stems.get(word.slice(0, length));
      if (value !== undefined) return value;
    }
    return undefined;
  }
}

function phrasesOf(source: LexiconSource): PhraseIndex {
  return phraseIndex([
    ...phrasesIn(source.praisePhrases, PHRASE),
    ...phrasesIn(source.complaintPhrases, -PHRASE),
    ...phrasesIn(source.wishes, -WORD, true),
    ...phrasesIn(source.idle, 0),
  ]);
}

export function phraseIndex(phrases: readonly Phrase[]): PhraseIndex {
  const byFirst = new Map<string, Phrase[]>();
  for (const phrase of phrases.toSorted((a, b) => b.words.length - a.words.length)) {
    const [first = ''] = phrase.words;
    byFirst.set(first, [...(byFirst.get(first) ?? []), phrase]);
  }
  return byFirst;
}

/** Phrases with commas between, their words as `wordsOf` gives those of a text, so that `can't` and `cannot` are the same. */
export function phrasesIn(text: string, value: number, isWish = false): Phrase[] {
  const phrases = text.split(',').map((phrase) => phrase.trim());
  return phrases
    .filter(Boolean)
    .flatMap((phrase) => wordingsOf(phrase.split(/\s+/)))
    .map((words) => ({ words: words.flatMap(patternsIn), value, isWish }));
}

/** Every way through the choices of a phrase: "where is/are my" is two phrases. */
function wordingsOf(words: readonly string[]): string[][] {
  return words.reduce<string[][]>(
    (wordings, word) => word.split('/').flatMap((choice) => wordings.map((before) => [...before, choice])),
    [[]],
  );
}

function patternsIn(written: string): string[] {
  if (written === '~') return [written];
  const words = wordsOf(written).map(({ word }) => word);
  return written.endsWith('*') ? words.map((word) => `${word}*`) : words;
}

const listed = (text: string): string[] => text.split(/\s+/).filter(Boolean).map(folded);
