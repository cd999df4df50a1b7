import { describe, expect, test } from 'vitest';
import { findPerson } from '../../../src/features/people/index.ts';
import { actingOnDay, book, undo } from '../../../src/features/support-days/act.ts';
import type { UserId } from '../../../src/kernel/slack.ts';
import { DAY, HOUR } from '../../../src/kernel/time.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { ORG, seed } from '../../support/company.ts';
import { applied, dm } from '../../support/directory.ts';
import { at } from '../../support/issue.ts';

/** Whoever hosts begins at noon. */
const LATE_HOST = ORG.replace(
  'departments:',
  "people: [{ who: sam@acme.test, hours: 'Mon-Fri 12:00-20:00' }]\ndepartments:",
);

const last = (t: TestBot, who: string) => {
  const said = t.sandbox.as(who).ephemerals().at(-1);
  if (said === undefined) throw new Error(`${who} was told nothing`);
  return said;
};
const said = (t: TestBot, who: string) => JSON.stringify(last(t, who).blocks);

/** What `/cx day` answers. */
async function day(t: TestBot, who = 'joe'): Promise<string> {
  await t.sandbox.as(who).command('/cx', 'day');
  return said(t, who);
}

/** Presses a button under what was said last, and waits for the next. */
async function press(t: TestBot, who: string, id: string, value?: string): Promise<string> {
  const before = t.sandbox.as(who).ephemerals().length;
  await t.sandbox.as(who).click(last(t, who) as never, id, value === undefined ? {} : { value });
  await t.until(() => t.sandbox.as(who).ephemerals().length > before || t.sandbox.as(who).modal() !== undefined);
  await t.settled();
  return said(t, who);
}

/** The days that are offered in what was said last, as their buttons name them. */
const offersIn = (t: TestBot, who: string): string[] =>
  [...said(t, who).matchAll(/"value":"(U\w+@[\d-]+)"/g)].map(([, value = '']) => value);

/** Chooses the first that is offered with this host, or with any; resolves to its day. */
async function choose(t: TestBot, who: string, host = ''): Promise<string> {
  const value = offersIn(t, who).find((each) => each.startsWith(host && t.sandbox.user(host)));
  if (value === undefined) throw new Error(`${who} was offered none`);
  expect(await press(t, who, 'day.choose', value)).toContain('Your next support day');
  return value.split('@')[1] ?? '';
}

/** Tries to have that very day, whatever was offered; resolves to whether it could be. */
function plan(t: TestBot, who: string, host: string, on: string): Promise<boolean> {
  const offer = { host: t.sandbox.user(host) as UserId, day: on };
  return t.bot.context.transaction(async (tx) => {
    const guest = await findPerson(tx, t.sandbox.user(who) as UserId);
    return guest !== undefined && book(tx, guest, offer, t.bot.context.now());
  });
}

/** Joe, or another, has planned a day beside Sam, or another, on Tuesday 10 March, and sees it. */
async function booked(t: TestBot, who = 'joe', host = 'sam', on = '2026-03-10'): Promise<TestBot> {
  expect(await plan(t, who, host, on)).toBe(true);
  await t.settled();
  expect(await day(t, who)).toContain('Your next support day');
  return t;
}

const rows = (t: TestBot) =>
  t.bot.context.transaction((tx) =>
    tx.selectFrom('support_day').select(['guest', 'host', 'day', 'state', 'learned']).orderBy('id').execute(),
  );
const states = async (t: TestBot) => (await rows(t)).map(({ state }) => state);
const events = (t: TestBot) =>
  t.bot.context.transaction(async (tx) => {
    const all = await tx.selectFrom('support_day_event').selectAll().orderBy('id').execute();
    return all.map(({ what, actor, day }) => [what, actor, day]);
  });

/** Only what this feature says. */
const dmsOf = (t: TestBot, who: string) =>
  t.sandbox.dm(who).filter(({ metadata }) => String(metadata?.event_payload.kind).startsWith('support-days.'));
const texts = (t: TestBot, who: string) => dmsOf(t, who).map(({ blocks }) => JSON.stringify(blocks));

async function home(t: TestBot, who: string): Promise<string> {
  await t.sandbox.as(who).openHome();
  await t.settled();
  return JSON.stringify(t.sandbox.as(who).home()?.blocks);
}

