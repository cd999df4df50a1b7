import { expect, test } from 'vitest';
import { leaveBy, saysAway } from '../../../src/features/people/status.ts';
import { at, MONDAY } from '../../support/issue.ts';

test.each([
  ['Vacationing', ':palm_tree:'],
  ['', ':palm_tree:'],
  ['', ':face_with_thermometer:'],
  ['On leave until Friday', ''],
  ["I'm on parental leave", ':baby:'],
  ['OOO', ''],
  ['Im Urlaub', ':sunny:'],
  ['Lomalla 12.7. asti', ''],
  ['En vacances', ''],
])('"%s" %s says that somebody is away', (text, emoji) => {
  expect(saysAway({ text, emoji })).toBe(true);
});

test.each([
  ['', ''],
  ['In a meeting', ':spiral_calendar_pad:'],
  ['Working remotely', ':house_with_garden:'],
  ['Working from Lisbon', ':palm_tree:'],
  ['Planning the summer holidays campaign', ''],
  ['Back from vacation', ':palm_tree:'],
  ['PTOs are my job', ''],
  ['Lunch', ':pizza:'],
])('"%s" %s says nothing of the kind', (text, emoji) => {
  expect(saysAway({ text, emoji })).toBe(false);
});

const on = (until: string | undefined) => ({
  text: 'Vacationing',
  emoji: ':palm_tree:',
  until: until === undefined ? undefined : at(until),
});

test.each([
  ['Friday midnight', '2026-03-07 00:00', '2026-03-06'],
  ['Friday afternoon', '2026-03-06 15:00', '2026-03-06'],
  ['the end of today', '2026-03-02 23:59', '2026-03-02'],
])('a status until %s is a leave whose last day is that', (_when, until, last) => {
  expect(leaveBy(on(until), 'Europe/Helsinki', MONDAY)).toMatchObject({ from: '2026-03-02', until: last });
});

test('a status that ends within four hours is no leave, and ends none that is under way', () => {
  expect(leaveBy(on('2026-03-02 13:30'), 'Europe/Helsinki', MONDAY)).toBeUndefined();
  expect(leaveBy(on('2026-03-02 13:31'), 'Europe/Helsinki', MONDAY)).toBeDefined();
  expect(leaveBy(on('2026-03-02 13:30'), 'Europe/Helsinki', MONDAY, '2026-02-23')).toMatchObject({
    ...{ from: '2026-02-23', until: '2026-03-02' },
  });
});

test('a status without an end holds until it is taken away; one that has ended says nothing', () => {
  expect(leaveBy(on(undefined), 'Europe/Helsinki', MONDAY)).toMatchObject({ until: '2027-03-03' });
  expect(leaveBy(on('2026-03-02 09:00'), 'Europe/Helsinki', MONDAY)).toBeUndefined();
});
