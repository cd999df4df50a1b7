import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { METHODS } from '../../sandbox/api/methods.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { call, closeAll, SCOPES, workspace } from './workspace.ts';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await workspace();
});
afterEach(closeAll);

const post = (args: object) => call(sandbox, 'chat.postMessage', args);
const general = () => sandbox.channel('general');

describe('a call is refused', () => {
  test('without a token, with an unknown one, with one of the wrong kind', async () => {
    expect(await call(sandbox, 'auth.test', {}, '')).toMatchObject({ ok: false, error: 'not_authed' });
    expect(await call(sandbox, 'auth.test', {}, 'xoxb-other')).toMatchObject({ error: 'invalid_auth' });
    expect(await call(sandbox, 'auth.test', {}, sandbox.tokens.app)).toMatchObject({ error: 'not_allowed_token_type' });
    expect(await call(sandbox, 'apps.connections.open')).toMatchObject({ error: 'not_allowed_token_type' });
  });

  test('of a method that Slack does not have', async () => {
    expect(await call(sandbox, 'chat.shout')).toMatchObject({ error: 'unknown_method', req_method: 'chat.shout' });
    expect(await call(sandbox, 'constructor')).toMatchObject({ error: 'unknown_method' });
  });

  test('without the scope that the manifest would have to grant', async () => {
    const poor = await workspace({ scopes: ['chat:write'], events: [] });
    expect(await call(poor, 'users.info', { user: 'U1' })).toMatchObject({
      error: 'missing_scope',
      needed: 'users:read',
      provided: 'chat:write',
    });
    const history = await call(poor, 'conversations.history', { channel: poor.channel('general') });
    expect(history).toMatchObject({ error: 'missing_scope', needed: 'channels:history' });
    const dms = await call(poor, 'conversations.list', { types: 'im' });
    expect(dms).toMatchObject({ error: 'missing_scope', needed: 'im:read' });
  });

  test('without what it requires', async () => {
    const answer = await post({ text: 'x' });
    expect(answer).toMatchObject({ error: 'invalid_arguments' });
    expect(answer.response_metadata.messages).toEqual(['[ERROR] missing required field: channel']);
  });

  test.each([
    ['under the name of another machine', 'api/auth.test', { host: 'evil.test' }, 403],
    ['from a page of elsewhere', 'sandbox/people', { origin: 'https://evil.test' }, 403],
    ['from within a page of elsewhere', 'sandbox/people', { 'sec-fetch-site': 'cross-site' }, 403],
    ['by a link to its data', 'sandbox/people', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, 403],
    ['but not by a link to the page', '', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, 200],
    ['but not from its own page', 'sandbox/people', { 'sec-fetch-site': 'same-origin' }, 200],
  ])('%s', async (_from, path, headers, expected) => {
    const status = await new Promise((resolve) =>
      request(`${sandbox.url}/${path}`, { headers }, (response) => resolve(response.resume().statusCode)).end(),
    );
    expect(status).toBe(expected);
  });
});