describe('somebody outside support', () => {
  test('is offered three days, each with its host, and has one with a click', async () => {
    const t = await startTestBot();
    const offered = await day(t);
    expect(offered).toContain('which one suits you?');
    expect(offered.match(/day\.choose/g)).toHaveLength(3);
    expect(offered).toMatch(/\*Thursday 5 March\* beside <@U\w+>, 09:00–17:00/);
    expect(new Set(offersIn(t, 'joe').map((offer) => offer.split('@')[0]))).toEqual(
      new Set([t.sandbox.user('sam'), t.sandbox.user('lea')]),
    );
    expect(await choose(t, 'joe')).toBe('2026-03-05');
    expect(await day(t)).toMatch(/\*Your next support day\*: Thursday 5 March, beside <@U\w+>, 09:00–17:00\./);
    expect(await rows(t)).toEqual([
      {
        ...{ guest: t.sandbox.user('joe'), host: expect.any(String) },
        ...{ day: '2026-03-05', state: 'planned', learned: null },
      },
    ]);
  });

  test('reads the hours by their own clock', async () => {
    const t = await startTestBot({
      org: ORG.replace('departments:', 'people: [{ who: joe@acme.test, timezone: Europe/London }]\ndepartments:'),
    });
    expect(await day(t)).toContain('09:00–15:00');
  });

  test('moves it to another day: the host keeps one message, which says so', async () => {
    const t = await booked(await startTestBot());
    expect(await press(t, 'joe', 'day.another')).not.toContain('Choose 10 March');
    const on = await choose(t, 'joe', 'sam');
    expect(on).not.toBe('2026-03-10');
    expect(texts(t, 'sam')).toHaveLength(1);
    expect(texts(t, 'sam')[0]).toMatch(
      new RegExp(`sits beside you on \\w+ ${Number(on.slice(-2))} March.*Moved from Tuesday 10 March`),
    );
    expect((await events(t)).map(([what]) => what)).toEqual(['booked', 'moved']);
  });

  test('moves it to another host: the first reads that it is off', async () => {
    const t = await booked(await startTestBot());
    await press(t, 'joe', 'day.another');
    await choose(t, 'joe', 'lea');
    expect(texts(t, 'sam')[0]).toContain('they cannot come after all');
    expect(texts(t, 'lea')[0]).toContain('sits beside you on');
    expect(await states(t)).toEqual(['cancelled', 'planned']);
  });

  test('cannot come: it is off at once, the host reads so where it stood, and others are free to choose it', async () => {
    const t = await booked(await startTestBot());
    expect(await press(t, 'joe', 'day.cancel')).toContain('Tuesday 10 March is cancelled');
    expect(texts(t, 'sam')).toHaveLength(1);
    expect(texts(t, 'sam')[0]).toContain('The day is yours again.');
    await booked(t, 'ann');
    await t.turnTo(at('2026-03-10 12:00'));
    expect(texts(t, 'joe')).toEqual([]);
  });

  test('calls off only what they saw: a button from before it was moved does nothing', async () => {
    const t = await booked(await startTestBot());
    const stale = last(t, 'joe');
    await booked(t, 'joe', 'sam', '2026-03-12');
    await t.sandbox.as('joe').click(stale as never, 'day.cancel');
    await t.settled();
    expect(said(t, 'joe')).toContain('was moved meanwhile');
    expect(await states(t)).toEqual(['planned']);
  });

  test('clicks twice, and has one day', async () => {
    const t = await booked(await startTestBot());
    expect(await plan(t, 'joe', 'sam', '2026-03-10')).toBe(true);
    expect(await states(t)).toEqual(['planned']);
    expect(await events(t)).toHaveLength(1);
  });

  test('is a leader: eve, who has no department, is offered days too', async () => {
    const t = await startTestBot();
    expect(await day(t, 'eve')).toContain('which one suits you?');
  });
});

test('of several who choose the same host and day at once one has it, and the others are offered others', async () => {
  const t = await startTestBot();
  const everybody = ['joe', 'ann', 'bob', 'fay', 'pat', 'dan', 'eve'];
  for (const who of everybody) await day(t, who);
  const choosing = Map.groupBy(
    everybody.flatMap((who) => offersIn(t, who).map((offer) => ({ who, offer }))),
    ({ offer }) => offer,
  );
  const [offer = '', wanted = []] = [...choosing].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? [];
  const by = wanted.map(({ who }) => who);
  expect(by.length).toBeGreaterThan(1);
  await Promise.all(by.map((who) => t.sandbox.as(who).click(last(t, who) as never, 'day.choose', { value: offer })));
  await t.until(() => by.every((who) => t.sandbox.as(who).ephemerals().length === 2));
  expect(by.filter((who) => said(t, who).includes('Your next support day'))).toHaveLength(1);
  const others = by.filter((who) => said(t, who).includes('That day is not free any more.'));
  expect(others).toHaveLength(by.length - 1);
  for (const who of others) {
    expect(offersIn(t, who)).toHaveLength(3);
    expect(offersIn(t, who)).not.toContain(offer);
  }
  expect(await states(t)).toEqual(['planned']);
  expect([...texts(t, 'sam'), ...texts(t, 'lea')]).toHaveLength(1);
});

