import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/index.ts';
import { call, closeAll, SCOPES, workspace } from './workspace.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await workspace({ scopes: [...SCOPES, 'pins:read', 'pins:write', 'bookmarks:read', 'bookmarks:write'] });
});
afterEach(closeAll);

const general = () => sandbox.channel('general');
const inSeconds = (seconds: number) => Math.floor(sandbox.clock.now() / 1000) + seconds;
const schedule = (args: object) =>
  call(sandbox, 'chat.scheduleMessage', { channel: general(), text: 'later', ...args });
const texts = () => sandbox.messages('general').map(({ text }) => text);

describe('a scheduled message', () => {
  test('is posted when its time has come, and not before', async () => {
    const answer = await schedule({ post_at: inSeconds(3600) });
    expect(answer).toMatchObject({ ok: true, channel: general(), message: { type: 'delayed_message' } });
    sandbox.clock.advance(3_500_000);
    expect(texts()).toEqual([]);
    sandbox.clock.advance(200_000);
    expect(texts()).toEqual(['later']);
    expect(sandbox.ledger.posts).toHaveLength(1);
  });

  test('is listed until then, a page at a time, and can be taken back', async () => {
    for (const hour of [3, 1, 2]) await schedule({ post_at: inSeconds(hour * 3600), text: `in ${hour}` });
    const first = await call(sandbox, 'chat.scheduledMessages.list', { limit: 2 });
    expect(first.scheduled_messages.map(({ text }: { text: string }) => text)).toEqual(['in 1', 'in 2']);
    const cursor = first.response_metadata.next_cursor;
    const second = await call(sandbox, 'chat.scheduledMessages.list', { limit: 2, cursor });
    const [{ id }] = second.scheduled_messages;
    const gone = { channel: general(), scheduled_message_id: id };
    expect(await call(sandbox, 'chat.deleteScheduledMessage', gone)).toMatchObject({ ok: true });
    expect(await call(sandbox, 'chat.deleteScheduledMessage', gone)).toMatchObject({
      error: 'invalid_scheduled_message_id',
    });
    sandbox.clock.advance(4 * 3_600_000);
    expect(texts()).toEqual(['in 1', 'in 2']);
  });

  test('with metadata is taken and never posted', async () => {
    const metadata = { event_type: 'x', event_payload: { a: 1 } };
    expect(await schedule({ post_at: inSeconds(60), metadata })).toMatchObject({ ok: true });
    sandbox.clock.advance(120_000);
    expect(texts()).toEqual([]);
  });

  test.each([
    ['in the past', -10, 'time_in_past'],
    ['more than 120 days ahead', 121 * 86_400, 'time_too_far'],
  ])('%s is refused', async (_when, seconds, error) => {
    expect(await schedule({ post_at: inSeconds(seconds) })).toMatchObject({ ok: false, error });
  });

  test('at a time that is none is refused', async () => {
    expect(await schedule({ post_at: 'tomorrow' })).toMatchObject({ error: 'invalid_time' });
  });

  test('is one of at most thirty within five minutes of a channel', async () => {
    for (let n = 0; n < 30; n++) await schedule({ post_at: inSeconds(600 + n) });
    expect(await schedule({ post_at: inSeconds(640) })).toMatchObject({ error: 'restricted_too_many' });
    expect(await schedule({ post_at: inSeconds(6000) })).toMatchObject({ ok: true });
  });
});

test('a message is pinned once', async () => {
  const { ts: timestamp } = await call(sandbox, 'chat.postMessage', { channel: general(), text: 'keep' });
  const pin = () => call(sandbox, 'pins.add', { channel: general(), timestamp });
  expect([(await pin()).ok, (await pin()).error]).toEqual([true, 'already_pinned']);
  const { items } = await call(sandbox, 'pins.list', { channel: general() });
  expect(items).toMatchObject([{ type: 'message', message: { text: 'keep' } }]);
  expect(await call(sandbox, 'pins.add', { channel: general() })).toMatchObject({ error: 'no_item_specified' });
});

test('a channel has bookmarks of links', async () => {
  const add = (args: object) =>
    call(sandbox, 'bookmarks.add', { channel_id: general(), title: 'Docs', type: 'link', ...args });
  expect(await add({ link: 'https://acme.test' })).toMatchObject({ bookmark: { title: 'Docs' } });
  expect(await add({ link: 'no link' })).toMatchObject({ error: 'invalid_link' });
  expect((await call(sandbox, 'bookmarks.list', { channel_id: general() })).bookmarks).toHaveLength(1);
});

test('a channel is archived once, and #general never', async () => {
  const { channel } = await call(sandbox, 'conversations.create', { name: 'short-lived' });
  const archive = (id: string) => call(sandbox, 'conversations.archive', { channel: id });
  expect([(await archive(channel.id)).ok, (await archive(channel.id)).error]).toEqual([true, 'already_archived']);
  expect(await archive(general())).toMatchObject({ error: 'cant_archive_general' });
});
