import { ErrorCode, WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fault, Sandbox } from '../../sandbox/index.ts';
import { call, closeAll, quiet, socketApp, until, workspace } from './workspace.ts';

let sandbox: Sandbox;
let client: WebClient;

beforeEach(async () => {
  sandbox = await workspace();
  client = new WebClient(sandbox.tokens.bot, {
    slackApiUrl: sandbox.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: quiet(),
  });
});
afterEach(closeAll);

const post = (text = 'x') => client.chat.postMessage({ channel: sandbox.channel('general'), text });
const texts = () => sandbox.messages('general').map(({ text }) => text);

describe('a scripted fault', () => {
  test.each<[Fault, string, string[]]>([
    [{ kind: 'drop-before-accept' }, ErrorCode.RequestError, []],
    [{ kind: 'drop-after-accept' }, ErrorCode.RequestError, ['x']],
    [{ kind: 'error-after-accept', status: 500 }, ErrorCode.HTTPError, ['x']],
    [{ kind: 'rate-limit', retryAfter: '7' }, ErrorCode.RateLimitedError, []],
    [{ kind: 'refuse', error: 'token_revoked' }, ErrorCode.PlatformError, []],
  ])('%j', async (fault, code, said) => {
    sandbox.faults.next('chat.postMessage', fault);
    await expect(post()).rejects.toMatchObject({ code });
    expect(texts()).toEqual(said);
    expect(sandbox.ledger.calls[0]).toMatchObject({ method: 'chat.postMessage', fault: fault.kind });
    await expect(post('y')).resolves.toMatchObject({ ok: true });
  });

  test('truncates: done, but half of the answer', async () => {
    sandbox.faults.next('chat.postMessage', { kind: 'truncate' });
    await expect(post()).rejects.toThrow();
    expect(texts()).toEqual(['x']);
  });

  test('commits late: the connection is gone before anything is done', async () => {
    sandbox.faults.next('chat.postMessage', { kind: 'commit-late', ms: 30 });
    await expect(post()).rejects.toMatchObject({ code: ErrorCode.RequestError });
    expect(texts()).toEqual([]);
    await until(() => texts()[0] === 'x');
  });

  test('hangs: done at once, answered late; slow: done late', async () => {
    sandbox.faults.next('chat.postMessage', { kind: 'hang', ms: 30 });
    const hanging = post('hanging');
    await until(() => texts()[0] === 'hanging');
    await hanging;
    sandbox.faults.next('chat.postMessage', { kind: 'slow', ms: 30 });
    const slow = post('slow');
    await until(() => sandbox.ledger.calls.length === 2);
    expect(texts()).toEqual(['hanging']);
    await slow;
    expect(texts()).toEqual(['hanging', 'slow']);
  });

  test('limits with any Retry-After, or none', async () => {
    for (const [retryAfter, seen] of [
      ['abc', 'abc'],
      [undefined, null],
    ] as const) {
      sandbox.faults.next('auth.test', { kind: 'rate-limit', ...(retryAfter ? { retryAfter } : {}) });
      const { status, headers } = await call(sandbox, 'auth.test');
      expect([status, headers.get('retry-after')]).toEqual([429, seen]);
    }
  });

  test('meets only the calls it is meant for, as often as it says', async () => {
    const match = ({ text }: { text?: unknown }) => text === 'bad';
    sandbox.faults.next('chat.postMessage', { kind: 'refuse', error: 'fatal_error' }, 2, match);
    await post('good');
    await expect(post('bad')).rejects.toThrow('fatal_error');
    await expect(post('bad')).rejects.toThrow('fatal_error');
    await post('bad');
    sandbox.faults.next('*', { kind: 'refuse', error: 'fatal_error' }, 9);
    sandbox.faults.clear();
    await post('good');
    expect(texts()).toEqual(['good', 'bad', 'good']);
  });
});

