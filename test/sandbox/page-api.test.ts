import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nextWorkingDay, type Sandbox } from '../../sandbox/index.ts';
import type {
  Act,
  ActAnswer,
  Change,
  MessagesAnswer,
  Snapshot,
  ThreadAnswer,
  TrafficAnswer,
} from '../../sandbox/page-api.ts';
import { call, closeAll, opened, socketApp, until, workspace } from './workspace.ts';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await workspace();
});
afterEach(closeAll);

async function get<T>(path: string): Promise<T> {
  return (await (await fetch(`${sandbox.url}/sandbox/${path}`)).json()) as T;
}

async function send<T>(path: string, body: object): Promise<T> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return (await (await fetch(`${sandbox.url}/sandbox/${path}`, init)).json()) as T;
}

const act = (who: string, what: Act) => send<ActAnswer>(`act?as=${sandbox.user(who)}`, what);
const state = (who: string) => get<Snapshot>(`state?as=${sandbox.user(who)}`);
const general = () => sandbox.channel('general');

/** What the page of this person is told, as it comes. */
async function listen(who: string): Promise<Change[]> {
  const stop = new AbortController();
  const { body } = await fetch(`${sandbox.url}/sandbox/events?as=${sandbox.user(who)}`, { signal: stop.signal });
  const changes: Change[] = [];
  const read = async () => {
    for await (const chunk of body ?? []) {
      const lines = new TextDecoder().decode(chunk).split('\n\n').filter(Boolean);
      changes.push(...lines.map((line) => JSON.parse(line.replace('data: ', ''))));
    }
  };
  read().catch(() => {});
  opened({ close: async () => stop.abort() });
  await until(() => changes[0]);
  return changes;
}

describe('the snapshot', () => {
  test('shows what a person may see', async () => {
    const { me, channels, people, commands, shortcuts, app, clock } = await state('ben');
    expect(me).toMatchObject({ name: 'ben', tz: 'America/New_York' });
    expect(people.map(({ name }) => name)).toEqual(['slackbot', 'lamp', 'anna', 'ben', 'gone']);
    expect(channels.map(({ name, member }) => [name, member])).toEqual([
      ['general', true],
      ['random', false],
      ['old', false],
    ]);
    expect(commands).toMatchObject([{ command: '/lamp' }]);
    expect(shortcuts).toHaveLength(2);
    expect(app).toMatchObject({ name: 'Lamp', connected: false, has_home: true });
    expect(clock).toMatchObject({ tz: 'America/New_York' });
  });

  test('counts what others said since one looked', async () => {
    await sandbox.as('anna').say('general', 'one');
    await sandbox.as('anna').say('general', `two <@${sandbox.user('ben')}>`);
    const count = async (who: string) => (await state(who)).channels.find(({ name }) => name === 'general');
    expect(await count('ben')).toMatchObject({ unread: 2, mentions: 1 });
    expect(await count('anna')).toMatchObject({ unread: 0 });
    await act('anna', { act: 'read', channel: general(), ts: '1000000000.000000' });
    expect(await count('anna')).toMatchObject({ unread: 0 });
    await act('ben', { act: 'read', channel: general() });
    expect(await count('ben')).toMatchObject({ unread: 0, mentions: 0 });
  });

  test('is of somebody there is', async () => {
    expect(await get('state?as=U404')).toEqual({ ok: false, error: 'user_not_found' });
  });
});

test('messages come in pages, the newest page first', async () => {
  for (const text of ['1', '2', '3']) await sandbox.as('anna').say('general', text);
  const path = `messages?as=${sandbox.user('ben')}&channel=${general()}&limit=2`;
  const last = await get<MessagesAnswer>(path);
  expect([last.messages.map(({ text }) => text), last.has_more]).toEqual([['2', '3'], true]);
  const first = await get<MessagesAnswer>(`${path}&before=${last.messages[0]?.ts}`);
  expect([first.messages.map(({ text }) => text), first.has_more]).toEqual([['1'], false]);
  const secret = await get(`messages?as=${sandbox.user('ben')}&channel=${sandbox.channel('secret')}`);
  expect(secret).toEqual({ ok: false, error: 'channel_not_found' });
});

