import { describe, expect, test } from 'vitest';
import { bundleAt, type Dm, placement, type Topic } from '../../../src/features/issues/letters/rules.ts';
import { defaultPolicy } from '../../../src/features/ownership/index.ts';
import { at, nineToFive } from '../../support/issue.ts';

let ids = 0;
const sent = (topic: Topic, when: string, actedOn = false): Dm => ({
  ...{ id: ++ids, topic, sentAt: at(when), holdUntil: at(when), actedOn },
});
const waiting = (topic: Topic, until = '2026-03-02 09:00'): Dm => ({
  ...{ id: ++ids, topic, sentAt: undefined, holdUntil: at(until), actedOn: false },
});

type Wants = Partial<Pick<Parameters<typeof placement>[0], 'urgent' | 'critical' | 'rhythm'>> & {
  readyAt?: string;
  lone?: number;
};
const place = (
  topic: Topic,
  now: string,
  dms: readonly Dm[] = [],
  { readyAt = now, lone = 5, ...wanted }: Wants = {},
) =>
  placement(
    { topic, urgent: false, critical: false, rhythm: 'usual', readyAt: at(readyAt), ...wanted },
    dms,
    { ...defaultPolicy, lone_a_week: lone },
    nineToFive,
    at(now),
  );
const alone = (topic: Topic, when: string) => ({ kind: 'new', topic, at: at(when) });

describe('new work', () => {
  test.each<[rule: string, now: string, dms: Dm[], goes: object]>([
    ['in working hours goes at once', '2026-03-02 10:00', [], alone('work', '2026-03-02 10:00')],
    [
      'at night waits for the bundle of the next working day',
      '2026-03-06 20:00',
      [],
      alone('bundle', '2026-03-09 09:15'),
    ],
    ['before the bundle of the day goes with it', '2026-03-02 08:00', [], alone('bundle', '2026-03-02 09:15')],
    ['goes into what waits to be sent', '2026-03-02 10:00', [waiting('work')], { kind: 'into' }],
    [
      'within two hours edits the DM before it',
      '2026-03-02 11:00',
      [sent('work', '2026-03-02 10:00')],
      { kind: 'into' },
    ],
    [
      'does not edit a DM that was acted on',
      '2026-03-02 11:00',
      [sent('work', '2026-03-02 10:00', true)],
      alone('work', '2026-03-02 11:00'),
    ],
    [
      'on a day that has had its DMs waits for the next bundle',
      '2026-03-02 15:00',
      [sent('work', '2026-03-02 12:00'), sent('bundle', '2026-03-02 09:15')],
      alone('bundle', '2026-03-03 09:15'),
    ],
    [
      'goes at once though a bundle waits for tomorrow, which is no DM of today',
      '2026-03-02 15:00',
      [waiting('bundle', '2026-03-03 09:15'), sent('work', '2026-03-02 12:00')],
      alone('work', '2026-03-02 15:00'),
    ],
    [
      'waits where what was held from before today is still to go today',
      '2026-03-02 15:00',
      [waiting('bundle', '2026-02-27 09:15'), sent('work', '2026-03-02 12:00')],
      { kind: 'into' },
    ],
  ])('%s', (_rule, now, dms, goes) => {
    expect(place('work', now, dms)).toMatchObject(goes);
  });

  test('that is urgent goes at once even then, and at the opening when it comes at night', () => {
    const full = [sent('work', '2026-03-02 12:00'), sent('bundle', '2026-03-02 09:15')];
    expect(place('work', '2026-03-02 15:00', full, { urgent: true })).toEqual(alone('work', '2026-03-02 15:00'));
    expect(place('work', '2026-03-02 20:00', [], { urgent: true })).toEqual(alone('work', '2026-03-03 09:00'));
  });
});

