import type { IsoDate } from '../../kernel/calendar/day.ts';
import type { Instant } from '../../kernel/time.ts';

/** Praise that may go up: what a customer said, or what a colleague has put forward. */
export interface Candidate {
  /** The card that a colleague made of it. */
  readonly card?: number;
  readonly said: string;
  /** The department that is thanked. */
  readonly department: string;
  readonly saidAt: Instant;
}

/** What has been on the wall. */
export interface Shown {
  readonly department: string;
  readonly on: IsoDate;
}

/** So old may praise be when it goes up, in days. */
export const FRESH_DAYS = 30;

/** Letters that a quote has at least: "Great!" is kind, and says nothing to anybody who reads it. */
const LEAST = 20;

/** Longest quote on a card. */
export const QUOTED = 400;

export const saysEnough = (said: string): boolean => essence(said).length >= LEAST;

/** What two quotes have in common that are the same to a reader: case, spaces and punctuation are not. */
export const essence = (said: string): string => said.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/**
 * The card of a day: what colleagues put forward before anything else, the first of it first; then of the department
 * that has not been thanked for longest, so that every one surfaces over time, the newest.
 */
export function cardOfTheDay<Praised extends Candidate>(
  candidates: readonly Praised[],
  shown: readonly Shown[],
): Praised | undefined {
  const thankedOn = new Map<string, IsoDate>();
  for (const { department, on } of shown) if (on > (thankedOn.get(department) ?? '')) thankedOn.set(department, on);
  const lastOf = ({ department }: Candidate) => thankedOn.get(department) ?? '';
  const [first] = candidates
    .filter(({ said }) => saysEnough(said))
    .toSorted(
      (a, b) =>
        (a.card ?? Number.POSITIVE_INFINITY) - (b.card ?? Number.POSITIVE_INFINITY) ||
        lastOf(a).localeCompare(lastOf(b)) ||
        b.saidAt - a.saidAt,
    );
  return first;
}

/** A card as it is to be read. */
export interface WallCard {
  readonly id: number;
  readonly said: string;
  /** As colleagues call them: "a customer at Acme". */
  readonly customer: string;
  /** What it is about; undefined where no topic is. */
  readonly topic: string | undefined;
  /** Undefined where it is the whole company that is thanked. */
  readonly department: string | undefined;
  /** The name of whoever is thanked, where they wish to be named. */
  readonly thanked: string | undefined;
  readonly shownOn: IsoDate;
}

/** What the wall has to show. */
export interface Wall {
  readonly cards: readonly WallCard[];
  /** Put forward by colleagues and not up yet. */
  readonly waiting: number;
  /** The hour at which a card goes up. */
  readonly at: string;
  /** Its name or id, where there is one. */
  readonly channel: string | undefined;
}

/** Who looks at it, and what they may do there. */
export interface Reader {
  readonly isNamed: boolean;
  readonly mayTakeDown: boolean;
  readonly mayDirect: boolean;
}
