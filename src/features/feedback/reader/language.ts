import type { Lexicon } from './lexicon.ts';
import { english } from './lexicons/english.ts';
import { finnish } from './lexicons/finnish.ts';
import { french } from './lexicons/french.ts';
import { german } from './lexicons/german.ts';
import { spanish } from './lexicons/spanish.ts';
import type { Word } from './words.ts';

const LEXICONS: readonly Lexicon[] = [english, german, spanish, french, finnish];

/** Enough of a text to know its language by. */
const SAMPLE = 300;

/** The language as given (`de-AT` is `de`), else by its stop words; none where they do not tell. */
export function languageOf(words: readonly Word[], given: string | undefined): string | undefined {
  const code = given?.trim().toLowerCase().split(/[-_]/)[0];
  if (code) return code;
  const sample = words.slice(0, SAMPLE);
  const counts = LEXICONS.map(({ stopWords }) => sample.filter(({ word }) => stopWords.has(word)).length);
  const most = Math.max(...counts);
  const best = LEXICONS.filter((_, i) => counts[i] === most);
  return most > 0 && best.length === 1 ? best[0]?.code : undefined;
}

/** The words of that language; of all of them where it is not known or not at hand: "Super!" */
export const lexiconFor = (language: string | undefined): Lexicon =>
  LEXICONS.find(({ code }) => code === language) ?? anyLanguage;

const anyLanguage: Lexicon = {
  code: '',
  valueOf: (word) => LEXICONS.map((one) => one.valueOf(word)).find((value) => value !== 0) ?? 0,
  phrases: new Map(LEXICONS.toReversed().flatMap(({ phrases }) => [...phrases])),
  isNegator: (word) => LEXICONS.some((one) => one.isNegator(word)),
  isExpected: (word) => english.isExpected(word),
  contrasts: new Set(LEXICONS.flatMap(({ contrasts }) => [...contrasts])),
  starters: english.starters,
  stopWords: new Set(),
};
