import { deu, eng, fin, fra, removeStopwords, spa } from 'stopword';
import { complaintsIn, isUrgent, mayBeQuoted, type Reader, type Said } from '../features/feedback/index.ts';
import type { Organisation } from '../features/ownership/index.ts';
import { masked } from '../kernel/masking.ts';
import { DAY, type Instant, instant } from '../kernel/time.ts';

/** A row of the file; `at` is undefined where it says not when. */
export interface Heard {
  readonly at: Instant | undefined;
  readonly said: Said;
}

/** What one complaint would have asked of somebody. */
interface Ask {
  /** The topic's key; undefined: nobody would have owned it, and the CX lead had got it. */
  readonly topic: string | undefined;
  readonly urgent: boolean;
  readonly text: string;
}

export interface Replay {
  readonly feedback: number;
  readonly kinds: Readonly<Record<'complaint' | 'mixed' | 'praise' | 'neutral', number>>;
  readonly asks: readonly Ask[];
}

/** Reads each as the bot will, and asks whose each complaint would have been. */
export function replayed(heard: readonly Heard[], organisation: Organisation, read: Reader): Replay {
  const kinds = { complaint: 0, mixed: 0, praise: 0, neutral: 0 };
  const asks: Ask[] = [];
  for (const { said } of heard) {
    const reading = read(said, organisation.topics);
    kinds[reading.kind] += 1;
    const urgent = isUrgent(said, reading, organisation);
    for (const { topic } of complaintsIn(reading))
      asks.push({ topic, urgent, text: mayBeQuoted(said) ? said.text : '' });
  }
  return { feedback: heard.length, kinds, asks };
}

/**
 * The rows of the last so many days before the newest, oldest first, each with its instant. What has no date is spread
 * evenly over that time; where no row has one, that time ends at `now`.
 */
export function lastDays(rows: readonly Heard[], days: number, now: Instant): (Heard & { readonly at: Instant })[] {
  const dated = rows.flatMap(({ at }) => (at === undefined ? [] : [at]));
  const newest = dated.reduce((latest, at) => Math.max(latest, at), dated.length > 0 ? 0 : now);
  const from = newest - days * DAY;
  const undated = rows.length - dated.length;
  let nth = 0;
  return rows
    .map(({ at, said }) => ({ said, at: at ?? instant(Math.round(from + ((nth++ + 0.5) * days * DAY) / undated)) }))
    .filter(({ at }) => at > from)
    .sort((a, b) => a.at - b.at);
}

export interface TopicSum {
  readonly name: string;
  readonly department: string;
  readonly owner: string;
  readonly issues: number;
  readonly urgent: number;
}

/** What each topic would have asked of its owner, the most first; topics that nobody complained of are left out. */
export function topicSums({ asks }: Replay, { topics, departments }: Organisation): TopicSum[] {
  const nameOf = (key: string) => departments.find((each) => each.key === key)?.name ?? key;
  return topics
    .map(({ key, name, department, owner }) => {
      const its = asks.filter(({ topic }) => topic === key);
      const urgent = its.filter((ask) => ask.urgent).length;
      return { name, department: nameOf(department), owner, issues: its.length, urgent };
    })
    .filter(({ issues }) => issues > 0)
    .sort((a, b) => b.issues - a.issues);
}

export interface Unowned {
  readonly issues: number;
  /** Words that stand in most of them, each with in how many: what a topic for them might be made of. */
  readonly words: readonly { readonly word: string; readonly issues: number }[];
  /** Some of them, masked, the longest told first. */
  readonly quotes: readonly string[];
}

const [WORDS, LEAST_LETTERS, QUOTES, QUOTE_LENGTH] = [16, 4, 8, 240];

/** A word tells something where it stands in so many times as many of them, by share, as of those that a topic owns. */
const LIFT = 1.5;

/** The complaints of which no topic's words tell whose they are. */
export function unownedIn({ asks }: Replay): Unowned {
  const textsOf = (owned: boolean) =>
    asks.filter(({ topic }) => (topic !== undefined) === owned).map(({ text }) => masked(text).trim());
  const [texts, others] = [textsOf(false), textsOf(true)];
  const [counts, elsewhere] = [textsPerWord(texts), textsPerWord(others)];
  const usual = (word: string) => (elsewhere.get(word) ?? 0) / Math.max(1, others.length);
  const words = [...counts]
    .map(([word, issues]) => ({ word, issues }))
    .filter(({ word, issues }) => issues > 1 && issues / texts.length >= LIFT * usual(word))
    .sort((a, b) => b.issues - a.issues || (a.word < b.word ? -1 : 1))
    .slice(0, WORDS);
  const quotes = [...new Set(texts.filter(Boolean))].sort((a, b) => b.length - a.length).slice(0, QUOTES);
  return { issues: texts.length, words, quotes: quotes.map(shortened) };
}

function textsPerWord(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const word of new Set(tellingWords(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const shortened = (text: string) => (text.length > QUOTE_LENGTH ? `${text.slice(0, QUOTE_LENGTH - 1)}…` : text);

function tellingWords(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return removeStopwords(words, [...eng, ...deu, ...fin, ...fra, ...spa]).filter(
    (word) => word.length >= LEAST_LETTERS,
  );
}
