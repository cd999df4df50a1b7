import { describe, expect, test } from 'vitest';
import { leaveFrom } from '../../../src/features/people/leave.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { at } from '../../support/issue.ts';

const WEDNESDAY = '2026-03-04';

test.each<[typed: string, leave: object]>([
  ['until Friday', { from: WEDNESDAY, until: '2026-03-06', delegate: undefined }],
  ['until friday → <@U0BOB|bob>', { from: WEDNESDAY, until: '2026-03-06', delegate: 'U0BOB' }],
  ['till tomorrow -> <@U0BOB>', { from: WEDNESDAY, until: '2026-03-05', delegate: 'U0BOB' }],
  ['until wed', { from: WEDNESDAY, until: WEDNESDAY, delegate: undefined }],
  ['from Monday until Tuesday', { from: '2026-03-09', until: '2026-03-10', delegate: undefined }],
  ['from 2026-07-01 until 2026-07-21', { from: '2026-07-01', until: '2026-07-21', delegate: undefined }],
])('"/cx away %s" is understood', (typed, leave) => {
  expect(leaveFrom(typed, WEDNESDAY)).toEqual(leave);
});

test.each([
  ['', 'Until when?'],
  ['next week sometime', 'Until when?'],
  ['until Blursday', '“Blursday” is no day'],
  ['until 2026-02-30', 'no day'],
  ['until 2026-03-01', 'lies in the past'],
  ['until 2028-03-01', 'At most a year'],
])('"/cx away %s" is answered by what is missing', (typed, problem) => {
  expect(leaveFrom(typed, WEDNESDAY)).toMatchObject({ problem: expect.stringContaining(problem) });
});

const ownerOf = (t: TestBot) =>
  t.bot.context.transaction(async (tx) => {
    const { owner } = await tx.selectFrom('issue').select('owner').orderBy('id', 'desc').executeTakeFirstOrThrow();
    return owner;
  });

const COMPLAINT = { text: 'I was charged twice in October.', customer: { account: 'Orbit' } };

describe('somebody who says that they are away', () => {
  test('hands what they have to the colleague they name, new work too, and gets no DM', async () => {
    const t = await startTestBot();
    await t.hears(COMPLAINT);
    await t.sandbox.as('ann').command('/cx', `away until Friday → <@${t.sandbox.user('joe')}>`);
    await t.settled();
    expect(await ownerOf(t)).toBe(t.sandbox.user('joe'));
    await t.hears({ ...COMPLAINT, customer: { account: 'Nord' } });
    expect(await ownerOf(t)).toBe(t.sandbox.user('joe'));
    const before = t.dms('ann').length;
    await t.turnTo(at('2026-03-06 16:00'));
    expect(t.dms('ann')).toHaveLength(before);
  });

  test('without naming anybody is answered for by the backup, and is asked again once they are back', async () => {
    const t = await startTestBot();
    await t.sandbox.as('ann').command('/cx', 'away until Tuesday');
    await t.settled();
    await t.hears(COMPLAINT);
    expect(await ownerOf(t)).toBe(t.sandbox.user('bob'));
    await t.turnTo(at('2026-03-04 09:30'));
    await t.hears({ ...COMPLAINT, customer: { account: 'Nord' } });
    expect(await ownerOf(t)).toBe(t.sandbox.user('ann'));
  });

  test('from a later day on keeps what they have until then', async () => {
    const t = await startTestBot();
    await t.hears(COMPLAINT);
    await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
    await t.sandbox.as('ann').command('/cx', 'away from Wednesday until Friday');
    await t.settled();
    expect(await ownerOf(t)).toBe(t.sandbox.user('ann'));
    await t.turnTo(at('2026-03-04 08:00'));
    expect(await ownerOf(t)).toBe(t.sandbox.user('bob'));
  });

  test('can come back early', async () => {
    const t = await startTestBot();
    await t.sandbox.as('ann').command('/cx', 'away until Friday');
    await t.sandbox.as('ann').command('/cx', 'back');
    await t.settled();
    await t.hears(COMPLAINT);
    expect(await ownerOf(t)).toBe(t.sandbox.user('ann'));
  });
});
