import MiniSearch from 'minisearch';
import type { Organisation, Topic } from '../domain.ts';
import { append, CONCEPT, conceptsIn, plainly, termsOf, type Vocabulary, vocabularyOf, wantedIn } from './words.ts';

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

/** A topic counts so much more whose own name or words are all that was typed. */
const ITS_OWN = 2;

/** Which topic somebody means, in the words that people use: mistyped, inflected, in another language, or for another word of the same meaning. */
export function topicsMeant(organisation: Organisation, typed: string): Answer {
  const { index, vocabulary, byKey, phrases } = directoryOf(organisation);
  const wanted = wantedIn(typed, vocabulary);
  if (wanted.size === 0) return { found: [], tied: 0 };
  const own = phrases.get(plainly(typed).join(' '));
  const boostTerm = (term: string) => wanted.get(term) ?? 1;
  const boostDocument = (key: string) => (own?.includes(key) ? ITS_OWN : 1);
  const hits = index.search([...wanted.keys()].join(' '), { boostTerm, boostDocument }).slice(0, MOST);
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
  readonly vocabulary: Vocabulary;
  readonly byKey: ReadonlyMap<string, Topic>;
  /** The topics that have it, by each name and each of their words. */
  readonly phrases: ReadonlyMap<string, readonly string[]>;
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

const FIELDS = { name: 5, words: 4, pieces: 2, concepts: 20, department: 1.5, stage: 1, people: 2 };

const isSingle = (terms: readonly string[]): boolean => terms.length === 1;

function indexed({ topics, departments }: Organisation): Directory {
  const index = new MiniSearch({
    fields: Object.keys(FIELDS),
    idField: 'key',
    tokenize: (text) => text.split(' '),
    processTerm: (term) => term,
    searchOptions: {
      boost: FIELDS,
      // A concept is meant or it is not.
      fuzzy: (term) => (term.startsWith(CONCEPT) || term.length < 5 ? false : term.length < 8 ? 1 : 2),
      prefix: (term) => !term.startsWith(CONCEPT) && term.length > 3,
      weights: { fuzzy: 0.35, prefix: 0.5 },
    },
  });
  const nameOf = new Map(departments.map(({ key, name }) => [key, name]));
  index.addAll(
    topics.map(({ key, name, words, department, stage, owner, backup }) => ({
      key,
      name: termsOf(name).join(' '),
      words: words.map(termsOf).filter(isSingle).join(' '),
      // A word of a phrase says less by itself: “free returns” is of no return.
      pieces: words
        .map(termsOf)
        .filter((terms) => !isSingle(terms))
        .flat()
        .join(' '),
      concepts: [...new Set([name, ...words].flatMap(conceptsIn))].join(' '),
      department: termsOf(`${department} ${nameOf.get(department) ?? ''}`).join(' '),
      stage: termsOf(stage).join(' '),
      people: termsOf([owner, backup].map((ref) => ref.split('@')[0] ?? '').join(' ')).join(' '),
    })),
  );
  const vocabulary = vocabularyOf(topics.flatMap(({ name, words }) => termsOf([name, ...words].join(' '))));
  const phrases = new Map<string, string[]>();
  for (const { key, name, words } of topics)
    for (const phrase of [name, ...words]) append(phrases, plainly(phrase).join(' '), key);
  return { index, vocabulary, byKey: new Map(topics.map((topic) => [topic.key, topic])), phrases };
}
