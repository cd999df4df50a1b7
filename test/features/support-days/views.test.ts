import { expect, test } from 'vitest';
import { isTooMuchText, messageProblems } from '../../../sandbox/block-kit/payload.ts';
import type { SupportDay } from '../../../src/features/support-days/domain.ts';
import {
  asked,
  cancelled,
  had,
  nobodyHosts,
  noneLeft,
  offered,
  planned,
  settled,
  tookPlaceForm,
} from '../../../src/features/support-days/views/answers.ts';
import { booked, morning, morningOver, off } from '../../../src/features/support-days/views/dms.ts';
import { chooseBlocks, hadBlock } from '../../../src/features/support-days/views/home.ts';
import { hosting, vetoed } from '../../../src/features/support-days/views/hosting.ts';
import { dayText, hoursText } from '../../../src/features/support-days/views/words.ts';
import { at, user } from '../../support/issue.ts';
import { labelsIn, ownTexts, roughWords, wordsIn } from '../../support/wording.ts';

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const ZONE = 'Europe/Helsinki';
const NINE_TO_FIVE = { from: at('2026-03-10 09:00'), until: at('2026-03-10 17:00') };
const day = (more: Partial<SupportDay> = {}): SupportDay => ({
  ...{ id: 7, guest: user('joe'), host: user('sam'), day: '2026-03-10', state: 'planned', learned: undefined },
  ...more,
});
const shown = (more: Partial<SupportDay> = {}) => ({ day: { ...day(more), ...NINE_TO_FIVE }, zone: ZONE });

const offers = [
  { host: user('sam'), name: 'Sam Salo', day: '2026-03-05', ...NINE_TO_FIVE },
  { host: user('lea'), name: 'Lea Lind', day: '2026-03-13', ...NINE_TO_FIVE },
  { host: user('sam'), name: 'Sam Salo', day: '2026-03-23', ...NINE_TO_FIVE },
];
const LEARNED = 'Invoices are hard to read.\nHalf of all calls are about that.';
const none = (before: Parameters<typeof noneLeft>[3], why: Parameters<typeof noneLeft>[0] = 'taken') =>
  noneLeft(why, '2026-03-31', user('lea'), before);

const answers = {
  offered: offered(offers, ZONE, undefined),
  'offered-taken': offered(offers, ZONE, 'taken'),
  'offered-move': offered(offers, ZONE, day()),
  'none-move': none(day()),
  'offered-vetoed': offered(offers, ZONE, day({ state: 'vetoed' })),
  'none-taken': none(undefined),
  'none-hours': none(undefined, 'hours'),
  'none-team': none('taken', 'team'),
  'none-away': none(day({ state: 'host-left' }), 'away'),
  'nobody-hosts': nobodyHosts(user('lea'), 'Support'),
  planned: planned(shown()),
  asked: asked(shown(), user('sam')),
  had: had(day({ state: 'done' })),
  'had-learned': had(day({ state: 'done', learned: LEARNED })),
  'settled-done': settled(day({ state: 'done' }), false),
  'settled-missed': settled(day({ state: 'missed' }), true),
  cancelled: cancelled(day({ state: 'cancelled' }), false),
  'cancelled-today': cancelled(day({ state: 'cancelled' }), true),
  hosting: hosting(
    [shown(), shown({ id: 8, day: '2026-03-12', guest: user('ann') })],
    [shown({ id: 6, day: '2026-02-24' })],
  ),
  'hosting-nobody': hosting([], []),
  'hosting-many': hosting(
    Array.from({ length: 9 }, (_, n) => shown({ id: n })),
    [],
  ),
  vetoed: vetoed(day({ state: 'vetoed' })),
};

