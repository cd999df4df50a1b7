import type { App } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { afterEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/index.ts';
import { closeAll, EVENTS, httpApp, SCOPES, socketApp, until, workspace } from './workspace.ts';

afterEach(closeAll);

type Prepare = (app: App) => void;

const scopes = [...SCOPES, 'files:read', 'files:write'];
const events = [...EVENTS, 'file_shared'];

async function bySocket(prepare: Prepare): Promise<Sandbox> {
  const sandbox = await workspace({ scopes, events });
  const app = socketApp(sandbox);
  prepare(app);
  await app.start();
  return sandbox;
}

async function byHttp(prepare: Prepare): Promise<Sandbox> {
  const sandbox = await workspace({ scopes, events, http: true });
  const { app, start } = await httpApp(sandbox);
  prepare(app);
  await start();
  return sandbox;
}

const words = (text: string) => ({ type: 'plain_text' as const, text });

const modal = (title: string, more: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  callback_id: 'ask',
  title: words(title),
  submit: words('Send'),
  blocks: [
    { type: 'input', block_id: 'why', label: words('Why?'), element: { type: 'plain_text_input', action_id: 'why' } },
  ],
  ...more,
});

const buttons: KnownBlock[] = ['a', 'b'].map((value) => ({
  type: 'actions',
  block_id: `button-${value}`,
  elements: [{ type: 'button', action_id: 'press', value, text: words(value) }],
}));

/** A card with two buttons in #general. */
async function card(sandbox: Sandbox, app: App | undefined): Promise<{ channel: string; ts: string }> {
  const posted = await app?.client.chat.postMessage({
    channel: sandbox.channel('general'),
    text: 'card',
    blocks: buttons,
  });
  return { channel: sandbox.channel('general'), ts: posted?.ts ?? '' };
}

