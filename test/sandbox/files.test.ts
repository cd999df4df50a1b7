import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Sandbox } from '../../sandbox/index.ts';
import { call, closeAll, quiet, SCOPES, seed, workspace } from './workspace.ts';

const scopes = [...SCOPES, 'files:read', 'files:write'];
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let sandbox: Sandbox;
let client: WebClient;

beforeEach(async () => {
  sandbox = await workspace({ scopes });
  client = new WebClient(sandbox.tokens.bot, {
    slackApiUrl: sandbox.apiUrl,
    retryConfig: { retries: 0 },
    logger: quiet(),
  });
});
afterEach(closeAll);

const announce = (length: number, filename = 'lamp.png', more: object = {}) =>
  call(sandbox, 'files.getUploadURLExternal', { filename, length, ...more });
const send = (url: string, body: string | Uint8Array<ArrayBuffer>) => fetch(url, { method: 'POST', body });
const complete = (files: object[], more: object = {}) =>
  call(sandbox, 'files.completeUploadExternal', { files, ...more });

/** A file of the app's own whose bytes have come. */
async function uploaded(filename = 'lamp.png', bytes: Uint8Array = PNG, more: object = {}): Promise<string> {
  const { upload_url, file_id } = await announce(bytes.length, filename, more);
  await send(upload_url, new Uint8Array(bytes));
  return file_id;
}

async function completed(filename?: string, bytes?: Uint8Array): Promise<string> {
  const id = await uploaded(filename, bytes);
  await complete([{ id }]);
  return id;
}

const general = () => sandbox.channel('general');

describe('an upload', () => {
  test("by Slack's own SDK is shown in the channel with its comment, and listed as Slack lists it", async () => {
    const { files } = (await client.filesUploadV2({
      channel_id: general(),
      initial_comment: 'the lamp',
      file_uploads: [
        { file: PNG, filename: 'lamp.png', title: 'Lamp' },
        { content: 'on', filename: 'notes.txt' },
      ],
    })) as unknown as { files: { files: { id: string }[] }[] };
    const [message] = (await call(sandbox, 'conversations.history', { channel: general() })).messages;
    expect(message).toMatchObject({ text: 'the lamp', subtype: 'file_share', bot_id: sandbox.app.botId });
    expect(message.files.map(({ id }: { id: string }) => id)).toEqual(files[0]?.files.map(({ id }) => id));
    expect(message.files).toMatchObject([
      {
        name: 'lamp.png',
        title: 'Lamp',
        mimetype: 'image/png',
        filetype: 'png',
        size: PNG.length,
        user: sandbox.app.botUserId,
        channels: [general()],
        is_public: true,
      },
      { name: 'notes.txt', title: 'notes.txt', mimetype: 'text/plain', filetype: 'text', size: 2 },
    ]);
    expect(sandbox.ledger.refusals()).toEqual([]);
    expect(sandbox.ledger.posts).toHaveLength(1);
  });

  test('is shown in a thread, and in several channels', async () => {
    const ts = await sandbox.as('anna').say('general', 'which lamp?');
    await complete([{ id: await uploaded() }], { channel_id: general(), thread_ts: ts });
    expect(sandbox.thread('general', ts)).toHaveLength(2);
    sandbox.join('random', 'app');
    await complete([{ id: await uploaded() }], { channels: `${general()},${sandbox.channel('random')}` });
    expect([sandbox.messages('general').length, sandbox.messages('random').length]).toEqual([2, 1]);
  });

  test('keeps its title and the words for who cannot see it', async () => {
    const id = await uploaded('lamp.png', PNG, { alt_txt: 'a lamp' });
    await complete([{ id, title: 'Lamp' }]);
    expect((await call(sandbox, 'files.info', { file: id })).file).toMatchObject({ title: 'Lamp', alt_txt: 'a lamp' });
  });

  test('takes the bytes once, at the announced length, and not for ever', async () => {
    const { upload_url: once } = await announce(2);
    expect([(await send(once, 'ab')).status, (await send(once, 'ab')).status]).toEqual([200, 404]);
    const { upload_url: short, file_id } = await announce(3);
    expect((await send(short, 'ab')).status).toBe(400);
    expect(await complete([{ id: file_id }])).toMatchObject({ error: 'file_not_found' });
    sandbox.limits.uploadMs = -1;
    expect((await send((await announce(2)).upload_url, 'ab')).status).toBe(410);
    expect(sandbox.ledger.refusals().map(({ method }) => method)).toEqual([
      'upload',
      'upload',
      'files.completeUploadExternal',
      'upload',
    ]);
  });

  test.each<[string, object]>([
    ['invalid_arguments', { length: 0 }],
    ['invalid_arguments', { length: undefined }],
    ['invalid_arguments', { filename: '' }],
    ['file_upload_size_restricted', { length: 20_000_001 }],
    ['alt_txt_too_large', { alt_txt: 'x'.repeat(1001) }],
    ['snippet_too_large', { snippet_type: 'text', length: 1_000_001 }],
  ])('is refused with %s when announced with %j', async (error, args) => {
    const all = { filename: 'a.png', length: 1, ...args };
    expect(await call(sandbox, 'files.getUploadURLExternal', all)).toMatchObject({ ok: false, error });
  });

  test('is refused when the workspace is full', async () => {
    sandbox.limits.storageBytesMost = PNG.length + 1;
    await completed();
    expect(await announce(2)).toMatchObject({ error: 'storage_limit_reached' });
    await expect(sandbox.as('anna').upload('general', { name: 'a.txt', text: 'ab' })).rejects.toThrow('file_too_large');
  });

  test.each<[string, () => Promise<object> | object]>([
    ['channel_not_found', () => ({ channel_id: sandbox.channel('secret') })],
    ['invalid_channel', () => ({ channel_id: '#general' })],
    ['not_in_channel', () => ({ channel_id: sandbox.channel('random') })],
    ['posting_to_channel_denied', () => ({ channel_id: sandbox.channel('old') })],
    ['channels_limit_exceeded', () => ({ channels: Array.from({ length: 101 }, (_, n) => `C0${n}`).join(',') })],
    ['invalid_blocks', () => ({ channel_id: general(), blocks: [{ type: 'nonsense' }] })],
    ['invalid_blocks', () => ({ channel_id: general(), blocks: 'x' })],
    [
      'invalid_arguments',
      () => ({ channel_id: general(), channels: sandbox.channel('old'), thread_ts: '1700000000.000100' }),
    ],
    ['file_not_found', () => ({ files: [{ id: 'F0NONE' }] })],
    ['invalid_arguments', () => ({ files: [] })],
    ['invalid_arguments', () => ({ files: 'lamp' })],
    ['file_update_failed', async () => ({ files: [{ id: await completed() }] })],
  ])('is refused with %s when completed so, and nothing is shown', async (error, more) => {
    const args = await more();
    expect(await complete([{ id: await uploaded() }], args)).toMatchObject({ ok: false, error });
    expect(sandbox.ledger.posts).toEqual([]);
  });

  test('needs files:write, and looking at a file files:read', async () => {
    const bare = await workspace({ scopes: SCOPES });
    const args = { filename: 'a', length: 1 };
    expect(await call(bare, 'files.getUploadURLExternal', args)).toMatchObject({
      error: 'missing_scope',
      needed: 'files:write',
    });
    expect(await call(bare, 'files.info', { file: 'F0' })).toMatchObject({
      error: 'missing_scope',
      needed: 'files:read',
    });
  });
});

