import { expect, test } from 'vitest';
import { mentionedIn, readableText } from '../../../src/features/feedback/message-text.ts';
import type { UserId } from '../../../src/kernel/slack.ts';

const names = new Map([['U123' as UserId, 'Ann Aalto']]);

test.each([
  ['Tom &amp; Jerry said 1 &lt; 2 &gt; 0', 'Tom & Jerry said 1 < 2 > 0'],
  ['&amp;lt;', '&lt;'],
  ['write to <mailto:a@b.test|a@b.test>', 'write to a@b.test'],
  ['call <tel:+358401234567|040 123 4567>', 'call 040 123 4567'],
  ['see <https://x.test|x>', 'see x'],
  ['see <https://x.test/?a=1&amp;b=2>', 'see https://x.test/?a=1&b=2'],
  ['<@U123> says', '@Ann Aalto says'],
  ['<@U123|ann> says', '@ann says'],
  ['<@U999> says', '@somebody says'],
  ['in <#C1|general>', 'in #general'],
  ['in <#C1|>', 'in #channel'],
  ['<!here> and <!channel|@channel>', '@here and @channel'],
  ['<!subteam^S1|@support> please', '@support please'],
  ['<!subteam^S1> please', '@group please'],
  ['since <!date^1392734382^{date}|February 18th>', 'since February 18th'],
  ['*bold* :tada:\nnext line', '*bold* :tada:\nnext line'],
  ['<', '<'],
])('%s is read as %s', (text, read) => {
  expect(readableText(text, names)).toBe(read);
});

test('those whose names are to be looked up are named by their ids, each once', () => {
  expect(mentionedIn('<@U123> told <@U999> and <@U123>, as <@W1|kim> knows')).toEqual(['U123', 'U999']);
});

test('text without end is read in time with its length', () => {
  const begun = performance.now();
  readableText('<@U1|'.repeat(20_000), names);
  readableText('<'.repeat(100_000), names);
  expect(performance.now() - begun).toBeLessThan(500);
});
