import type { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/index.ts';
import { call, closeAll, socketApp, workspace } from './workspace.ts';

let sandbox: Sandbox;
let app: App;
let now = Date.UTC(2026, 10, 23, 9);
const triggers: string[] = [];

const p = (text: string) => ({ type: 'plain_text', text });
const input = (block_id: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id,
  label: p(block_id),
  element: { action_id: block_id, ...element },
  ...more,
});
const modal = (title: string, blocks: object[] = [], more: object = {}) => ({
  type: 'modal',
  callback_id: 'ask',
  title: p(title),
  submit: p('Send'),
  blocks,
  ...more,
});

/** An app that keeps the trigger_ids it is given and does nothing else. */
async function idleApp(): Promise<App> {
  const idle = socketApp(sandbox);
  idle.shortcut('light', async ({ ack, shortcut }) => {
    triggers.push(shortcut.trigger_id);
    await ack();
  });
  idle.action(/.*/, async ({ ack, body }) => {
    if ('trigger_id' in body) triggers.push(body.trigger_id);
    await ack();
  });
  idle.view('ask', async ({ ack }) => await ack());
  await idle.start();
  return idle;
}

async function trigger(who = 'anna'): Promise<string> {
  await sandbox.as(who).shortcut('light');
  return triggers.pop() ?? '';
}

const open = async (view: object, trigger_id?: string) =>
  await call(sandbox, 'views.open', { view, trigger_id: trigger_id ?? (await trigger()) });

beforeEach(async () => {
  sandbox = await workspace({ realNow: () => now });
  sandbox.limits.tiers = false;
  app = await idleApp();
});
afterEach(closeAll);

describe('a trigger_id', () => {
  test('opens one modal, within three seconds of real time', async () => {
    const used = await trigger();
    expect(await open(modal('One'), used)).toMatchObject({ ok: true });
    expect(await open(modal('Two'), used)).toMatchObject({ error: 'exchanged_trigger_id' });
    const old = await trigger();
    now += 3001;
    expect(await open(modal('Three'), old)).toMatchObject({ error: 'expired_trigger_id' });
    expect(await open(modal('Four'), '1.2.abc')).toMatchObject({ error: 'invalid_trigger_id' });
    expect(await call(sandbox, 'views.open', { view: modal('Five') })).toMatchObject({ error: 'invalid_arguments' });
  });

  test('outlives a turned clock', async () => {
    const fresh = await trigger();
    sandbox.clock.advance(86_400_000);
    expect(await open(modal('One'), fresh)).toMatchObject({ ok: true });
  });

  test('is not used up by a view that Slack refuses', async () => {
    const fresh = await trigger();
    const refused = await open(modal('x'.repeat(25)), fresh);
    expect(refused).toMatchObject({ error: 'invalid_arguments' });
    expect(refused.response_metadata.messages).toEqual([
      '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
    ]);
    expect(await open(modal('One'), fresh)).toMatchObject({ ok: true });
  });
});

test('a modal is before one person only', async () => {
  const { view } = await open(modal('One', [input('a', { type: 'datepicker' })]));
  expect(sandbox.modal('ben')).toBeUndefined();
  await expect(sandbox.as('ben').click({ view: view.id }, 'a')).rejects.toThrow('ben does not see the view');
});

describe('a stack of modals', () => {
  const button = { type: 'actions', elements: [{ type: 'button', action_id: 'next', text: p('Next') }] };
  const press = async () => {
    await sandbox.as('anna').click({ view: sandbox.modal('anna')?.id ?? '' }, 'next');
    return triggers.pop() ?? '';
  };
  const push = async (title: string) =>
    await call(sandbox, 'views.push', { view: modal(title, [button]), trigger_id: await press() });

  test('is three high', async () => {
    await open(modal('One', [button]));
    expect(await push('Two')).toMatchObject({ ok: true });
    expect(await push('Three')).toMatchObject({ ok: true });
    expect(await push('Four')).toMatchObject({ error: 'push_limit_reached' });
    expect(sandbox.modal('anna')?.title).toMatchObject({ text: 'Three' });
    await sandbox.as('anna').closeModal();
    expect(sandbox.modal('anna')?.title).toMatchObject({ text: 'Two' });
  });

  test('is gone when one is closed that clears on close', async () => {
    await open(modal('One', [button]));
    await call(sandbox, 'views.push', { view: modal('Two', [], { clear_on_close: true }), trigger_id: await press() });
    await sandbox.as('anna').closeModal();
    expect(sandbox.modal('anna')).toBeUndefined();
  });

  test('cannot be pushed onto where nothing is open', async () => {
    expect(await call(sandbox, 'views.push', { view: modal('One'), trigger_id: await trigger() })).toMatchObject({
      error: 'not_found',
    });
  });
});