test('the database itself lets no host have two guests on a day, and no guest two days', async () => {
  const t = await booked(await startTestBot());
  const [joe, ann] = [t.sandbox.user('joe'), t.sandbox.user('ann')] as never[];
  const row = { host: t.sandbox.user('sam') as never, day: '2026-03-10', state: 'planned' as const, learned: null };
  const insert = (more: object) =>
    t.bot.context.transaction((tx) =>
      tx
        .insertInto('support_day')
        .values({ ...row, ...(more as { guest: never }) })
        .execute(),
    );
  await expect(insert({ guest: ann })).rejects.toThrow(/UNIQUE/);
  await expect(insert({ guest: joe, day: '2026-03-11' })).rejects.toThrow(/UNIQUE/);
  await expect(
    t.bot.context.transaction((tx) => tx.updateTable('support_day_event').set({ what: 'moved' }).execute()),
  ).rejects.toThrow(/never rewritten/);
});

describe('a host', () => {
  test('hears of it in one DM in their hours, and sees with /cx day who comes', async () => {
    const t = await startTestBot({ at: at('2026-03-02 20:00') });
    await booked(t);
    expect(texts(t, 'sam')).toEqual([]);
    await t.turnTo(at('2026-03-03 09:00'));
    expect(texts(t, 'sam')).toHaveLength(1);
    expect(await day(t, 'sam')).toContain(
      `*Beside you on Tuesday 10 March*: <@${t.sandbox.user('joe')}>, 09:00–17:00.`,
    );
    expect(await day(t, 'lea')).toContain('Nobody has chosen a day beside you yet.');
  });

  test('is not written to out of hours after a day on which the bot was down', async () => {
    const t = await startTestBot({ at: at('2026-03-02 20:00') });
    await booked(t);
    await t.bot.stop();
    t.sandbox.clock.advance(DAY);
    await t.restart();
    expect(texts(t, 'sam')).toEqual([]);
    await t.turnTo(at('2026-03-04 09:00'));
    expect(texts(t, 'sam')).toHaveLength(1);
  });

  test('is not told of what was off before they could hear of it', async () => {
    const t = await startTestBot({ at: at('2026-03-02 20:00') });
    await booked(t);
    await press(t, 'joe', 'day.cancel');
    await t.turnTo(at('2026-03-03 12:00'));
    expect(texts(t, 'sam')).toEqual([]);
  });

  test('who is too busy that day vetoes it: the guest is told and chooses another, nobody is offered that one', async () => {
    const t = await booked(await startTestBot());
    await t.sandbox.as('sam').click(dm(t, 'sam'), 'day.veto');
    await t.settled();
    expect(texts(t, 'sam')[0]).toContain('you have too much to do');
    expect(texts(t, 'joe')).toHaveLength(1);
    expect(texts(t, 'joe')[0]).toContain('has too much to do on Tuesday 10 March');
    await t.sandbox.as('joe').click(dm(t, 'joe'), 'day.offers');
    await t.settled();
    expect(said(t, 'joe')).toContain('has too much to do on Tuesday 10 March');
    for (const who of ['joe', 'ann']) expect(await plan(t, who, 'sam', '2026-03-10')).toBe(false);
    await booked(t, 'joe', 'lea');
    expect(texts(t, 'joe')).toHaveLength(1);
    expect(texts(t, 'joe')[0]).toContain('You have Tuesday 10 March now.');
    expect((await events(t)).map(([what]) => what)).toEqual(['booked', 'vetoed', 'booked']);
  });

  test('alone may veto, and the guest alone cancel', async () => {
    const t = await booked(await startTestBot());
    const tries = (who: string, action: 'day.veto' | 'day.cancel' | 'day.answer') =>
      t.bot.context.transaction((tx) =>
        actingOnDay(tx, { user: t.sandbox.user(who) as UserId, now: t.bot.context.now() }, '1@2026-03-10', action),
      );
    for (const who of ['joe', 'lea', 'ann', 'gus'])
      expect(await tries(who, 'day.veto')).toEqual({ refused: 'That is for the host of that day.' });
    for (const who of ['sam', 'lea', 'ann', 'gus'])
      expect(await tries(who, 'day.cancel')).toEqual({ refused: 'That is for whoever chose that day.' });
    expect(await tries('ann', 'day.answer')).toEqual({
      refused: 'That is for whoever chose that day or the host of that day.',
    });
    expect(await tries('sam', 'day.veto')).not.toHaveProperty('refused');
  });
});

