import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { askingOnce } from '../../../src/platform/inbox/asking.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = () => new Promise<void>(() => undefined);

test('who does not get an answer is waited for a second, and only once', async () => {
  const asking = askingOnce(Date.now);
  const first = asking('U1', never).then(() => Date.now());
  const began = Date.now();
  await vi.advanceTimersByTimeAsync(1000);
  expect((await first) - began).toBe(1000);
  await asking('U1', never);
  expect(Date.now() - began).toBe(1000);
});

test('one thing is asked about once a minute, however often it comes up and whatever the answer', async () => {
  const asking = askingOnce(Date.now);
  const ask = vi.fn(() => Promise.reject(new Error('user_not_found')));
  for (let times = 0; times < 3; times++) await asking('U1', ask).catch(() => undefined);
  expect(ask).toHaveBeenCalledTimes(1);
  await asking('U2', async () => ask()).catch(() => undefined);
  expect(ask).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(60_000);
  await asking('U1', ask).catch(() => undefined);
  expect(ask).toHaveBeenCalledTimes(3);
});

test('no timer is left behind by an answer', async () => {
  await askingOnce(Date.now)('U1', async () => undefined);
  expect(vi.getTimerCount()).toBe(0);
});
