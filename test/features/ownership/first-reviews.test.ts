import { expect, test } from 'vitest';
import { companyCalendar, organisationFrom, templateOrganisation } from '../../../src/features/ownership/index.ts';
import { isDue, settledFor } from '../../../src/features/ownership/upkeep/agreement.ts';
import { DAY, instant, later } from '../../../src/kernel/time.ts';
import { ORG } from '../../support/company.ts';

const START = instant(Date.UTC(2026, 2, 2, 8));

/** How many topics of one person come due for the first time in each week after the ninety days. */
function firstReviews(topics: number): number[] {
  const list = Array.from(
    { length: topics },
    (_, n) => `  - { key: t${n}, name: T ${n}, department: finance, stage: pay, words: [t${n}] }`,
  );
  const parsed = organisationFrom(`${ORG.slice(0, ORG.indexOf('topics:'))}topics:\n${list.join('\n')}`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { organisation } = parsed;
  const { fresh } = settledFor(organisation, [], START);
  const every = organisation.policy.confirm_owners_every;
  const dueBy = (day: number) =>
    fresh.filter((each) => isDue(each, every, companyCalendar(organisation), later(START, day * DAY))).length;
  expect(dueBy(89)).toBe(0);
  return Array.from({ length: 15 }, (_, week) => dueBy(90 + week * 7) - (week === 0 ? 0 : dueBy(83 + week * 7))).filter(
    Boolean,
  );
}

test.each([
  [1, [1]],
  [5, [5]],
  [12, [5, 5, 2]],
  [40, [5, 5, 5, 5, 5, 5, 5, 5]],
  [130, Array.from({ length: 13 }, () => 10)],
])('of %i topics begun together so many are reviewed each week, none before ninety days: %o', (topics, weeks) => {
  expect(firstReviews(topics)).toEqual(weeks);
});

test('which topic comes in which week is the same each time', () => {
  const template = templateOrganisation({ company: 'A', timezone: 'UTC', lead: 'lea@acme.test', channels: new Set() });
  const shuffled = { ...template, topics: template.topics.toReversed() };
  const weeks = (organisation: typeof template) =>
    new Map(settledFor(organisation, [], START).fresh.map(({ topic, weeksLater }) => [topic, weeksLater]));
  expect(weeks(shuffled)).toEqual(weeks(template));
});