describe('an act', () => {
  test('says, replies, edits, reacts and deletes', async () => {
    const said = await act('anna', { act: 'say', channel: general(), text: 'hi' });
    const ts = said.ok ? (said.ts ?? '') : '';
    await act('ben', { act: 'say', channel: general(), text: 'there', thread_ts: ts });
    await act('anna', { act: 'edit', channel: general(), ts, text: 'hi!' });
    await act('ben', { act: 'react', channel: general(), ts, name: 'wave' });
    const thread = await get<ThreadAnswer>(`thread?as=${sandbox.user('ben')}&channel=${general()}&ts=${ts}`);
    expect(thread.messages).toMatchObject([
      { text: 'hi!', reply_count: 1, reactions: [{ name: 'wave', users: [sandbox.user('ben')] }], edited: {} },
      { text: 'there', thread_ts: ts },
    ]);
    expect(await act('ben', { act: 'delete', channel: general(), ts })).toEqual({
      ok: false,
      error: 'cant_update_message',
    });
    expect(await act('anna', { act: 'delete', channel: general(), ts })).toEqual({ ok: true });
  });

  test('opens DMs, creates, joins, invites and leaves channels', async () => {
    const ben = sandbox.user('ben');
    expect(await act('anna', { act: 'open-dm', users: [ben] })).toMatchObject({
      ok: true,
      channel: expect.stringMatching(/^D/),
    });
    const created = await act('anna', { act: 'create-channel', name: 'new', is_private: true });
    const channel = created.ok ? (created.channel ?? '') : '';
    expect(await act('ben', { act: 'join', channel })).toMatchObject({ error: 'channel_not_found' });
    expect(await act('anna', { act: 'invite', channel, users: [ben] })).toEqual({ ok: true });
    expect(await act('ben', { act: 'leave', channel })).toEqual({ ok: true });
    expect(await act('anna', { act: 'create-channel', name: 'new' })).toMatchObject({ error: 'name_taken' });
  });

  test('runs a command, whose answer only this person sees, and dismisses it', async () => {
    const app = socketApp(sandbox);
    app.command('/lamp', async ({ ack }) => await ack('on'));
    await app.start();
    const answer = await act('anna', { act: 'command', channel: general(), command: '/lamp', text: '' });
    expect(answer).toMatchObject({ ok: true, ms: expect.any(Number) });
    const { ephemerals } = await state('anna');
    expect(ephemerals).toMatchObject([{ text: 'on', ephemeral: true, channel: general() }]);
    await act('anna', { act: 'dismiss', channel: general(), ts: ephemerals[0]?.ts ?? '' });
    expect((await state('anna')).ephemerals).toEqual([]);
    expect(await act('anna', { act: 'command', channel: general(), command: '/x', text: '' })).toMatchObject({
      error: 'unknown_command',
    });
  });

  test('uses a modal as the page shows it', async () => {
    const label = { type: 'plain_text' as const, text: 'L' };
    const app = socketApp(sandbox);
    app.shortcut('light', async ({ ack, shortcut, client }) => {
      await ack();
      const blocks = [
        { type: 'input', block_id: 'b', label, element: { type: 'plain_text_input', action_id: 'a' } },
      ] as never;
      await client.views.open({
        trigger_id: shortcut.trigger_id,
        view: { type: 'modal', callback_id: 'c', title: label, submit: label, blocks },
      });
    });
    app.view('c', async ({ ack, view }) => {
      const value = view.state.values.b?.a?.value;
      await (value === 'bad' ? ack({ response_action: 'errors', errors: { b: 'no' } }) : ack());
    });
    await app.start();
    await act('anna', { act: 'shortcut', callback_id: 'light' });
    const [modal] = await until(() => sandbox.modal('anna')).then(async () => (await state('anna')).modals);
    const view = modal?.id ?? '';
    expect(modal).toMatchObject({ title: 'L', submit: 'L', callback_id: 'c', values: { b: { a: { value: null } } } });
    const bad = await act('anna', { act: 'submit', view, typed: { b: { a: 'bad' } } });
    expect(bad).toMatchObject({ ok: false, error: 'invalid_input', errors: { b: 'no' } });
    expect(await act('ben', { act: 'submit', view, typed: {} })).toMatchObject({ error: 'view_not_found' });
    expect(await act('anna', { act: 'submit', view, typed: { b: { a: 'good' } } })).toMatchObject({ ok: true });
    expect((await state('anna')).modals).toEqual([]);
  });

  test('that there is not is refused', async () => {
    expect(await act('anna', { act: 'toString' } as never)).toEqual({ ok: false, error: 'unknown_act' });
  });
});