const dms = {
  'dm-booked': booked(shown(), 'Joe Jansson', undefined),
  'dm-booked-moved': booked(shown(), 'Joe Jansson', '2026-03-05'),
  'dm-booked-cancelled': booked(shown({ state: 'cancelled' }), 'Joe Jansson', undefined),
  'dm-booked-vetoed': booked(shown({ state: 'vetoed' }), 'Joe Jansson', undefined),
  'dm-booked-guest-away': booked(shown({ state: 'guest-away' }), 'Joe Jansson', undefined),
  'dm-booked-host-away': booked(shown({ state: 'host-away' }), 'Joe Jansson', undefined),
  'dm-booked-guest-left': booked(shown({ state: 'guest-left' }), 'Joe Jansson', undefined),
  'dm-booked-done': booked(shown({ state: 'done', learned: LEARNED }), 'Joe Jansson', undefined),
  'dm-booked-missed': booked(shown({ state: 'missed' }), 'Joe Jansson', undefined),
  'dm-off-vetoed': off(day({ state: 'vetoed' }), undefined),
  'dm-off-host-away': off(day({ state: 'host-away' }), undefined),
  'dm-off-host-left': off(day({ state: 'host-left' }), undefined),
  'dm-off-guest-away': off(day({ state: 'guest-away' }), undefined),
  'dm-off-chosen': off(day({ state: 'vetoed' }), day({ day: '2026-03-17' })),
  'dm-morning-guest': morning(shown(), 'guest'),
  'dm-morning-host': morning(shown(), 'host'),
  'dm-morning-moved': morningOver(day({ day: '2026-03-12' }), '2026-03-10'),
  'dm-morning-off': morningOver(day({ state: 'cancelled' }), '2026-03-10'),
  'dm-morning-done': morningOver(day({ state: 'done' }), '2026-03-10'),
};

const messages = { ...answers, ...dms };
const atHome = {
  'home-none': chooseBlocks(undefined),
  'home-let-down': chooseBlocks(day({ state: 'host-away' })),
  'home-had': [hadBlock(day())],
};

test.each([
  ...Object.entries(messages).map(([name, { blocks }]) => [name, { blocks }] as const),
  ...Object.entries(atHome).map(([name, blocks]) => [name, { blocks }] as const),
])('%s', async (name, { blocks }) => {
  await expect(json({ blocks })).toMatchFileSnapshot(`views/${name}.json`);
});

test('the form', async () => {
  await expect(json(tookPlaceForm(day()))).toMatchFileSnapshot('views/form-took-place.json');
});

test.each(Object.entries(messages))(
  '%s is what Slack takes, and its fallback says it in a line',
  (_, { text, blocks }) => {
    expect(messageProblems(blocks)).toEqual([]);
    expect(text.length).toBeGreaterThan(10);
    expect(text.length).toBeLessThan(160);
  },
);

test('they threaten and blame nobody, and say it in sixty words at most', () => {
  for (const [name, { blocks }] of Object.entries(messages)) {
    const own = ownTexts(blocks);
    expect([name, own.flatMap(roughWords)]).toEqual([name, []]);
    if (name !== 'hosting-many') expect([name, wordsIn(own)]).toEqual([name, Math.min(60, wordsIn(own))]);
  }
});

test('one button at most stands out', () => {
  for (const { blocks } of Object.values(messages))
    expect(JSON.stringify(blocks).match(/"primary"/g)?.length ?? 0).toBeLessThan(2);
  expect(labelsIn(messages.planned.blocks)).toEqual(['Another day', 'Cannot come']);
});

test('however long what was learned is, it fits', () => {
  const long = day({ state: 'done', learned: '<!channel> & '.repeat(400) });
  expect(messageProblems(had(long).blocks)).toEqual([]);
  expect(isTooMuchText(had(long).blocks as never)).toBe(false);
});

test.each([
  ['2026-03-10', 'Tuesday 10 March'],
  ['2026-12-31', 'Thursday 31 December'],
  ['2027-01-01', 'Friday 1 January'],
])('%s is read as %s', (iso, text) => {
  expect(dayText(iso)).toBe(text);
});

test('hours are by the reader’s wall; where the two share none they agree on some', () => {
  expect(hoursText(NINE_TO_FIVE, 'Europe/London')).toBe('07:00–15:00');
  const whole = { from: at('2026-03-10 00:00'), until: at('2026-03-11 00:00') };
  expect(hoursText(whole, ZONE)).toBe('at hours that you agree on');
});
