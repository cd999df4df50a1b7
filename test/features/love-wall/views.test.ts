import { describe, expect, test } from 'vitest';
import { isTooMuchText, messageProblems } from '../../../sandbox/block-kit/payload.ts';
import type { Reader, Wall, WallCard } from '../../../src/features/love-wall/domain.ts';
import { takenDown, wallAtHome, wallCard, wallList } from '../../../src/features/love-wall/views.ts';
import { words } from '../../../src/platform/slack/mrkdwn.ts';
import { ownTexts, roughWords, wordsIn } from '../../support/wording.ts';

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const card = (more: Partial<WallCard> = {}): WallCard => ({
  id: 7,
  said: 'Your team saved our launch. Finally, thank you!',
  customer: 'a customer at Lumen',
  topic: 'The app',
  department: 'Product',
  thanked: 'Dan',
  shownOn: '2026-03-02',
  ...more,
});
const wall = (more: Partial<Wall> = {}): Wall => ({
  cards: [card(), card({ id: 6, topic: undefined, department: undefined, thanked: undefined, shownOn: '2026-02-27' })],
  waiting: 2,
  at: '12:00',
  channel: 'C0LOVE',
  ...more,
});
const joe: Reader = { isNamed: true, mayTakeDown: false, mayDirect: false };
const lea: Reader = { isNamed: false, mayTakeDown: true, mayDirect: true };

const messages = {
  card: wallCard(card()),
  'card-of-all': wallCard(card({ topic: undefined, department: undefined, thanked: undefined })),
  'taken-down': takenDown,
  list: wallList(wall(), joe),
  'list-for-lead': wallList(wall({ waiting: 1 }), lea),
  'list-empty': wallList(wall({ cards: [], waiting: 0, channel: undefined }), joe),
  home: { text: words`Home`, blocks: wallAtHome(card()) },
};

describe.each(Object.entries(messages))('%s', (name, message) => {
  test('reads as it did', async () => {
    await expect(json(message)).toMatchFileSnapshot(`views/${name}.json`);
  });

  test('is what Slack takes', () => {
    expect(messageProblems(message.blocks)).toEqual([]);
    expect(isTooMuchText(message.blocks as never)).toBe(false);
  });

  test('takes nobody to task', () => {
    expect(roughWords(ownTexts(message.blocks).join('\n'))).toEqual([]);
  });
});

test('the card has 60 words or fewer beside its quote, however long the names are', () => {
  const long = 'Very long name of something indeed '.repeat(8);
  const longest = wallCard(card({ department: long, thanked: long, topic: long, customer: 'a customer at Lumen' }));
  expect(wordsIn(ownTexts(longest.blocks))).toBeLessThanOrEqual(60);
});
