import { describe, expect, test } from 'vitest';
import {
  type Host,
  isPossible,
  type Offer,
  offersFor,
  type Question,
  spanFor,
  takenKey,
} from '../../../src/features/support-days/offering.ts';
import { weekday } from '../../../src/kernel/calendar/day.ts';
import { quarterOf } from '../../../src/kernel/calendar/quarter.ts';
import { weekFrom } from '../../../src/kernel/calendar/week.ts';
import type { WorkCalendar } from '../../../src/kernel/calendar/work.ts';
import { at, nineToFive, user } from '../../support/issue.ts';

const zoned = (zone: string): WorkCalendar => ({ ...nineToFive, zone });
const off = (...days: string[]): WorkCalendar => ({ ...nineToFive, isDayOff: (day) => days.includes(day) });
const hours = (text: string): WorkCalendar => ({ ...nineToFive, week: weekFrom(text) as WorkCalendar['week'] });

const host = (name: string, more: Partial<Host> = {}): Host => ({
  ...{ user: user(name), calendar: nineToFive, met: false, days: 0 },
  ...more,
});

/** Joe asks on Monday 2 March: from Thursday on, until the end of the quarter. */
const question = (more: Partial<Question> = {}): Question => ({
  ...{ from: '2026-03-05', until: '2026-03-31', guest: { user: user('joe'), calendar: nineToFive } },
  ...{ hosts: [host('sam')], teams: [], taken: new Set<string>(), except: undefined },
  ...more,
});

const offers = (more: Partial<Question> = {}): readonly Offer[] => {
  const found = offersFor(question(more));
  return 'offers' in found ? found.offers : [];
};
const why = (more: Partial<Question>) => {
  const found = offersFor(question(more));
  return 'none' in found ? found.none : undefined;
};
const daysOf = (found: readonly Offer[]) => found.map(({ day }) => day);
const hostsOf = (found: readonly Offer[]) => new Set(found.map((offer) => offer.host));
const march = (from: number, until: number) =>
  Array.from({ length: until - from + 1 }, (_, n) => `2026-03-${String(from + n).padStart(2, '0')}`);

