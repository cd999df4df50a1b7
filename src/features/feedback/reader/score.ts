import type { Score, Sentiment } from '../domain.ts';

/**
 * What a score says by the standard of its kind: NPS 0–6 detractor, 7–8 passive, 9–10 promoter (Reichheld); CSAT
 * top-two box; CES 2.0, where the most is "very easy"; stars 1–2, 3, 4–5; FCR 0 not solved, 1 solved at first contact.
 * None for a value that its scale does not have.
 */
export function sentimentOfScore(score: Score): Sentiment | undefined {
  const { kind, value } = score;
  const { least, most } = rangeOf(score);
  if (!(value >= least && value <= most)) return undefined;
  if (kind === 'nps') return byBounds(value, 6, 9);
  if (kind === 'fcr') return value === most ? 'praise' : 'complaint';
  if (kind === 'csat' && most > 4) return byBounds(value, least + 0.4 * (most - least), most - 1);
  return byBounds((value - least) / (most - least), 0.4, 0.6);
}

/** 0–2 of 10 on any scale: one star, 1 of 5, 1 of 7. Not for FCR, which has no degrees. */
export function isUrgentScore(score: Score): boolean {
  const { least, most } = rangeOf(score);
  if (score.kind === 'fcr' || !(score.value >= least && score.value <= most)) return false;
  if (most <= 7) return score.value === least && most > 1;
  return score.value <= 0.2 * most;
}

const RANGES = {
  nps: { least: 0, most: 10 },
  csat: { least: 1, most: 5 },
  ces: { least: 1, most: 7 },
  stars: { least: 1, most: 5 },
  fcr: { least: 0, most: 1 },
} as const;

/** Scales of one's own length begin at 1, but for yes and no and for 0–10. */
function rangeOf({ kind, max, value }: Score): { least: number; most: number } {
  const { least, most } = RANGES[kind];
  if (kind === 'nps' || kind === 'fcr' || max === undefined) return { least, most };
  return { least: max === 1 || value === 0 ? 0 : 1, most: max };
}

function byBounds(value: number, complaintTo: number, praiseFrom: number): Sentiment {
  if (value >= praiseFrom) return 'praise';
  return value <= complaintTo ? 'complaint' : 'neutral';
}
