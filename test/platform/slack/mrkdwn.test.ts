import { expect, test } from 'vitest';
import { inert } from '../../../src/platform/slack/mrkdwn.ts';

test.each(['evil.com', 'evil2.com', 'web3.io/x', 'a.b.example', 'cafe\u0301.com'])(
  'the bare address %s is no link',
  (address) => {
    expect(inert(address)).not.toContain(address);
  },
);

test.each(['2.5', 'v1.2', '10.2.5', '3.14 m', 'No. 5', 'wait... what'])('"%s" is shown as it was typed', (text) => {
  expect(inert(text)).toBe(text);
});
