import type { TopicWords } from '../reading.ts';
import { type Word, wordsOf } from './words.ts';

/** A topic's word or phrase found in the text, from the word at `at` on. */
export interface Mention {
  readonly topic: string;
  readonly phrase: string;
  readonly at: number;
  readonly length: number;
  readonly weight: number;
}

/** The phrases of all topics by the forms of their first two words: 500 topics cost hardly more per word than one. */
export type TopicIndex = ReadonlyMap<string, readonly Entry[]>;

interface Entry {
  readonly topic: string;
  readonly phrase: string;
  /** The forms each word may have. */
  readonly words: readonly ReadonlySet<string>[];
  /** More words say more, so do long ones; what several topics claim says less. */
  readonly weight: number;
}

/** Words between those of a phrase: "charged me twice" is "charged twice". */
const SKIPPED = 1;

export function topicIndex(topics: readonly TopicWords[]): TopicIndex {
  const entries = topics.flatMap(entriesOf);
  const claims = new Map<string, number>();
  for (const { phrase } of entries) claims.set(phrase, (claims.get(phrase) ?? 0) + 1);
  const index = new Map<string, Entry[]>();
  for (const entry of entries) {
    const shared = { ...entry, weight: entry.weight / (claims.get(entry.phrase) ?? 1) };
    for (const key of keysOf(entry.words[0], entry.words[1])) append(index, key, shared);
  }
  return index;
}

function keysOf(first: ReadonlySet<string> = NONE, second: ReadonlySet<string> | undefined): string[] {
  if (second === undefined) return [...first];
  return [...first].flatMap((one) => [...second].map((two) => `${one} ${two}`));
}

const NONE: ReadonlySet<string> = new Set();

function entriesOf({ key, name, words }: TopicWords): Entry[] {
  const phrases = new Map(
    [name, ...words].map((phrase): [string, string[]] => {
      const parts = wordsOf(phrase).map(({ word }) => word);
      return [parts.join(' '), parts];
    }),
  );
  return [...phrases].map(([phrase, parts]) => ({
    topic: key,
    phrase,
    words: parts.map(formsOf),
    weight: 10 * parts.length ** 2 + phrase.length,
  }));
}

function append<V>(index: Map<string, V[]>, key: string, value: V): void {
  const list = index.get(key);
  if (!list) index.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}

/** Every mention in the text; of those that begin at one word only the longest, of however many topics. */
export function mentionsIn(words: readonly Word[], index: TopicIndex): Mention[] {
  const mentions: Mention[] = [];
  const forms = words.map(({ word }) => formsOf(word));
  for (let at = 0, free = 0; at < words.length; at++) {
    const found = at < free ? [] : longestAt(forms, at, index);
    mentions.push(...found);
    free = Math.max(free, at + (found[0]?.length ?? 0));
  }
  return mentions;
}

function longestAt(forms: readonly ReadonlySet<string>[], at: number, index: TopicIndex): Mention[] {
  const followers = Array.from({ length: SKIPPED + 1 }, (_, i) => forms[at + 1 + i] ?? NONE);
  const keys = [undefined, ...followers].flatMap((second) => keysOf(forms[at], second));
  const candidates = new Set(keys.flatMap((key) => index.get(key) ?? []));
  const found = new Map<string, Mention & { words: number }>();
  for (const entry of candidates) {
    const { topic, phrase, weight } = entry;
    const length = lengthAt(forms, at, entry);
    const words = entry.words.length;
    if (length !== undefined && words > (found.get(topic)?.words ?? 0))
      found.set(topic, { topic, phrase, at, length, weight, words });
  }
  const longest = Math.max(...[...found.values()].map(({ words }) => words));
  return [...found.values()].filter(({ words }) => words === longest);
}

function lengthAt(forms: readonly ReadonlySet<string>[], at: number, { words }: Entry): number | undefined {
  let next = at;
  for (const [i, wanted] of words.entries()) {
    const limit = i === 0 ? next : next + SKIPPED;
    while (next < limit && !isAnyOf(forms[next], wanted)) next++;
    if (!isAnyOf(forms[next], wanted)) return undefined;
    next++;
  }
  return next - at;
}

function isAnyOf(forms: ReadonlySet<string> | undefined, wanted: ReadonlySet<string>): boolean {
  return forms !== undefined && !forms.isDisjointFrom(wanted);
}

/** The topic that these mentions speak for most; each phrase counts once. */
export function topicOf(mentions: readonly Mention[]): string | undefined {
  const weights = new Map<string, number>();
  const once = new Map(mentions.map((mention) => [`${mention.topic} ${mention.phrase}`, mention]));
  for (const { topic, weight } of once.values()) weights.set(topic, (weights.get(topic) ?? 0) + weight);
  let best: string | undefined;
  for (const [topic, weight] of weights) if (weight > (weights.get(best ?? '') ?? 0)) best = topic;
  return best;
}

/** A word as given and without what makes it a plural in one of the languages at hand: bills, Rechnungen, Preise, laskut. */
function formsOf(word: string): ReadonlySet<string> {
  const known = formsByWord.get(word);
  if (known) return known;
  const forms = new Set([word]);
  for (const [ending, least, singular] of PLURALS) {
    if (word.length >= least && word.endsWith(ending)) forms.add(word.slice(0, -ending.length) + singular);
  }
  if (formsByWord.size > 20_000) formsByWord.clear();
  formsByWord.set(word, forms);
  return forms;
}

const formsByWord = new Map<string, ReadonlySet<string>>();

const PLURALS: readonly (readonly [ending: string, leastLength: number, singular: string])[] = [
  ['s', 4, ''],
  ['es', 5, ''],
  ['ies', 5, 'y'],
  ['en', 6, ''],
  ['n', 6, ''],
  ['e', 6, ''],
  ['er', 6, ''],
  ['t', 5, ''],
  ['x', 5, ''],
];