describe('chat.postMessage', () => {
  test.each([
    ['channel_not_found', { channel: 'C404', text: 'x' }],
    ['channel_not_found', { channel: 'secret', text: 'x' }],
    ['not_in_channel', { channel: 'random', text: 'x' }],
    ['is_archived', { channel: 'old', text: 'x' }],
    ['no_text', { channel: 'general' }],
    ['no_text', { channel: 'general', text: '  ' }],
    ['invalid_blocks_format', { channel: 'general', blocks: '{' }],
    ['invalid_blocks_format', { channel: 'general', blocks: { type: 'divider' } }],
    ['invalid_blocks', { channel: 'general', blocks: [{ type: 'nope' }] }],
    ['invalid_metadata_format', { channel: 'general', text: 'x', metadata: '{' }],
    ['invalid_metadata_format', { channel: 'general', text: 'x', metadata: { event_type: 'x' } }],
    [
      'invalid_metadata_schema',
      { channel: 'general', text: 'x', metadata: { event_type: 'x', event_payload: { a: { b: 1 } } } },
    ],
    [
      'metadata_too_large',
      { channel: 'general', text: 'x', metadata: { event_type: 'x', event_payload: { a: 'x'.repeat(9000) } } },
    ],
    ['too_many_attachments', { channel: 'general', text: 'x', attachments: Array.from({ length: 101 }, () => ({})) }],
    [
      'msg_blocks_too_long',
      {
        channel: 'general',
        blocks: Array.from({ length: 5 }, () => ({
          type: 'section',
          text: { type: 'mrkdwn', text: 'x'.repeat(3000) },
        })),
      },
    ],
    ['markdown_text_conflict', { channel: 'general', text: 'x', markdown_text: 'y' }],
    ['invalid_arguments', { channel: 'general', text: 'x', thread_ts: 'yesterday' }],
  ])('answers %s', async (error, args) => {
    const known = ['secret', 'random', 'old', 'general'].includes(args.channel);
    const answer = await post({ ...args, channel: known ? sandbox.channel(args.channel) : args.channel });
    expect(answer).toMatchObject({ ok: false, error });
    expect(sandbox.ledger.refusals()).toHaveLength(1);
  });

  test('says what is wrong with blocks, by JSON pointer', async () => {
    const { errors, response_metadata } = await post({ channel: general(), blocks: [{ type: 'header', text: 'x' }] });
    expect(errors).toEqual(['must provide an object [json-pointer:/blocks/0/text]']);
    expect(response_metadata.messages).toEqual(['[ERROR] must provide an object [json-pointer:/blocks/0/text]']);
  });

  test('opens the DM of a person, who may have left', async () => {
    for (const who of ['ben', 'gone']) {
      expect(await post({ channel: sandbox.user(who), text: 'x' })).toMatchObject({ ok: true });
      expect(sandbox.dm(who)).toMatchObject([{ text: 'x', channel: sandbox.dmChannel(who) }]);
    }
    expect(await post({ channel: 'USLACKBOT', text: 'x' })).toMatchObject({ error: 'channel_not_found' });
  });

  test('gives back the message as Slack keeps it', async () => {
    const metadata = { event_type: 'lamp', event_payload: { key: 'k1' } };
    const blocks = [{ type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'x' } }] }];
    const { message, ts } = await post({ channel: general(), blocks, metadata });
    const { app } = sandbox;
    expect(message).toMatchObject({
      type: 'message',
      ts,
      bot_id: app.botId,
      app_id: app.appId,
      user: app.botUserId,
      metadata,
    });
    expect(message.blocks[0].block_id).toMatch(/^\w{5}$/);
    expect(message.blocks[0].elements[0].action_id).toMatch(/^\w{5}$/);
  });

  test('cuts a text of more than 40,000 and warns', async () => {
    const answer = await post({ channel: general(), text: 'x'.repeat(40_001) });
    expect(answer).toMatchObject({ ok: true, warning: 'message_truncated' });
    expect(answer.message.text).toHaveLength(40_000);
  });

  test('refuses to reply to a reply; a reply to a deleted message lands in the channel', async () => {
    const { ts: parent } = await post({ channel: general(), text: 'parent' });
    const { ts: reply } = await post({ channel: general(), text: 'reply', thread_ts: parent });
    expect(await post({ channel: general(), text: 'x', thread_ts: reply })).toMatchObject({
      error: 'cannot_reply_to_message',
    });
    const { message } = await post({ channel: general(), text: 'orphan', thread_ts: '1000000000.000001' });
    expect(message.thread_ts).toBeUndefined();
    expect(sandbox.messages('general').map(({ text }) => text)).toEqual(['parent', 'orphan']);
  });

  test('is slowed to one a second in a channel after a short burst, elsewhere not', async () => {
    const answers = [];
    for (let n = 0; n < 7; n++) answers.push(await post({ channel: general(), text: 'x' }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(answers[5]).toMatchObject({ ok: false, error: 'ratelimited' });
    expect(answers[5]?.headers.get('retry-after')).toBe('1');
    expect(await post({ channel: sandbox.user('ben'), text: 'x' })).toMatchObject({ ok: true });
    sandbox.limits.perChannelPerSecond = undefined;
    expect(await post({ channel: general(), text: 'x' })).toMatchObject({ ok: true });
  });

  test('is slowed for the whole workspace', async () => {
    sandbox.limits.perChannelPerSecond = undefined;
    sandbox.limits.workspacePerMinute = 3;
    for (let n = 0; n < 3; n++) await post({ channel: general(), text: 'x' });
    expect(await post({ channel: sandbox.user('ben'), text: 'x' })).toMatchObject({ error: 'ratelimited' });
  });
});

