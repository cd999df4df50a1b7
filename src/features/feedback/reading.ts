import type { Score, Sentiment } from './domain.ts';

/** A part of a feedback with its own topic and sentiment; parts on the same topic stay together. */
export interface Statement {
  readonly text: string;
  readonly sentiment: Sentiment;
  /** The topic's key; none where no topic's words are in it. */
  readonly topic: string | undefined;
  /** The words that decided topic and sentiment, as the customer wrote them. */
  readonly because: readonly string[];
}

export interface Reading {
  readonly kind: Sentiment | 'mixed';
  /** At least one; a text that says nothing is one neutral statement. */
  readonly statements: readonly Statement[];
  readonly urgent: boolean;
  readonly urgentBecause: readonly string[];
  /** As given, else guessed (ISO 639-1); none where nothing tells. */
  readonly language: string | undefined;
}

/** What the reader knows of a topic. */
export interface TopicWords {
  readonly key: string;
  readonly name: string;
  readonly words: readonly string[];
}

export interface ReaderInput {
  readonly text: string;
  readonly score?: Score | undefined;
  readonly language?: string | undefined;
}

/** Text decides; the score only where the text is empty or neutral. Pure: the same input gives the same reading. */
export type Reader = (input: ReaderInput, topics: readonly TopicWords[]) => Reading;
