import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jobId } from '../../../src/platform/queue/job-id.ts';

test('says lane, id, version and epoch', () => {
  expect(jobId({ lane: 'timers', id: 'nudge-17', version: 3 }, '1')).toBe('timers-nudge-17-v3-e1');
});

test('has nothing that BullMQ refuses, whatever the row is called', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), (id, version) => {
      const made = jobId({ lane: '1', id, version }, '2');
      expect(made).toMatch(/^[\w.~-]+$/);
      expect(made).toMatch(/\D/);
    }),
  );
});

test('different alarms never share one', () => {
  const alarm = fc.record({
    lane: fc.constantFrom('a', 'a-b', 'a:b'),
    id: fc.string({ unit: fc.constantFrom('a', 'b', ':', '-', '~', '1', '/', '_') }),
    version: fc.nat({ max: 3 }),
  });
  fc.assert(
    fc.property(alarm, alarm, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      expect(jobId(one, '1') === jobId(other, '1')).toBe(same);
    }),
    { numRuns: 2000 },
  );
});