test('a method beyond its tier is told when to come back', async () => {
  const answers = await Promise.all(Array.from({ length: 21 }, () => call(sandbox, 'conversations.list')));
  const limited = answers.filter(({ status }) => status === 429);
  expect(limited).toHaveLength(1);
  expect(Number(limited[0]?.headers.get('retry-after'))).toBe(3);
  sandbox.limits.tiers = false;
  expect(await call(sandbox, 'conversations.list')).toMatchObject({ ok: true });
});

describe('chat.update and chat.delete', () => {
  const update = (args: object) => call(sandbox, 'chat.update', { channel: general(), ...args });

  test('change only what the app itself said', async () => {
    const ts = await sandbox.as('anna').say('general', 'mine');
    expect(await update({ ts, text: 'x' })).toMatchObject({ error: 'cant_update_message' });
    expect(await call(sandbox, 'chat.delete', { channel: general(), ts })).toMatchObject({
      error: 'cant_delete_message',
    });
    expect(await update({ ts: '1.1', text: 'x' })).toMatchObject({ error: 'message_not_found' });
  });

  test('take 4,000 characters', async () => {
    const { ts } = await post({ channel: general(), text: 'x' });
    expect(await update({ ts, text: 'x'.repeat(4001) })).toMatchObject({ error: 'msg_too_long' });
    expect(await update({ ts, text: 'x'.repeat(4000) })).toMatchObject({ ok: true });
  });

  test('keep blocks and metadata that the call does not mention', async () => {
    const metadata = { event_type: 'lamp', event_payload: { key: 'k1' } };
    const { ts } = await post({ channel: general(), text: 'x', blocks: [{ type: 'divider' }], metadata });
    await update({ ts, text: 'y' });
    expect(sandbox.messages('general')).toMatchObject([{ text: 'y', blocks: [{ type: 'divider' }], metadata }]);
    await update({ ts, text: 'z', blocks: [], metadata: {} });
    expect(sandbox.messages('general')[0]?.blocks).toEqual([]);
    expect(sandbox.messages('general')[0]?.metadata).toBeUndefined();
  });

  test('leave a tombstone where there are replies', async () => {
    const { ts } = await post({ channel: general(), text: 'parent' });
    await post({ channel: general(), text: 'reply', thread_ts: ts });
    await call(sandbox, 'chat.delete', { channel: general(), ts });
    expect(sandbox.thread('general', ts)).toMatchObject([{ subtype: 'tombstone' }, { text: 'reply' }]);
  });
});