describe('days are offered', () => {
  test.each([
    ['2026-03-02 09:30', '2026-03-05', '2026-03-31'],
    ['2026-03-02 20:00', '2026-03-06', '2026-03-31'],
    ['2026-03-06 16:00', '2026-03-11', '2026-03-31'],
    ['2026-03-07 12:00', '2026-03-12', '2026-03-31'],
    // Eleven working days are left of the quarter, and then ten.
    ['2026-03-16 09:30', '2026-03-19', '2026-03-31'],
    ['2026-03-17 09:30', '2026-03-20', '2026-06-30'],
    ['2026-12-30 09:30', '2027-01-04', '2027-03-31'],
  ])('asked at %s: from %s, three working days ahead, until %s', (asked, from, until) => {
    expect(spanFor(nineToFive, at(asked))).toEqual({ from, until });
  });

  test('by what the guest calls a working day: holidays and leave are none', () => {
    expect(spanFor(off('2026-03-03', '2026-03-04'), at('2026-03-02 09:30')).from).toBe('2026-03-09');
    expect(spanFor(off(...march(9, 31)), at('2026-03-02 09:30')).until).toBe('2026-06-30');
  });

  test('three different ones that lie apart, the same each time', () => {
    const found = offers();
    expect(daysOf(found)).toEqual(['2026-03-05', '2026-03-13', '2026-03-23']);
    expect(offers()).toEqual(found);
  });

  test('on working days of both, on no holiday and in nobody’s leave', () => {
    const found = offers({
      guest: { user: user('joe'), calendar: off(...march(5, 13)) },
      hosts: [host('sam', { calendar: off(...march(16, 20)) })],
    });
    expect(daysOf(found).every((day) => day >= '2026-03-23' && weekday(day) < 6)).toBe(true);
    expect(found).toHaveLength(3);
  });

  test('where both work at least four hours of the same day', () => {
    expect(offers({ hosts: [host('sam', { calendar: hours('Mon-Fri 13:00-21:00') })] })).toHaveLength(3);
    expect(offers({ hosts: [host('sam', { calendar: hours('Mon-Fri 13:01-21:00') })] })).toEqual([]);
    expect(offers({ hosts: [host('sam', { calendar: zoned('Europe/London') })] })).toHaveLength(3);
    expect(why({ hosts: [host('sam', { calendar: zoned('America/New_York') })] })).toBe('hours');
  });

  test('with a lunch break left out of those four hours', () => {
    const shared = (text: string) => offers({ hosts: [host('sam', { calendar: hours(text) })] }).length;
    expect(shared('Mon-Fri 11:00-13:00 14:00-16:00')).toBe(3);
    expect(shared('Mon-Fri 11:00-13:00 14:00-15:59')).toBe(0);
  });

  test('with one guest a day for each host, and none on a day that is too busy', () => {
    const taken = new Set(march(5, 20).map((day) => takenKey(user('sam'), day)));
    expect(daysOf(offers({ taken })).every((day) => day > '2026-03-20')).toBe(true);
    expect(why({ taken: new Set(march(5, 31).map((day) => takenKey(user('sam'), day))) })).toBe('taken');
  });

  test('never so that half of the guest’s department or more is away on one day', () => {
    const away = new Map(march(5, 31).map((day) => [day, 1]));
    expect(why({ teams: [{ size: 4, away }] })).toBe('team');
    expect(offers({ teams: [{ size: 5, away }] })).toHaveLength(3);
    expect(offers({ teams: [{ size: 3, away: new Map() }] })).toHaveLength(3);
    expect(
      why({
        teams: [
          { size: 9, away: new Map() },
          { size: 4, away },
        ],
      }),
    ).toBe('team');
  });

  test('though to a department of one or two, of which half is away with anybody', () => {
    expect(offers({ teams: [{ size: 1, away: new Map() }] })).toHaveLength(3);
    expect(offers({ teams: [{ size: 2, away: new Map(march(5, 31).map((day) => [day, 1])) }] })).toHaveLength(3);
  });

  test('beside whom the guest has not met, before others', () => {
    const hosts = [host('sam', { met: true }), host('lea', { days: 9 })];
    expect(hostsOf(offers({ hosts }))).toEqual(new Set([user('lea')]));
    const onlyOnce = new Set(march(6, 31).map((day) => takenKey(user('lea'), day)));
    expect(offers({ hosts, taken: onlyOnce })[0]).toEqual({ host: user('lea'), day: '2026-03-05' });
    expect(offers({ hosts, taken: onlyOnce })).toHaveLength(3);
  });

  test('beside whoever has had the fewest guests, then the next', () => {
    const hosts = [host('ada', { days: 2 }), host('bo', { days: 1 }), host('cy', { days: 1 })];
    expect(hostsOf(offers({ hosts }))).toEqual(new Set([user('bo'), user('cy')]));
  });

  test('not all beside the same, where nothing tells hosts apart; and not to everybody the same', () => {
    const hosts = ['ada', 'bo', 'cy'].map((name) => host(name));
    expect(hostsOf(offers({ hosts })).size).toBe(3);
    const first = (guest: string) => offers({ hosts, guest: { user: user(guest), calendar: nineToFive } })[0]?.host;
    expect(new Set(['a', 'b', 'c'].map(first)).size).toBe(3);
  });

  test('without the one that the guest wants to get away from', () => {
    expect(daysOf(offers({ except: '2026-03-05' }))).not.toContain('2026-03-05');
  });
});

test('where there are fewer than three days, as many as there are', () => {
  expect(daysOf(offers({ until: '2026-03-06' }))).toEqual(['2026-03-05', '2026-03-06']);
});

test('a guest who works on none of these days hears that it is that', () => {
  expect(why({ guest: { user: user('joe'), calendar: off(...march(5, 31)) } })).toBe('away');
});

test('whatever is offered is possible, and what was not offered is possible by the same rules', () => {
  const asked = question();
  for (const offer of offers()) expect(isPossible(asked, offer)).toBe(true);
  const on = (day: string, name = 'sam') => isPossible(asked, { host: user(name), day });
  expect(on('2026-03-06')).toBe(true);
  expect([on('2026-03-07'), on('2026-03-04'), on('2026-04-01'), on('2026-03-06', 'eve')]).toEqual(Array(4).fill(false));
});

test('a quarter of guests is spread among hosts to within one day', () => {
  const names = ['ada', 'bo', 'cy', 'di', 'ed'];
  const counts = new Map(names.map((name) => [user(name), 0]));
  const taken = new Set<string>();
  for (let n = 0; n < 63; n++) {
    const hosts = names.map((name) => host(name, { days: counts.get(user(name)) ?? 0 }));
    const [offer] = offers({
      ...quarterOf('2026-04-01'),
      hosts,
      taken,
      guest: { user: user(`guest${n}`), calendar: nineToFive },
    });
    if (offer === undefined) throw new Error('no day is left');
    taken.add(takenKey(offer.host, offer.day));
    counts.set(offer.host, (counts.get(offer.host) ?? 0) + 1);
  }
  expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(1);
});