describe('what is in a file', () => {
  const get = (url: string, token?: string) =>
    fetch(url, { redirect: 'manual', headers: token ? { authorization: `Bearer ${token}` } : {} });

  test('is given to the app with its token, and to the page; others are sent to sign in', async () => {
    const { file } = await call(sandbox, 'files.info', { file: await completed() });
    const given = await get(file.url_private, sandbox.tokens.bot);
    expect(Buffer.from(await given.arrayBuffer()).equals(PNG)).toBe(true);
    expect((await get(file.url_private)).status).toBe(302);
    expect((await get(file.url_private, 'xoxb-other')).status).toBe(302);
    const shown = await get(`${sandbox.url}/sandbox/file/${file.id}`);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect((await get(file.permalink)).status).toBe(200);
  });

  test('is not run as a page of ours', async () => {
    const id = await completed('evil.html', Buffer.from('<script>1</script>'));
    const { headers } = await get(`${sandbox.url}/sandbox/file/${id}`);
    expect(headers.get('content-disposition')).toContain('attachment');
    expect(headers.get('content-security-policy')).toContain('sandbox');
  });

  test('is not there before the upload is complete', async () => {
    const id = await uploaded();
    expect(await call(sandbox, 'files.info', { file: id })).toMatchObject({ error: 'file_not_found' });
    expect((await get(`${sandbox.url}/sandbox/file/${id}`)).status).toBe(404);
  });
});

