import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Answers, netOf, scoresOf, shareOf } from '../../../src/features/feedback/numbers/scores.ts';

const given = (kind: Answers['kind'], counts: Record<number, number>, max?: number): Answers[] =>
  Object.entries(counts).map(([value, n]) => ({ kind, max, value: Number(value), n }));
const rounded = (answers: readonly Answers[]) =>
  scoresOf(answers).map(({ kind, max, n, value, low, high }) => [
    kind,
    max,
    n,
    ...[value, low, high].map((each) => Math.round(each * 10) / 10),
  ]);

describe('a score', () => {
  test.each<[rule: string, answers: Answers[], scores: unknown[]]>([
    ['NPS is promoters less detractors', given('nps', { 3: 5, 8: 5, 9: 5, 10: 5 }), [['nps', 10, 20, 25, -11.7, 55.2]]],
    ['CSAT is the two best boxes', given('csat', { 1: 2, 3: 3, 4: 5, 5: 10 }), [['csat', 5, 20, 75, 53.1, 88.8]]],
    [
      'CES is the share from "somewhat agree" up',
      given('ces', { 4: 5, 5: 5, 7: 10 }),
      [['ces', 7, 20, 75, 53.1, 88.8]],
    ],
    ['stars are the two best', given('stars', { 1: 5, 4: 5, 5: 10 }), [['stars', 5, 20, 75, 53.1, 88.8]]],
    ['FCR is what was solved at first contact', given('fcr', { 0: 5, 1: 15 }), [['fcr', 1, 20, 75, 53.1, 88.8]]],
    ['of nine answers there is none', given('nps', { 10: 9 }), []],
    ['what is not on the scale counts for nothing', given('nps', { 10: 9, 11: 5 }), []],
  ])('%s', (_rule, answers, scores) => {
    expect(rounded(answers)).toEqual(scores);
  });

  test('of one scale is never mixed with another, or with a longer one; the scale most answered stands first', () => {
    const answers = [...given('nps', { 10: 10 }), ...given('csat', { 5: 12 }), ...given('csat', { 10: 11 }, 10)];
    expect(scoresOf(answers).map(({ kind, max, n }) => [kind, max, n])).toEqual([
      ['csat', 5, 12],
      ['csat', 10, 11],
      ['nps', 10, 10],
    ]);
  });

  test('of a scale whose usual length was said by some and not by others is one', () => {
    expect(scoresOf([...given('csat', { 5: 6 }), ...given('csat', { 5: 6 }, 5)])).toMatchObject([{ n: 12 }]);
  });
});

describe('the interval', () => {
  // Agresti and Coull (1998), and R: prop.test(81, 263, correct = FALSE).
  test.each([
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [81, 263, 0.2553, 0.3662],
  ])('of %i out of %i is as Wilson has it', (of, n, low, high) => {
    const interval = shareOf(of, n);
    expect([interval.low, interval.high].map((each) => Math.round(each * 1e4) / 1e4)).toEqual([low, high]);
  });

  test('has the value in it, stays on the scale, and narrows as the answers grow in number', () => {
    const parts = fc.tuple(fc.nat(500), fc.nat(500), fc.nat(500)).filter(([a, b, c]) => a + b + c >= 10);
    fc.assert(
      fc.property(parts, ([up, down, rest]) => {
        const n = up + down + rest;
        const [net, share] = [netOf(up, down, n), shareOf(up, n)];
        expect([-1, net.low, net.value, net.high, 1]).toEqual([-1, net.low, net.value, net.high, 1].toSorted(inOrder));
        expect([0, share.low, share.value, share.high, 1]).toEqual(
          [0, share.low, share.value, share.high, 1].toSorted(inOrder),
        );
        const more = netOf(up * 10, down * 10, n * 10);
        expect(more.high - more.low).toBeLessThan(net.high - net.low);
      }),
    );
  });

  test.each([
    [0.5, 0.2],
    [0.7, 0.1],
    [0.2, 0.5],
    [0.34, 0.33],
  ])('of an NPS holds the truth about nineteen times in twenty (%f promoters, %f detractors)', (up, down) => {
    for (const n of [10, 20, 40]) expect(coverage(n, up, down)).toBeGreaterThan(0.925);
  });
});

const inOrder = (a: number, b: number) => a - b;

/** How likely the interval holds the truth, over every sample there could be. */
function coverage(n: number, up: number, down: number): number {
  const ways = (from: number, of: number): number => (of === 0 ? 1 : (ways(from - 1, of - 1) * from) / of);
  let holds = 0;
  for (let promoters = 0; promoters <= n; promoters++)
    for (let detractors = 0; promoters + detractors <= n; detractors++) {
      const { low, high } = netOf(promoters, detractors, n);
      if (low > up - down || high < up - down) continue;
      const rest = n - promoters - detractors;
      const likely = up ** promoters * down ** detractors * (1 - up - down) ** rest;
      holds += ways(n, promoters) * ways(n - promoters, detractors) * likely;
    }
  return holds;
}
