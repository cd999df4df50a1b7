import { describe, expect, test } from 'vitest';
import { crowded } from '../../../sandbox/crowd.ts';
import { HOUR } from '../../../src/kernel/time.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { seed } from '../../support/company.ts';
import { figures } from '../run.ts';
import { CROWD, PATIENCE_MS } from '../sizes.ts';

const PAGE = 1000;
/** One in ten calls is limited, as where other apps of the workspace list it too. */
const LIMITED = Math.ceil(CROWD.people / PAGE / 10);

const inLargeCompany = () =>
  startTestBot({
    seed: crowded(seed() as Parameters<typeof crowded>[0], CROWD.people, CROWD.channels),
    refusals: 'expected',
  });

const standing = (t: TestBot) =>
  t.bot.context.transaction(async (tx) => {
    const rows = await tx
      .selectFrom('slack_user')
      .select(({ fn }) => ['standing', fn.countAll<number>().as('people')])
      .groupBy('standing')
      .execute();
    return Object.fromEntries(rows.map(({ standing: what, people }) => [what, people]));
  });

const listed = (t: TestBot) => t.sandbox.ledger.calls.filter(({ method }) => method === 'users.list').length;

describe('P10: in a workspace of very many people and channels', () => {
  test('all are known however often Slack limits the list, and a complaint costs no look at it', {
    timeout: PATIENCE_MS,
  }, async () => {
    const began = Date.now();
    const t = await inLargeCompany();
    const readyMs = Date.now() - began;
    const everybody = await standing(t);
    const known = Object.values(everybody).reduce((sum, people) => sum + people, 0);
    expect(known).toBeGreaterThan(CROWD.people);
    const pages = listed(t);
    t.sandbox.faults.next('users.list', { kind: 'rate-limit', retryAfter: '1' }, LIMITED);
    t.sandbox.clock.advance(25 * HOUR);
    await t.bot.sweeper.look();
    expect(await standing(t)).toEqual(everybody);
    expect(listed(t)).toBe(2 * pages + LIMITED);
    const before = listed(t);
    await t.hears({ text: 'I was charged twice' });
    expect(t.card('finance').text).toContain('Double charges');
    expect(listed(t)).toBe(before);
    figures('P10', { people: CROWD.people, channels: CROWD.channels, readyMs, limited: LIMITED });
  });

  test('a pass that a restart broke off half-way calls nobody absent, and the next one is whole', {
    timeout: PATIENCE_MS,
  }, async () => {
    const t = await inLargeCompany();
    const everybody = await standing(t);
    t.sandbox.clock.advance(25 * HOUR);
    const onPage = (n: number) => {
      let page = 0;
      return () => ++page === n;
    };
    t.sandbox.faults.next('users.list', { kind: 'hang', ms: 1000 }, 1, onPage(Math.ceil(CROWD.people / PAGE / 2)));
    const sweeping = t.bot.sweeper.look();
    await t.restart();
    await sweeping;
    await t.bot.sweeper.look();
    expect(await standing(t)).toEqual(everybody);
    const left = t.bot.context.transaction((tx) =>
      tx.selectFrom('fact').select('id').where('type', '=', 'person.left').execute(),
    );
    expect(await left).toEqual([]);
    expect(t.sandbox.ledger.calls.filter(({ method }) => method === 'users.info')).toEqual([]);
  });
});
