import MiniSearch from 'minisearch';
import type { Organisation, Topic } from '../domain.ts';
import { SYNONYMS } from './synonyms.ts';

/** A topic that may be meant, how strongly, and by which of its words. */
export interface Found {
  readonly topic: Topic;
  readonly score: number;
  readonly because: readonly string[];
}

export interface Answer {
  /** The best first. */
  readonly found: readonly Found[];
  /** The first so many are equally likely: whoever asks has to choose. */
  readonly tied: number;
}

const MOST = 5;
const MOST_WORDS = 3;
/** Scores closer than this cannot be told apart. */
const TIE = 0.9;

/** Which topic somebody means, in the words that people use: mistyped, inflected, in another language, or for another word of the same meaning. */
export function topicsMeant(organisation: Organisation, typed: string): Answer {
  const { index, vocabulary, byKey } = directoryOf(organisation);
  const terms = termsOf(typed);
  const { concepts, phrased } = meaningsIn(typed);
  // A word of a phrase that means something is not taken apart: "no funciona" is of no function.
  const parts = terms.filter((term) => !phrased.has(term)).flatMap((term) => partsOf(term, vocabulary));
  const wanted = [...new Set([...terms, ...parts, ...concepts])];
  if (wanted.length === 0) return { found: [], tied: 0 };
  const hits = index.search(wanted.join(' ')).slice(0, MOST);
  const found = hits.flatMap(({ id, score, terms: matched }): Found[] => {
    const topic = byKey.get(id);
    return topic
      ? [{ topic, score, because: matched.filter((term) => !term.startsWith(CONCEPT)).slice(0, MOST_WORDS) }]
      : [];
  });
  const best = found[0]?.score ?? 0;
  return { found, tied: found.filter(({ score }) => score >= best * TIE).length };
}

interface Directory {
  readonly index: MiniSearch;
  /** Words of topics that may be a part of a longer one, by their first three letters and by their last. */
  readonly vocabulary: Vocabulary;
  readonly byKey: ReadonlyMap<string, Topic>;
}

const directories = new WeakMap<Organisation, Directory>();

/** Worked out once for each version of the organisation. */
function directoryOf(organisation: Organisation): Directory {
  const known = directories.get(organisation);
  if (known) return known;
  const made = indexed(organisation);
  directories.set(organisation, made);
  return made;
}

const FIELDS = { name: 5, words: 4, concepts: 5, department: 1.5, stage: 1, people: 2 };

function indexed({ topics, departments }: Organisation): Directory {
  const index = new MiniSearch({
    fields: Object.keys(FIELDS),
    idField: 'key',
    tokenize: (text) => text.split(' '),
    processTerm: (term) => term,
    searchOptions: {
      boost: FIELDS,
      // A concept is meant or it is not.
      fuzzy: (term) => (term.startsWith(CONCEPT) || term.length < 5 ? false : term.length < 6 ? 1 : 0.25),
      prefix: (term) => !term.startsWith(CONCEPT) && term.length > 3,
      weights: { fuzzy: 0.35, prefix: 0.5 },
    },
  });
  const nameOf = new Map(departments.map(({ key, name }) => [key, name]));
  index.addAll(
    topics.map(({ key, name, words, department, stage, owner, backup }) => ({
      key,
      name: termsOf(name).join(' '),
      words: termsOf(words.join(' ')).join(' '),
      concepts: [...new Set([name, ...words].flatMap((text) => meaningsIn(text).concepts))].join(' '),
      department: termsOf(`${department} ${nameOf.get(department) ?? ''}`).join(' '),
      stage: termsOf(stage).join(' '),
      people: termsOf([owner, backup].map((ref) => ref.split('@')[0] ?? '').join(' ')).join(' '),
    })),
  );
  const vocabulary = vocabularyOf(topics.flatMap(({ name, words }) => termsOf([name, ...words].join(' '))));
  return { index, vocabulary, byKey: new Map(topics.map((topic) => [topic.key, topic])) };
}

/** Small letters without accents: what people leave out when they are in a hurry. */
const folded = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '');

