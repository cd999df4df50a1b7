import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Candidate, cardOfTheDay, essence, saysEnough } from '../../../src/features/love-wall/domain.ts';
import { instant } from '../../../src/kernel/time.ts';

const praise = (said: string, department: string, at: number): Candidate => ({
  said: `${said} made all of us very happy`,
  department,
  saidAt: instant(at),
});
const forward = (card: number, said: string): Candidate => ({ ...praise(said, 'sales', card), card });

describe('the card of a day', () => {
  test('is what a colleague put forward, the first of it first', () => {
    const candidates = [praise('Billing', 'finance', 9), forward(2, 'The second'), forward(1, 'The first')];
    expect(cardOfTheDay(candidates, [])?.card).toBe(1);
  });

  test('else thanks the department that was thanked longest ago, one never thanked before all', () => {
    const candidates = [praise('Billing', 'finance', 9), praise('The app', 'product', 1), praise('Chat', 'support', 5)];
    const shown = [
      { department: 'finance', on: '2026-03-02' },
      { department: 'product', on: '2026-03-03' },
      { department: 'finance', on: '2026-02-20' },
    ] as const;
    expect(cardOfTheDay(candidates, shown)?.department).toBe('support');
    expect(cardOfTheDay(candidates.slice(0, 2), shown)?.department).toBe('finance');
  });

  test('is of one department the newest', () => {
    expect(cardOfTheDay([praise('Old', 'finance', 1), praise('New', 'finance', 2)], [])?.said).toMatch(/^New/);
  });

  test('is none where nothing says enough', () => {
    expect(cardOfTheDay([{ said: 'Great!!!', department: 'finance', saidAt: instant(1) }], [])).toBeUndefined();
    expect(cardOfTheDay([], [])).toBeUndefined();
  });

  test('lets every department surface that is praised, before any surfaces again', () => {
    const names = fc.constantFrom('finance', 'product', 'support', 'sales');
    fc.assert(
      fc.property(fc.array(fc.tuple(names, fc.nat(1000)), { minLength: 1, maxLength: 40 }), (all) => {
        let left = all.map(([department, at], n) => praise(`${n}`, department, at));
        const up: { department: string; on: string }[] = [];
        while (left.length > 0) {
          const card = cardOfTheDay(left, up as never);
          left = left.filter((each) => each !== card);
          up.push({ department: card?.department ?? '', on: `2026-01-${String(up.length + 10)}` });
        }
        const praised = new Set(all.map(([department]) => department)).size;
        expect(new Set(up.slice(0, praised).map(({ department }) => department)).size).toBe(praised);
        expect(up).toHaveLength(all.length);
      }),
    );
  });
});

test.each([
  ['Your TEAM saved our launch!', 'your team  saved our launch', true],
  ['Your team saved our launch', 'Your team saved our lunch', false],
  ['Kiitos, loistava palvelu!', 'KIITOS – loistava palvelu', true],
])('%s and %s are the same quote: %s', (one, other, same) => {
  expect(essence(one) === essence(other)).toBe(same);
});

test.each([
  ['Thank you!', false],
  ['Your team saved our launch.', true],
  ['非常感谢你们的团队帮助我们按时完成了产品发布和培训工作', true],
  ['!!!!!!!!!!!!!!!!!!!!!!!!!!', false],
])('%s says enough: %s', (said, enough) => {
  expect(saysEnough(said)).toBe(enough);
});