describe('a reminder', () => {
  test('that can wait goes with the next bundle, and into the one that is waiting', () => {
    expect(place('bundle', '2026-03-02 10:00')).toEqual(alone('bundle', '2026-03-03 09:15'));
    const bundle = waiting('bundle');
    expect(place('bundle', '2026-03-02 10:00', [bundle])).toMatchObject({ kind: 'into', dm: bundle.id });
  });

  test('that cannot wait goes alone, and with others of the same two hours', () => {
    expect(place('alone', '2026-03-02 13:30')).toEqual(alone('alone', '2026-03-02 13:30'));
    const before = [sent('alone', '2026-03-02 13:00')];
    expect(place('alone', '2026-03-02 13:30', before)).toEqual(alone('alone', '2026-03-02 15:00'));
  });

  test('that is urgent goes alone once a day', () => {
    const before = [sent('alone', '2026-03-02 10:00')];
    expect(place('alone', '2026-03-02 13:00', before, { urgent: true })).toEqual(alone('bundle', '2026-03-03 09:15'));
  });
});

describe('a week', () => {
  const lone = [sent('alone', '2026-03-03 10:00'), sent('work', '2026-03-02 12:00')];

  test('that has had its DMs beside the bundles has no more, urgent or not', () => {
    const goes = alone('bundle', '2026-03-05 09:15');
    expect(place('alone', '2026-03-04 10:00', lone, { lone: 2 })).toEqual(goes);
    expect(place('work', '2026-03-04 10:00', lone, { lone: 2, urgent: true })).toEqual(goes);
    expect(place('alone', '2026-03-04 10:00', lone, { lone: 3 })).toMatchObject({ kind: 'new', topic: 'alone' });
  });

  test('has what is critical all the same', () => {
    const critical = { lone: 2, urgent: true, critical: true };
    expect(place('work', '2026-03-04 10:00', lone, critical)).toEqual(alone('work', '2026-03-04 10:00'));
  });

  test('begins anew on its Monday', () => {
    expect(place('alone', '2026-03-09 10:00', lone, { lone: 2 })).toMatchObject({ kind: 'new', topic: 'alone' });
  });
});

describe('who has asked for fewer messages', () => {
  test('reads everything in the bundle, what is urgent and what is new too', () => {
    const daily = { rhythm: 'daily', urgent: true } as const;
    expect(place('work', '2026-03-02 10:00', [], daily)).toEqual(alone('bundle', '2026-03-03 09:15'));
    expect(place('alone', '2026-03-02 10:00', [], daily)).toEqual(alone('bundle', '2026-03-03 09:15'));
  });

  test('reads what can wait for it on the first working day of the next week', () => {
    const weekly = { rhythm: 'weekly' } as const;
    expect(place('bundle', '2026-03-04 10:00', [], weekly)).toEqual(alone('bundle', '2026-03-09 09:15'));
  });

  test('is not kept waiting for what they owe: a bundle of next week then goes in the morning', () => {
    const bundle = waiting('bundle');
    const goes = { kind: 'into', dm: bundle.id, by: at('2026-03-05 09:15') };
    expect(place('bundle', '2026-03-04 10:00', [bundle], { rhythm: 'daily' })).toEqual(goes);
  });
});

describe('a bundle', () => {
  const when = (now: string, { lastSent, readyAt = now }: { lastSent?: string; readyAt?: string } = {}) =>
    bundleAt('09:15', nineToFive, {
      lastSent: lastSent === undefined ? undefined : at(lastSent),
      readyAt: at(readyAt),
      now: at(now),
    });

  test.each<[rule: string, due: number, expected: string]>([
    ['goes at a quarter past nine', when('2026-03-02 00:00'), '2026-03-02 09:15'],
    ['of tomorrow has what comes later', when('2026-03-02 09:16'), '2026-03-03 09:15'],
    ['is none at the weekend', when('2026-03-06 12:00'), '2026-03-09 09:15'],
    [
      'goes late rather than not, where it should have had this line',
      when('2026-03-02 11:00', { readyAt: '2026-03-02 00:00' }),
      '2026-03-02 11:00',
    ],
    [
      'goes once a day',
      when('2026-03-02 11:00', { readyAt: '2026-03-02 00:00', lastSent: '2026-03-02 09:15' }),
      '2026-03-03 09:15',
    ],
  ])('%s', (_rule, due, expected) => {
    expect(due).toBe(at(expected));
  });

  test('waits for the opening of whoever begins later', () => {
    const late = { ...nineToFive, week: [{ day: 1, from: '11:00', to: '19:00' }] };
    const times = { lastSent: undefined, readyAt: at('2026-03-02 00:00'), now: at('2026-03-02 00:00') };
    expect(bundleAt('09:15', late, times)).toBe(at('2026-03-02 11:00'));
  });
});
