import { describe, expect, test } from 'vitest';
import type { Score } from '../../../../src/features/feedback/domain.ts';
import { isUrgentScore, sentimentOfScore } from '../../../../src/features/feedback/reader/score.ts';

type Row = [Score['kind'], number, number | undefined, string | undefined];

describe('a score says what the standard of its kind says:', () => {
  test.each<Row>([
    ['nps', 0, undefined, 'complaint'],
    ['nps', 6, undefined, 'complaint'],
    ['nps', 7, undefined, 'neutral'],
    ['nps', 8, undefined, 'neutral'],
    ['nps', 9, undefined, 'praise'],
    ['nps', 10, undefined, 'praise'],
    ['nps', 11, undefined, undefined],
    ['nps', -1, undefined, undefined],
    ['csat', 1, undefined, 'complaint'],
    ['csat', 2, undefined, 'complaint'],
    ['csat', 3, undefined, 'neutral'],
    ['csat', 4, undefined, 'praise'],
    ['csat', 5, undefined, 'praise'],
    ['csat', 0, undefined, undefined],
    ['csat', 8, 10, 'neutral'],
    ['csat', 9, 10, 'praise'],
    ['csat', 4, 10, 'complaint'],
    ['csat', 3, 3, 'praise'],
    ['csat', 2, 3, 'neutral'],
    ['csat', 0, 1, 'complaint'],
    ['csat', 1, 1, 'praise'],
    ['ces', 3, undefined, 'complaint'],
    ['ces', 4, undefined, 'neutral'],
    ['ces', 5, undefined, 'praise'],
    ['ces', 2, 5, 'complaint'],
    ['ces', 4, 5, 'praise'],
    ['stars', 2, undefined, 'complaint'],
    ['stars', 3, undefined, 'neutral'],
    ['stars', 4, undefined, 'praise'],
    ['stars', 6, undefined, undefined],
    ['stars', 9, 10, 'praise'],
    ['fcr', 0, undefined, 'complaint'],
    ['fcr', 1, undefined, 'praise'],
    ['nps', Number.NaN, undefined, undefined],
  ])('%s %d of %s is %s', (kind, value, max, expected) => {
    expect(sentimentOfScore({ kind, value, max })).toBe(expected);
  });
});

describe('the lowest scores are urgent:', () => {
  test.each<[Score['kind'], number, number | undefined, boolean]>([
    ['nps', 0, undefined, true],
    ['nps', 2, undefined, true],
    ['nps', 3, undefined, false],
    ['stars', 1, undefined, true],
    ['stars', 2, undefined, false],
    ['csat', 1, undefined, true],
    ['csat', 2, 10, true],
    ['csat', 3, 10, false],
    ['csat', 0, 1, false],
    ['ces', 1, undefined, true],
    ['ces', 2, undefined, false],
    ['fcr', 0, undefined, false],
    ['nps', -5, undefined, false],
  ])('%s %d of %s: %s', (kind, value, max, expected) => {
    expect(isUrgentScore({ kind, value, max })).toBe(expected);
  });
});