test('a guest of the workspace has none of it', async () => {
  const t = await startTestBot();
  await t.sandbox.as('gus').command('/cx', 'day');
  expect(last(t, 'gus').text).toBe('That is for full members of this workspace.');
  expect(await home(t, 'gus')).not.toContain('support day');
});

describe('where nobody can host', () => {
  test.each([
    ['there is no such department', ORG.replaceAll('key: support', 'key: care')],
    ['it has no members', ORG.replace(', members: [sam@acme.test, lea@acme.test]', '')],
    [
      'its members are no members of the workspace',
      ORG.replace('members: [sam@acme.test, lea@acme.test]', 'members: [gus@acme.test]'),
    ],
  ])('because %s, it is said who can name somebody', async (_, org) => {
    const t = await startTestBot({ org });
    const told = await day(t);
    expect(told).toContain('Nobody is named yet who could be a host.');
    expect(told).toContain(`<@${t.sandbox.user('lea')}> can name them`);
  });

  test('the organisation file may name another department', async () => {
    const t = await startTestBot({ org: `${ORG}support_days: { host: finance }\n` });
    expect(await day(t, 'ann')).toContain('Nobody has chosen a day beside you yet.');
    expect(await day(t, 'sam')).toContain('which one suits you?');
  });

  test('no day is free, it says why and who can help', async () => {
    const t = await startTestBot({
      org: ORG.replace(
        'departments:',
        'people: [{ who: sam@acme.test, timezone: America/New_York }, { who: lea@acme.test, timezone: America/New_York }]\ndepartments:',
      ),
    });
    expect(await day(t)).toContain(
      `No day beside support is free until Tuesday 31 March:* nobody in support works at least four hours of your day. <@${t.sandbox.user('lea')}> looks after customer experience and can help.`,
    );
  });
});

