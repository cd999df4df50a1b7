import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { seeded } from '../../../src/kernel/chance.ts';
import { HOUR } from '../../../src/kernel/time.ts';
import { MONDAY } from '../../support/issue.ts';
import { redisForTests, startTestRedis } from '../../support/redis.ts';
import { complaint, largeCompany, wordOf } from '../large.ts';
import { figures, pause } from '../run.ts';
import { NUDGED, NUDGING_MS, PATIENCE_MS } from '../sizes.ts';
import { until, World, type WorldOptions } from '../world.ts';

/** So few issues each that every one has a card of its own: a channel has at most a hundred posts a day. */
const DEPARTMENTS = Math.max(4, Math.ceil(NUDGED.issues / 75));
const OWNERS = 5;
/** No length of the policy is a multiple of it, so that nothing falls due in the very second in which the clock is turned. */
const STRIDE = 7.25 * HOUR;
const company = largeCompany({ departments: DEPARTMENTS, owners: OWNERS, policy: '{ channel_posts_a_day: 100 }' });
const accounts = Array.from({ length: NUDGED.issues }, (_, n) => `a${String(n).padStart(5, '0')}`);

interface Act {
  readonly atStep: number;
  readonly button: string;
  readonly values?: object;
}

/** What becomes of every issue by its number, just before the clock is turned so often; the rest is left to lie. */
const ACTS: Readonly<Record<number, readonly Act[]>> = {
  0: [{ atStep: 2, button: 'issue.accept' }],
  1: [{ atStep: 3, button: 'issue.close', values: { ending: 'unreachable', reason: 'Two calls, no answer' } }],
  2: [{ atStep: 2, button: 'issue.bounce', values: { department: 'support', reason: 'Support knows it' } }],
  3: [
    { atStep: 2, button: 'issue.accept' },
    { atStep: 3, button: 'issue.wait', values: { until: '2026-03-06', reason: 'They look for the receipt' } },
  ],
};

/** When each closed issue was closed, in real time. */
type Closed = ReadonlyMap<string, number>;

async function acts(world: World, step: number, closed: Map<string, number>): Promise<void> {
  for (const [n, account] of accounts.entries()) {
    const act = ACTS[n % 5]?.find(({ atStep }) => atStep === step);
    if (act === undefined) continue;
    const channel = world.sandbox.channel(`d${n % DEPARTMENTS}`);
    const card = world.sandbox.messages(channel).find(({ text }) => text?.includes(`at ${account}`));
    if (card === undefined) throw new Error(`${account} has no card`);
    const head = world.sandbox.as(`head-${n % DEPARTMENTS}`);
    await until(`${account}: ${act.button}`, async () => {
      const clicked = await head.click({ channel, ts: card.ts }, act.button).catch(() => undefined);
      return clicked?.acked === true && (act.values === undefined || (await head.submit({ ...act.values })).acked);
    });
    if (act.button === 'issue.close') closed.set(account, Date.now());
  }
}

interface Course {
  readonly world: World;
  readonly closed: Closed;
}

/** The same days with the same people; `mishap` happens after each turn of the clock, while what is due is being done. */
async function lived(options: WorldOptions, mishap: (world: World, step: number) => Promise<void>): Promise<Course> {
  const world = await World.start({ ...options, company });
  onTestFinished(() => world.close());
  for (const [n, account] of accounts.entries())
    await world.sends(account, complaint(account, wordOf(n % DEPARTMENTS, n % OWNERS)));
  await world.drained(PATIENCE_MS);
  const closed = new Map<string, number>();
  for (let step = 1; step <= NUDGED.steps; step++) {
    await acts(world, step, closed);
    await world.livesUntil(MONDAY + step * STRIDE);
    await mishap(world, step);
    await world.drained(PATIENCE_MS);
  }
  return { world, closed };
}

/** Whom was told what about which issue, in a DM that stands in Slack. */
const told = ({ world }: Course): string[] =>
  world
    .rows<{ line: string }>(
      `select account || ' stage ' || letter_item.stage || ' ' || step || ' to ' || email as line
       from letter_item join letter on letter.id = letter_id join slack_user on slack_user.id = person
       join issue on issue.id = issue_id join feedback on feedback.id = feedback_id
       join outbox on key = 'letter/' || letter.id where ts is not null order by line`,
    )
    .map(({ line }) => line);

/** Closed issues about which a DM still asked somebody after they were closed. */
function askedAfterClosing({ world, closed }: Course): string[] {
  const accountOf = new Map(
    world
      .rows<{ id: number; account: string }>(
        'select issue.id, account from issue join feedback on feedback.id = feedback_id',
      )
      .map(({ id, account }) => [id, account]),
  );
  const asked = world.sandbox.ledger.posts.flatMap(({ at, message }) =>
    String(message.metadata?.event_payload.key).startsWith('letter/')
      ? accountsIn(JSON.stringify(message.blocks), accountOf).filter((account) => at > (closed.get(account) ?? at))
      : [],
  );
  return [...new Set(asked)];
}

/** By the buttons, whose values begin with the number of an issue. */
const accountsIn = (blocks: string, accountOf: ReadonlyMap<number, string>): string[] =>
  [...blocks.matchAll(/"value":"(\d+)/g)].map(([, number]) => accountOf.get(Number(number)) ?? '');

async function forgets(url: string): Promise<void> {
  const client = new Redis(url);
  await client.flushall();
  client.disconnect();
}

test('P5: whoever is to be nudged is nudged once, however often the bot dies and Redis forgets, and nobody for what is closed', {
  timeout: NUDGING_MS,
}, async () => {
  const calm = await lived({}, async () => undefined);
  const expected = told(calm);
  await calm.world.goesDown();

  const random = seeded(5);
  const binary = redisForTests();
  const redis = binary === undefined ? undefined : await startTestRedis(binary);
  onTestFinished(() => redis?.stop());
  const haunted = await lived(redis ? { redis: { url: redis.url, prefix: 'p5' } } : {}, async (world, step) => {
    if (step % 6 === 3) await redis?.goesDown();
    if (step % 6 === 4) await redis?.comesBack();
    if (step % 2 === 0 && redis) await forgets(redis.url);
    await pause(random() * 300);
    world.kill();
  });

  expect(expected.length).toBeGreaterThan(NUDGED.issues);
  expect(told(haunted)).toEqual(expected);
  expect([askedAfterClosing(calm), askedAfterClosing(haunted)]).toEqual([[], []]);
  const { deaths } = haunted.world;
  expect(await haunted.world.unexpected()).toEqual([]);
  expect(deaths).toBeGreaterThan(NUDGED.steps / 2);
  figures('P5', { issues: NUDGED.issues, lines: expected.length, deaths, closed: haunted.closed.size });
});
