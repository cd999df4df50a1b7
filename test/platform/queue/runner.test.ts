import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Failure, Runner } from '../../../src/platform/queue/runner.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function runner(work: () => Promise<unknown>) {
  const failures: Failure[] = [];
  return { failures, it: new Runner(work, { firstRestMs: 1000, failed: (failure) => failures.push(failure) }) };
}

test('wakes of one turn of the event loop are one run', async () => {
  const work = vi.fn(async () => 0);
  const { it } = runner(work);
  for (let i = 0; i < 5; i += 1) it.wake();
  await vi.runAllTimersAsync();
  expect(work).toHaveBeenCalledTimes(1);
});

test('a wake during the work makes it run exactly once more, never two at a time', async () => {
  let running = 0;
  let most = 0;
  let runs = 0;
  const { it } = runner(async () => {
    runs += 1;
    most = Math.max(most, ++running);
    if (runs === 1) for (let i = 0; i < 5; i += 1) it.wake();
    await new Promise((resolve) => setTimeout(resolve, 50));
    running -= 1;
  });
  it.wake();
  await vi.runAllTimersAsync();
  expect({ runs, most }).toEqual({ runs: 2, most: 1 });
});

test('work that throws is tried again by itself, after rests that double up to half a minute', async () => {
  const { it, failures } = runner(async () => {
    throw new Error('disk full');
  });
  it.wake();
  await vi.advanceTimersByTimeAsync(180_000);
  expect(failures.map(({ restMs }) => restMs / 1000).slice(0, 8)).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
});

test('a wake cannot shorten the rest', async () => {
  const { it, failures } = runner(async () => {
    throw new Error('disk full');
  });
  it.wake();
  await vi.advanceTimersByTimeAsync(10);
  it.wake();
  await vi.advanceTimersByTimeAsync(900);
  expect(failures).toHaveLength(1);
});

test('one success forgives all failures', async () => {
  const outcomes = [false, false, true, false];
  const { it, failures } = runner(async () => {
    if (!outcomes.shift()) throw new Error('disk full');
  });
  it.wake();
  await vi.advanceTimersByTimeAsync(3500);
  it.wake();
  await vi.advanceTimersByTimeAsync(10);
  expect(failures.map(({ restMs }) => restMs)).toEqual([1000, 2000, 1000]);
});

test('idle resolves only after the run that was asked for meanwhile', async () => {
  let runs = 0;
  const { it } = runner(async () => {
    runs += 1;
    if (runs === 1) it.wake();
  });
  it.wake();
  const idle = it.idle();
  await vi.runAllTimersAsync();
  await idle;
  expect(runs).toBe(2);
});

test('idle does not wait for a rest', async () => {
  const { it } = runner(async () => {
    throw new Error('disk full');
  });
  it.wake();
  const idle = it.idle();
  await vi.advanceTimersByTimeAsync(0);
  await idle;
  expect(it.busy).toBe(false);
});

test('after close nothing runs, not even what was asked for', async () => {
  const work = vi.fn(async () => 0);
  const { it } = runner(work);
  it.wake();
  const closed = it.close();
  await vi.runAllTimersAsync();
  await closed;
  it.wake();
  await vi.runAllTimersAsync();
  expect(work).not.toHaveBeenCalled();
});