describe('conversations', () => {
  const history = (args: object) => call(sandbox, 'conversations.history', { channel: general(), ...args });

  test('are joined if public, and only then can be posted in', async () => {
    const channel = sandbox.channel('random');
    expect(await call(sandbox, 'conversations.history', { channel })).toMatchObject({ error: 'not_in_channel' });
    expect(await call(sandbox, 'conversations.join', { channel })).toMatchObject({
      ok: true,
      channel: { is_member: true },
    });
    expect(await call(sandbox, 'conversations.join', { channel })).toMatchObject({ warning: 'already_in_channel' });
    expect(await post({ channel, text: 'x' })).toMatchObject({ ok: true });
    expect(await call(sandbox, 'conversations.join', { channel: sandbox.channel('secret') })).toMatchObject({
      error: 'channel_not_found',
    });
  });

  test('give their history newest first, in pages, with metadata only on demand', async () => {
    sandbox.limits.perChannelPerSecond = undefined;
    const metadata = { event_type: 'lamp', event_payload: { key: 'k' } };
    for (const text of ['1', '2', '3', '4', '5']) await post({ channel: general(), text, metadata });
    const first = await history({ limit: 2 });
    expect(first.messages.map(({ text }: { text: string }) => text)).toEqual(['5', '4']);
    expect(first.messages[0].metadata).toBeUndefined();
    expect(first.has_more).toBe(true);
    const rest = await history({ limit: 10, cursor: first.response_metadata.next_cursor, include_all_metadata: true });
    expect(rest.messages.map(({ text }: { text: string }) => text)).toEqual(['3', '2', '1']);
    expect(rest.messages[0].metadata).toEqual(metadata);
    expect(rest).toMatchObject({ has_more: false });
    expect(rest.response_metadata).toBeUndefined();
  });

  test('give what was said between two times, their ends only if asked', async () => {
    const ts: string[] = [];
    for (const text of ['1', '2', '3']) ts.push((await post({ channel: general(), text })).ts);
    const between = { oldest: ts[0], latest: ts[2] };
    const texts = async (args: object) => (await history(args)).messages.map(({ text }: { text: string }) => text);
    expect(await texts(between)).toEqual(['2']);
    expect(await texts({ ...between, inclusive: true })).toEqual(['3', '2', '1']);
    expect(await texts({ latest: ts[1], inclusive: true, limit: 1 })).toEqual(['2']);
    expect(await history({ oldest: 'yesterday' })).toMatchObject({ error: 'invalid_ts_oldest' });
    expect(await history({ cursor: 'zzz' })).toMatchObject({ error: 'invalid_cursor' });
  });

  test('give a thread with its parent first', async () => {
    const { ts } = await post({ channel: general(), text: 'parent' });
    await post({ channel: general(), text: 'a', thread_ts: ts });
    await post({ channel: general(), text: 'b', thread_ts: ts });
    const replies = (args: object) => call(sandbox, 'conversations.replies', { channel: general(), ts, ...args });
    const texts = ({ messages }: { messages: { text: string }[] }) => messages.map(({ text }) => text);
    expect(texts((await replies({})) as never)).toEqual(['parent', 'a', 'b']);
    const page = await replies({ limit: 1 });
    expect(texts(page as never)).toEqual(['parent', 'a']);
    expect(texts((await replies({ limit: 1, cursor: page.response_metadata.next_cursor })) as never)).toEqual(['b']);
    expect(await replies({ ts: '1000000000.000001' })).toMatchObject({ error: 'thread_not_found' });
  });

  test('are listed in pages that may be shorter than asked, even empty, before the last', async () => {
    const list = (args: object) =>
      call(sandbox, 'conversations.list', { types: 'public_channel,private_channel', ...args });
    const names: string[] = [];
    let cursor = '';
    let empty = 0;
    do {
      const page = await list({ limit: 1, exclude_archived: true, cursor });
      if (page.channels.length === 0) empty += 1;
      names.push(...page.channels.map(({ name }: { name: string }) => name));
      cursor = page.response_metadata.next_cursor;
    } while (cursor);
    expect(names).toEqual(['general', 'random']);
    expect(empty).toBe(1);
    expect(await list({ types: 'nope' })).toMatchObject({ error: 'invalid_types' });
    expect(await list({ limit: 1001 })).toMatchObject({ error: 'invalid_limit' });
  });

  test('of two are opened once, of three as a group', async () => {
    const open = (users: string) => call(sandbox, 'conversations.open', { users });
    const { channel } = await open(sandbox.user('ben'));
    expect(channel.id).toBe(sandbox.dmChannel('ben'));
    expect((await open(`${sandbox.user('ben')},${sandbox.user('anna')}`)).channel.id).toMatch(/^G/);
    expect(await open('U404')).toMatchObject({ error: 'user_not_found' });
    expect(await open(sandbox.user('gone'))).toMatchObject({ error: 'user_disabled' });
    expect(await open('')).toMatchObject({ error: 'users_list_not_supplied' });
  });
});

