import type { App } from '@slack/bolt';
import { afterEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/index.ts';
import { closeAll, httpApp, socketApp, until, workspace } from './workspace.ts';

afterEach(closeAll);

type Prepare = (app: App) => void;

async function bySocket(prepare: Prepare): Promise<Sandbox> {
  const sandbox = await workspace();
  const app = socketApp(sandbox);
  prepare(app);
  await app.start();
  return sandbox;
}

async function byHttp(prepare: Prepare): Promise<Sandbox> {
  const sandbox = await workspace({ http: true });
  const { app, start } = await httpApp(sandbox);
  prepare(app);
  await start();
  return sandbox;
}

const modal = (title: string) => ({
  type: 'modal' as const,
  callback_id: 'ask',
  title: { type: 'plain_text' as const, text: title },
  submit: { type: 'plain_text' as const, text: 'Send' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'why',
      label: { type: 'plain_text' as const, text: 'Why?' },
      element: { type: 'plain_text_input' as const, action_id: 'why' },
    },
  ],
});

const button = {
  type: 'actions' as const,
  block_id: 'buttons',
  elements: [
    { type: 'button' as const, action_id: 'press', value: 'a', text: { type: 'plain_text' as const, text: 'A' } },
    { type: 'button' as const, action_id: 'press', value: 'b', text: { type: 'plain_text' as const, text: 'B' } },
  ],
};

describe.each([
  ['Socket Mode', bySocket],
  ['HTTP', byHttp],
])('a Bolt app by %s', (_mode, start) => {
  test('hears a message and answers in the channel', async () => {
    const sandbox = await start((app) => app.message('hello', async ({ say, message }) => void (await say(`hi ${'user' in message && message.user}`))));
    const anna = sandbox.as('anna');
    await anna.say('#general', 'hello lamp');
    const answer = await until(() => sandbox.messages('general')[1]);
    expect(answer).toMatchObject({ text: `hi ${anna.id}`, bot_id: sandbox.app.botId });
    expect(sandbox.ledger.refusals()).toEqual([]);
  });
});