describe('on the morning of the day', () => {
  const quarterPast = at('2026-03-10 09:15');

  test('both hear who, when and what to do, once each', async () => {
    const t = await booked(await startTestBot());
    await t.turnTo(at('2026-03-10 09:14'));
    expect([texts(t, 'joe').length, texts(t, 'sam').length]).toEqual([0, 1]);
    await t.turnTo(quarterPast);
    expect(texts(t, 'joe').at(-1)).toContain(`*Today you sit beside <@${t.sandbox.user('sam')}>*, 09:00–17:00.`);
    expect(texts(t, 'sam').at(-1)).toContain(`*<@${t.sandbox.user('joe')}> sits beside you today*, 09:00–17:00.`);
    await t.turn(DAY);
    expect([texts(t, 'joe').length, texts(t, 'sam').length]).toEqual([1, 2]);
  });

  test('neither hears of a day that was moved, until its own morning', async () => {
    const t = await booked(await startTestBot());
    await booked(t, 'joe', 'sam', '2026-03-12');
    await t.turnTo(at('2026-03-10 12:00'));
    expect(texts(t, 'joe')).toEqual([]);
    await t.turnTo(at('2026-03-12 12:00'));
    expect(texts(t, 'joe')).toHaveLength(1);
  });

  test('it is 09:15 of whichever clock has it later', async () => {
    const org = ORG.replace('departments:', 'people: [{ who: joe@acme.test, timezone: Europe/London }]\ndepartments:');
    const t = await booked(await startTestBot({ org }));
    await t.turnTo(at('2026-03-10 11:14'));
    expect(texts(t, 'joe')).toEqual([]);
    await t.turnTo(at('2026-03-10 11:15'));
    expect(texts(t, 'joe')[0]).toContain('09:00–15:00');
    expect(texts(t, 'sam').at(-1)).toContain('11:00–17:00');
  });

  test('in Cairo, whose clocks leave midnight out that day, it is 09:15 as well', async () => {
    const people =
      'people: [{ who: joe@acme.test, timezone: Africa/Cairo }, { who: sam@acme.test, timezone: Africa/Cairo }]';
    const org = ORG.replace('departments:', `${people}\ndepartments:`);
    const t = await startTestBot({ org, at: at('2026-04-20 09:30') });
    await booked(t, 'joe', 'sam', '2026-04-24');
    await t.turnTo(Date.parse('2026-04-24T06:14:00Z'));
    expect(texts(t, 'joe')).toEqual([]);
    await t.turnTo(Date.parse('2026-04-24T06:15:00Z'));
    expect(texts(t, 'joe')[0]).toContain('09:00–17:00');
  });

  test('whoever is not to be disturbed hears of it later that day, or not at all', async () => {
    const t = await booked(await startTestBot({ org: LATE_HOST }));
    await t.turnTo(at('2026-03-02 12:00'));
    await t.turnTo(quarterPast);
    expect([texts(t, 'joe').length, texts(t, 'sam').length]).toEqual([1, 1]);
    await t.turnTo(at('2026-03-10 12:00'));
    expect(texts(t, 'sam')).toHaveLength(2);
  });

  test('whoever would hear of it later that day does not, once it is off', async () => {
    const t = await booked(await startTestBot({ org: LATE_HOST }));
    await t.turnTo(at('2026-03-02 12:00'));
    await t.turnTo(quarterPast);
    await t.sandbox.as('joe').click(dm(t, 'joe'), 'day.cancel');
    await t.turnTo(at('2026-03-10 13:00'));
    expect(texts(t, 'sam')).toHaveLength(1);
  });

  test('a day that has become a holiday falls through, and both read so', async () => {
    const org = ORG.replace('timezone: Europe/Helsinki,', 'timezone: Europe/Helsinki, holidays: FI,');
    const t = await startTestBot({ at: at('2026-03-30 09:30') });
    // Good Friday.
    await booked(t, 'joe', 'sam', '2026-04-03');
    await applied(t, org);
    await t.turnTo(at('2026-04-03 12:00'));
    expect(texts(t, 'joe')).toEqual([]);
    expect(await states(t)).toEqual(['guest-away']);
    await t.turnTo(at('2026-04-07 09:00'));
    expect(texts(t, 'joe')[0]).toContain('You do not work on Friday 3 April after all');
  });

  test('whoever cancels after it reads that a word in person is sooner; what stood there says so', async () => {
    const t = await booked(await startTestBot());
    await t.turnTo(quarterPast);
    await t.sandbox.as('joe').click(dm(t, 'joe'), 'day.cancel');
    await t.settled();
    expect(said(t, 'joe')).toContain('a word from you');
    expect(texts(t, 'sam').map((each) => /cannot come after all|It is off/.test(each))).toEqual([true, true]);
  });

  test('whoever moves it after it reads so too, and nobody who moves it before', async () => {
    const t = await booked(await startTestBot());
    const moved = async () => {
      await day(t);
      await press(t, 'joe', 'day.another');
      return press(t, 'joe', 'day.choose', offersIn(t, 'joe')[0]);
    };
    expect(await moved()).not.toContain('a word from you');
    await plan(t, 'joe', 'sam', '2026-03-10');
    await t.turnTo(quarterPast);
    const said = await moved();
    expect(said).toContain('Your next support day');
    expect(said).toContain(`a word from you to <@${t.sandbox.user('sam')}>`);
  });

  test('whoever chooses it once more leaves nothing', async () => {
    const t = await startTestBot();
    await day(t);
    const value = offersIn(t, 'joe')[0] ?? '';
    const [host = '', on = ''] = value.split('@');
    const guest = t.sandbox.user('joe') as UserId;
    await t.bot.context.transaction(async (tx) => {
      const joe = await findPerson(tx, guest);
      return joe && book(tx, joe, { host: host as UserId, day: on }, t.bot.context.now());
    });
    await t.turnTo(at(`${on} 09:30`));
    expect(await press(t, 'joe', 'day.choose', value)).not.toContain('a word from you');
    expect(said(t, 'joe')).toContain('Your next support day');
  });

  test('nothing is said of it once the day is over', async () => {
    const t = await booked(await startTestBot());
    await t.bot.stop();
    t.sandbox.clock.advance(at('2026-03-10 17:00') - t.sandbox.clock.now());
    await t.restart();
    await t.turnTo(at('2026-03-11 12:00'));
    expect([texts(t, 'joe').length, texts(t, 'sam').length]).toEqual([0, 1]);
  });
});

