import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { runs } from '../../support/runs.ts';

/** Whoever may take it, and two who may not: another department's, and a guest. */
const MAY = ['ann', 'bob', 'fay', 'lea'] as const;
const OTHERS = ['bob', 'fay', 'lea'] as const;
const OUTSIDE = ['dan', 'gus'] as const;
const PEOPLE = [...MAY, ...OUTSIDE] as const;
type Who = (typeof PEOPLE)[number];

/** By the card, by what `/cx issue` offers, by the question after 👀, by a time in the DM, by a form that was open already, by 👀. */
type How = 'card' | 'details' | 'question' | 'slot-1' | 'slot-2' | 'form' | 'reaction';

interface Claim {
  readonly who: Who;
  readonly how: How;
  /** Slack brings the payload two times at once. */
  readonly twice: boolean;
}

const some = <W extends Who, H extends How>(who: readonly W[], how: readonly H[]) =>
  fc.record({ who: fc.constantFrom(...who), how: fc.constantFrom(...how), twice: fc.boolean() });

/** Twenty claims in every order, among them the form that Ann had open. */
const twenty = fc
  .array(
    fc.oneof(
      some(PEOPLE, ['card']),
      some(MAY, ['details']),
      some(OTHERS, ['question']),
      some(['ann'], ['slot-1', 'slot-2', 'reaction']),
    ),
    { minLength: 19, maxLength: 19 },
  )
  .chain((claims) => {
    const all: Claim[] = [...claims, { who: 'ann', how: 'form', twice: false }];
    return fc.shuffledSubarray(all, { minLength: 20, maxLength: 20 });
  });

const PROMISE = { day: '2026-03-03', time: '11:00' };
const ACTIONS = {
  card: 'accept',
  details: 'accept',
  question: 'accept',
  'slot-1': 'slot-1',
  'slot-2': 'slot-2',
} as const;

interface At {
  readonly channel: string;
  readonly ts: string;
}

interface Course {
  readonly t: TestBot;
  readonly card: At;
  readonly dm: At;
  readonly shown: (who: Who, nth: number) => At;
}

/** All that can be clicked stands before everybody before anybody does. */
async function racecourse(): Promise<Course> {
  const t = await startTestBot();
  await t.hears({ text: 'I was charged twice in October.', customer: { account: 'Orbit' } });
  const card = t.card('finance');
  const seen = (who: Who) => t.sandbox.as(who).ephemerals();
  for (const who of MAY) await t.sandbox.as(who).command('/cx', 'issue 1');
  await t.until(() => MAY.every((who) => seen(who).length === 1));
  for (const who of OTHERS) await t.sandbox.as(who).react('eyes', card);
  await t.until(() => OTHERS.every((who) => seen(who).length === 2));
  const dm = { channel: t.sandbox.dmChannel('ann'), ts: String(t.sandbox.dm('ann')[0]?.ts) };
  await t.sandbox.as('ann').click(dm, 'issue.promise');
  return { t, card, dm, shown: (who, nth) => seen(who)[nth] ?? card };
}

/** Claims it; resolves to what the form is answered, where it is one. */
async function claimed({ t, card, dm, shown }: Course, { who, how, twice }: Claim): Promise<string | undefined> {
  const actor = t.sandbox.as(who);
  if (how === 'reaction') return void (await actor.react('eyes', card).catch(() => undefined));
  if (how === 'form') return JSON.stringify(await actor.submit(PROMISE));
  const action = `issue.${ACTIONS[how]}`;
  if (twice) t.sandbox.faults.nextDelivery(`block_actions ${action}`, 'twice');
  const places = { card, details: shown(who, 0), question: shown(who, 1), 'slot-1': dm, 'slot-2': dm };
  await actor.click(places[how], action);
  return undefined;
}

async function standing({ bot }: TestBot) {
  return bot.context.transaction(async (tx) => ({
    issue: await tx.selectFrom('issue').select(['owner', 'state', 'stage']).executeTakeFirstOrThrow(),
    events: await tx.selectFrom('issue_event').select(['type', 'actor']).orderBy('id').execute(),
  }));
}

async function raced(claims: readonly Claim[]) {
  const course = await racecourse();
  const { t } = course;
  const heard = new Map(PEOPLE.map((who) => [who, t.sandbox.as(who).ephemerals().length]));
  const forms = await Promise.all(claims.map((each) => claimed(course, each)));
  await t.settled();
  const said = (who: Who) => t.sandbox.as(who).ephemerals().slice(heard.get(who));
  return {
    ...(await standing(t)),
    card: JSON.stringify(t.card('finance').blocks),
    form: forms.find((answer) => answer !== undefined) ?? '',
    said: (who: Who) => said(who).map(({ text }) => text ?? ''),
    idOf: (who: Who) => t.sandbox.user(who),
  };
}

type Race = Awaited<ReturnType<typeof raced>>;

const clicksOf = (claims: readonly Claim[], who: Who) =>
  claims.filter((each) => each.who === who && each.how in ACTIONS).length;

describe('of twenty who claim an issue at once, by whatever way and in whatever order', () => {
  const orders = fc.sample(twenty, { seed: 20, numRuns: runs(8) });
  const winners = new Set<string>();

  test.each(orders.map((claims, n) => [n, claims] as const))(
    '%i: one has it, once, and every other hears who',
    async (_n, claims) => {
      const race = await raced(claims);
      const winner = MAY.find((who) => race.idOf(who) === race.issue.owner) ?? 'nobody';
      winners.add(winner);
      expectOneLine(race);
      for (const who of PEOPLE) expectAnswers(race, who, winner, clicksOf(claims, who));
      const named = winner === 'ann' ? 'you' : winner;
      expect(race.form).toMatch(new RegExp(`is accepted now, with ${named}\\.|"acked":true,"ms":\\d+}$`));
    },
  );

  test('it is not always the same', () => {
    expect(winners.size).toBeGreaterThan(1);
  });
});

/** Its events are one line: opened, taken, and after that only the winner's own promises; the card shows them. */
function expectOneLine({ issue, events, card }: Race): void {
  const [opened, accepted, ...after] = events;
  expect([opened?.type, accepted, issue.state]).toEqual([
    'opened',
    { type: 'accepted', actor: issue.owner },
    'accepted',
  ]);
  expect(after).toEqual(after.map(() => ({ type: 'promised', actor: issue.owner })));
  expect(issue.stage).toBe(events.length);
  expect(card).toContain(`<@${issue.owner}>`);
}

/** Each click of whoever was too late, or may not, was answered once; the winner's say nothing where the DM shows it. */
function expectAnswers({ said, issue }: Race, who: Who, winner: string, clicks: number): void {
  const standing = standingOf(who, winner);
  if (standing !== 'winner') expect(said(who)).toHaveLength(clicks);
  for (const answer of said(who)) expect(answer).toMatch(ANSWERS[standing](issue.owner));
}

const standingOf = (who: Who, winner: string) =>
  who === winner ? 'winner' : MAY.some((each) => each === who) ? 'late' : 'outside';

const ANSWERS: Record<ReturnType<typeof standingOf>, (owner: string) => RegExp> = {
  winner: () => /is yours, thank you|^It is yours already\.$|^That is what you have promised already\.$/,
  late: (owner) => new RegExp(`^<@${owner}> has taken it already\\.$`),
  outside: () => /^That is for .* The owner is <@U\w+>/,
};