describe('people', () => {
  test('are listed in pages, with their zone, address and what became of them', async () => {
    const first = await call(sandbox, 'users.list', { limit: 3 });
    const rest = await call(sandbox, 'users.list', { limit: 3, cursor: first.response_metadata.next_cursor });
    const members = [...first.members, ...rest.members];
    expect(members.map(({ name }) => name)).toEqual(['slackbot', 'lamp', 'anna', 'ben', 'gone']);
    expect(members[2]).toMatchObject({ tz: 'Europe/Helsinki', profile: { email: 'anna@acme.test' }, is_admin: true });
    expect(members[4]).toMatchObject({ deleted: true });
    expect(rest.response_metadata.next_cursor).toBe('');
  });

  test('are found by address only while they are there', async () => {
    const find = (email: string) => call(sandbox, 'users.lookupByEmail', { email });
    expect(await find('BEN@acme.test')).toMatchObject({ user: { id: sandbox.user('ben') } });
    expect(await find('gone@acme.test')).toMatchObject({ error: 'users_not_found' });
  });

  test('show no address without users:read.email', async () => {
    const shy = await workspace({ scopes: SCOPES.filter((scope) => scope !== 'users:read.email') });
    const { user } = await call(shy, 'users.info', { user: shy.user('ben') });
    expect(user.profile.email).toBeUndefined();
    expect(await call(shy, 'users.lookupByEmail', { email: 'ben@acme.test' })).toMatchObject({
      error: 'missing_scope',
    });
  });

  test('do not want to be disturbed until then', async () => {
    const until = Math.floor(sandbox.clock.now() / 1000) + 60;
    sandbox.setUser('ben', { snoozed_until: until });
    expect(await call(sandbox, 'dnd.info', { user: sandbox.user('ben') })).toMatchObject({
      snooze_enabled: true,
      snooze_endtime: until,
    });
    sandbox.clock.advance(61_000);
    expect(await call(sandbox, 'dnd.info', { user: sandbox.user('ben') })).toMatchObject({ snooze_enabled: false });
  });
});

test('an ephemeral message is for a member of the channel, and in no history', async () => {
  const send = (user: string) =>
    call(sandbox, 'chat.postEphemeral', { channel: general(), user: sandbox.user(user), text: 'psst' });
  expect(await send('ben')).toMatchObject({ ok: true });
  expect(await send('gone')).toMatchObject({ error: 'user_not_in_channel' });
  expect((await call(sandbox, 'conversations.history', { channel: general() })).messages).toEqual([]);
  expect(sandbox.as('ben').ephemerals('general')).toMatchObject([{ text: 'psst' }]);
});

test('a reaction is there once for each who gave it, under one of its names', async () => {
  const { ts: timestamp } = await post({ channel: general(), text: 'x' });
  const react = (method: string, name: string) =>
    call(sandbox, `reactions.${method}`, { channel: general(), timestamp, name });
  expect(await react('add', 'thumbsup')).toMatchObject({ ok: true });
  expect(await react('add', '+1')).toMatchObject({ error: 'already_reacted' });
  expect(await react('add', 'wave::skin-tone-3')).toMatchObject({ ok: true });
  expect(await react('add', 'not a name')).toMatchObject({ error: 'invalid_name' });
  const { message } = await call(sandbox, 'reactions.get', { channel: general(), timestamp });
  expect(message.reactions).toMatchObject([{ name: '+1', count: 1 }, { name: 'wave::skin-tone-3' }]);
  expect(await react('remove', '+1')).toMatchObject({ ok: true });
  expect(await react('remove', '+1')).toMatchObject({ error: 'no_reaction' });
});

test('forms and JSON mean the same', async () => {
  const body = new URLSearchParams({
    channel: general(),
    text: 'x',
    blocks: '[{"type":"divider"}]',
    token: sandbox.tokens.bot,
  });
  const answer = await (await fetch(`${sandbox.apiUrl}chat.postMessage`, { method: 'POST', body })).json();
  expect(answer).toMatchObject({ ok: true, message: { blocks: [{ type: 'divider' }] } });
  expect(sandbox.ledger.calls[0]?.args).toEqual({ channel: general(), text: 'x', blocks: [{ type: 'divider' }] });
});

test('no method knows an error twice', () => {
  for (const [name, { errors }] of Object.entries(METHODS))
    expect([name, new Set(errors).size]).toEqual([name, errors.length]);
});
