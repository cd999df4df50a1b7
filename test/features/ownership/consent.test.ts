import { describe, expect, test } from 'vitest';
import { actingOnTopic } from '../../../src/features/ownership/acting.ts';
import { keep, name } from '../../../src/features/ownership/upkeep/act.ts';
import type { UserId } from '../../../src/kernel/slack.ts';
import { DAY } from '../../../src/kernel/time.ts';
import { auditTrail } from '../../../src/platform/db/audit-trail.ts';
import { startTestBot } from '../../support/bot.ts';
import { ORG } from '../../support/company.ts';
import { answers, applied, dm, owner, said, until } from '../../support/directory.ts';
import { at } from '../../support/issue.ts';

const ASKING = ORG.replace('owner: ann@acme.test,', 'owner: ann@acme.test, ask: true,');
const CHARGED = { text: 'I was charged twice' };

describe('whoever a file names', () => {
  test('counts as having agreed, and hears nothing', async () => {
    const t = await startTestBot();
    expect(t.dms('ann')).toEqual([]);
    await t.hears(CHARGED);
    expect(await owner(t)).toBe(t.sandbox.user('ann'));
  });

  test('is asked first where the file says so; until then the head answers', async () => {
    const t = await startTestBot({ org: ASKING });
    expect(dm(t, 'ann').text).toBe('Would you answer for Double charges?');
    expect(said(t, 'ann')).toContain('None has come lately.');
    await t.hears(CHARGED);
    expect(await owner(t)).toBe(t.sandbox.user('fay'));
    expect(await answers(t)).toContain('is asked, and has not said yes yet');
  });

  test('answers as soon as they say yes, by one click', async () => {
    const t = await startTestBot({ org: ASKING });
    await t.sandbox.as('ann').click(dm(t, 'ann'), 'ownership.agree');
    await t.settled();
    expect(dm(t, 'ann').text).toBe('Nothing here waits for you any more. Thank you.');
    await t.hears(CHARGED);
    expect(await owner(t)).toBe(t.sandbox.user('ann'));
    expect(await answers(t)).toContain('last confirmed 2026-03-02');
  });

  test('may say no, and their head is asked who should', async () => {
    const t = await startTestBot({ org: ASKING });
    await t.sandbox.as('ann').click(dm(t, 'ann'), 'ownership.decline');
    await t.settled();
    expect(said(t, 'fay')).toContain('has said no, so it is yours meanwhile');
    await t.hears(CHARGED);
    expect(await owner(t)).toBe(t.sandbox.user('fay'));
  });

  test('is told how much there is of it', async () => {
    const t = await startTestBot();
    for (let n = 0; n < 16; n++) await t.hears({ text: `I was charged twice, ${'xyz'.repeat(n + 1)}` });
    await applied(t, ASKING.replace('owner: ann@acme.test', 'owner: bob@acme.test'));
    expect(said(t, 'bob')).toContain('About 2 a week.');
  });

  test('however many topics they are asked for, reads five of them at a time, and how many wait', async () => {
    const topic = (n: number) =>
      `  - { key: t${n}, name: ${`Matter ${n} `.padEnd(80, 'x')}, department: finance, stage: pay, owner: ann@acme.test, ask: true, words: [matter ${n}] }`;
    const t = await startTestBot({ org: `${ORG}${Array.from({ length: 500 }, (_, n) => topic(n)).join('\n')}` });
    expect(dm(t, 'ann').text).toBe('Who answers for what: 5 questions for you; the others can wait');
    expect(said(t, 'ann')).toContain('and 485 more');
    await t.sandbox.as('ann').openHome();
    await t.settled();
    expect(JSON.stringify(t.sandbox.as('ann').home())).toContain('and 485 more');
  });

  test('out of their hours is asked when they are at work', async () => {
    const t = await startTestBot({ org: ASKING, at: at('2026-03-06 23:30') });
    expect(t.dms('ann')).toEqual([]);
    await until(t, '2026-03-09');
    expect(dm(t, 'ann').text).toBe('Would you answer for Double charges?');
  });
});