describe('a file that a person shares', () => {
  const ofAnna = async (channel: string) => {
    const ts = await sandbox.as('anna').upload(channel, { name: 'cat.jpeg', bytes: PNG }, 'my cat');
    return { ts, id: sandbox.messages(channel)[0]?.files?.[0] ?? '' };
  };

  test('is seen by the app where it is a member, until the message is deleted', async () => {
    const { ts, id } = await ofAnna('general');
    expect((await call(sandbox, 'files.info', { file: id })).file).toMatchObject({
      filetype: 'jpg',
      user: sandbox.user('anna'),
    });
    await sandbox.as('anna').delete({ channel: 'general', ts });
    expect(await call(sandbox, 'files.info', { file: id })).toMatchObject({ error: 'file_not_found' });
  });

  test('does not exist for the app elsewhere', async () => {
    const { id } = await ofAnna('secret');
    expect(await call(sandbox, 'files.info', { file: id })).toMatchObject({ error: 'file_not_found' });
  });

  test('is refused where they could not speak', async () => {
    await expect(sandbox.as('ben').upload('random', { name: 'a.txt', text: 'a' })).rejects.toThrow('not_in_channel');
    await expect(sandbox.as('ben').upload('general', { name: 'a.txt' })).rejects.toThrow('no_file');
  });
});

describe('an image of slack_file', () => {
  const image = (slack_file: object) => ({ type: 'image', alt_text: 'a lamp', slack_file });
  const post = (slack_file: object) =>
    call(sandbox, 'chat.postMessage', { channel: general(), text: 'x', blocks: [image(slack_file)] });

  test('names a picture of the app by id or by address', async () => {
    const id = await completed();
    const { file } = await call(sandbox, 'files.info', { file: id });
    for (const named of [{ id }, { url: file.url_private }, { url: file.permalink }]) {
      expect(await post(named)).toMatchObject({ ok: true });
    }
  });

  test('is refused for a file that is unknown, incomplete, hidden from the app or no picture', async () => {
    await sandbox.as('anna').upload('secret', { name: 'cat.png', bytes: PNG });
    const hidden = sandbox.messages('secret')[0]?.files?.[0];
    const ids = ['F0NONE', await uploaded(), hidden, await completed('notes.txt', Buffer.from('x'))];
    for (const id of ids) {
      expect(await post({ id })).toMatchObject({
        error: 'invalid_blocks',
        errors: ['invalid slack file [json-pointer:/blocks/0/slack_file]'],
      });
    }
    expect(await post({ url: 'https://elsewhere.test/files/U1/F1/a.png' })).toMatchObject({ error: 'invalid_blocks' });
  });

  test('is looked for in accessories, attachments and views too', async () => {
    const bad = image({ id: 'F0NONE' });
    const section = { type: 'section', text: { type: 'mrkdwn', text: 'x' }, accessory: bad };
    const args = { channel: general(), text: 'x', attachments: [{ blocks: [section] }] };
    expect(await call(sandbox, 'chat.postMessage', args)).toMatchObject({
      errors: ['invalid slack file [json-pointer:/attachments/0/blocks/0/accessory/slack_file]'],
    });
    const view = { type: 'home', blocks: [bad] };
    expect(await call(sandbox, 'views.publish', { user_id: sandbox.user('ben'), view })).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] invalid slack file [json-pointer:/view/blocks/0/slack_file]'] },
    });
  });
});

test('files outlive a restart with what is in them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'workspace.json');
  const before = await workspace({ seed: seed({ scopes }), file });
  await before.as('anna').upload('general', { name: 'cat.png', bytes: PNG, title: 'Cat' }, 'my cat');
  await before.close();
  const after = await workspace({ seed: seed({ scopes }), file });
  const [message] = (await call(after, 'conversations.history', { channel: after.channel('general') })).messages;
  expect(message).toMatchObject({ text: 'my cat', files: [{ title: 'Cat', size: PNG.length }] });
  const headers = { authorization: `Bearer ${after.tokens.bot}` };
  const bytes = await (await fetch(message.files[0].url_private, { headers })).arrayBuffer();
  expect(Buffer.from(bytes).equals(PNG)).toBe(true);
});

test('a person uploads from the page, which is told where to fetch the file', async () => {
  const act = { act: 'upload', channel: general(), name: 'cat.png', base64: PNG.toString('base64'), text: 'my cat' };
  const headers = { 'content-type': 'application/json' };
  const as = `as=${sandbox.user('anna')}`;
  await fetch(`${sandbox.url}/sandbox/act?${as}`, { method: 'POST', headers, body: JSON.stringify(act) });
  const page = await (await fetch(`${sandbox.url}/sandbox/messages?${as}&channel=${general()}`)).json();
  expect(page).toMatchObject({
    messages: [{ text: 'my cat', files: [{ name: 'cat.png', mimetype: 'image/png', size: PNG.length }] }],
  });
});