describe('views.update', () => {
  test('needs the hash of what it replaces, if it gives one', async () => {
    const { view } = await open(modal('One'));
    const update = (args: object) => call(sandbox, 'views.update', { view: modal('Two'), ...args });
    const { view: second } = await update({ view_id: view.id, hash: view.hash });
    expect(second).toMatchObject({ id: view.id, title: { text: 'Two' } });
    expect(await update({ view_id: view.id, hash: view.hash })).toMatchObject({ error: 'hash_conflict' });
    expect(await update({ view_id: view.id })).toMatchObject({ ok: true });
    expect(await update({ view_id: 'V404' })).toMatchObject({ error: 'not_found' });
    expect(await update({})).toMatchObject({ error: 'invalid_arguments' });
  });

  test('finds a view by its external_id, which is unique', async () => {
    await open(modal('One', [], { external_id: 'mine' }));
    const updated = await call(sandbox, 'views.update', {
      external_id: 'mine',
      view: modal('Two', [], { external_id: 'mine' }),
    });
    expect(updated).toMatchObject({ ok: true, view: { title: { text: 'Two' } } });
    expect(await open(modal('Three', [], { external_id: 'mine' }))).toMatchObject({ error: 'duplicate_external_id' });
  });

  test('keeps what was typed in a block that is still there', async () => {
    const text = input('name', { type: 'plain_text_input' });
    const { view } = await open(modal('One', [text, input('gone', { type: 'plain_text_input' })]));
    await sandbox.as('anna').fill({ name: 'Lamp', gone: 'x' });
    const { view: next } = await call(sandbox, 'views.update', { view_id: view.id, view: modal('Two', [text]) });
    expect(next.state.values).toEqual({ name: { name: { type: 'plain_text_input', value: 'Lamp' } } });
  });
});

describe('a home', () => {
  test('is published for a person of the workspace', async () => {
    const publish = (args: object) => call(sandbox, 'views.publish', { view: { type: 'home', blocks: [] }, ...args });
    const { view } = await publish({ user_id: sandbox.user('ben') });
    expect(sandbox.as('ben').home()).toMatchObject({ id: view.id, type: 'home' });
    expect(await publish({ user_id: 'U404' })).toMatchObject({ error: 'invalid_arguments' });
    expect(await publish({ user_id: sandbox.user('ben'), hash: 'old' })).toMatchObject({ error: 'hash_conflict' });
  });
});

