import { beforeAll, describe, expect, test } from 'vitest';
import { organisationFrom } from '../../../src/features/ownership/index.ts';
import { localDay, weekday } from '../../../src/kernel/calendar/day.ts';
import { seeded } from '../../../src/kernel/chance.ts';
import { DAY, HOUR, later } from '../../../src/kernel/time.ts';
import { type Simulated, simulated } from '../../../src/simulation/run.ts';
import { ORG } from '../../support/company.ts';
import { at } from '../../support/issue.ts';

const BEGINS = at('2026-03-02 00:00');
const ZONE = 'Europe/Helsinki';
const SAID = ['I was charged twice', 'The app always crashes', 'The app is wonderful, thank you', 'It is on my phone'];

/** Two weeks with a complaint, or praise, each working hour, of different customers, on which nobody ever acts: the worst that can come of it. */
const comings = Array.from({ length: 14 * 8 }, (_, n) => ({
  at: later(BEGINS, Math.floor(n / 8) * DAY + (9 + (n % 8)) * HOUR),
  said: { text: `${SAID[n % 4]}. ${n}`, customer: { account: `Customer ${n}` }, score: { kind: 'nps', value: n % 11 } },
}));

let life: Simulated;
beforeAll(async () => {
  const parsed = organisationFrom(ORG);
  if (!parsed.ok) throw new Error('the company is not in order');
  const world = { organisation: parsed.organisation, begins: BEGINS, days: 14, comings, random: seeded(7) };
  life = await simulated({ ...world, cast: new Map() });
  return () => life.close();
}, 30_000);

const week = (instant: number) => Math.floor((instant - BEGINS) / (7 * DAY));

/** DMs to this person, by week. */
const dms = (who: string) => life.messages.filter(({ to, inThread }) => !inThread && life.nameOf(to).startsWith(who));
const mostInAWeek = (who: string) =>
  Math.max(...[0, 1].map((nth) => dms(who).filter(({ at: when }) => week(when) === nth).length));

describe('in a week of nobody acting', () => {
  test.each([
    ['an owner', 'ann', 10],
    ['a backup', 'bob', 10],
    ['the head of a department', 'fay', 6],
    ['the CX lead', 'lea', 10],
    ['the executive sponsor', 'eve', 1],
  ])('%s gets no more DMs than the budget has', (_who, name, most) => {
    expect(dms(name).length).toBeGreaterThan(0);
    expect(mostInAWeek(name)).toBeLessThanOrEqual(most);
  });

  test('whoever owns nothing gets none', () => {
    const owning = ['ann', 'bob', 'dan', 'pat', 'fay', 'lea', 'eve', 'sam'];
    const others = life.messages.filter(
      ({ to }) => to.startsWith('U') && !owning.some((name) => life.nameOf(to).startsWith(name)),
    );
    expect(others).toEqual([]);
  });

  test('a channel gets at most eight posts a day', () => {
    const posts = new Map<string, number>();
    for (const { to, at: when, inThread } of life.messages) {
      if (inThread || to.startsWith('U')) continue;
      const day = `${to} ${localDay(when, ZONE)}`;
      posts.set(day, (posts.get(day) ?? 0) + 1);
    }
    expect(posts.size).toBeGreaterThan(0);
    expect(Math.max(...posts.values())).toBeLessThanOrEqual(8);
  });

  test('a head and the sponsor get their brief on Monday, and no bundle beside it', () => {
    for (const name of ['fay', 'eve']) {
      const onMonday = dms(name).filter(({ at: when }) => week(when) === 1 && weekday(localDay(when, ZONE)) === 1);
      expect(onMonday).toHaveLength(1);
    }
  });

  test('nobody is written to at the weekend', () => {
    const days = life.messages
      .filter(({ to }) => to.startsWith('U'))
      .map(({ at: when }) => weekday(localDay(when, ZONE)));
    expect(days.filter((day) => day > 5)).toEqual([]);
  });
});