describe('whoever is away that day', () => {
  test('as the guest, by a leave: no morning comes, the host reads it, and the guest may choose again', async () => {
    const t = await booked(await startTestBot());
    await t.sandbox.as('joe').command('/cx', 'away from 2026-03-09 until 2026-03-11');
    await t.turnTo(at('2026-03-10 12:00'));
    expect(await states(t)).toEqual(['guest-away']);
    expect(texts(t, 'sam')).toHaveLength(1);
    expect(texts(t, 'sam')[0]).toContain('they do not work that day after all. The day is yours again.');
    expect(texts(t, 'joe')).toEqual([]);
    await t.turnTo(at('2026-03-12 09:00'));
    expect(texts(t, 'joe')[0]).toContain('You do not work on Tuesday 10 March after all');
    expect(await home(t, 'joe')).toContain('You do not work on Tuesday 10 March after all');
    expect(await day(t)).toContain('These are free instead.');
  });

  test('as the host, by a Slack status that morning: the guest is told before the morning’s DM would come', async () => {
    const t = await booked(await startTestBot());
    await t.turnTo(at('2026-03-10 08:50'));
    t.sandbox.setUser('sam', { status_text: 'Out sick', status_emoji: ':face_with_thermometer:' });
    await t.settled();
    await t.turnTo(at('2026-03-10 12:00'));
    expect(await states(t)).toEqual(['host-away']);
    expect(texts(t, 'joe')).toHaveLength(1);
    expect(texts(t, 'joe')[0]).toContain('does not work on Tuesday 10 March after all');
  });

  test('from the middle of it is left to say how it was', async () => {
    const t = await booked(await startTestBot());
    await t.turnTo(at('2026-03-10 12:00'));
    await t.sandbox.as('sam').command('/cx', 'away until Friday');
    await t.settled();
    expect(await states(t)).toEqual(['planned']);
  });

  test('on other days keeps it', async () => {
    const t = await booked(await startTestBot());
    await t.sandbox.as('joe').command('/cx', 'away until 2026-03-06');
    await t.settled();
    await t.turnTo(at('2026-03-10 09:15'));
    expect(texts(t, 'joe')).toHaveLength(1);
  });
});

describe('whoever leaves, or becomes a guest,', () => {
  test.each([{ deleted: true }, { is_restricted: true }])('is no guest of support any more: %o', async (change) => {
    const t = await booked(await startTestBot());
    t.sandbox.setUser('joe', change);
    await t.settled();
    expect(await states(t)).toEqual(['guest-left']);
    expect(texts(t, 'sam')).toHaveLength(1);
    expect(texts(t, 'sam')[0]).toContain('they do not work here any more');
    await t.turnTo(at('2026-03-10 12:00'));
    expect(texts(t, 'joe')).toEqual([]);
  });

  test('is no host any more: each of their guests is told, and chooses another', async () => {
    const t = await booked(await booked(await startTestBot()), 'ann', 'sam', '2026-03-12');
    t.sandbox.setUser('sam', { deleted: true });
    await t.settled();
    expect(await states(t)).toEqual(['host-left', 'host-left']);
    for (const who of ['joe', 'ann']) expect(texts(t, who)[0]).toContain('does not work here any more');
    expect(await day(t)).not.toContain(`beside <@${t.sandbox.user('sam')}>`);
  });
});