describe('handing over', () => {
  const handedTo = async (whom: string) => {
    const t = await startTestBot({ org: ASKING });
    await t.sandbox.as('ann').click(dm(t, 'ann'), 'ownership.decline');
    await t.settled();
    await t.sandbox.as('fay').click(dm(t, 'fay'), 'ownership.name');
    await t.sandbox.as('fay').submit({ person: t.sandbox.user(whom) });
    await t.settled();
    return t;
  };

  test('asks the colleague, who is told who named them; until they answer all stays as it is', async () => {
    const t = await handedTo('bob');
    expect(said(t, 'bob')).toContain(`<@${t.sandbox.user('fay')}> has named you.`);
    await t.hears(CHARGED);
    expect(await owner(t)).toBe(t.sandbox.user('fay'));
  });

  test('changes the directory with their yes, and whoever named them hears it', async () => {
    const t = await handedTo('bob');
    await t.sandbox.as('bob').click(dm(t, 'bob'), 'ownership.agree');
    await t.settled();
    expect(said(t, 'fay')).toContain('answers for it from now on');
    expect(await answers(t)).toContain(`<@${t.sandbox.user('bob')}>`);
  });

  test('with a no, whoever named them is asked for another', async () => {
    const t = await handedTo('bob');
    await t.sandbox.as('bob').click(dm(t, 'bob'), 'ownership.decline');
    await t.settled();
    expect(said(t, 'fay')).toContain('would rather not');
    await t.sandbox.as('fay').click(dm(t, 'fay'), 'ownership.name');
    await t.sandbox.as('fay').submit({ person: t.sandbox.user('fay') });
    await t.settled();
    expect(await answers(t)).toContain(`<@${t.sandbox.user('fay')}>`);
  });

  test('of two who are asked, the first who says yes has it, and the other is asked no more', async () => {
    const t = await handedTo('bob');
    await t.sandbox.as('fay').click(dm(t, 'fay', 'ownership.name'), 'ownership.name');
    await t.sandbox.as('fay').submit({ person: t.sandbox.user('joe') });
    await t.settled();
    const before = dm(t, 'bob');
    await t.sandbox.as('joe').click(dm(t, 'joe'), 'ownership.agree');
    await t.settled();
    expect(dm(t, 'bob').text).toBe('Nothing here waits for you any more. Thank you.');
    expect(before.text).toBe('Would you answer for Double charges?');
    await t.hears(CHARGED);
    expect(await owner(t)).toBe(t.sandbox.user('joe'));
  });

  test('ends when the head keeps it: a yes that comes later takes it from nobody', async () => {
    const t = await handedTo('bob');
    const asked = { user: t.sandbox.user('fay') as UserId, now: t.bot.context.now() };
    await t.bot.context.transaction(async (tx) => {
      const acting = await actingOnTopic(tx, asked, 'double-charges', 'topic.keep');
      if (!('refused' in acting)) await keep(tx, acting);
    });
    await t.settled();
    expect(dm(t, 'bob').text).toBe('Nothing here waits for you any more. Thank you.');
    await t.hears(CHARGED);
    expect(await owner(t)).toBe(t.sandbox.user('fay'));
  });

  test('not to whoever answers for it already', async () => {
    const t = await startTestBot();
    const asked = { user: t.sandbox.user('fay') as UserId, now: t.bot.context.now() };
    const outcome = await t.bot.context.transaction(async (tx) => {
      const acting = await actingOnTopic(tx, asked, 'double-charges', 'topic.name');
      return 'refused' in acting ? acting : name(tx, acting, t.sandbox.user('ann') as UserId);
    });
    expect(outcome).toEqual({ wrong: 'They answer for it already.' });
    expect(await answers(t)).toContain('last confirmed 2026-03-02');
  });

  test('only to full members', async () => {
    const t = await startTestBot({ org: ASKING });
    await t.sandbox.as('ann').click(dm(t, 'ann'), 'ownership.decline');
    await t.settled();
    await t.sandbox.as('fay').click(dm(t, 'fay'), 'ownership.name');
    const { errors } = await t.sandbox.as('fay').submit({ person: t.sandbox.user('gus') });
    expect(errors).toEqual({ person: 'Only a full member of this workspace can answer for it.' });
  });
});