describe('the event stream', () => {
  test('tells a person what they may see, as it happens', async () => {
    const [anna, ben] = [await listen('anna'), await listen('ben')];
    await sandbox.as('anna').say('secret', 'psst');
    await sandbox.as('anna').say('general', 'hi');
    await until(() => ben.find((change) => change.type === 'message'));
    const texts = (changes: Change[]) =>
      changes.flatMap((change) => (change.type === 'message' ? change.message.text : []));
    await until(() => texts(anna).length === 2);
    expect(texts(anna)).toEqual(['psst', 'hi']);
    expect(texts(ben)).toEqual(['hi']);
    expect(ben).toContainEqual({ type: 'channel', channel: expect.objectContaining({ id: general(), unread: 1 }) });
  });

  test('tells of the clock, of calls and refusals', async () => {
    const changes = await listen('anna');
    await call(sandbox, 'chat.postMessage', { channel: 'C404', text: 'x' });
    await send('clock', { advanceMs: 3_600_000 });
    await until(() => changes.find(({ type }) => type === 'clock'));
    expect(changes).toContainEqual({
      type: 'traffic',
      entry: expect.objectContaining({ kind: 'call', name: 'chat.postMessage', outcome: 'channel_not_found' }),
    });
    const { entries, last } = await get<TrafficAnswer>('traffic?since=0');
    expect(entries).toMatchObject([{ n: last, name: 'chat.postMessage' }]);
  });
});

describe('the clock', () => {
  test('goes forward only', async () => {
    expect(await send('clock', { advanceMs: -1 })).toEqual({ ok: false, error: 'invalid_advance' });
    expect(await send(`clock?as=${sandbox.user('ben')}`, { nextWorkingDay: true })).toMatchObject({ ok: true });
    const local = Temporal.Instant.fromEpochMilliseconds(sandbox.clock.now()).toZonedDateTimeISO('America/New_York');
    expect([local.hour, local.dayOfWeek < 6]).toEqual([9, true]);
  });

  test.each([
    ['2026-11-23T12:00Z', '2026-11-24T09:00+02:00[Europe/Helsinki]'],
    ['2026-11-27T23:00Z', '2026-11-30T09:00+02:00[Europe/Helsinki]'],
    ['2026-03-27T12:00Z', '2026-03-30T09:00+03:00[Europe/Helsinki]'],
  ])('after %s the next working day begins %s', (from, to) => {
    const next = nextWorkingDay(Temporal.Instant.from(from).epochMilliseconds, 'Europe/Helsinki');
    expect(next).toBe(Temporal.ZonedDateTime.from(to).epochMilliseconds);
  });
});

test('the page finds the modules it needs, and nothing outside its folder', async () => {
  for (const path of ['vendor/preact.mjs', 'vendor/preact/hooks.mjs', 'vendor/htm.mjs', 'vendor/htm/preact.mjs']) {
    const response = await fetch(`${sandbox.url}/${path}`);
    expect([path, response.status, response.headers.get('content-type')]).toEqual([
      path,
      200,
      'text/javascript; charset=utf-8',
    ]);
  }
  for (const path of ['..%2fmain.ts', '%2e%2e/package.json', 'vendor/../../package.json']) {
    expect([path, (await fetch(`${sandbox.url}/${path}`)).status]).toEqual([path, 404]);
  }
  expect((await fetch(`${sandbox.url}/favicon.ico`)).status).toBe(200);
});
