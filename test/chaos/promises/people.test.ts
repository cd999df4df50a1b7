import { describe, expect, test } from 'vitest';
import { findingsIn } from '../../../sandbox/findings.ts';
import { DAY, HOUR, MINUTE } from '../../../src/kernel/time.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { complaint, largeCompany, ownerOf, wordOf } from '../large.ts';
import { figures } from '../run.ts';
import { CHANGED, PATIENCE_MS } from '../sizes.ts';

const DEPARTMENTS = 5;
const OWNERS = CHANGED / DEPARTMENTS;
const ACCEPT_WITHIN = 4 * HOUR;

type Change = (t: TestBot, department: number, owner: string) => void;

const IN_THE_DIRECTORY: readonly Change[] = [
  ({ sandbox }, _, owner) => sandbox.setUser(owner, { deleted: true }),
  ({ sandbox }, _, owner) => sandbox.setUser(owner, { is_restricted: true }),
  ({ sandbox }, _, owner) => sandbox.setUser(owner, { status_emoji: ':palm_tree:', status_text: 'Vacationing' }),
];
const LEFT_THE_CHANNEL: Change = ({ sandbox }, department, owner) => sandbox.leave(`d${department}`, owner);

/** One issue of each owner. */
async function manyIssues(): Promise<TestBot> {
  const t = await startTestBot({
    ...largeCompany({ departments: DEPARTMENTS, owners: OWNERS }),
    refusals: 'expected',
  });
  for (let n = 0; n < CHANGED; n++) {
    const word = wordOf(n % DEPARTMENTS, Math.floor(n / DEPARTMENTS));
    const said = { id: `a${n}`, text: complaint(`a${n}`, word), customer: { account: `a${n}` } };
    await t.posts(JSON.stringify(said), { id: said.id });
  }
  await t.settled();
  return t;
}

/** Each of them is to be nudged, as soon as the bot has done what it was told of. */
async function nudgedThen(t: TestBot): Promise<void> {
  await t.settled();
  await t.turn(ACCEPT_WITHIN);
}

/** So many owners change in the same moment. */
const WAVE = 20;

/** Something happens to three owners of four, and to two channels. */
async function changeMost(t: TestBot, changes: readonly Change[], heard: () => Promise<void>): Promise<void> {
  for (let n = 0; n < CHANGED; n++) {
    if (n % WAVE === 0) await heard();
    const department = n % DEPARTMENTS;
    changes[n % 4]?.(t, department, ownerOf(department, Math.floor(n / DEPARTMENTS)));
  }
  t.sandbox.archive('d3');
  t.sandbox.rename('d4', 'another-name');
}

/** Open issues whose owner could not act on them, or that will never be looked at again. */
async function forsaken({ bot }: TestBot): Promise<string[]> {
  return bot.context.transaction(async (tx) => {
    const issues = await tx
      .selectFrom('issue')
      .innerJoin('slack_user', 'slack_user.id', 'issue.owner')
      .select(['issue.id', 'slack_user.standing', 'away', 'department'])
      .where('state', '!=', 'closed')
      .execute();
    const timers = await tx.selectFrom('timer').select('subject').where('kind', '=', 'issues.take-step').execute();
    const looked = new Set(timers.map(({ subject }) => subject));
    return issues.flatMap(({ id, standing, away, department }) => [
      ...(standing === 'member' && away !== 1 ? [] : [`#${id} in ${department} is with a ${standing}, away: ${away}`]),
      ...(looked.has(String(id)) ? [] : [`nothing is to come for #${id}`]),
    ]);
  });
}

const issuesOf = ({ bot }: TestBot) =>
  bot.context.transaction((tx) => tx.selectFrom('issue').select('owner').execute());

/** Nobody has got anything that they may not have, and nothing waits but the story for the thread of an archived channel. */
async function expectGoodManners(t: TestBot): Promise<void> {
  const misdirected = findingsIn(t.sandbox.ledger).misdirected();
  expect(misdirected.map(({ message, reader }) => `${reader?.name}: ${message.text}`)).toEqual([]);
  const stuck = await t.bot.context.transaction((tx) =>
    tx
      .selectFrom('outbox')
      .select(['key', 'state', 'reason'])
      .where('state', 'in', ['sending', 'unknown', 'undeliverable'])
      .where('kind', '!=', 'issue.story')
      .execute(),
  );
  expect(stuck).toEqual([]);
}

describe('P11: when owners and channels change just before they are to be nudged', () => {
  test('whoever has left is not written to, and each issue is with somebody who is there within minutes', {
    timeout: PATIENCE_MS,
  }, async () => {
    const t = await manyIssues();
    await changeMost(t, [...IN_THE_DIRECTORY, LEFT_THE_CHANNEL], () => t.settled());
    await nudgedThen(t);
    await t.turn(5 * MINUTE);
    expect(await forsaken(t)).toEqual([]);
    for (let hours = 0; hours < 48; hours += 4) await t.turn(4 * HOUR);
    expect(await issuesOf(t)).toHaveLength(CHANGED);
    expect(await forsaken(t)).toEqual([]);
    await expectGoodManners(t);
    figures('P11', {
      issues: CHANGED,
      'DMs to the CX lead': t.dms('lea').length,
      'to the head of d3': t.dms('head-3').length,
    });
  });

  test('and within a day where Slack never tells of it', { timeout: PATIENCE_MS }, async () => {
    const t = await manyIssues();
    Object.assign(t.sandbox.limits, { retryAfterMs: [] });
    t.sandbox.drop();
    await changeMost(t, IN_THE_DIRECTORY, async () => undefined);
    await t.until(() => t.sandbox.socket.connections() > 0);
    const heard = t.sandbox.ledger.deliveries.filter(
      ({ name, outcome }) => name === 'user_change' && outcome === 'acked',
    );
    expect(heard).toEqual([]);
    await t.turn(DAY);
    await t.bot.sweeper.look();
    await t.settled();
    expect(await forsaken(t)).toEqual([]);
    await expectGoodManners(t);
  });
});