const FILLER = new Set(
  `a an and are about about as at be by can do does for from have i in is it me my of on or our s t that the their them this to us was we what when where which who whom whose why will with you your
   answers answer handles handle owns own owner responsible charge takes take care ask talk someone somebody anyone person customer customers says say said complains complaint complaining complained problem problems issue issues question questions wrong bad terrible awful never always too very get gets got want wants need needs not there they he she has had
   wer ist fur der die das den dem und mit zustandig verantwortlich ich wir nicht ein eine kunde kunden problem frage
   quien es el la los las de del para con por un una cliente clientes problema responsable se me no lleva
   kuka on ja vastaa asiakas asiakkaan asiakkaat asia ongelma kenen kenelle
   qui est le les des du pour avec une client probleme`.split(/\s+/),
);

function termsOf(text: string): string[] {
  const all = folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return all.filter((term) => !FILLER.has(term)).map(singular);
}

/** Without what makes it a plural in English; other languages' endings are found as the beginning of a longer word. */
function singular(term: string): string {
  if (term.length > 4 && term.endsWith('ies')) return `${term.slice(0, -3)}y`;
  if (term.length > 4 && /(?:s|x|ch|sh)es$/.test(term)) return term.slice(0, -2);
  return term.length > 3 && term.endsWith('s') && !/(?:ss|us|is)$/.test(term) ? term.slice(0, -1) : term;
}

const CONCEPT = '§';

/** The numbered meanings of every phrase of the table. */
const MEANINGS: ReadonlyMap<string, string> = new Map(
  SYNONYMS.flatMap((line, n) => line.split(',').map((phrase): [string, string] => [plainly(phrase), `${CONCEPT}${n}`])),
);
const LONGEST_PHRASE = 4;

function plainly(phrase: string): string {
  const all = folded(phrase).match(/[\p{L}\p{N}]+/gu) ?? [];
  return all.map(singular).join(' ');
}

/** The meanings that a text has a phrase for, the longest at each place; and the words that are part of one of several words. */
function meaningsIn(text: string): { readonly concepts: readonly string[]; readonly phrased: ReadonlySet<string> } {
  const words = plainly(text).split(' ');
  const [concepts, phrased] = [new Set<string>(), new Set<string>()];
  for (let at = 0; at < words.length; at++) {
    const length = phraseAt(words, at);
    if (length === 0) continue;
    const phrase = words.slice(at, at + length);
    concepts.add(MEANINGS.get(phrase.join(' ')) ?? '');
    if (length > 1) for (const word of phrase) phrased.add(word);
    at += length - 1;
  }
  return { concepts: [...concepts], phrased };
}

/** Of how many words the longest known phrase is that begins here; 0 for none. */
function phraseAt(words: readonly string[], at: number): number {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length--)
    if (MEANINGS.has(words.slice(at, at + length).join(' '))) return length;
  return 0;
}

interface Vocabulary {
  readonly known: ReadonlySet<string>;
  readonly beginning: ReadonlyMap<string, readonly string[]>;
  readonly ending: ReadonlyMap<string, readonly string[]>;
}

const [SHORTEST_PART, EDGE] = [4, 3];

function vocabularyOf(terms: readonly string[]): Vocabulary {
  const [beginning, ending] = [new Map<string, string[]>(), new Map<string, string[]>()];
  const known = new Set([...terms, ...MEANINGS.keys()]);
  for (const term of known) {
    if (term.length < SHORTEST_PART || term.includes(' ')) continue;
    append(beginning, term.slice(0, EDGE), term);
    append(ending, term.slice(-EDGE), term);
  }
  return { known, beginning, ending };
}

function append(map: Map<string, string[]>, key: string, term: string): void {
  const known = map.get(key);
  if (known) known.push(term);
  else map.set(key, [term]);
}

/** The known words that a longer one begins or ends with, and what they mean: Rechnungsfehler, laskussa, Druckerpapier. */
function partsOf(term: string, { known, beginning, ending }: Vocabulary): string[] {
  if (known.has(term)) return [];
  const first = longest(
    beginning.get(term.slice(0, EDGE)),
    (part) => term.length > part.length && term.startsWith(part),
  );
  const last = longest(ending.get(term.slice(-EDGE)), (part) => term.length > part.length + 2 && term.endsWith(part));
  return [first, last].flatMap((part) =>
    part === undefined ? [] : [part, ...(MEANINGS.get(part) ? [MEANINGS.get(part) ?? ''] : [])],
  );
}

function longest(parts: readonly string[] = [], fits: (part: string) => boolean): string | undefined {
  let found: string | undefined;
  for (const part of parts) if (part.length > (found?.length ?? 0) && fits(part)) found = part;
  return found;
}
