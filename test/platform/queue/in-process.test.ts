import { afterEach, expect, test } from 'vitest';
import { HOUR } from '../../../src/kernel/time.ts';
import { type Log, silentLog } from '../../../src/platform/log.ts';
import { type Doorbell, startDoorbell } from '../../../src/platform/queue/doorbell.ts';
import { testLane, turnableClock, until, wallClock } from '../../support/lanes.ts';

let bell: Doorbell;
afterEach(() => bell.close());

const NEVER = 20 * HOUR;

async function start(sweepMs = NEVER, clock = wallClock, log: Log = silentLog) {
  const [inbox, timers] = [testLane('inbox', clock), testLane('timers', clock)];
  bell = await startDoorbell({ lanes: [inbox.lane, timers.lane], now: clock, log, sweepMs, epoch: '1' });
  await bell.idle();
  return { inbox, timers };
}

test('at start every lane looks once', async () => {
  const { inbox, timers } = await start();
  expect([inbox.drains, timers.drains]).toEqual([1, 1]);
});

test('a ring after commit is answered at once, by its lane alone', async () => {
  const { inbox, timers } = await start();
  inbox.save('a', 0);
  bell.ring('inbox');
  await bell.idle();
  expect([inbox.done.length, timers.drains]).toEqual([1, 1]);
});

test('a hundred rings in one turn are one drain', async () => {
  const { inbox } = await start();
  for (let i = 0; i < 100; i += 1) bell.ring('inbox');
  await bell.idle();
  expect(inbox.drains).toBe(2);
});

test('an alarm wakes its lane at its time, without the sweep', async () => {
  const { timers } = await start();
  bell.ring('timers', timers.save('a', 80));
  await bell.idle();
  expect(timers.done).toEqual([]);
  await until(() => timers.done.length === 1);
  expect(timers.done[0]?.late).toBeLessThan(100);
});

test('an alarm in the past is a plain ring', async () => {
  const { timers } = await start();
  bell.ring('timers', timers.save('a', -1));
  await bell.idle();
  expect(timers.done).toHaveLength(1);
});

test('what waited before the start rings too', async () => {
  const timers = testLane('timers', wallClock);
  for (let i = 0; i < 1200; i += 1) timers.save(`row-${i}`, 150);
  bell = await startDoorbell({ lanes: [timers.lane], now: wallClock, log: silentLog, sweepMs: NEVER, epoch: '1' });
  await until(() => timers.done.length === 1200);
});

test('after one alarm has rung, the next that waits in the database rings too', async () => {
  const { timers } = await start();
  bell.ring('timers', timers.save('a', 40));
  for (let ms = 50; ms < 200; ms += 10) timers.save(`later-${ms}`, ms);
  await until(() => timers.done.length === 16);
  expect(Math.max(...timers.done.map(({ late }) => late))).toBeLessThan(100);
});

test('an alarm sooner than the one set rings first, and neither is lost', async () => {
  const { timers } = await start();
  bell.ring('timers', timers.save('later', 120));
  bell.ring('timers', timers.save('sooner', 40));
  await until(() => timers.done.length === 2);
  expect(timers.done.map(({ id }) => id)).toEqual(['sooner', 'later']);
});

test('work that nobody rang for is found by the sweep', async () => {
  const { inbox } = await start(20);
  inbox.save('a', 0);
  await until(() => inbox.done.length === 1);
});

test('turning the clock wakes what is due now and sets the rest anew', async () => {
  const clock = turnableClock();
  const { timers } = await start(NEVER, clock.now);
  bell.ring('timers', timers.save('soon', HOUR));
  bell.ring('timers', timers.save('later', HOUR + 60));
  clock.turn(HOUR);
  bell.wakeAll();
  await until(() => timers.done.length === 2);
});

test('a lane that throws is logged, rests and is tried again; the others do not notice', async () => {
  const errors: object[] = [];
  const log: Log = { ...silentLog, error: (fields) => void errors.push(fields) };
  const { inbox, timers } = await start(20, wallClock, log);
  inbox.fails.push(new Error('disk full'), new Error('disk full'));
  inbox.save('a', 0);
  timers.save('b', 0);
  bell.ring('inbox');
  await until(() => inbox.done.length === 1 && timers.done.length === 1);
  expect(errors).toMatchObject([
    { lane: 'inbox', attempts: 1, ms: 20 },
    { lane: 'inbox', attempts: 2, ms: 40 },
  ]);
});

test('a lane never runs twice at a time', async () => {
  const { inbox } = await start(5);
  for (let i = 0; i < 200; i += 1) {
    inbox.save(`row-${i}`, 0);
    bell.ring('inbox');
    if (i % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await until(() => inbox.done.length === 200);
  expect(inbox.most).toBe(1);
});

test('ringing for a lane that does not exist is logged, not thrown', async () => {
  const errors: object[] = [];
  await start(NEVER, wallClock, { ...silentLog, error: (fields) => void errors.push(fields) });
  bell.ring('outbx');
  expect(errors).toEqual([{ lane: 'outbx' }]);
});

test('without Redis the doorbell is whole, and says on which rung it stands', async () => {
  await start();
  expect(bell.rung).toBe('in-process');
  expect(bell.health()).toMatchObject({ rung: 'in-process', ok: true });
});
