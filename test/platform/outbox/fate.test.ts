import { describe, expect, test } from 'vitest';
import type { ChannelId } from '../../../src/kernel/slack.ts';
import { fateOf, fateUnread } from '../../../src/platform/outbox/fate.ts';
import { createPace } from '../../../src/platform/outbox/pace.ts';
import { copiesOf } from '../../../src/platform/outbox/say.ts';

const NOW = 1_000_000;
const row = { attempt: 40, failures: 0, plainness: 0, ts: null, reason: null, whisper_to: null } as never;
const refused = (error: string) => fateOf(row, { kind: 'refused', error }, 'chat.postMessage', NOW);

describe('a refusal that', () => {
  test.each(['message_limit_exceeded', 'rate_limited'])('time mends (%s) is tried again later', (error) => {
    expect(refused(error)).toMatchObject({ kind: 'again', row: { state: 'pending', retry_at: NOW + 1000 } });
  });
  test.each(['missing_scope', 'access_denied', 'token_revoked', 'team_not_found'])(
    'an administrator mends (%s) pauses everything and burns no message',
    (error) => {
      expect(refused(error)).toMatchObject({ kind: 'pause', row: { state: 'pending' } });
    },
  );
  test('nobody mends gives the message up where it was to stand', () => {
    expect(refused('channel_not_found')).toMatchObject({ kind: 'undeliverable', reason: 'channel_not_found' });
  });
});

test('a whisper of unknown outcome may have been seen, and is not tried again', () => {
  const fate = fateOf(row, { kind: 'unknown', error: 'ECONNRESET' }, 'chat.postEphemeral', NOW);
  expect(fate.row.state).toBe('superseded');
});

test('however long Slack is away, that alone gives no message up', () => {
  let failures = 0;
  for (let tries = 0; tries < 100; tries++) {
    const fate = fateOf(
      { ...(row as object), failures } as never,
      { kind: 'unsent', error: 'ECONNREFUSED' },
      'chat.update',
      NOW,
    );
    failures = fate.row.failures ?? 0;
    expect(fate).toMatchObject({ kind: 'again', row: { state: 'pending' } });
    expect(fate.row.retry_at).toBeLessThanOrEqual(NOW + 60_000);
  }
});

describe('when Slack cannot be asked whether a post arrived', () => {
  const unread = (failures: number, outcome: object) =>
    fateUnread({ ...(row as object), failures } as never, outcome as never, NOW);
  test('it is asked after the rest that it wants', () => {
    expect(unread(0, { kind: 'limited', waitMs: 30_000 })).toEqual({ kind: 'again', row: { retry_at: NOW + 30_000 } });
  });
  test('a lost token pauses everything', () => {
    expect(unread(0, { kind: 'refused', error: 'token_revoked' })).toEqual({
      kind: 'pause',
      row: { retry_at: NOW + 60_000 },
    });
  });
  test('it is asked less and less often, and after five refusals the post goes elsewhere', () => {
    const kinds = [0, 1, 2, 3, 4].map((failures) => unread(failures, { kind: 'refused', error: 'not_in_channel' }));
    expect(kinds.map(({ kind }) => kind)).toEqual(['again', 'again', 'again', 'again', 'undeliverable']);
    expect(kinds.slice(0, 3).map((fate) => fate.row.retry_at)).toEqual([NOW + 1000, NOW + 2000, NOW + 4000]);
  });
});

test('a message of ours is found among messages of other apps, whatever metadata those have', async () => {
  const ours = { ts: '2.0', metadata: { event_type: 'loopkeeper', event_payload: { key: 'k' } } };
  const messages = [{ ts: '1.0', metadata: { entities: [] } }, ours, { ts: '3.0' }, 'odd'];
  const place = { key: 'k', channel: 'C1' as ChannelId, threadTs: undefined, since: 0 };
  const copies = await copiesOf(async () => ({ kind: 'ok', body: { messages } }), place);
  expect(copies).toEqual({ kind: 'ok', found: [{ channel: 'C1', ts: '2.0' }] });
});

describe('after a 429', () => {
  const limits = { channelMs: 0, postsPerMinute: 1e9, editsPerMinute: 1e9 };
  test('a method rests for everybody', () => {
    const pace = createPace(limits);
    pace.limited('chat.update', 'C1', NOW + 30_000);
    expect(pace.freeAt('chat.update', 'C2')).toBe(NOW + 30_000);
  });
  test('posting rests in that channel alone', () => {
    const pace = createPace(limits);
    pace.limited('chat.postMessage', 'C1', NOW + 30_000);
    expect(pace.freeAt('chat.postMessage', 'C1')).toBe(NOW + 30_000);
    expect(pace.freeAt('chat.postMessage', 'C2')).toBeLessThan(NOW);
  });
});

test('a clock that is put back by an hour does not stop what is said', () => {
  const pace = createPace({ channelMs: 1000, postsPerMinute: 60, editsPerMinute: 60 });
  for (let post = 0; post < 30; post++) pace.made('chat.postMessage', 'C1', NOW + 3_600_000);
  pace.made('chat.postMessage', 'C1', NOW);
  expect(pace.freeAt('chat.postMessage', 'C1')).toBeLessThanOrEqual(NOW + 1000);
});