describe('every ninety days', () => {
  const aQuarterLater = async () => {
    const t = await startTestBot();
    await t.turn(91 * DAY);
    await until(t, '2026-06-09');
    return t;
  };

  test('an owner is asked whether it is still theirs, in one message a week for all they have', async () => {
    const t = await aQuarterLater();
    expect(t.dms('ann')).toEqual(['Is Double charges still yours?']);
    expect(said(t, 'ann')).toContain('yours, last confirmed 2026-03-02');
  });

  test('one click confirms it for another quarter', async () => {
    const t = await aQuarterLater();
    await t.sandbox.as('ann').click(dm(t, 'ann'), 'ownership.agree');
    await t.settled();
    expect(await answers(t)).toContain('last confirmed 2026-06-09');
    await t.turn(28 * DAY);
    expect(t.dms('ann')).toEqual(['Nothing here waits for you any more. Thank you.']);
  });

  test('silence for two weeks gives it to the head, who is asked who should have it', async () => {
    const t = await aQuarterLater();
    await until(t, '2026-06-16');
    await until(t, '2026-06-23');
    await t.turnTo(at('2026-06-29 08:00'));
    await until(t, '2026-06-30');
    expect(said(t, 'fay')).toContain('has not answered in time');
    const [lapse] = await t.bot.context.transaction((tx) => auditTrail(tx, { about: 'topic.lapsed', most: 9 }));
    expect(lapse).toMatchObject({ by: 'loopkeeper', before: 'agreed', after: 'lapsed' });
    await t.hears(CHARGED);
    expect(await owner(t)).toBe(t.sandbox.user('fay'));
  });

  test('not for whoever is away meanwhile', async () => {
    const t = await aQuarterLater();
    await t.sandbox.as('ann').command('/cx', 'away until 2026-07-20');
    await t.turnTo(at('2026-06-29 08:00'));
    await until(t, '2026-06-30');
    expect(t.dms('fay').join()).not.toContain('Double charges');
  });

  test('a topic that is of no use is retired by one click, and such feedback goes to the CX lead', async () => {
    const t = await aQuarterLater();
    await t.sandbox.as('ann').click(dm(t, 'ann'), 'ownership.retire');
    await t.settled();
    await t.hears(CHARGED);
    expect(await owner(t)).toBe(t.sandbox.user('lea'));
  });

  const lapsed = async () => {
    const t = await aQuarterLater();
    for (const day of ['2026-06-16', '2026-06-23', '2026-06-29', '2026-06-30']) await until(t, day);
    expect(said(t, 'fay')).toContain('has not answered in time');
    return t;
  };
  const SETTLED = 'Nothing here waits for you any more. Thank you.';

  test('a late "Still mine" asks the head at once no more who should have it', async () => {
    const t = await lapsed();
    await t.sandbox.as('ann').click(dm(t, 'ann'), 'ownership.agree');
    await t.settled();
    expect(new Set([...t.dms('fay'), ...t.dms('ann')])).toEqual(new Set([SETTLED]));
  });

  test.each(['ownership.keep', 'ownership.retire'])(
    'after "%s" of the head nobody is asked for a late word',
    async (button) => {
      const t = await lapsed();
      await t.sandbox.as('fay').click(dm(t, 'fay'), button);
      await t.settled();
      expect(new Set([...t.dms('fay'), ...t.dms('ann')])).toEqual(new Set([SETTLED]));
    },
  );

  test('who has let it lapse reads so where they were asked, is not asked again, and may still say that it is theirs', async () => {
    const t = await aQuarterLater();
    for (const day of ['2026-06-16', '2026-06-23', '2026-06-29', '2026-06-30', '2026-07-06', '2026-07-07'])
      await until(t, day);
    expect(new Set(t.dms('ann'))).toEqual(new Set(['You have not confirmed Double charges']));
    expect(said(t, 'ann')).toContain('the head of Finance answers for it now');
    expect(t.dms('ann')).toHaveLength(2);
    await t.sandbox.as('ann').click(dm(t, 'ann'), 'ownership.agree');
    await t.hears(CHARGED);
    expect(await owner(t)).toBe(t.sandbox.user('ann'));
  });
});
