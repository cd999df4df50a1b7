import type { Sentiment } from '../domain.ts';
import { answerLength } from './empty.ts';
import type { Lexicon, Phrase, PhraseIndex } from './lexicon.ts';
import type { Word } from './words.ts';

/** What a stretch of words says: above 0 praise, below 0 complaint. */
export interface Opinion {
  readonly value: number;
  readonly sentiment: Sentiment;
  /** Indexes of the words that decided. */
  readonly because: readonly number[];
}

/** From here on it counts: one clear word does, half a one does not. */
const CLEAR = 1;

/** A negator turns the words up to that far behind it, within its clause. */
const REACH = 5;

/** And phrases that much further: "nothing for me and my wife that you could have …". */
const FURTHER = 3;

/** What a negated word is worth: "not good" is a complaint, "not bad" a small praise. */
const NEGATED_PRAISE = -1;
const NEGATED_COMPLAINT = -0.5;
const MISSING = -2;

interface Finding {
  readonly at: number;
  readonly length: number;
  readonly value: number;
}

/** Adds up the words from `from` up to `to`; linear in their number. */
export function opinionOf(words: readonly Word[], from: number, to: number, lexicon: Lexicon): Opinion {
  const findings = findingsIn(words, from, to, lexicon);
  const value = findings.reduce((sum, finding) => sum + finding.value, 0);
  const sentiment = value >= CLEAR ? 'praise' : value <= -CLEAR ? 'complaint' : 'neutral';
  const because = findings
    .filter((finding) => finding.value * value > 0)
    .flatMap(({ at, length }) => Array.from({ length }, (_, i) => at + i));
  return { value, sentiment, because };
}

interface State {
  /** Grown in place: a long text has many. */
  readonly findings: Finding[];
  /** A negator's reach ends there. */
  readonly negatedTo: number;
  readonly wished: boolean;
}

function findingsIn(words: readonly Word[], from: number, to: number, lexicon: Lexicon): readonly Finding[] {
  let state: State = { findings: [], negatedTo: 0, wished: false };
  for (let at = from; at < to; ) {
    const { word = '', gap } = words[at] ?? {};
    if (gap !== 'none') state = { ...state, negatedTo: 0 };
    const found =
      phraseAt(words, at, to, lexicon.phrases) ?? (at === from ? startOf(words, at, to, lexicon) : undefined);
    state = found ? withPhrase(state, at, found, lexicon) : withWord(state, at, word, lexicon);
    at += found?.length ?? 1;
  }
  return state.findings;
}

/** What a sentence may begin with that means something else there: "Nothing, …", "More staff". */
function startOf(words: readonly Word[], at: number, to: number, lexicon: Lexicon): Found | undefined {
  if (at > 0 && words[at]?.gap !== 'stop') return undefined;
  const length = answerLength(words, at, to, lexicon.code);
  return length > 0 ? { phrase: ANSWER, length } : phraseAt(words, at, to, lexicon.starters);
}

const ANSWER: Phrase = { words: [], value: 0, isWish: false };

const counts = ({ wished }: State, value: number) => value !== 0 && !(wished && value > 0);

interface Found {
  readonly phrase: Phrase;
  readonly length: number;
}

/** A phrase that says no itself ("pas reçu") is not turned by the other half of the same no ("n'ai"). */
function withPhrase(state: State, at: number, { phrase, length }: Found, lexicon: Lexicon): State {
  const saysNo = phrase.words.some((word) => lexicon.isNegator(word));
  const isNegated = !saysNo && state.negatedTo > 0 && at < state.negatedTo + FURTHER;
  const value = turned(phrase.value, isNegated);
  if (counts(state, value)) state.findings.push({ at, length, value });
  return {
    findings: state.findings,
    negatedTo: state.negatedTo,
    wished: state.wished || (phrase.isWish && value < 0),
  };
}

function withWord(state: State, at: number, word: string, lexicon: Lexicon): State {
  const value = wordValue(lexicon, word, at < state.negatedTo);
  if (counts(state, value)) state.findings.push({ at, length: 1, value });
  return {
    findings: state.findings,
    negatedTo: lexicon.isNegator(word) ? at + 1 + REACH : state.negatedTo,
    wished: state.wished,
  };
}

function wordValue(lexicon: Lexicon, word: string, isNegated: boolean): number {
  if (isNegated && lexicon.isExpected(word)) return MISSING;
  return turned(SIGNS.get(word) ?? lexicon.valueOf(word), isNegated);
}

function turned(value: number, isNegated: boolean): number {
  if (!isNegated) return value;
  return value * (value > 0 ? NEGATED_PRAISE : NEGATED_COMPLAINT);
}

/** The longest phrase that begins at that word. */
export function phraseAt(words: readonly Word[], at: number, to: number, phrases: PhraseIndex) {
  for (const phrase of phrases.get(words[at]?.word ?? '') ?? []) {
    const end = endOf(phrase, words, at, to);
    if (end !== undefined) return { phrase, length: end - at };
  }
  return undefined;
}

function endOf({ words: wanted }: Phrase, words: readonly Word[], at: number, to: number): number | undefined {
  let next = at;
  let skips = 0;
  for (const word of wanted) {
    if (word === '~') {
      skips += 2;
      continue;
    }
    const limit = Math.min(to - 1, next + skips);
    while (next < limit && !fits(words[next], word)) next++;
    if (next > limit || !fits(words[next], word)) return undefined;
    next++;
    skips = 0;
  }
  return next;
}

function fits(word: Word | undefined, wanted: string): boolean {
  if (word?.word === wanted) return true;
  return wanted.endsWith('*') && (word?.word.startsWith(wanted.slice(0, -1)) ?? false);
}

/** Signs that mean the same in every language. */
const SIGNS: ReadonlyMap<string, number> = new Map([
  ...[...'😀😃😄😁😊🙂😍🥰😘🤩🥳👍👏🙌💪❤💛💚💙💜🧡🎉⭐🌟💯🙏😻'].map((sign): [string, number] => [sign, 2]),
  ...[...'😡😠🤬😤😞😔😟🙁☹😣😖😫😩😢😭👎💔🤮🤢🙄😒😾'].map((sign): [string, number] => [sign, -2]),
  ...[':)', ':-)', ';)', ';-)'].map((sign): [string, number] => [sign, 1]),
  ...[':(', ':-('].map((sign): [string, number] => [sign, -2]),
]);
