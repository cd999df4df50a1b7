import { describe, expect, test } from 'vitest';
import { masked } from '../../src/kernel/masking.ts';

describe('masked are', () => {
  test.each([
    ['415-555-2671', '[phone …71]'],
    ['(415) 555-2671', '[phone …71]'],
    ['415.555.2671', '[phone …71]'],
    ['1-415-555-2671', '[phone …71]'],
    ['415\u00a0555\u00a02671', '[phone …71]'],
    ['612 345 678', '[phone …78]'],
    ['612-345-678', '[phone …78]'],
    ['no. 415-555-2671', 'no. [phone …71]'],
    ['+358 40 123 4567', '[phone …67]'],
    ['01.02.03.04.05', '[phone …05]'],
    ['040/123 45 67', '[phone …67]'],
    ['0041 44 668 18 00', '[phone …00]'],
    ['max@müller.de', 'm…@…'],
    ['jürgen@müller.de', 'j…@…'],
    ['ju\u0308rgen@mu\u0308ller.de', 'j…@…'],
    ['4111.1111.1111.1111', '[card …1111]'],
    ['4111-1111-1111-1111', '[card …1111]'],
    ['4111\u00a01111\u00a01111\u00a01111', '[card …1111]'],
    ['4111 1111 1111 1111', '[card …1111]'],
  ])('%s', (text, shown) => {
    expect(masked(`call ${text} now`)).toBe(`call ${shown} now`);
  });
});

describe('left as they are: dates, amounts, versions and numbers of orders', () => {
  test.each([
    '2026-03-02',
    '2026-03-02 10:20:30',
    '02.03.2026',
    '02.03.2026 14:30',
    '02/03/2026 14:30',
    '05-11-2026',
    '01.02.26 09:30',
    '1 234 567',
    '1 234 567 890',
    '612 345 678 €',
    'EUR 612 345 678',
    '$612 345 678',
    '900 000 000',
    '612 345 678.50',
    '1,234,567',
    '12.345.678',
    '1234.5678.9012.3456',
    'order 123-4567',
    'order 123-456-7890',
    'Order number: 612 345 678',
    'Rechnung Nr. 612 345 678',
    '#123-456-7890',
    'A123-456-7890',
    'v2.10.3',
    '192.168.100.200',
    '14:05',
    '€1 200',
  ])('%s', (text) => {
    expect(masked(text)).toBe(text);
  });
});

test.each(['1 2', '612 ', '612 345 ', 'order ', 'a.', '4 1-', '(415) '])(
  'a long text of "%s" takes no longer than its length',
  (piece) => {
    const begun = performance.now();
    masked(piece.repeat(60_000 / piece.length));
    expect(performance.now() - begun).toBeLessThan(500);
  },
);