describe.each([
  ['Socket Mode', bySocket],
  ['HTTP', byHttp],
])('a Bolt app by %s', (_mode, start) => {
  test('hears a message and answers in the channel', async () => {
    const sandbox = await start((app) => app.message('hello', async ({ say }) => void (await say('hi'))));
    await sandbox.as('anna').say('#general', 'hello lamp');
    const answer = await until(() => sandbox.messages('general')[1]);
    expect(answer).toMatchObject({ text: 'hi', bot_id: sandbox.app.botId });
    expect(sandbox.ledger.refusals()).toEqual([]);
  });

  test('hears a mention, and answers in a thread', async () => {
    const sandbox = await start((app) =>
      app.event('app_mention', async ({ event, say }) => void (await say({ text: 'yes?', thread_ts: event.ts }))),
    );
    const ts = await sandbox.as('anna').say('general', `<@${sandbox.app.botUserId}> are you there?`);
    await until(() => sandbox.thread('general', ts)[1]);
    expect(sandbox.messages('general')).toHaveLength(1);
    expect(sandbox.messages('general')[0]).toMatchObject({ reply_count: 1, reply_users: [sandbox.app.botUserId] });
  });

  test('hears reactions come and go', async () => {
    const heard: string[] = [];
    const sandbox = await start((app) => {
      app.event('reaction_added', async ({ event }) => void heard.push(`+${event.reaction} ${event.item_user}`));
      app.event('reaction_removed', async ({ event }) => void heard.push(`-${event.reaction}`));
    });
    const anna = sandbox.as('anna');
    const at = { channel: 'general', ts: await anna.say('general', 'nice') };
    await anna.react('thumbsup', at);
    await anna.unreact('+1', at);
    await until(() => heard.length === 2);
    expect(heard.sort()).toEqual([`++1 ${anna.id}`, '-+1']);
  });

  test('hears edits and deletions with what was there before', async () => {
    const heard: unknown[] = [];
    const sandbox = await start((app) => app.event('message', async ({ event }) => void heard.push(event)));
    const anna = sandbox.as('anna');
    const at = { channel: 'general', ts: await anna.say('general', 'one') };
    await anna.edit(at, 'two');
    await anna.delete(at);
    await until(() => heard.length === 3);
    expect(heard).toContainEqual(
      expect.objectContaining({
        subtype: 'message_changed',
        message: expect.objectContaining({ text: 'two' }),
        previous_message: expect.objectContaining({ text: 'one' }),
      }),
    );
    expect(heard).toContainEqual(expect.objectContaining({ subtype: 'message_deleted', deleted_ts: at.ts }));
  });

  test('answers a command with its acknowledgement, seen by one person only', async () => {
    const sandbox = await start((app) =>
      app.command('/lamp', async ({ ack, command }) => await ack(`on: ${command.text}`)),
    );
    const reply = await sandbox.as('anna').command('/lamp', 'kitchen', { channel: 'general' });
    expect(reply).toMatchObject({ acked: true });
    expect(
      sandbox
        .as('anna')
        .ephemerals('general')
        .map(({ text }) => text),
    ).toEqual(['on: kitchen']);
    expect(sandbox.as('ben').ephemerals()).toEqual([]);
    expect(sandbox.messages('general')).toEqual([]);
  });

  test('answers a command by its response_url, to one person or to all', async () => {
    const sandbox = await start((app) =>
      app.command('/lamp', async ({ ack, respond }) => {
        await ack();
        await respond('for you');
        await respond({ text: 'for all', response_type: 'in_channel' });
      }),
    );
    const reply = await sandbox.as('anna').command('/lamp', '', { channel: 'general' });
    expect(reply.body).toBeUndefined();
    await until(() => sandbox.messages('general').length === 1);
    expect(sandbox.messages('general')[0]).toMatchObject({ text: 'for all', bot_id: sandbox.app.botId });
    expect(
      sandbox
        .as('anna')
        .ephemerals()
        .map(({ text }) => text),
    ).toEqual(['for you']);
  });

  test('a press of one of two buttons opens a modal, whose errors and success come back', async () => {
    let client: App | undefined;
    const said: unknown[] = [];
    const sandbox = await start((app) => {
      client = app;
      app.action('press', async ({ ack, body, client: web, payload }) => {
        said.push(payload);
        await ack();
        if ('trigger_id' in body) await web.views.open({ trigger_id: body.trigger_id, view: modal('Why so?') });
      });
      app.view('ask', async ({ ack, view }) => {
        const why = view.state.values.why?.why?.value;
        if (why === 'because') await ack({ response_action: 'errors', errors: { why: 'Say more' } });
        else await ack();
      });
    });
    const anna = sandbox.as('anna');
    await anna.click(await card(sandbox, client), 'press', { value: 'b' });
    await until(() => anna.modal());
    expect(said).toMatchObject([{ value: 'b', block_id: 'button-b', type: 'button' }]);
    expect(await anna.submit({})).toMatchObject({
      acked: false,
      errors: { why: 'Please complete this required field.' },
    });
    expect(await anna.submit({ why: 'because' })).toMatchObject({ acked: true, errors: { why: 'Say more' } });
    expect(anna.modal()?.title).toMatchObject({ text: 'Why so?' });
    expect(await anna.submit({ why: 'it was dark' })).toMatchObject({ acked: true });
    expect(anna.modal()).toBeUndefined();
  });

  test('a submitted modal is replaced, gets another on top, or clears the stack, as the acknowledgement says', async () => {
    const answers = [
      { response_action: 'update', view: modal('Second') },
      { response_action: 'push', view: modal('Third') },
      { response_action: 'clear' },
    ] as const;
    let step = 0;
    const sandbox = await start((app) => {
      app.shortcut('light', async ({ ack, shortcut, client }) => {
        await ack();
        await client.views.open({ trigger_id: shortcut.trigger_id, view: modal('First') });
      });
      app.view('ask', async ({ ack }) => await ack(answers[step++] as never));
    });
    const anna = sandbox.as('anna');
    await anna.shortcut('light');
    const first = await until(() => anna.modal());
    await anna.submit({ why: 'x' });
    expect(anna.modal()).toMatchObject({ id: first.id, title: { text: 'Second' } });
    await anna.submit({ why: 'x' });
    expect(anna.modal()).toMatchObject({
      title: { text: 'Third' },
      previous_view_id: first.id,
      root_view_id: first.id,
    });
    await anna.submit({ why: 'x' });
    expect(anna.modal()).toBeUndefined();
  });

  test('hears that a modal was closed, if it asked to', async () => {
    const closed: string[] = [];
    const sandbox = await start((app) => {
      app.shortcut('light', async ({ ack, shortcut, client }) => {
        await ack();
        await client.views.open({ trigger_id: shortcut.trigger_id, view: modal('X', { notify_on_close: true }) });
      });
      app.view({ type: 'view_closed', callback_id: 'ask' }, async ({ ack, view }) => {
        closed.push(view.callback_id);
        await ack();
      });
    });
    const anna = sandbox.as('anna');
    await anna.shortcut('light');
    await until(() => anna.modal());
    await anna.closeModal();
    expect(closed).toEqual(['ask']);
    expect(anna.modal()).toBeUndefined();
  });

  test('a shortcut on a message brings the message', async () => {
    const seen: unknown[] = [];
    const sandbox = await start((app) =>
      app.shortcut('light-this', async ({ ack, shortcut }) => {
        seen.push('message' in shortcut && shortcut.message.text);
        await ack();
      }),
    );
    const ts = await sandbox.as('anna').say('general', 'look');
    await sandbox.as('ben').shortcut('light-this', { channel: 'general', ts });
    expect(seen).toEqual(['look']);
  });

  test('publishes a home for whoever opens it, and hears its buttons', async () => {
    let pressed = '';
    const sandbox = await start((app) => {
      app.event('app_home_opened', async ({ event, client }) => {
        await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: buttons } });
      });
      app.action('press', async ({ ack, body }) => {
        pressed = body.user.id;
        await ack();
      });
    });
    const ben = sandbox.as('ben');
    await ben.openHome();
    const home = await until(() => ben.home());
    await ben.click({ view: home.id }, 'press', { value: 'a' });
    expect(pressed).toBe(ben.id);
    expect(sandbox.as('anna').home()).toBeUndefined();
  });

  test('fills an external select while one types', async () => {
    let chosen: unknown;
    const view = modal('Pick', {
      blocks: [
        {
          type: 'input',
          block_id: 'lamp',
          label: words('Which?'),
          element: { type: 'external_select', action_id: 'lamps', min_query_length: 0 },
        },
      ],
    });
    const sandbox = await start((app) => {
      app.shortcut('light', async ({ ack, shortcut, client }) => {
        await ack();
        await client.views.open({ trigger_id: shortcut.trigger_id, view });
      });
      app.options('lamps', async ({ ack, payload }) =>
        ack({ options: [{ text: words(`Lamp ${payload.value}`), value: `lamp-${payload.value}` }] }),
      );
      app.view('ask', async ({ ack, view: { state } }) => {
        chosen = state.values.lamp?.lamps?.selected_option?.value;
        await ack();
      });
    });
    const anna = sandbox.as('anna');
    await anna.shortcut('light');
    await until(() => anna.modal());
    expect((await anna.suggest('lamp', 'red')).options).toMatchObject([{ value: 'lamp-red' }]);
    expect(await anna.submit({ lamp: 'lamp-red' })).toMatchObject({ acked: true });
    expect(chosen).toBe('lamp-red');
  });

  test('replaces and deletes the message whose button was pressed', async () => {
    let client: App | undefined;
    const sandbox = await start((app) => {
      client = app;
      app.action('press', async ({ ack, respond, action }) => {
        await ack();
        if ('value' in action && action.value === 'a')
          await respond({ text: 'done', replace_original: true, blocks: buttons });
        else await respond({ delete_original: true });
      });
    });
    const at = await card(sandbox, client);
    await sandbox.as('anna').click(at, 'press', { value: 'a' });
    await until(() => sandbox.messages('general')[0]?.text === 'done');
    await sandbox.as('anna').click(at, 'press', { value: 'b' });
    await until(() => sandbox.messages('general').length === 0);
  });

  test('answers a press with words for one person, or for the channel, and leaves the message as it is', async () => {
    let client: App | undefined;
    const sandbox = await start((app) => {
      client = app;
      app.action('press', async ({ ack, respond, action }) => {
        await ack();
        const all = 'value' in action && action.value === 'a';
        const response_type = all ? 'in_channel' : 'ephemeral';
        await respond({ text: `to ${response_type}`, response_type, replace_original: false });
      });
    });
    const at = await card(sandbox, client);
    await sandbox.as('anna').click(at, 'press', { value: 'a' });
    await until(() => sandbox.messages('general').length === 2);
    await sandbox.as('anna').click(at, 'press', { value: 'b' });
    await until(() => sandbox.as('anna').ephemerals('general').length === 1);
    expect(sandbox.messages('general').map(({ text }) => text)).toEqual(['card', 'to in_channel']);
    expect(sandbox.as('anna').ephemerals()[0]?.text).toBe('to ephemeral');
    expect(sandbox.as('ben').ephemerals()).toEqual([]);
  });

  test('uploads a picture and shows it in a message', async () => {
    let client: App | undefined;
    const sandbox = await start((app) => {
      client = app;
    });
    const channel = sandbox.channel('general');
    await client?.client.filesUploadV2({ channel_id: channel, file: Buffer.from('x'), filename: 'lamp.png' });
    const [shown] = sandbox.messages('general');
    const id = shown?.files?.[0] ?? '';
    const blocks: KnownBlock[] = [{ type: 'image', alt_text: 'a lamp', slack_file: { id } }];
    await client?.client.chat.postMessage({ channel, text: 'the lamp', blocks });
    expect(sandbox.messages('general').map(({ text }) => text)).toEqual(['', 'the lamp']);
    expect(await client?.client.files.info({ file: id })).toMatchObject({ file: { name: 'lamp.png', size: 1 } });
    expect(sandbox.ledger.refusals()).toEqual([]);
  });

  test('hears of the file that a person shares, and fetches what is in it', async () => {
    const heard: unknown[] = [];
    const shared: string[] = [];
    const sandbox = await start((app) => {
      app.event('message', async ({ event }) => void heard.push(event));
      app.event('file_shared', async ({ event }) => void shared.push(event.file_id));
    });
    await sandbox.as('anna').upload('general', { name: 'notes.txt', text: 'buy bulbs' }, 'my notes');
    await until(() => heard.length === 1 && shared.length === 1);
    const [message] = heard as { files: { id: string; url_private: string }[] }[];
    expect(message).toMatchObject({
      subtype: 'file_share',
      text: 'my notes',
      user: sandbox.user('anna'),
      files: [{ id: shared[0], name: 'notes.txt', mimetype: 'text/plain' }],
    });
    const headers = { authorization: `Bearer ${sandbox.tokens.bot}` };
    const response = await fetch(String(message?.files[0]?.url_private), { headers });
    expect(await response.text()).toBe('buy bulbs');
  });

  test('an acknowledgement that comes too late is an error to the person, and a message may be shown for it', async () => {
    const sandbox = await start((app) => app.command('/lamp', async () => {}));
    sandbox.limits.ackWithinMs = 40;
    expect(await sandbox.as('anna').command('/lamp')).toMatchObject({ acked: false, error: 'operation_timeout' });
    expect(sandbox.ledger.unacknowledged()).toMatchObject([{ name: '/lamp', error: 'operation_timeout' }]);
  });

  test('what a person could not do fails the script', async () => {
    let client: App | undefined;
    const sandbox = await start((app) => {
      client = app;
    });
    const at = await card(sandbox, client);
    await expect(sandbox.as('anna').click(at, 'pull')).rejects.toThrow(
      'nothing to click fits pull; there is: press, press',
    );
    await expect(sandbox.as('ben').say('random', 'x')).rejects.toThrow('not_in_channel');
    await expect(sandbox.as('ben').say('secret', 'x')).rejects.toThrow('channel_not_found');
    await expect(sandbox.as('ben').submit({})).rejects.toThrow('no modal open');
    expect(() => sandbox.as('carl')).toThrow('no user "carl"');
  });
});
