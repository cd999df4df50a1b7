import { describe, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/index.ts';
import { fateOf, fateOfUpload } from '../../src/platform/outbox/fate.ts';
import { pngFrom } from '../../src/platform/pictures/png.ts';
import { fitted, svg } from '../../src/platform/pictures/svg.ts';
import { startTestBot, type TestBot } from '../support/bot.ts';
import { seed } from '../support/company.ts';

async function asksForPicture(t: TestBot): Promise<void> {
  const joe = t.sandbox.as('joe');
  await joe.command('/cx', 'journey');
  await joe.click(joe.ephemerals().at(-1) as never, 'journey.picture');
}

/** The files that stand as pictures in Joe's messages. */
const pictures = (t: TestBot): string[] =>
  [...JSON.stringify(t.sandbox.dm('joe')).matchAll(/"slack_file":\{"id":"(\w+)"/g)].map(([, id = '']) => id);

const called = (t: TestBot, method: string) => t.sandbox.ledger.calls.filter((call) => call.method === method);
const isSaid = (t: TestBot) => () => t.sandbox.dm('joe').length > 0;

test('a picture is uploaded for nobody in particular, and shown below the words of the message that promised it', async () => {
  const t = await startTestBot();
  await asksForPicture(t);
  await t.until(isSaid(t));
  const [message] = t.sandbox.dm('joe');
  expect(message?.text).toContain("The customer's journey as a picture");
  expect(message?.blocks?.at(-1)).toMatchObject({ type: 'image', alt_text: expect.stringContaining('2 topics') });
  expect(called(t, 'files.completeUploadExternal')[0]?.args).not.toHaveProperty('channel_id');
  const file = await fetch(`${t.sandbox.url}/sandbox/file/${pictures(t)[0]}`);
  expect(
    Buffer.from(await file.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
});

describe('it is shown exactly once', () => {
  test.each<[method: string, fault: Fault]>([
    ['files.getUploadURLExternal', { kind: 'drop-before-accept' }],
    ['files.getUploadURLExternal', { kind: 'rate-limit', retryAfter: '1' }],
    ['files.completeUploadExternal', { kind: 'drop-after-accept' }],
    ['files.completeUploadExternal', { kind: 'error-after-accept', status: 500 }],
    ['chat.postMessage', { kind: 'drop-after-accept' }],
    ['chat.postMessage', { kind: 'drop-before-accept' }],
  ])('when %s meets %o', async (method, fault) => {
    const t = await startTestBot({ refusals: 'expected' });
    t.sandbox.faults.next(method, fault);
    await asksForPicture(t);
    await t.until(() => pictures(t).length > 0);
    expect([t.sandbox.dm('joe').length, pictures(t).length]).toEqual([1, 1]);
  });

  test('when its bytes are lost on their way', async () => {
    const t = await startTestBot({ refusals: 'expected' });
    const { uploadMs } = t.sandbox.limits;
    t.sandbox.limits.uploadMs = -1;
    await asksForPicture(t);
    await t.until(() => called(t, 'upload').some(({ outcome }) => outcome === 'refused'));
    t.sandbox.limits.uploadMs = uploadMs;
    await t.until(isSaid(t));
    expect(pictures(t)).toHaveLength(1);
  });

  test('when Slack cannot show it yet: the same file later', async () => {
    const t = await startTestBot({ refusals: 'expected' });
    t.sandbox.faults.next('chat.postMessage', { kind: 'refuse', error: 'invalid_blocks' });
    await asksForPicture(t);
    await t.until(isSaid(t));
    expect([pictures(t).length, called(t, 'upload').length, called(t, 'chat.postMessage').length]).toEqual([1, 1, 2]);
  });

  test('when it is asked for twice in a minute', async () => {
    const t = await startTestBot();
    await asksForPicture(t);
    await asksForPicture(t);
    await t.until(isSaid(t));
    expect(pictures(t)).toHaveLength(1);
  });
});

test('what shows the same picture once more has nothing uploaded', async () => {
  const t = await startTestBot();
  await asksForPicture(t);
  await t.until(isSaid(t));
  await t.turn(60_000);
  await asksForPicture(t);
  await t.until(() => pictures(t).length === 2);
  expect([new Set(pictures(t)).size, called(t, 'upload').length]).toEqual([1, 1]);
});

test('where the app may not upload, the words come alone and say so, and nothing else waits for it', async () => {
  const { manifest, ...rest } = seed();
  const text = JSON.stringify(manifest).replace('"files:write",', '');
  const t = await startTestBot({ seed: { ...rest, manifest: JSON.parse(text) }, refusals: 'expected' });
  await asksForPicture(t);
  await t.until(isSaid(t));
  expect(pictures(t)).toEqual([]);
  expect(JSON.stringify(t.sandbox.dm('joe'))).toContain('The picture that belongs here could not be shown.');
  expect(t.bot.sender.paused()).toBe(false);
});

describe('a picture', () => {
  const NOW = 1_000_000;
  const row = { failures: 0, plainness: 0, ts: null, reason: null } as never;
  const refused = { kind: 'refused', error: 'invalid_blocks' } as const;

  test('that Slack refuses to show is tried again for a minute, and left out then', () => {
    const fate = (uploadedAt: number) => fateOf(row, refused, 'chat.postMessage', NOW, uploadedAt).kind;
    expect([NOW, NOW - 59_000, NOW - 60_000].map(fate)).toEqual(['again', 'again', 'plainer']);
    expect(fateOf(row, refused, 'chat.postMessage', NOW, NOW - 60_000).row.plainness).toBe(1);
  });

  test('that was left out, and is still too much, leaves text alone', () => {
    expect(fateOf(row, refused, 'chat.postMessage', NOW).row.plainness).toBe(2);
  });

  test.each([
    ['a lost token pauses everything', { kind: 'refused', error: 'token_revoked' }, 0, 'pause'],
    ['a right that is missing leaves the picture out', { kind: 'refused', error: 'missing_scope' }, 0, 'plainer'],
    ['no room for files leaves it out', { kind: 'refused', error: 'storage_limit_reached' }, 0, 'plainer'],
    ['an answer that is lost is asked for again', { kind: 'unknown', error: 'ECONNRESET' }, 4, 'again'],
    ['after five lost ones it is left out', { kind: 'unknown', error: 'ECONNRESET' }, 5, 'plainer'],
    ['while Slack is away it waits, as words do', { kind: 'unsent', error: 'ECONNREFUSED' }, 50, 'again'],
    ['a rest that Slack wants is kept', { kind: 'limited', waitMs: 1000 }, 0, 'again'],
  ] as const)('on its way: %s', (_rule, outcome, failures, kind) => {
    expect(fateOfUpload({ ...(row as object), failures } as never, outcome, NOW).kind).toBe(kind);
  });
});

describe('a drawing', () => {
  const page = (words: string) =>
    svg`<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40"><text x="4" y="28" font-size="20">${words}</text></svg>`;

  test('has whatever is typed as text: no markup, and nothing that XML or readers stumble over', () => {
    expect(page(`</text><image href="x"/>&"'\0\u202e\ud800`).svg).toContain(
      '>&lt;/text&gt;&lt;image href=&quot;x&quot;/&gt;&amp;&quot;&apos;\ufffd\ufffd\ufffd</text>',
    );
  });

  test('becomes the same bytes each time, with letters of several scripts and no font of this machine', async () => {
    const [one, again, none] = [page('Aä Жж Ωω שא'), page('Aä Жж Ωω שא'), page('')];
    const bytes = await pngFrom(one);
    expect(Buffer.from(await pngFrom(again)).equals(Buffer.from(bytes))).toBe(true);
    expect(bytes.length).toBeGreaterThan((await pngFrom(none)).length + 500);
  });

  test('has texts cut to their room between letters', () => {
    expect(fitted('Invoices', 200, 15)).toBe('Invoices');
    expect(fitted('Двойное списание средств', 120, 15, 'bold')).toBe('Двойное с…');
    expect(fitted('👩‍👩‍👧‍👦'.repeat(9), 60, 15)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…');
  });
});
