import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { setDisabled } from '../../../src/features/feedback/index.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { SECRET } from '../../support/secret.ts';

const OTHER_SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const OLD_SECRET = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
const secrets = new Map([
  ['survey', [SECRET, OLD_SECRET]],
  ['helpdesk', [OTHER_SECRET]],
]);
const start = () => startTestBot({ bot: { secrets } });

const stored = (t: TestBot) =>
  t.bot.context.transaction(async (tx) =>
    (await tx.selectFrom('feedback').select('external_id').execute()).map((row) => row.external_id),
  );

const seconds = (offset: number) => new Date(Date.now() + offset * 1000);

describe('a delivery', () => {
  test('is answered 202 once stored, and 200 with its issues when it comes again, also after a restart', async () => {
    const t = await start();
    const said = { id: 'a', text: 'I was charged twice' };
    expect(await t.hears(said)).toEqual({ status: 202, body: { id: 1, duplicate: false } });
    expect(await t.hears(said)).toEqual({ status: 200, body: { id: 1, duplicate: true, issues: [1] } });
    await t.restart();
    expect(await t.hears(said)).toEqual({ status: 200, body: { id: 1, duplicate: true, issues: [1] } });
  });

  test('with the same id and another body is a conflict and changes nothing', async () => {
    const t = await start();
    await t.hears({ id: 'a', text: 'I was charged twice' });
    expect((await t.hears({ id: 'a', text: 'All is well' })).status).toBe(409);
    expect(await stored(t)).toEqual(['a']);
  });

  test('of which fifty copies come at once is stored once, and each copy gets the same id', async () => {
    const t = await start();
    const body = JSON.stringify({ id: 'a', text: 'I was charged twice' });
    const answers = await Promise.all(Array.from({ length: 50 }, () => t.posts(body, { id: 'a' })));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => (body as { id: number }).id)).size).toBe(1);
    await t.settled();
    expect(await stored(t)).toEqual(['a']);
  });

  test('from a source that was switched off is answered 410', async () => {
    const t = await start();
    await t.bot.context.transaction((tx) => setDisabled(tx, 'survey', t.bot.context.now()));
    expect((await t.hears({ text: 'Hello' })).status).toBe(410);
    expect(await stored(t)).toEqual([]);
  });
});

describe('a signature', () => {
  const body = JSON.stringify({ id: 'x', text: 'Hello' });
  test.each<[rule: string, options: Parameters<TestBot['posts']>[1], status: number]>([
    ['by the newest secret is taken', {}, 202],
    ['by the secret being replaced is taken', { secret: OLD_SECRET }, 202],
    ["by another source's secret is refused", { secret: OTHER_SECRET }, 401],
    ['for an unknown source is refused alike', { source: 'nobody' }, 401],
    ['four and a half minutes old is taken', { at: seconds(-270) }, 202],
    ['older than five minutes is refused', { at: seconds(-310) }, 401],
    ['more than five minutes ahead is refused', { at: seconds(400) }, 401],
    ['ten years ahead is refused', { at: seconds(10 * 365 * 86_400) }, 401],
    ['that is missing is refused', { headers: { 'webhook-signature': '' } }, 401],
    ['with a timestamp in words is refused', { headers: { 'webhook-timestamp': 'now' } }, 401],
    ['with a timestamp in hexadecimal is refused', { headers: { 'webhook-timestamp': '0x66' } }, 401],
    ['over another id is refused', { headers: { 'webhook-id': 'y' } }, 401],
  ])('%s', async (_rule, options, status) => {
    const t = await start();
    expect((await t.posts(body, options)).status).toBe(status);
  });
});

