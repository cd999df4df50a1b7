import { afterEach, beforeEach, expect, test } from 'vitest';
import { crowded } from '../../sandbox/crowd.ts';
import { findingsIn } from '../../sandbox/findings.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { call, closeAll, seed, workspace } from './workspace.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await workspace();
  sandbox.limits.perChannelPerSecond = undefined;
});
afterEach(closeAll);

const post = (args: object) => call(sandbox, 'chat.postMessage', { channel: sandbox.channel('general'), ...args });
const folded = { unfurl_links: false, unfurl_media: false };

test('two posts with one marker are two copies', async () => {
  const metadata = (key: string) => ({ event_type: 'x', event_payload: { key } });
  for (const key of ['a', 'b', 'a']) await post({ text: key, metadata: metadata(key) });
  const counts = findingsIn(sandbox.ledger).copies((message) => message.metadata?.event_payload.key as string);
  expect([...counts]).toEqual([
    ['a', 2],
    ['b', 1],
  ]);
});

test('a call inside the rest that a 429 asked for is found, one elsewhere is not', async () => {
  sandbox.faults.next('chat.postMessage', { kind: 'rate-limit', retryAfter: '30' }, 1);
  await post({ text: 'limited' });
  await post({ text: 'too early' });
  await post({ text: 'another channel', channel: sandbox.user('ben') });
  expect(findingsIn(sandbox.ledger).insideRetryAfter()).toMatchObject([{ args: { text: 'too early' } }]);
});

test('mentions that call people are found in texts and blocks, and not in plain text or escaped', async () => {
  const ben = sandbox.user('ben');
  await post({ text: 'hey <!channel>', blocks: [{ type: 'section', text: { type: 'mrkdwn', text: `<@${ben}>` } }] });
  await post({ text: '&lt;!here&gt;', blocks: [{ type: 'header', text: { type: 'plain_text', text: '<!here>' } }] });
  expect(findingsIn(sandbox.ledger).liveMentions()).toEqual(['<!channel>', `<@${ben}>`]);
});

test('a post that lets links unfold is found', async () => {
  await post({ text: 'a', ...folded });
  await post({ text: 'b', unfurl_links: false });
  expect(findingsIn(sandbox.ledger).unfurling()).toMatchObject([{ args: { text: 'b' } }]);
});

test('a direct message to who left, or is a guest, is found as they were when it was said', async () => {
  await post({ text: 'welcome', channel: sandbox.user('ben') });
  sandbox.setUser('ben', { deleted: true });
  await post({ text: 'to one who left', channel: sandbox.user('ben') });
  sandbox.setUser('anna', { is_restricted: true });
  await post({ text: 'to a guest', channel: sandbox.user('anna') });
  const found = findingsIn(sandbox.ledger).misdirected();
  expect(found.map(({ message }) => message.text)).toEqual(['to one who left', 'to a guest']);
});

test('a post with blocks and no words for a notification is found', async () => {
  const blocks = [{ type: 'divider' }];
  await post({ blocks });
  await post({ blocks, text: 'a line' });
  expect(findingsIn(sandbox.ledger).wordless()).toMatchObject([{ message: { blocks: [{ type: 'divider' }] } }]);
});

test('the most posts that a channel got within a second are counted', async () => {
  for (const text of ['1', '2', '3']) await post({ text });
  expect(findingsIn(sandbox.ledger).mostPostsASecond()).toBe(3);
});

test('a large workspace is made, and its lists stay paged', async () => {
  const large = await workspace({ seed: crowded(seed(), 3000, 400) });
  expect(await call(large, 'users.list')).toMatchObject({ error: 'limit_required' });
  let cursor = '';
  let people = 0;
  do {
    const page = await call(large, 'users.list', { limit: 1000, cursor });
    people += page.members.length;
    cursor = page.response_metadata.next_cursor;
  } while (cursor !== '');
  expect(people).toBe(3000 + 3 + 2);
  const { channels } = await call(large, 'conversations.list', { limit: 1000 });
  expect(channels).toHaveLength(363);
});

test('how many is to be a whole number', () => {
  expect(() => crowded(seed(), Number('many'), 0)).toThrow('--people is to be a whole number');
});
