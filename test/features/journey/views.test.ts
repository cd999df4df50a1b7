import { describe, expect, test } from 'vitest';
import { isTooMuchText, messageProblems } from '../../../sandbox/block-kit/payload.ts';
import { type Journey, NONE, type Part, stagesOf, type TopicNow } from '../../../src/features/journey/domain.ts';
import { participationText } from '../../../src/features/journey/views/departments.ts';
import { journeyPicture } from '../../../src/features/journey/views/picture.ts';
import { journeyPictured, journeyText } from '../../../src/features/journey/views/text.ts';
import { pngFrom } from '../../../src/platform/pictures/png.ts';
import { user } from '../../support/issue.ts';
import { ownTexts, roughWords, wordsIn } from '../../support/wording.ts';

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const named = (name: string) => ({ user: user(name), name });
const topic = (name: string, stage: string, more: Partial<TopicNow> = {}): TopicNow => ({
  ...{ key: name.toLowerCase(), name, stage, department: 'Finance', owner: named('ann') },
  ...{ orphaned: undefined, scores: [], ...NONE },
  ...more,
});
const nps = { kind: 'nps', max: 10, n: 34, value: -11.8, low: -38.2, high: 16.4 } as const;
const csat = { kind: 'csat', max: 5, n: 20, value: 75, low: 53.1, high: 88.8 } as const;

const journeyOf = (stages: readonly string[], topics: readonly TopicNow[]): Journey => ({
  ...{ company: 'Acme', from: '2025-12-02', to: '2026-03-02', outside: { complaints: 4, praise: 0, open: 1 } },
  ...stagesOf(stages, topics),
  meanwhile: new Map(topics.map(({ key }) => [key, named('fay')])),
});

const usual = journeyOf(
  ['buy', 'use', 'pay'],
  [
    topic('Double charges', 'pay', { complaints: 12, praise: 1, open: 3, scores: [nps, csat] }),
    topic('Invoices', 'pay', { complaints: 4, orphaned: 'asked' }),
    topic('Refunds', 'pay', { owner: undefined, orphaned: 'gone' }),
    topic('The app', 'use', { praise: 2, scores: [nps, csat, { ...csat, kind: 'ces', max: 7, n: 11 }] }),
  ],
);

const part = (name: string, more: Partial<Part> = {}): Part => ({
  ...{ name, topics: 0, orphans: 0, days: undefined, told: 0, otherwise: 0, inTime: 0, answered: 0 },
  ...more,
});

const messages = {
  journey: journeyText(usual),
  'journey-pictured': journeyPictured(usual),
  'journey-empty': journeyText(journeyOf(['use'], [])),
  departments: participationText({
    ...{ from: '2025-12-02', to: '2026-03-02', elsewhere: 2 },
    parts: [
      part('Finance', {
        topics: 3,
        orphans: 2,
        days: { done: 2, of: 6 },
        told: 10,
        otherwise: 2,
        inTime: 9,
        answered: 11,
      }),
      part('Product', { topics: 1 }),
      part('Support', { told: 1, inTime: 1, answered: 1 }),
      part('Sales', { days: { done: 1, of: 1 } }),
      part('People', { days: { done: 0, of: 3 } }),
      part('Business development'),
    ],
  }),
};

test.each(Object.entries(messages))('%s', async (name, { blocks }) => {
  await expect(json({ blocks })).toMatchFileSnapshot(`views/${name}.json`);
});

test('they threaten and blame nobody, and below a picture stand sixty words at most', () => {
  const said = Object.values(messages).flatMap(({ blocks }) => ownTexts(blocks));
  expect(said.flatMap(roughWords)).toEqual([]);
  expect(wordsIn(ownTexts(messages['journey-pictured'].blocks))).toBeLessThanOrEqual(60);
});

test('of a stage the orphans are shown first, then what is complained of most', () => {
  const shown = stagesOf(
    ['pay'],
    [
      topic('Quiet', 'pay'),
      topic('Loud', 'pay', { complaints: 9 }),
      topic('Orphan', 'pay', { orphaned: 'declined' }),
      topic('Open', 'pay', { complaints: 1, open: 5 }),
      topic('Shut', 'pay', { complaints: 1 }),
      topic('Again', 'pay'),
    ],
  ).stages[0]?.shown;
  expect(shown?.map(({ name }) => name)).toEqual(['Orphan', 'Loud', 'Open', 'Shut', 'Again']);
});

test('the picture has the same topics, names and numbers, each in words beside its shape', async () => {
  const { svg } = journeyPicture(usual);
  await expect(svg).toMatchFileSnapshot('views/journey.svg');
  for (const said of ['No owner', 'somebody was asked, no answer yet', 'meanwhile fay', 'NPS \u221212', '4 complaints'])
    expect(svg).toContain(said);
});

const NASTY = '<!channel> & *<@U123>*'.repeat(4).slice(0, 80);
const nasty = (n: number) => topic(NASTY, `s${n % 300}`, { key: `t${n}`, orphaned: 'asked', scores: [nps, csat] });

describe('is taken by Slack at its worst, with nothing alive in it', () => {
  const huge = { complaints: 1e6, praise: 1e6, open: 1e6 };
  const topics = Array.from({ length: 10_000 }, (_, n) => ({ ...nasty(n), ...huge }));
  const stages = Array.from({ length: 300 }, (_, n) => `s${n}`);
  test.each([
    ...Object.entries(messages),
    ['ten thousand topics in three hundred stages', journeyText(journeyOf(stages, topics))] as const,
    [
      'ten thousand in one',
      journeyText(
        journeyOf(
          ['s'],
          topics.map((each) => ({ ...each, stage: 's' })),
        ),
      ),
    ] as const,
    ...[1, 7, 8].map(
      (many) =>
        [
          `ten thousand in ${many}`,
          journeyText(
            journeyOf(
              Array.from({ length: many }, (_, n) => `${'s'.repeat(60)}${n}`),
              topics.map((each, n) => ({ ...each, stage: `${'s'.repeat(60)}${n % many}` })),
            ),
          ),
        ] as const,
    ),
    [
      'a thousand departments',
      participationText({
        ...{ from: '2025-12-02', to: '2026-03-02', elsewhere: 1e6 },
        parts: Array.from({ length: 1000 }, (_, n) =>
          part(
            NASTY,
            n % 2 ? { topics: 1e4, orphans: 1e4, told: 1e6, otherwise: 1e6, inTime: 1e6, answered: 1e6 } : {},
          ),
        ),
      }),
    ] as const,
  ])('%s', (_name, { text, blocks }) => {
    expect(messageProblems(blocks)).toEqual([]);
    expect(isTooMuchText(blocks as never)).toBe(false);
    const own = JSON.stringify([text, blocks]).replaceAll(/<@U[A-Z]+>/g, '');
    expect(own).not.toMatch(/<[!@#]/);
  });
});

test('a picture of ten thousand topics, with whatever is typed, is drawn whole and under a megabyte', async () => {
  const topics = Array.from({ length: 10_000 }, (_, n) => nasty(n));
  const drawing = journeyPicture(
    journeyOf(
      Array.from({ length: 300 }, (_, n) => `s${n}`),
      topics,
    ),
  );
  expect(drawing.svg).not.toMatch(/<!|<@/);
  expect(drawing.svg).toContain('and 280 more stages');
  expect((await pngFrom(drawing)).length).toBeLessThan(1_000_000);
});
