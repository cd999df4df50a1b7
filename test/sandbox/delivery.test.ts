import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { signature } from '../../sandbox/delivery/http-mode.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import { call, closeAll, manifest, opened, seed, socketApp, until, workspace } from './workspace.ts';

afterEach(closeAll);

interface Got {
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** A bare HTTP app that answers with the given statuses in turn, then 200. */
async function bareApp(sandbox: Sandbox, ...statuses: number[]): Promise<Got[]> {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const { challenge } = body.startsWith('{') ? JSON.parse(body) : {};
      if (challenge) return response.end(challenge);
      got.push({ headers: request.headers, body });
      return response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened({ close: () => new Promise((resolve) => server.close(resolve)) });
  await sandbox.setRequestUrl(`http://127.0.0.1:${(server.address() as { port: number }).port}/`);
  return got;
}

/** A bare WebSocket app that answers nothing by itself. */
async function bareSocket(sandbox: Sandbox) {
  const { url } = await call(sandbox, 'apps.connections.open', {}, sandbox.tokens.app);
  const socket = new WebSocket(url);
  // biome-ignore lint/suspicious/noExplicitAny: envelopes are looked into at will
  const got: any[] = [];
  socket.addEventListener('message', ({ data }) => got.push(JSON.parse(String(data))));
  opened({ close: async () => socket.close() });
  await until(() => got[0]);
  const ack = (envelope_id: string, payload?: object) => socket.send(JSON.stringify({ envelope_id, payload }));
  return { socket, got, ack };
}

describe('an event by HTTP', () => {
  test('is signed over its raw body, on real time', async () => {
    const sandbox = await workspace({ http: true });
    sandbox.clock.advance(86_400_000);
    const got = await bareApp(sandbox);
    await sandbox.as('anna').say('general', 'hi');
    await sandbox.idle();
    const { headers, body } = got[0] ?? { headers: {}, body: '' };
    const timestamp = String(headers['x-slack-request-timestamp']);
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(5);
    expect(headers['x-slack-signature']).toBe(signature(sandbox.tokens.signingSecret, timestamp, body));
    expect(headers['x-slack-retry-num']).toBeUndefined();
  });

  test('is sent again when it was not acknowledged, up to three times, and says so', async () => {
    const sandbox = await workspace({ http: true });
    expect(sandbox.limits.retryAfterMs).toEqual([0, 60_000, 300_000]);
    sandbox.limits.retryAfterMs = [0, 1, 2];
    const got = await bareApp(sandbox, 500, 302, 503, 500, 200);
    await sandbox.as('anna').say('general', 'hi');
    await until(() => sandbox.ledger.deliveries.filter(({ outcome }) => outcome === 'failed').length === 4);
    expect(got.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
    expect(got[1]?.headers['x-slack-retry-reason']).toBe('http_error');
    expect(new Set(got.map(({ body }) => JSON.parse(body).event_id)).size).toBe(1);
    expect(sandbox.ledger.unacknowledged()).toHaveLength(1);
  });

  test('goes only to an address that answers the challenge', async () => {
    const sandbox = await workspace({ http: true });
    await expect(sandbox.setRequestUrl('http://127.0.0.1:9/')).rejects.toThrow('did not answer the challenge');
  });
});

describe('Socket Mode', () => {
  test('greets with the number of connections, and needs a fresh ticket for each', async () => {
    const sandbox = await workspace();
    const one = await bareSocket(sandbox);
    const two = await bareSocket(sandbox);
    expect(one.got[0]).toMatchObject({
      type: 'hello',
      num_connections: 1,
      connection_info: { app_id: sandbox.app.appId },
    });
    expect(two.got[0]).toMatchObject({ num_connections: 2 });
    const again = new WebSocket(one.socket.url);
    await new Promise((resolve) => again.addEventListener('error', resolve));
  });

  test('gives each payload to one of the connections', async () => {
    const sandbox = await workspace();
    const [one, two] = [await bareSocket(sandbox), await bareSocket(sandbox)];
    for (let n = 0; n < 4; n++) await sandbox.as('anna').say('general', `${n}`);
    await until(() => one.got.length + two.got.length === 6);
    expect([one.got.length, two.got.length]).toEqual([3, 3]);
  });

  test('sends an event again that was not acknowledged', async () => {
    const sandbox = await workspace();
    sandbox.limits.ackWithinMs = 20;
    const { got, ack } = await bareSocket(sandbox);
    await sandbox.as('anna').say('general', 'hi');
    const second = await until(() => got[2]);
    expect(got[1]).toMatchObject({ type: 'events_api', retry_attempt: 0, accepts_response_payload: false });
    expect(second).toMatchObject({ retry_attempt: 1, retry_reason: 'http_timeout', payload: got[1].payload });
    ack(second.envelope_id);
    await sandbox.idle();
    expect(sandbox.ledger.unacknowledged()).toEqual([]);
  });

  test('loses nothing when a connection ends before the acknowledgement', async () => {
    const sandbox = await workspace();
    const one = await bareSocket(sandbox);
    await sandbox.as('anna').say('general', 'hi');
    await until(() => one.got[1]);
    const two = await bareSocket(sandbox);
    one.socket.close();
    const again = await until(() => two.got[1]);
    expect(again).toMatchObject({
      retry_attempt: 1,
      retry_reason: 'connection_failed',
      payload: { event: { text: 'hi' } },
    });
  });

  test('warns ten seconds before it ends a connection that the app has not left', async () => {
    const sandbox = await workspace();
    expect(sandbox.limits.disconnectMs).toBe(10_000);
    sandbox.limits.disconnectMs = 30;
    const { got, socket } = await bareSocket(sandbox);
    const heardByTheEnd = new Promise<unknown[]>((resolve) =>
      socket.addEventListener('close', () => resolve([...got])),
    );
    sandbox.socket.refresh('warning');
    expect(socket.readyState).toBe(WebSocket.OPEN);
    const late = await bareSocket(sandbox);
    expect((await heardByTheEnd)[1]).toMatchObject({ type: 'disconnect', reason: 'warning' });
    await until(() => socket.readyState === WebSocket.CLOSED);
    expect(late.socket.readyState).toBe(WebSocket.OPEN);
  });

  test('keeps ten connections, and turns the eleventh away with the reason', async () => {
    const sandbox = await workspace();
    for (let n = 1; n <= 10; n++) expect((await bareSocket(sandbox)).got[0]).toMatchObject({ num_connections: n });
    const { got, socket } = await bareSocket(sandbox);
    expect(got).toMatchObject([{ type: 'disconnect', reason: 'too_many_websockets' }]);
    await until(() => socket.readyState === WebSocket.CLOSED);
    expect(sandbox.socket.connections()).toBe(10);
  });

  test('has no connection to dispatch to: the person is told at once', async () => {
    const sandbox = await workspace();
    expect(await sandbox.as('anna').command('/lamp')).toMatchObject({ acked: false, error: 'dispatch_failed' });
  });
});

describe('an event goes to the app', () => {
  test('only if the manifest subscribes to it', async () => {
    const sandbox = await workspace({ events: ['message.channels'] });
    await bareSocket(sandbox);
    await sandbox.as('anna').say('general', `<@${sandbox.app.botUserId}>`);
    expect(sandbox.ledger.deliveries.map(({ name }) => name)).toEqual(['message.channels']);
  });

  test('only from conversations that it is in', async () => {
    const sandbox = await workspace();
    await sandbox.as('anna').say('random', 'hi');
    await sandbox.as('anna').say('secret', 'hi');
    expect(sandbox.ledger.deliveries).toEqual([]);
    sandbox.join('secret', 'app');
    await sandbox.as('anna').say('secret', 'hi');
    expect(sandbox.ledger.deliveries.map(({ name }) => name)).toEqual(['member_joined_channel', 'message.groups']);
  });

  test('of what it says itself, too', async () => {
    const sandbox = await workspace();
    await call(sandbox, 'chat.postMessage', { channel: sandbox.channel('general'), text: 'x' });
    expect(sandbox.ledger.deliveries[0]).toMatchObject({ payload: { event: { bot_id: sandbox.app.botId } } });
  });

  test('when people, channels and memberships change', async () => {
    const sandbox = await workspace();
    sandbox.setUser('ben', { deleted: true });
    sandbox.addUser({ name: 'carla', email: 'carla@acme.test' });
    sandbox.addChannel('news', { members: ['anna'] });
    sandbox.rename('news', 'olds');
    sandbox.archive('general');
    sandbox.leave('old', 'app');
    const events = sandbox.ledger.deliveries.map(({ payload }) => (payload as { event: { type: string } }).event);
    expect(events.map(({ type }) => type)).toEqual([
      'user_change',
      'team_join',
      'channel_created',
      'channel_rename',
      'channel_archive',
    ]);
    expect(events[0]).toMatchObject({ user: { id: sandbox.user('ben'), deleted: true } });
    expect(sandbox.channel('olds')).toBe((events[3] as unknown as { channel: { id: string } }).channel.id);
  });
});

test('a real client comes back after a refresh, and hears what was said meanwhile', async () => {
  const sandbox = await workspace();
  sandbox.limits.retryAfterMs = [0, 500, 500];
  const heard: string[] = [];
  const app = socketApp(sandbox, 300);
  app.message(async ({ message }) => void heard.push('text' in message ? (message.text ?? '') : ''));
  await app.start();
  sandbox.socket.refresh();
  await until(() => sandbox.socket.connections() === 0);
  await sandbox.as('anna').say('general', 'still there?');
  await until(() => heard[0] === 'still there?');
});

describe('a response_url', () => {
  const commandUrl = async (sandbox: Sandbox): Promise<string> => {
    await sandbox.as('anna').command('/lamp', '', { channel: 'general' });
    return String(sandbox.ledger.deliveries.at(-1)?.payload.response_url);
  };
  const post = (url: string, body: object) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  test('takes five answers', async () => {
    const sandbox = await workspace();
    const url = await commandUrl(sandbox);
    const statuses = [];
    for (let n = 0; n < 6; n++) statuses.push((await post(url, { text: `${n}` })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    expect(sandbox.as('anna').ephemerals()).toHaveLength(5);
    expect(sandbox.ledger.refusals()).toMatchObject([{ method: 'response_url', error: 'used_url' }]);
  });

  test('lives thirty minutes', async () => {
    let now = Date.UTC(2026, 10, 23);
    const sandbox = await workspace({ realNow: () => now });
    const url = await commandUrl(sandbox);
    now += 30 * 60_000 + 1;
    expect(await (await post(url, { text: 'x' })).json()).toEqual({ ok: false, error: 'expired_url' });
  });

  test('refuses blocks as chat.postMessage does', async () => {
    const sandbox = await workspace();
    const answer = await post(await commandUrl(sandbox), { blocks: [{ type: 'nope' }] });
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'invalid_blocks' }]);
  });
});

test('a command turns names into ids if the manifest asks for it', async () => {
  const escaping = manifest() as { features: { slash_commands: { should_escape?: boolean }[] } };
  for (const each of escaping.features.slash_commands) each.should_escape = true;
  const sandbox = await workspace({ seed: { ...seed(), manifest: escaping } });
  await sandbox.as('anna').command('/lamp', 'for @ben in #general, not @nobody');
  const { text } = sandbox.ledger.deliveries[0]?.payload ?? {};
  expect(text).toBe(`for <@${sandbox.user('ben')}|ben> in <#${sandbox.channel('general')}|general>, not @nobody`);
});
