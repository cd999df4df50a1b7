import { lengthOf, type Score } from '../domain.ts';
import { sentimentOfScore } from '../reader/score.ts';

/** So many customers gave this value on this scale. */
export interface Answers {
  readonly kind: Score['kind'];
  readonly max: number | undefined;
  readonly value: number;
  readonly n: number;
}

/** A score by the standard of its scale, with its 95 % interval: NPS in points from -100 to 100, all others in per cent. */
export interface Standing {
  readonly kind: Score['kind'];
  /** How far the scale goes. */
  readonly max: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** Of fewer answers nothing is said. */
export const LEAST_ANSWERS = 10;

/**
 * The scores that these answers make, one a scale and never mixed, the one with the most answers first. NPS: promoters
 * less detractors (Reichheld). CSAT and stars: the two best boxes; CES 2.0: "somewhat agree" and better; FCR: solved at
 * first contact. What is not on its scale does not count, and scales with fewer than `LEAST_ANSWERS` are left out.
 */
export function scoresOf(answers: readonly Answers[]): Standing[] {
  const scales = new Map<string, Tally>();
  for (const { kind, max, value, n } of answers) {
    const sentiment = sentimentOfScore({ kind, value, max });
    if (sentiment === undefined) continue;
    const length = lengthOf({ kind, max });
    const key = `${kind} ${length}`;
    const tally = scales.get(key) ?? { kind, max: length, n: 0, praise: 0, complaint: 0, neutral: 0 };
    scales.set(key, { ...tally, n: tally.n + n, [sentiment]: tally[sentiment] + n });
  }
  const told = [...scales.values()].filter(({ n }) => n >= LEAST_ANSWERS);
  return told.toSorted((a, b) => b.n - a.n || (a.kind < b.kind ? -1 : 1)).map(standingOf);
}

interface Tally {
  readonly kind: Score['kind'];
  readonly max: number;
  readonly n: number;
  readonly praise: number;
  readonly complaint: number;
  readonly neutral: number;
}

function standingOf({ kind, max, n, praise, complaint }: Tally): Standing {
  const { value, low, high } = kind === 'nps' ? netOf(praise, complaint, n) : shareOf(praise, n);
  return { kind, max, n, value: value * 100, low: low * 100, high: high * 100 };
}

interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Two-sided, 95 %. */
const Z = 1.959964;

/** A share of `n`, with Wilson's score interval (1927): good for small numbers, and never beyond 0 and 1. */
export function shareOf(of: number, n: number): Estimate {
  const p = of / n;
  const centre = (p + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n);
  const half = (Z / (1 + Z ** 2 / n)) * Math.sqrt((p * (1 - p)) / n + Z ** 2 / (4 * n ** 2));
  return { value: p, low: of === 0 ? 0 : centre - half, high: of === n ? 1 : centre + half };
}

/**
 * Promoters less detractors, as a share of `n`, by the variance of the difference of two parts of one whole, with three
 * answers added: the adjusted Wald interval that Rocks found best (The American Statistician 70, 2016).
 */
export function netOf(promoters: number, detractors: number, n: number): Estimate {
  const all = n + 3;
  const [up, down] = [(promoters + 0.75) / all, (detractors + 0.75) / all];
  const centre = up - down;
  const half = Z * Math.sqrt((up + down - centre ** 2) / all);
  return {
    value: (promoters - detractors) / n,
    low: Math.max(-1, centre - half),
    high: Math.min(1, centre + half),
  };
}
