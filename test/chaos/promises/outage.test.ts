import { expect, onTestFinished, test } from 'vitest';
import { HOUR } from '../../../src/kernel/time.ts';
import type { Limits } from '../../../src/platform/outbox/pace.ts';
import { complaint, largeCompany, ownerOf, wordOf } from '../large.ts';
import { figures, pooled } from '../run.ts';
import { MISSED, MISSED_A_MINUTE, NEAR_THE_PACE, PATIENCE_MS } from '../sizes.ts';
import { World } from '../world.ts';

const DEPARTMENTS = 5;
const DOWN = 48 * HOUR;
const PACE: Limits = { channelMs: 1050, postsPerMinute: MISSED_A_MINUTE, editsPerMinute: 1e9 };
/** So many may go at once before the pace counts. */
const BURST = 8;
const URGENT = { score: { kind: 'stars', value: 1, max: 5 } };
const isUrgent = (n: number) => n % 10 === 0;

/** Each issue has an owner of its own, so that each nudge is a message. */
async function manyIssues(): Promise<World> {
  const owners = MISSED / DEPARTMENTS;
  const world = await World.start({ company: largeCompany({ departments: DEPARTMENTS, owners }) });
  onTestFinished(() => world.close());
  const numbers = Array.from({ length: MISSED }, (_, n) => n);
  await pooled(numbers, 8, (n) => {
    const word = wordOf(n % DEPARTMENTS, Math.floor(n / DEPARTMENTS));
    return world.sends(`a${n}`, complaint(`a${n}`, word), isUrgent(n) ? URGENT : {});
  });
  await world.drained(PATIENCE_MS);
  return world;
}

interface Line {
  readonly account: string;
  readonly step: string;
  readonly person: string;
  readonly letter: number;
}

const linesAfter = (world: World, letter: number) =>
  world.rows<Line>(
    `select account, step, person, letter.id as letter from letter_item join letter on letter.id = letter_id
     join issue on issue.id = issue_id join feedback on feedback.id = feedback_id where letter.id > ${letter}`,
  );

/** What the bot has posted since, in the order in which Slack got it. */
const postsAfter = ({ sandbox: { ledger } }: World, from: number) =>
  ledger.posts.slice(from).map(({ at, message }) => ({
    at,
    key: String(message.metadata?.event_payload.key),
    text: message.text ?? '',
  }));

test('P6: after two days of being down each issue has one nudge at most, the urgent first, at the pace of Slack, and nothing went over an owner’s head', {
  timeout: PATIENCE_MS,
}, async () => {
  const world = await manyIssues();
  const [before] = world.rows<{ letter: number; events: number }>(
    'select (select max(id) from letter) as letter, (select count(*) from issue_event) as events',
  );
  const posted = world.sandbox.ledger.posts.length;
  await world.goesDown();
  world.turn(DOWN);
  await world.comesBack({ pace: PACE });
  await world.drained(PATIENCE_MS);

  const lines = linesAfter(world, before?.letter ?? 0);
  const byIssue = Map.groupBy(lines, ({ account }) => account);
  expect(byIssue.size).toBe(MISSED);
  expect([...byIssue].filter(([, each]) => each.length > 1)).toEqual([]);
  expect(world.rows('select type from issue_event').slice(before?.events)).toEqual([]);
  const owners = Array.from({ length: MISSED }, (_, n) => ownerOf(n % DEPARTMENTS, Math.floor(n / DEPARTMENTS)));
  const ids = new Set(owners.map((who) => world.sandbox.user(who)));
  expect(lines.filter(({ person }) => !ids.has(person))).toEqual([]);

  const posts = postsAfter(world, posted);
  const letters = posts.filter(({ key }) => key.startsWith('letter/'));
  expect(letters).toHaveLength(MISSED);
  const urgent = new Set(lines.filter(({ account }) => isUrgent(Number(account.slice(1)))).map((line) => line.letter));
  const order = letters.map(({ key }) => urgent.has(Number(key.slice('letter/'.length))));
  expect(order.lastIndexOf(true)).toBeLessThan(urgent.size + BURST);

  const seconds = ((posts.at(-1)?.at ?? 0) - (posts[0]?.at ?? 0)) / 1000;
  const expected = ((posts.length - BURST) * 60) / MISSED_A_MINUTE;
  expect(Math.abs(seconds / expected - 1)).toBeLessThan(NEAR_THE_PACE);
  figures('P6', { issues: MISSED, nudges: letters.length, seconds, 'seconds by the pace': expected });
});
