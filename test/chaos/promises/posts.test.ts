import { expect, onTestFinished, test } from 'vitest';
import type { Fault } from '../../../sandbox/faults.ts';
import { seeded } from '../../../src/kernel/chance.ts';
import { complaint, largeCompany, wordOf } from '../large.ts';
import { figures, pooled } from '../run.ts';
import { PATIENCE_MS, POSTS } from '../sizes.ts';
import { LATENESS, World } from '../world.ts';

const DEPARTMENTS = 20;
const LATE_MS = 700;
/** Each kind befalls this share of the posts. */
const SHARE = 0.03;
const FAULTS: readonly Fault[] = [
  { kind: 'drop-before-accept' },
  { kind: 'drop-after-accept' },
  { kind: 'error-after-accept', status: 500 },
  { kind: 'truncate' },
  { kind: 'hang', ms: 2500 },
  { kind: 'commit-late', ms: LATE_MS },
  { kind: 'rate-limit', retryAfter: '1' },
];

const URGENT = { score: { kind: 'stars', value: 1, max: 5 } };

async function haunted(random: () => number): Promise<World> {
  const policy = '{ channel_posts_a_day: 100 }';
  const world = await World.start({ company: largeCompany({ departments: DEPARTMENTS, owners: 3, policy }) });
  onTestFinished(() => world.close());
  for (const fault of FAULTS)
    world.sandbox.faults.next('chat.postMessage', fault, Number.POSITIVE_INFINITY, () => random() < SHARE);
  return world;
}

/** Of each message that Slack ever showed twice at once: for how long. */
function shownTwice({ sandbox: { ledger } }: World): { readonly key: string; readonly ms: number }[] {
  const deletions = ledger.calls.filter(({ method }) => method === 'chat.delete');
  const deletedAt = new Map(deletions.map(({ args, at }) => [`${args.channel} ${args.ts}`, at]));
  const byKey = Map.groupBy(ledger.posts, ({ message }) => String(message.metadata?.event_payload.key));
  return [...byKey].flatMap(([key, posts]) => {
    const shown = posts.map(({ at, message }) => ({
      at,
      until: deletedAt.get(`${message.channel} ${message.ts}`) ?? Number.POSITIVE_INFINITY,
    }));
    const overlaps = shown.slice(1).map(({ at, until }, n) => Math.min(until, shown[n]?.until ?? at) - at);
    const ms = Math.max(0, ...overlaps);
    return ms > 0 ? [{ key, ms }] : [];
  });
}

/** Keys whose post Slack committed late at least once. */
function committedLate({ sandbox: { ledger } }: World): ReadonlySet<string> {
  const late = ledger.calls.filter(({ fault }) => fault === 'commit-late');
  return new Set(
    late.map(({ args }) => String((args.metadata as { event_payload: { key: string } }).event_payload.key)),
  );
}

test('P4: whatever happens to the posts, and whenever the bot dies, each message stands in Slack once', {
  timeout: PATIENCE_MS,
}, async () => {
  const random = seeded(4);
  const world = await haunted(random);
  const killer = world.killsNowAndThen(random, [500, 5000]);
  const ids = Array.from({ length: POSTS }, (_, n) => `a${n}`);
  await pooled(ids, 4, (id) => {
    const n = Number(id.slice(1));
    return world.sends(id, complaint(id, wordOf(n % DEPARTMENTS, n % 3)), n % 4 > 0 ? URGENT : {});
  });
  await killer.stop();
  await world.drained(PATIENCE_MS);
  const promised = world.rows<{ key: string }>("select key from outbox where ts is not null or state = 'sent'");
  const unexpected = await world.unexpected();

  const standing = new Set((await world.standing()).map(({ metadata }) => metadata?.event_payload.key));
  expect(unexpected).toEqual([]);
  expect(promised.filter(({ key }) => !standing.has(key))).toEqual([]);
  const twice = shownTwice(world);
  const late = committedLate(world);
  expect(twice.filter(({ key }) => !late.has(key))).toEqual([]);
  const longest = Math.max(0, ...twice.map(({ ms }) => ms));
  expect(longest).toBeLessThan(LATENESS.secondMs + RESTART_MS);
  figures('P4', { posts: promised.length, deaths: world.deaths, 'shown twice': twice.length, 'longest ms': longest });
});

/** A copy is taken away a little later where the bot was just dead. */
const RESTART_MS = 10_000;