describe('a scripted fault of a delivery', () => {
  const EVENT = 'message.channels';
  const given = () =>
    sandbox.ledger.deliveries.map(({ name, attempt, fault, outcome }) => [name, attempt, fault, outcome]);

  /** An app that counts what it gets. */
  async function counting(): Promise<{ messages: number; presses: number }> {
    const seen = { messages: 0, presses: 0 };
    const app = socketApp(sandbox);
    app.message('hello', async () => {
      seen.messages += 1;
    });
    app.action('press', async ({ ack }) => {
      seen.presses += 1;
      await ack();
    });
    await app.start();
    return seen;
  }

  test('brings an event two times at once', async () => {
    const seen = await counting();
    sandbox.faults.nextDelivery(EVENT, 'twice');
    await sandbox.as('anna').say('general', 'hello');
    await sandbox.as('anna').say('general', 'hello again');
    await until(() => seen.messages === 3);
    await sandbox.idle();
    expect(given()).toEqual([
      [EVENT, 0, 'twice', 'acked'],
      [EVENT, 0, 'twice', 'acked'],
      [EVENT, 0, undefined, 'acked'],
    ]);
    const [one, two] = sandbox.ledger.deliveries.map(({ payload }) => payload.event_id);
    expect(one).toBe(two);
  });

  test('brings an event again after it was acknowledged, as a retry', async () => {
    const seen = await counting();
    sandbox.faults.nextDelivery('*', 'again');
    await sandbox.as('anna').say('general', 'hello');
    await sandbox.idle();
    expect(seen.messages).toBe(2);
    expect(given()).toEqual([
      [EVENT, 0, 'again', 'acked'],
      [EVENT, 1, 'again', 'acked'],
    ]);
  });

  test.each(['twice', 'again'] as const)('brings a press %s, and the person gets one answer', async (fault) => {
    const seen = await counting();
    const press = { type: 'button', action_id: 'press', text: { type: 'plain_text', text: 'Press' } };
    const { ts } = await call(sandbox, 'chat.postMessage', {
      channel: sandbox.channel('general'),
      text: 'x',
      blocks: [{ type: 'actions', elements: [press] }],
    });
    await sandbox.idle();
    sandbox.ledger.clear();
    sandbox.faults.nextDelivery('block_actions press', fault);
    const reply = await sandbox.as('anna').click({ channel: 'general', ts: String(ts) }, 'press');
    expect(reply).toMatchObject({ acked: true });
    await sandbox.idle();
    expect(seen.presses).toBe(2);
    expect(given()).toEqual([
      ['block_actions press', 0, fault, 'acked'],
      ['block_actions press', 0, fault, 'acked'],
    ]);
    expect(sandbox.ledger.unacknowledged()).toEqual([]);
  });
});