describe('a body', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  test.each<[rule: string, body: string, status: number, fields: string[]]>([
    ['that is no JSON is refused', '{"id":"x",', 400, ['body']],
    ['that is a list is refused', '[]', 400, ['body']],
    ['nested a hundred thousand deep is refused', `{"id":"x","text":${deep}}`, 400, []],
    ['without text names the field', '{"id":"x"}', 400, ['text']],
    [
      'with several mistakes names each field',
      '{"id":"x","text":5,"score":{"kind":"nps"},"tags":[1]}',
      400,
      ['text', 'score.value', 'tags.0'],
    ],
    ['whose id is not that of the header is refused', '{"id":"y","text":"Hello"}', 400, ['id']],
    ['with a number too large to keep as id is refused', '{"id":9007199254740993,"text":"Hello"}', 400, ['id']],
    [
      'with a value above its max is refused',
      '{"id":"x","text":"Hi","score":{"kind":"csat","value":9,"max":5}}',
      400,
      ['score.value'],
    ],
    [
      'with more than the most is refused',
      '{"id":"x","text":"Hi","score":{"kind":"nps","value":99}}',
      400,
      ['score.value'],
    ],
    [
      'with less than nothing is refused',
      '{"id":"x","text":"Hi","score":{"kind":"stars","value":-3}}',
      400,
      ['score.value'],
    ],
    ['with a score between is taken', '{"id":"x","text":"Hi","score":{"kind":"stars","value":4.5}}', 202, []],
    [
      'with a date nobody can read is taken with the day it came',
      '{"id":"x","text":"Hi","received_at":"yesterday"}',
      202,
      [],
    ],
    [
      'with keys of prototypes is taken without them',
      '{"id":"x","text":"Hi","__proto__":{"admin":true},"constructor":1}',
      202,
      [],
    ],
  ])('%s', async (_rule, body, status, fields) => {
    const t = await start();
    const answer = await t.posts(body);
    expect(answer.status).toBe(status);
    const errors = (answer.body as { errors?: { field: string }[] }).errors ?? [];
    expect(errors.map(({ field }) => field)).toEqual(fields);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  test('with a score off its scale is told what it was and what is expected', async () => {
    const t = await start();
    const answer = await t.posts('{"id":"x","text":"Hi","score":{"kind":"nps","value":8.5}}');
    expect(answer.body).toMatchObject({
      errors: [{ field: 'score.value', message: 'is 8.5, which is not a whole number from 0 to 10 (nps)' }],
    });
    expect(await stored(t)).toEqual([]);
  });

  test('that is too large is answered 413', async () => {
    const t = await start();
    expect((await t.posts(JSON.stringify({ id: 'x', text: 'a'.repeat(260 * 1024) }))).status).toBe(413);
  });

  test.each([
    ['of another type', { 'content-type': 'text/plain' }],
    ['that is compressed', { 'content-encoding': 'gzip' }],
  ])('%s is answered 415', async (_rule, headers) => {
    const t = await start();
    expect((await t.posts('{"id":"x","text":"Hello"}', { headers })).status).toBe(415);
  });

  test('holding half characters and NUL is kept with the replacement character', async () => {
    const t = await start();
    await t.posts('{"id":"x","text":"a\\u0000b\\ud800c"}');
    await t.settled();
    const text = await t.bot.context.transaction((tx) =>
      tx.selectFrom('feedback').select('text').executeTakeFirstOrThrow(),
    );
    expect(text.text).toBe('a\ufffdb\ufffdc');
  });
});

test('any method but POST is answered 405 with what is allowed', async () => {
  const t = await start();
  const response = await fetch(`${t.bot.address}/ingest/survey`);
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
});

test('an address that is not there is answered 404 as a problem', async () => {
  const t = await start();
  const response = await fetch(`${t.bot.address}/ingest/..%2f..%2fetc/passwd`);
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
});

test('two signatures of which one is right are enough, as while a secret is replaced', async () => {
  const t = await start();
  const body = '{"id":"x","text":"Hello"}';
  const list = Array.from({ length: 99 }, () => 'v1,AAAA').join(' ');
  const at = new Date();
  const { Webhook } = await import('standardwebhooks');
  const right = new Webhook(SECRET).sign('x', at, body);
  expect((await t.posts(body, { at, headers: { 'webhook-signature': `${list} ${right}` } })).status).toBe(202);
});

test('a header that is sent twice is no signature', async () => {
  const t = await start();
  const status = await new Promise<number>((resolve, reject) => {
    const sent = request(`${t.bot.address}/ingest/survey`, { method: 'POST' }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.setHeader('content-type', 'application/json');
    sent.setHeader('webhook-id', ['x', 'y']);
    sent.end('{"id":"x","text":"Hello"}');
  });
  expect(status).toBe(401);
});
