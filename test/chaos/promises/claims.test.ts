import { expect, onTestFinished, test } from 'vitest';
import { seeded } from '../../../src/kernel/chance.ts';
import { complaint, largeCompany, ownerOf, wordOf } from '../large.ts';
import { figures, pooled } from '../run.ts';
import { CLAIMED, KILLED_AFTER, PATIENCE_MS } from '../sizes.ts';
import { until, World } from '../world.ts';

/** No channel has more cards than a day has posts. */
const DEPARTMENTS = Math.max(6, CLAIMED / 80);
const OWNERS = 18;
const LEAST = 2;
const MOST = 20;
/** Of what was acknowledged just before it died, the answer may have died with it. */
const ANSWERED_MS = 2000;
const URGENT = { score: { kind: 'stars', value: 1, max: 5 } };

interface Card {
  readonly account: string;
  readonly department: number;
  readonly at: { readonly channel: string; readonly ts: string };
}

interface Claim {
  readonly who: string;
  /** When the bot acknowledged the click; undefined where the card had no button any more. */
  readonly ackedAt: number | undefined;
}

async function manyIssues(world: World): Promise<Card[]> {
  const ids = Array.from({ length: CLAIMED }, (_, n) => `a${String(n).padStart(5, '0')}`);
  const cards: Card[] = [];
  await pooled(ids, DEPARTMENTS, async (account) => {
    const n = Number(account.slice(1));
    const department = n % DEPARTMENTS;
    await world.sends(account, complaint(account, wordOf(department, n % OWNERS)), URGENT);
    const channel = world.sandbox.channel(`d${department}`);
    const find = () => world.sandbox.messages(channel).findLast(({ text }) => text?.includes(`at ${account}`));
    await until(`${account} has a card`, () => find() !== undefined);
    cards.push({ account, department, at: { channel, ts: find()?.ts ?? '' } });
  });
  return cards;
}

async function claims(world: World, { at }: Card, who: string): Promise<Claim> {
  let ackedAt: number | undefined;
  await until(
    `${who} claims`,
    async () => {
      const reply = await world.sandbox
        .as(who)
        .click(at, 'issue.accept')
        .catch((error: Error) => {
          if (error.message.includes('element_not_found')) return undefined;
          throw error;
        });
      if (reply?.acked) ackedAt = Date.now();
      return reply === undefined || reply.acked;
    },
    PATIENCE_MS,
  );
  return { who, ackedAt };
}

/** All who may claim it, the lot shuffled, so many of them. */
function claimants({ department }: Card, random: () => number): string[] {
  const members = [`head-${department}`, `backup-${department}`];
  const all = [...members, ...Array.from({ length: OWNERS }, (_, n) => ownerOf(department, n))];
  const shuffled = all.map((who) => ({ who, at: random() })).toSorted((a, b) => a.at - b.at);
  return shuffled.slice(0, LEAST + Math.floor(random() * (MOST - LEAST + 1))).map(({ who }) => who);
}

interface EventRow {
  readonly account: string;
  readonly owner: string;
  readonly state: string;
  readonly type: string;
  readonly actor: string | null;
  readonly payload: string;
}

const history = (world: World) =>
  Map.groupBy(
    world.rows<EventRow>(
      `select account, owner, issue.state, type, actor, payload from issue_event
       join issue on issue.id = issue_id join feedback on feedback.id = feedback_id order by issue_event.id`,
    ),
    ({ account }) => account,
  );

/** From its opening on each owner follows the one before, and the last is who has it; one alone has taken it. */
function isOneLine(events: readonly EventRow[]): boolean {
  let owner: unknown;
  for (const { type, actor, payload } of events) {
    const { from, to } = JSON.parse(payload);
    if (from !== undefined && from !== owner) return false;
    owner = type === 'accepted' ? actor : (to ?? owner);
  }
  const [last] = events;
  return events.filter(({ type }) => type === 'accepted').length === 1 && last?.owner === owner;
}

/** How often this person was told that this one has taken it. */
const toldOf = (world: World, who: string, winner: string) =>
  world.sandbox
    .as(who)
    .ephemerals()
    .filter(({ text }) => text === `<@${winner}> has taken it already.`).length;

function unanswered(world: World, raced: readonly { readonly winner: string; readonly claims: readonly Claim[] }[]) {
  const owed = new Map<string, number>();
  for (const { winner, claims } of raced)
    for (const { who, ackedAt } of claims) {
      const cut = world.diedAt.some((at) => ackedAt !== undefined && at >= ackedAt && at - ackedAt < ANSWERED_MS);
      if (ackedAt === undefined || cut || world.sandbox.user(who) === winner) continue;
      owed.set(`${who} ${winner}`, (owed.get(`${who} ${winner}`) ?? 0) + 1);
    }
  return [...owed].filter(([pair, count]) => {
    const [who = '', winner = ''] = pair.split(' ');
    return toldOf(world, who, winner) < count;
  });
}

test('P9: of all who claim an issue at once one has it, every other hears who, and the card says so', {
  timeout: PATIENCE_MS,
}, async () => {
  const random = seeded(9);
  const nextKill = () => ({
    point: 'interaction.after-commit',
    nth: KILLED_AFTER + Math.floor(random() * KILLED_AFTER),
  });
  const policy = '{ channel_posts_a_day: 100, same_words_from: 100 }';
  const world = await World.start({
    company: largeCompany({ departments: DEPARTMENTS, owners: OWNERS, policy }),
    kill: nextKill(),
    nextKill,
  });
  onTestFinished(() => world.close());
  const cards = await manyIssues(world);
  const raced: { card: Card; claims: Claim[] }[] = [];
  await pooled(cards, 3, async (card) => {
    world.sandbox.faults.nextDelivery('block_actions issue.accept', 'twice', 2);
    const claimed = await Promise.all(claimants(card, random).map((who) => claims(world, card, who)));
    raced.push({ card, claims: claimed });
  });
  const ended = Date.now();
  await world.drained(PATIENCE_MS);
  const drainedMs = Date.now() - ended;

  const events = history(world);
  expect([...events].filter(([, each]) => !isOneLine(each)).map(([account]) => account)).toEqual([]);
  const winnerOf = ({ account }: Card) => events.get(account)?.[0]?.owner ?? '';
  const shown = new Map((await world.standing()).map((message) => [message.ts, JSON.stringify(message.blocks)]));
  expect(cards.filter((card) => !shown.get(card.at.ts)?.includes(`<@${winnerOf(card)}>`))).toEqual([]);
  expect(
    unanswered(
      world,
      raced.map(({ card, claims }) => ({ winner: winnerOf(card), claims })),
    ),
  ).toEqual([]);
  expect(world.deaths).toBeGreaterThan(0);
  const all = raced.flatMap(({ claims }) => claims);
  figures('P9', {
    issues: cards.length,
    claims: all.length,
    deaths: world.deaths,
    'ms until cards show it': drainedMs,
  });
});
