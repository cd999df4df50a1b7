import type { ScoreStanding } from '../../feedback/index.ts';
import type { Orphaned } from '../../ownership/index.ts';
import type { Counts, Journey } from '../domain.ts';

/** Why nobody answers for a topic by their own word. Who it was is not told: it is nobody's shame. */
export const ORPHANED_TEXT: Readonly<Record<Orphaned, string>> = {
  vacant: 'nobody is named yet',
  gone: 'whoever is named is not here',
  asked: 'somebody was asked, no answer yet',
  declined: 'whoever was named said no',
  lapsed: 'whoever is named did not confirm it',
};

export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** "12 complaints, 3 praise, 5 open", and what is nothing left out; of nothing at all that it is quiet. */
export function countsText({ complaints, praise, open }: Counts): string {
  const parts = [
    ...(complaints > 0 ? [counted(complaints, 'complaint')] : []),
    ...(praise > 0 ? [`${praise} praise`] : []),
    ...(open > 0 ? [`${open} open`] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : 'quiet';
}

/** "NPS -12", "CSAT 71 %". */
export function scoreText({ kind, max, value }: ScoreStanding): string {
  return kind === 'nps' ? `NPS ${signed(value)}` : `${NAMES[kind](max)} ${Math.round(value)} %`;
}

/** "n 34, 95 %: -38 to +14". */
export function intervalText({ kind, n, low, high }: ScoreStanding): string {
  const said = kind === 'nps' ? signed : (value: number) => String(Math.round(value));
  return `n ${n}, 95 %: ${said(low)} to ${said(high)}`;
}

const NAMES: Readonly<Record<Exclude<ScoreStanding['kind'], 'nps'>, (max: number) => string>> = {
  csat: (max) => (max === 5 ? 'CSAT' : `CSAT of ${max}`),
  ces: (max) => (max === 7 ? 'easy' : `easy, of ${max}`),
  stars: (max) => (max === 5 ? '4–5 stars' : `best of ${max} stars`),
  fcr: () => 'solved at first contact',
};

/** With the sign of arithmetic, which no dash can be taken for. */
function signed(value: number): string {
  const whole = Math.round(value);
  return whole < 0 ? `\u2212${-whole}` : whole > 0 ? `+${whole}` : '0';
}

/** "40 topics, 3 without an owner". */
export function summaryOf({ topics, orphans }: Journey): string {
  const owned = orphans === 0 ? 'each with an owner' : `${orphans} without an owner`;
  return topics === 0 ? 'no topics yet' : `${counted(topics, 'topic')}, ${owned}`;
}