describe('what is submitted', () => {
  const OPTIONS = [
    { text: p('Red'), value: 'r' },
    { text: p('Blue'), value: 'b' },
  ];

  test('is reported as Slack reports each element', async () => {
    const { ledger } = sandbox;
    await open(
      modal('All', [
        input('text', { type: 'plain_text_input' }),
        input('color', { type: 'static_select', options: OPTIONS }),
        input('colors', { type: 'multi_static_select', options: OPTIONS }),
        input('boxes', { type: 'checkboxes', options: OPTIONS }),
        input('radio', { type: 'radio_buttons', options: OPTIONS, initial_option: OPTIONS[1] }),
        input('day', { type: 'datepicker' }),
        input('time', { type: 'timepicker' }),
        input('when', { type: 'datetimepicker' }),
        input('who', { type: 'users_select' }),
        input('where', { type: 'conversations_select' }),
        input('count', { type: 'number_input', is_decimal_allowed: false }),
        input('blank', { type: 'plain_text_input' }, { optional: true }),
      ]),
    );
    const reply = await sandbox.as('anna').submit({
      text: 'hi',
      color: 'Red',
      colors: ['r', 'b'],
      boxes: 'b',
      day: '2026-12-24',
      time: '18:00',
      when: '1795413007',
      who: 'ben',
      where: 'general',
      count: '3',
    });
    expect(reply).toMatchObject({ acked: true });
    const values = {
      text: { text: { type: 'plain_text_input', value: 'hi' } },
      color: { color: { type: 'static_select', selected_option: { value: 'r' } } },
      colors: { colors: { selected_options: [{ value: 'r' }, { value: 'b' }] } },
      boxes: { boxes: { selected_options: [{ value: 'b' }] } },
      radio: { radio: { selected_option: { value: 'b' } } },
      day: { day: { selected_date: '2026-12-24' } },
      time: { time: { selected_time: '18:00' } },
      when: { when: { selected_date_time: 1795413007 } },
      who: { who: { selected_user: sandbox.user('ben') } },
      where: { where: { selected_conversation: sandbox.channel('general') } },
      count: { count: { value: '3' } },
      blank: { blank: { value: null } },
    };
    expect(ledger.deliveries.at(-1)?.payload).toMatchObject({ view: { state: { values } } });
  });

  test.each([
    ['Please complete this required field.', { type: 'plain_text_input' }, undefined],
    ['Please complete this required field.', { type: 'static_select', options: OPTIONS }, undefined],
    ['Must be at least 3 characters.', { type: 'plain_text_input', min_length: 3 }, 'ab'],
    ['Must be at most 3 characters.', { type: 'plain_text_input', max_length: 3 }, 'abcd'],
    ['Please enter a number.', { type: 'number_input', is_decimal_allowed: true }, 'many'],
    ['Please enter a whole number.', { type: 'number_input', is_decimal_allowed: false }, '1.5'],
    ['Must be at least 2.', { type: 'number_input', is_decimal_allowed: false, min_value: '2' }, '1'],
    ['Must be at most 2.', { type: 'number_input', is_decimal_allowed: false, max_value: '2' }, '3'],
    ['Please enter a valid email address.', { type: 'email_text_input' }, 'anna'],
    ['Please enter a valid URL.', { type: 'url_text_input' }, 'x.test'],
    [
      'Please select at most 1 items.',
      { type: 'multi_static_select', options: OPTIONS, max_selected_items: 1 },
      ['r', 'b'],
    ],
  ])('stays with the person: %s', async (error, element, value) => {
    await open(modal('One', [input('it', element)]));
    const before = sandbox.ledger.deliveries.length;
    expect(await sandbox.as('anna').submit({ it: value })).toMatchObject({ acked: false, errors: { it: error } });
    expect(sandbox.ledger.deliveries).toHaveLength(before);
  });

  test('must be one of the options, for a script too', async () => {
    await open(modal('One', [input('it', { type: 'static_select', options: OPTIONS })]));
    await expect(sandbox.as('anna').submit({ it: 'green' })).rejects.toThrow(
      'there is no option "green"; there is: r (Red), b (Blue)',
    );
    await expect(sandbox.as('anna').submit({ that: 'r' })).rejects.toThrow(
      'no input "that" in this modal; there is: it',
    );
  });

  test('is told while one types, where the block asks for it', async () => {
    const asking = input('a', { type: 'static_select', options: OPTIONS }, { dispatch_action: true });
    await open(modal('One', [asking, input('b', { type: 'plain_text_input' })]));
    const anna = sandbox.as('anna');
    const view = anna.modal()?.id ?? '';
    await anna.fill({ b: 'x' });
    await anna.click({ view }, 'a', { selected: 'r' });
    const { payload } = sandbox.ledger.deliveries.at(-1) ?? {};
    expect(payload).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: view },
      actions: [{ action_id: 'a', block_id: 'a', selected_option: { value: 'r' } }],
      view: { state: { values: { b: { b: { value: 'x' } } } } },
    });
  });
});

describe('an answer to a submission that Slack would not take', () => {
  test.each([
    ['errors for a block that is not there', { response_action: 'errors', errors: { nope: 'x' } }],
    ['no errors', { response_action: 'errors', errors: {} }],
    ['a view beyond the limits', { response_action: 'update', view: modal('x'.repeat(25)) }],
    ['an unknown action', { response_action: 'shout' }],
  ])('leaves the modal open and is noted as a refusal: %s', async (_what, answer) => {
    app.view('other', async ({ ack }) => await ack(answer as never));
    await open(modal('One', [], { callback_id: 'other' }));
    expect(await sandbox.as('anna').submit()).toMatchObject({ acked: true, error: 'invalid_arguments' });
    expect(sandbox.modal('anna')).toBeDefined();
    expect(sandbox.ledger.refusals()).toMatchObject([{ method: 'ack view_submission', error: 'invalid_arguments' }]);
  });
});
