import { masked } from '../../../kernel/masking.ts';
import { type Score, type Sentiment, scoreText } from '../domain.ts';
import type { Reader, Reading, Statement, TopicWords } from '../reading.ts';
import { saysNothing } from './empty.ts';
import { languageOf, lexiconFor } from './language.ts';
import { type Part, partsOf } from './parts.ts';
import { sentimentOfScore } from './score.ts';
import { type Mention, mentionsIn, type TopicIndex, topicIndex, topicOf } from './topics.ts';
import { urgentBecause } from './urgency.ts';
import { type Word, wordsOf } from './words.ts';

/** Longer texts are read up to here; nobody writes what matters after twenty pages. */
const LONGEST = 50_000;

/** More would explain less. */
const MOST_REASONS = 6;

/** The first reader: it knows words, not meaning. Linear in the text, whatever the topics. */
export const readByWords: Reader = ({ text: whole, score, language: given }, topics) => {
  const text = whole.slice(0, LONGEST);
  const words = wordsOf(text);
  const language = languageOf(words, given);
  const mentions = mentionsIn(words, indexOf(topics));
  const parts = saysNothing(words) ? [] : withTopics(partsOf(words, mentions, lexiconFor(language)));
  const spoken = statementsOf(parts, { text, words, mentions });
  const statements = spoken.length > 0 ? spoken : [silentStatement(text, mentions, score)];
  const kind = kindOf(statements);
  const isComplaint = kind === 'complaint' || kind === 'mixed';
  const because = isComplaint ? urgentBecause(parts, words, text, score) : [];
  return { kind, statements, urgent: because.length > 0, urgentBecause: because, language };
};

const indexes = new WeakMap<readonly TopicWords[], TopicIndex>();

function indexOf(topics: readonly TopicWords[]): TopicIndex {
  const index = indexes.get(topics) ?? topicIndex(topics);
  indexes.set(topics, index);
  return index;
}

/** "Nobody answers" beside "The invoice is wrong" is about the invoice: it borrows from its like, then from what is neutral. */
function withTopics(parts: readonly Part[]): Part[] {
  return parts.map((part, at) => {
    if (part.topic !== undefined || part.sentiment === 'neutral') return part;
    const before = parts.slice(Math.max(0, at - NEAR), at).reverse();
    const near = [...before, ...parts.slice(at + 1, at + 1 + NEAR)].filter(({ topic }) => topic !== undefined);
    const lender =
      near.find(({ sentiment }) => sentiment === part.sentiment) ??
      near.find(({ sentiment }) => sentiment === 'neutral');
    return { ...part, topic: lender?.topic };
  });
}

const NEAR = 10;

interface Source {
  readonly text: string;
  readonly words: readonly Word[];
  readonly mentions: readonly Mention[];
}

/** One statement for all that is said of a topic in one sense; what is neutral goes with its neighbour. None if all is. */
function statementsOf(parts: readonly Part[], source: Source): Statement[] {
  const groups = new Map<string, Part[]>();
  let current = groupKey(parts.find(({ sentiment }) => sentiment !== 'neutral'));
  if (current === undefined) return [];
  for (const part of parts) {
    current = groupKey(part) ?? current;
    groups.set(current, [...(groups.get(current) ?? []), part]);
  }
  return [...groups.values()].map((group) => statementOf(group, source));
}

function groupKey(part: Part | undefined): string | undefined {
  return part && part.sentiment !== 'neutral' ? `${part.sentiment} ${part.topic ?? ''}` : undefined;
}

function statementOf(group: readonly Part[], { text, words, mentions }: Source): Statement {
  const { sentiment = 'neutral', topic } = group.find((part) => part.sentiment !== 'neutral') ?? {};
  const told = stretchesOf(group).map(([from, to]) => sentenceOf(text, words, from, to));
  const about = mentions
    .filter((mention) => mention.topic === topic)
    .map(({ at, length }) => ({ from: at, to: at + length, isAbout: true }));
  const felt = group.flatMap(({ because }) => runsOf(because)).map(([from, to]) => ({ from, to, isAbout: false }));
  const because = withoutOverlaps([...about, ...felt]).map(({ from, to }) => masked(textOf(text, words, from, to)));
  return { text: told.join(' … '), sentiment, topic, because: distinct(because).slice(0, MOST_REASONS) };
}

function silentStatement(text: string, mentions: readonly Mention[], score: Score | undefined): Statement {
  const topic = topicOf(mentions);
  const sentiment = (score && sentimentOfScore(score)) ?? 'neutral';
  const because = sentiment === 'neutral' ? [] : [scoreText(score) ?? ''];
  return { text: text.trim(), sentiment, topic, because };
}

function kindOf(statements: readonly Statement[]): Reading['kind'] {
  const has = (wanted: Sentiment) => statements.some(({ sentiment }) => sentiment === wanted);
  if (has('complaint')) return has('praise') ? 'mixed' : 'complaint';
  return has('praise') ? 'praise' : 'neutral';
}

interface Reason {
  readonly from: number;
  readonly to: number;
  readonly isAbout: boolean;
}

/** What it is about, then what was felt of it; where both stand in the same words, those words once. */
function withoutOverlaps(reasons: readonly Reason[]): Reason[] {
  const joined: Reason[] = [];
  for (const next of reasons.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last === undefined || next.from >= last.to) joined.push(next);
    else {
      const to = Math.max(last.to, next.to);
      joined[joined.length - 1] = { from: last.from, to, isAbout: last.isAbout || next.isAbout };
    }
  }
  return joined.toSorted((a, b) => Number(b.isAbout) - Number(a.isAbout));
}

/** What the customer wrote from one word up to another. */
function textOf(text: string, words: readonly Word[], from: number, to: number): string {
  const start = words[from]?.from ?? 0;
  return text.slice(start, words[to - 1]?.to ?? start);
}

/** The same with the punctuation around it. */
function sentenceOf(text: string, words: readonly Word[], from: number, to: number): string {
  const start = from === 0 ? 0 : (words[from]?.from ?? 0);
  const end = words[to - 1]?.to ?? start;
  const closing = /^[^\p{L}\p{N}\s]{0,3}/u.exec(text.slice(end, end + 8))?.[0] ?? '';
  return text.slice(start, to === words.length ? undefined : end + closing.length).trim();
}

/** Parts that follow each other, as half-open stretches of words. */
function stretchesOf(group: readonly Part[]): [number, number][] {
  const stretches: [number, number][] = [];
  for (const { from, to } of group) {
    const last = stretches.at(-1);
    if (last?.[1] === from) last[1] = to;
    else stretches.push([from, to]);
  }
  return stretches;
}

/** Indexes that follow each other, as half-open stretches. */
function runsOf(indexes: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const at of indexes) {
    const last = runs.at(-1);
    if (last?.[1] === at) last[1] = at + 1;
    else runs.push([at, at + 1]);
  }
  return runs;
}

/** Each once, however it is capitalised. */
function distinct(phrases: readonly string[]): string[] {
  return [...new Map(phrases.map((phrase) => [phrase.toLowerCase(), phrase])).values()];
}