describe('the control route', () => {
  const control = async (body: object) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${sandbox.url}/sandbox/control`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return (await response.json()) as { ok: boolean; error?: string };
  };

  test('scripts faults for calls whose arguments match', async () => {
    const fault = { kind: 'refuse', error: 'is_archived' };
    const match = { 'metadata.event_payload.key': 'k' };
    expect(await control({ do: 'fault', method: 'chat.postMessage', fault, match })).toEqual({ ok: true });
    await post();
    const metadata = { event_type: 'x', event_payload: { key: 'k' } };
    const marked = client.chat.postMessage({ channel: sandbox.channel('general'), text: 'x', metadata });
    await expect(marked).rejects.toThrow('is_archived');
  });

  /** Status, Retry-After and Slack's code; the status is `lost` where no whole answer came. */
  async function answerTo(path: string) {
    const headers = { authorization: `Bearer ${sandbox.tokens.bot}` };
    const lost = ['lost', undefined, undefined];
    const response = await fetch(sandbox.apiUrl + path, { headers }).catch(() => undefined);
    const text = await response?.text().catch(() => undefined);
    if (!response || text === undefined) return lost;
    const error = text.startsWith('{') ? JSON.parse(text).error : undefined;
    return [response.status, response.headers.get('retry-after') ?? undefined, error];
  }

  test.each<[Fault, said: string[], status: number | string, retryAfter?: string | undefined, error?: string]>([
    [{ kind: 'drop-before-accept' }, [], 'lost'],
    [{ kind: 'drop-after-accept' }, ['x'], 'lost'],
    [{ kind: 'truncate' }, ['x'], 'lost'],
    [{ kind: 'error-after-accept', status: 500 }, ['x'], 500],
    [{ kind: 'commit-late', ms: 20 }, ['x'], 'lost'],
    [{ kind: 'hang', ms: 20 }, ['x'], 200],
    [{ kind: 'slow', ms: 20 }, ['x'], 200],
    [{ kind: 'rate-limit', retryAfter: '30' }, [], 429, '30', 'ratelimited'],
    [{ kind: 'rate-limit', retryAfter: 'abc' }, [], 429, 'abc', 'ratelimited'],
    [{ kind: 'rate-limit' }, [], 429, undefined, 'ratelimited'],
    [{ kind: 'refuse', error: 'token_revoked' }, [], 200, undefined, 'token_revoked'],
    [{ kind: 'refuse', error: 'is_archived' }, [], 200, undefined, 'is_archived'],
  ])('scripts %j', async (fault, said, status, retryAfter, error) => {
    expect(await control({ do: 'fault', method: 'chat.postMessage', fault })).toEqual({ ok: true });
    expect(await answerTo(`chat.postMessage?channel=${sandbox.channel('general')}&text=x`)).toEqual([
      status,
      retryAfter,
      error,
    ]);
    await until(() => texts().length === said.length);
    expect(sandbox.ledger.calls).toMatchObject([{ fault: fault.kind }]);
  });

  test('scripts faults of deliveries', async () => {
    expect(await control({ do: 'delivery-fault', name: '*', fault: 'twice', times: 2 })).toEqual({ ok: true });
    await sandbox.as('anna').say('general', 'hello');
    const faults = sandbox.ledger.deliveries.map(({ fault }) => fault);
    expect(faults.slice(0, 2)).toEqual(['twice', 'twice']);
    expect(await control({ do: 'delivery-fault', name: '*', fault: 'thrice' })).toMatchObject({ ok: false });
  });

  test('turns time, sets limits and changes people and channels', async () => {
    const before = sandbox.clock.now();
    await control({ do: 'advance', ms: 3_600_000 });
    expect(sandbox.clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
    await control({ do: 'limits', limits: { perChannelPerSecond: null, tiers: false } });
    expect(sandbox.limits).toMatchObject({ perChannelPerSecond: undefined, tiers: false });
    await control({ do: 'set-user', who: 'ben', patch: { deleted: true } });
    await control({ do: 'archive', channel: 'general' });
    expect(await call(sandbox, 'users.info', { user: sandbox.user('ben') })).toMatchObject({ user: { deleted: true } });
    await expect(post()).rejects.toThrow('is_archived');
  });

  test('says what is wrong with a request', async () => {
    expect(await control({ do: 'fault', method: 'x', fault: { kind: 'explode' } })).toMatchObject({ ok: false });
    expect((await control({ do: 'archive', channel: 'nope' })).error).toContain('no channel "nope"');
  });

  test('shows the ledger and everything that was said, to an oracle outside', async () => {
    await post('seen');
    const read = async (path: string) => await (await fetch(`${sandbox.url}/sandbox/${path}`)).json();
    expect(await read('ledger?what=calls')).toMatchObject({ calls: [{ method: 'chat.postMessage', outcome: 'ok' }] });
    expect(await read('everything')).toMatchObject({ messages: [{ text: 'seen' }] });
    await call(sandbox, 'chat.postMessage', { channel: 'C404', text: '<!here>' });
    expect(await read('findings?marker=text')).toMatchObject({
      copies: { seen: 1 },
      insideRetryAfter: [],
      mostPostsASecond: 1,
      liveMentions: ['<!here>'],
      misdirected: [],
      wordless: [],
      unfurling: [{ args: { text: 'seen' } }, { args: { text: '<!here>' } }],
      refusals: [{ error: 'channel_not_found' }],
    });
  });
});

test('no token is in the ledger', async () => {
  const body = new URLSearchParams({ token: sandbox.tokens.bot });
  await fetch(`${sandbox.apiUrl}auth.test`, { method: 'POST', body });
  await post();
  expect(JSON.stringify(sandbox.ledger)).not.toContain(sandbox.tokens.bot);
});