describe('once the day is over', () => {
  const over = async (t: TestBot) => {
    await booked(t);
    await t.turnTo(at('2026-03-10 17:00'));
    return t;
  };

  test('its guest is asked how it was, by /cx day and on the Home tab, and by no DM', async () => {
    const t = await booked(await startTestBot());
    await t.turnTo(at('2026-03-10 16:59'));
    expect(await day(t)).toContain('Your next support day');
    await t.turnTo(at('2026-03-10 17:00'));
    expect(await day(t)).toContain('*How was Tuesday 10 March?*');
    expect(await home(t, 'joe')).toContain('*How was Tuesday 10 March?*');
    await t.turn(9 * DAY);
    expect(await home(t, 'joe')).toContain('*How was Tuesday 10 March?*');
    expect(texts(t, 'joe')).toHaveLength(1);
  });

  test('it took place, and what was learned is kept, shown to the two of them, and calls nobody', async () => {
    const t = await over(await startTestBot());
    await day(t);
    await press(t, 'joe', 'day.took-place');
    await t.sandbox.as('joe').submit({ learned: 'Ask <!channel> and <@U1>: write to ann@orbit.example' });
    await t.settled();
    expect(await states(t)).toEqual(['done']);
    for (const told of [await day(t), texts(t, 'sam')[0]]) {
      expect(told).toContain('Ask &lt;!channel&gt; and &lt;');
      expect(told).not.toMatch(/<!channel>|<@U1>|ann@orbit/);
    }
    expect((await rows(t))[0]?.learned).toContain('<!channel>');
  });

  test('nothing need be said of it', async () => {
    const t = await over(await startTestBot());
    await day(t);
    await press(t, 'joe', 'day.took-place');
    await t.sandbox.as('joe').submit({});
    await t.settled();
    expect(await states(t)).toEqual(['done']);
    expect(await day(t)).toContain('Your next one comes next quarter.');
    expect(await home(t, 'joe')).toContain('Your support day of this quarter was Tuesday 10 March');
  });

  test('its host may say so too, and the guest may still tell what they learned', async () => {
    const t = await over(await startTestBot());
    expect(await day(t, 'sam')).toContain('*How was Tuesday 10 March?*');
    expect(await press(t, 'sam', 'day.took-place')).toContain('it took place');
    expect(await day(t)).toContain('One thing I learned');
    await press(t, 'joe', 'day.took-place');
    await t.sandbox.as('joe').submit({ learned: 'Invoices are hard to read.' });
    await t.settled();
    expect(texts(t, 'sam')[0]).toContain('Invoices are hard to read.');
    expect((await events(t)).map(([what, by]) => [what, by])).toEqual([
      ['booked', t.sandbox.user('joe')],
      ['took-place', t.sandbox.user('sam')],
      ['learned', t.sandbox.user('joe')],
    ]);
  });

  test('what the guest wrote is theirs to take back, and not the host’s', async () => {
    const t = await over(await startTestBot());
    await day(t);
    await press(t, 'joe', 'day.took-place');
    await t.sandbox.as('joe').submit({ learned: 'Invoices are hard to read.' });
    await t.settled();
    const asHost = { user: t.sandbox.user('sam') as UserId, now: t.bot.context.now() };
    await t.bot.context.transaction(async (tx) => {
      const acting = await actingOnDay(tx, asHost, '1@2026-03-10', 'day.answer');
      if (!('refused' in acting)) await undo(tx, acting);
    });
    expect(await rows(t)).toMatchObject([{ state: 'planned', learned: 'Invoices are hard to read.' }]);
    await day(t, 'sam');
    await press(t, 'sam', 'day.took-place');
    await day(t);
    await press(t, 'joe', 'day.undo');
    expect(await rows(t)).toMatchObject([{ state: 'planned', learned: null }]);
  });

  test('it did not: another may be chosen, and it counts for nobody', async () => {
    const t = await over(await startTestBot());
    await day(t);
    expect(await press(t, 'joe', 'day.did-not')).toContain('it did not take place. That happens.');
    expect(await states(t)).toEqual(['missed']);
    expect(await press(t, 'joe', 'day.offers')).toContain('which one suits you?');
  });

  test('what was said may be taken back, as long as the quarter lasts', async () => {
    const t = await over(await startTestBot());
    await day(t);
    await press(t, 'joe', 'day.did-not');
    expect(await press(t, 'joe', 'day.undo')).toContain('*How was Tuesday 10 March?*');
    await press(t, 'joe', 'day.did-not');
    await t.turnTo(at('2026-04-01 09:30'));
    expect(await press(t, 'joe', 'day.undo')).toContain('Its quarter is over');
    expect(await states(t)).toEqual(['missed']);
  });

  test('but not beside another that is planned by now', async () => {
    const t = await over(await startTestBot());
    await day(t);
    await press(t, 'joe', 'day.did-not');
    const missed = last(t, 'joe');
    await booked(t, 'joe', 'lea', '2026-03-17');
    await t.sandbox.as('joe').click(missed as never, 'day.undo');
    await t.settled();
    expect(said(t, 'joe')).toContain('Another day is planned by now.');
  });

  test('in the next quarter three days are offered again, beside somebody else first', async () => {
    const t = await over(await startTestBot());
    await day(t);
    await press(t, 'joe', 'day.took-place');
    await t.sandbox.as('joe').submit({});
    await t.turnTo(at('2026-04-01 09:30'));
    const offered = await day(t);
    expect(offered.match(/day\.choose/g)).toHaveLength(3);
    expect(offered).not.toContain(`beside <@${t.sandbox.user('sam')}>`);
  });

  test('and undone, nobody has said it', async () => {
    const t = await over(await startTestBot());
    await day(t, 'sam');
    await press(t, 'sam', 'day.took-place');
    const again = last(t, 'sam');
    await press(t, 'sam', 'day.undo');
    await t.sandbox.as('sam').click(again as never, 'day.undo');
    await t.settled();
    expect(said(t, 'sam')).toContain('not planned any more');
    expect(await states(t)).toEqual(['planned']);
  });
});

describe('the Home tab', () => {
  test('has the next day with its buttons, below what one owes and answers for', async () => {
    const t = await booked(await startTestBot(), 'ann');
    const shown = await home(t, 'ann');
    expect(shown).toContain('*Your next support day*: Tuesday 10 March');
    const places = ['Nothing is waiting for you', 'You answer for', 'Your next support day'].map((each) =>
      shown.indexOf(each),
    );
    expect(places.every((place) => place > -1)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('has the way to one, and all of it can be done there', async () => {
    const t = await startTestBot();
    expect(await home(t, 'joe')).toContain('none is planned');
    const joe = t.sandbox.as('joe');
    await joe.click({ view: joe.home()?.id ?? '' }, 'day.offers');
    await joe.click({ view: joe.modal()?.id ?? '' }, 'day.choose');
    await t.settled();
    expect(JSON.stringify(joe.modal()?.blocks)).toContain('*Your next support day*: Thursday 5 March');
    expect(JSON.stringify(joe.home()?.blocks)).toContain('*Your next support day*: Thursday 5 March');
    await t.turnTo(at('2026-03-05 17:00'));
    await home(t, 'joe');
    await joe.click({ view: joe.home()?.id ?? '' }, 'day.took-place');
    await joe.submit({ learned: 'A lot.' });
    await t.settled();
    expect(JSON.stringify(joe.home()?.blocks)).toContain('Your support day of this quarter was');
  });

  test('shows a host who comes next', async () => {
    const t = await booked(await booked(await startTestBot(), 'ann', 'sam', '2026-03-12'));
    const shown = await home(t, 'sam');
    expect(shown).toContain('*Beside you on Tuesday 10 March*');
    expect(shown).not.toContain('12 March');
  });

  test('has nothing of it where nobody can host', async () => {
    const t = await startTestBot({ org: ORG.replaceAll('key: support', 'key: care') });
    expect(await home(t, 'joe')).not.toContain('upport day');
  });
});

test('/cx journey departments counts who has had one this quarter, and calls out whoever has no part in anything', async () => {
  const org = ORG.replace(
    'topics:',
    '  - { key: people, name: People, head: eve@acme.test, members: [eve@acme.test, joe@acme.test, gus@acme.test] }\ntopics:',
  );
  const t = await booked(await startTestBot({ org }));
  const departments = async () => {
    await t.sandbox.as('ann').command('/cx', 'journey departments');
    return said(t, 'ann');
  };
  expect(await departments()).toContain('*Support*, *People* own nothing, have handled nothing and had no support day');
  await t.turnTo(at('2026-03-10 17:00'));
  await day(t);
  await press(t, 'joe', 'day.took-place');
  await t.sandbox.as('joe').submit({});
  await t.settled();
  expect(await departments()).toContain('*People*: 0 topics · 0 handled · support days: 1 of 2 this quarter');
  expect(await departments()).toContain('*Finance*: 1 topic · 0 handled · support days: 0 of 3 this quarter');
  expect(await departments()).toContain(':triangular_flag_on_post: *Support* owns nothing');
  await t.turnTo(at('2026-04-01 09:30'));
  expect(await departments()).toContain('*Support*, *People* own nothing');
});

test('never half of a department or more is away on one day, whoever clicks', async () => {
  const t = await booked(await startTestBot(), 'ann');
  expect(await plan(t, 'bob', 'lea', '2026-03-10')).toBe(false);
  await booked(t, 'bob', 'lea', '2026-03-11');
  // A department of two may go on the same day.
  await booked(t, 'pat', 'sam', '2026-03-17');
  await booked(t, 'dan', 'lea', '2026-03-17');
});

test('whoever comes to support after their day sees who comes to them', async () => {
  const t = await booked(await startTestBot());
  await t.turnTo(at('2026-03-10 17:00'));
  await day(t);
  await press(t, 'joe', 'day.took-place');
  await t.sandbox.as('joe').submit({});
  await applied(t, ORG.replace('members: [sam@acme.test,', 'members: [joe@acme.test, sam@acme.test,'));
  expect(await day(t)).toContain('Nobody has chosen a day beside you yet.');
});

test('nobody’s name calls anybody', async () => {
  const users = (seed().users ?? []).map((each) => ({ ...each, display_name: `<!channel> ${each.name}` }));
  const t = await booked(await startTestBot({ seed: { ...seed(), users } }));
  await t.turnTo(at('2026-03-10 09:15'));
  const all = JSON.stringify([t.sandbox.dm('joe'), t.sandbox.dm('sam'), t.sandbox.as('joe').ephemerals()]);
  expect(all).toContain('&lt;!channel&gt;');
  expect(all).not.toContain('<!channel>');
});

test('"Why did I get this?" says why', async () => {
  const t = await booked(await startTestBot());
  await t.sandbox.as('sam').shortcut('issue.why-this', dm(t, 'sam') as never);
  await t.settled();
  expect(JSON.stringify(t.sandbox.as('sam').modal()?.blocks)).toContain('Somebody chose a day beside you');
});

test('an hour in which the bot is down at that morning only makes it later', async () => {
  const t = await booked(await startTestBot());
  await t.bot.stop();
  t.sandbox.clock.advance(at('2026-03-10 09:15') + 2 * HOUR - t.sandbox.clock.now());
  await t.restart();
  expect([texts(t, 'joe').length, texts(t, 'sam').length]).toEqual([1, 2]);
});
