import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/kernel/time.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { ORG } from '../../support/company.ts';
import { applied, dm, inForce } from '../../support/directory.ts';
import { at } from '../../support/issue.ts';

const WALL = `${ORG}wall: { channel: '#general' }\n`;
const GLAD = 'Your team saved our launch, we love the new app';
const FAST = 'The billing people were wonderful about our invoice, thank you so much';

const lunch = (day: string) => at(`${day} 12:00`);

/** What stands in the wall's channel, as blocks. */
const wall = (t: TestBot): string[] =>
  t.sandbox
    .messages(t.sandbox.channel('general'))
    .map(({ blocks }) => JSON.stringify(blocks))
    .filter((blocks) => /love wall/.test(blocks));

const whispered = (t: TestBot, who: string) => JSON.stringify(t.sandbox.as(who).ephemerals().at(-1)?.blocks);

async function list(t: TestBot, who: string): Promise<string> {
  await t.sandbox.as(who).command('/cx', 'wall');
  return whispered(t, who);
}

const newest = (t: TestBot, who: string) => {
  const message = t.sandbox.as(who).ephemerals().at(-1);
  if (message === undefined) throw new Error(`${who} was told nothing`);
  return message;
};

const stateOfCard = async (t: TestBot): Promise<string | undefined> =>
  (
    await t.bot.context.transaction((tx) =>
      tx.selectFrom('outbox').select('state').where('kind', '=', 'wall.card').executeTakeFirst(),
    )
  )?.state;

describe('at lunch on a working day', () => {
  test('one card goes up with the quote, the customer, what it is about and whom they thank', async () => {
    const t = await startTestBot({ org: WALL });
    await t.hears({ text: GLAD, customer: { account: 'Lumen' } });
    expect(wall(t)).toEqual([]);
    await t.turnTo(lunch('2026-03-02'));
    expect(wall(t)).toHaveLength(1);
    expect(wall(t)[0]).toContain(GLAD);
    expect(wall(t)[0]).toContain('– a customer at Lumen · about The app · *Thank you, dan and Product!*');
  });

  test('there is one a day, of each department in turn, and none twice', async () => {
    const t = await startTestBot({ org: WALL });
    for (const text of [GLAD, GLAD.toUpperCase(), `${GLAD}!`, FAST]) await t.hears({ text });
    for (let day = 2; day <= 8; day++) await t.turnTo(lunch(`2026-03-0${day}`));
    expect(wall(t)).toHaveLength(2);
    expect(new Set(wall(t).map((card) => /Product|Finance/.exec(card)?.[0]))).toEqual(new Set(['Product', 'Finance']));
  });

  test('nothing goes up on a weekend, nor where nothing was praised', async () => {
    const t = await startTestBot({ org: WALL });
    await t.turnTo(lunch('2026-03-06'));
    await t.hears({ text: GLAD });
    await t.turnTo(lunch('2026-03-07'));
    await t.turnTo(lunch('2026-03-08'));
    expect(wall(t)).toEqual([]);
    await t.turnTo(lunch('2026-03-09'));
    expect(wall(t)).toHaveLength(1);
  });

  test('of mixed words only the praise is quoted; a complaint and what only few may read never go up', async () => {
    const t = await startTestBot({ org: WALL });
    await t.hears({ text: 'I was charged twice on the invoice, that is awful' });
    await t.hears({ text: `${GLAD}. But I was charged twice and the invoice is a terrible mess.` });
    await t.hears({ text: 'I love how your agent Sam Salo harassed me at work, wonderful, my lawyer will thank you' });
    for (let day = 2; day <= 6; day++) await t.turnTo(lunch(`2026-03-0${day}`));
    expect(wall(t)).toHaveLength(1);
    expect(wall(t)[0]).toContain('saved our launch');
    expect(wall(t)[0]).not.toContain('terrible mess');
  });

  test('what was praised more than 30 days ago does not go up', async () => {
    const t = await startTestBot({ org: WALL });
    await t.hears({ text: GLAD, received_at: new Date(t.sandbox.clock.now() - 31 * DAY).toISOString() });
    await t.turnTo(lunch('2026-03-02'));
    expect(wall(t)).toEqual([]);
  });

  test('a bot that was down at noon catches up in the afternoon, but not in the evening', async () => {
    // What Slack tells while it is down is told again later.
    const t = await startTestBot({ org: WALL, refusals: 'expected' });
    await t.hears({ text: GLAD });
    await t.hears({ text: FAST });
    await t.bot.stop();
    t.sandbox.clock.advance(at('2026-03-02 15:00') - t.sandbox.clock.now());
    await t.restart();
    expect(wall(t)).toHaveLength(1);
    await t.bot.stop();
    t.sandbox.clock.advance(at('2026-03-03 21:00') - t.sandbox.clock.now());
    await t.restart();
    expect(wall(t)).toHaveLength(1);
    await t.turnTo(lunch('2026-03-04'));
    expect(wall(t)).toHaveLength(2);
  });

  test('a change of the organisation takes no card from a day whose hour has come while the bot was busy', async () => {
    const t = await startTestBot({ org: WALL });
    await t.hears({ text: GLAD });
    t.sandbox.clock.advance(at('2026-03-02 12:10') - t.sandbox.clock.now());
    await applied(t, `${WALL}policy: { bundle_at: '09:30' }\n`);
    await t.turn(0);
    expect(wall(t)).toHaveLength(1);
    await t.turnTo(lunch('2026-03-03'));
    expect(wall(t)).toHaveLength(1);
  });

  test('another hour holds from when it is set', async () => {
    const t = await startTestBot({ org: WALL });
    await t.hears({ text: GLAD });
    await applied(t, `${WALL}policy: { wall_at: '15:30' }\n`);
    await t.turnTo(at('2026-03-02 15:00'));
    expect(wall(t)).toEqual([]);
    await t.turnTo(at('2026-03-02 15:30'));
    expect(wall(t)).toHaveLength(1);
  });
});

describe('the wall', () => {
  test('without a channel stands on the Home tab and in /cx wall', async () => {
    const t = await startTestBot();
    await t.hears({ text: GLAD, customer: { account: 'Lumen' } });
    await t.turnTo(lunch('2026-03-02'));
    expect(wall(t)).toEqual([]);
    expect(await list(t, 'joe')).toContain('saved our launch');
    await t.sandbox.as('joe').openHome();
    await t.settled();
    expect(JSON.stringify(t.sandbox.as('joe').home()?.blocks)).toContain('Customer love wall');
    const home = t.sandbox.as('joe').home();
    await t.sandbox.as('joe').click({ view: home?.id ?? '' }, 'wall.open');
    expect(JSON.stringify(t.sandbox.as('joe').modal()?.blocks)).toContain('One card goes up each working day');
  });

  test('is for members: a guest sees none of it', async () => {
    const t = await startTestBot();
    await t.hears({ text: GLAD });
    await t.turnTo(lunch('2026-03-02'));
    expect(await list(t, 'gus')).toContain('That is for full members of this workspace');
    await t.sandbox.as('gus').openHome();
    await t.settled();
    expect(JSON.stringify(t.sandbox.as('gus').home()?.blocks)).not.toContain('love wall');
  });

  test('gets its channel by a click of whoever looks after the directory, and nobody else is offered that', async () => {
    const t = await startTestBot();
    expect(await list(t, 'joe')).not.toContain('wall.channel');
    await list(t, 'lea');
    await t.sandbox.as('lea').click(newest(t, 'lea'), 'wall.channel');
    await t.sandbox.as('lea').submit({ channel: t.sandbox.channel('general') });
    await t.settled();
    expect((await inForce(t)).wall).toEqual({ channel: t.sandbox.channel('general') });
    await t.hears({ text: GLAD });
    await t.turnTo(lunch('2026-03-02'));
    expect(wall(t)).toHaveLength(1);
  });

  test('has a card taken down by the CX lead, in the channel too, and it does not go up again', async () => {
    const t = await startTestBot({ org: WALL });
    await t.hears({ text: GLAD });
    await t.turnTo(lunch('2026-03-02'));
    expect(await list(t, 'joe')).not.toContain('wall.take-down');
    await list(t, 'lea');
    await t.sandbox.as('lea').click(newest(t, 'lea'), 'wall.take-down');
    await t.settled();
    expect(wall(t)).toHaveLength(1);
    expect(wall(t)[0]).toContain('Taken down');
    expect(wall(t)[0]).not.toContain('saved our launch');
    expect(await list(t, 'joe')).not.toContain('saved our launch');
    for (let day = 3; day <= 5; day++) await t.turnTo(lunch(`2026-03-0${day}`));
    expect(wall(t)).toHaveLength(1);
  });

  test('says nothing in the channel of a card that was taken down before Slack took it', async () => {
    const t = await startTestBot({ org: WALL, refusals: 'expected' });
    await t.hears({ text: GLAD });
    t.sandbox.faults.next('chat.postMessage', { kind: 'rate-limit', retryAfter: '1' });
    await t.turnTo(lunch('2026-03-02'));
    await list(t, 'lea');
    await t.sandbox.as('lea').click(newest(t, 'lea'), 'wall.take-down');
    await t.until(async () => !(await stateOfCard(t))?.match(/pending|sending/));
    expect(await stateOfCard(t)).toBe('superseded');
    expect(wall(t)).toEqual([]);
  });
});

describe('whoever does not wish to be named', () => {
  test('is not, from then on and on the cards that are up, until they say otherwise', async () => {
    const t = await startTestBot({ org: WALL });
    await t.hears({ text: GLAD });
    await t.turnTo(lunch('2026-03-02'));
    await list(t, 'dan');
    await t.sandbox.as('dan').click(newest(t, 'dan'), 'wall.unname');
    await t.settled();
    expect(wall(t)[0]).toContain('*Thank you, Product!*');
    await list(t, 'dan');
    await t.sandbox.as('dan').click(newest(t, 'dan'), 'wall.name');
    await t.settled();
    expect(wall(t)[0]).toContain('*Thank you, dan and Product!*');
  });

  test('nor is whoever has left by the day on which it goes up', async () => {
    const t = await startTestBot({ org: WALL });
    await list(t, 'joe');
    await t.sandbox.as('joe').click(newest(t, 'joe'), 'wall.put-forward');
    await t.sandbox.as('joe').submit({ said: GLAD, thanked: t.sandbox.user('sam') });
    t.sandbox.setUser('sam', { deleted: true });
    await t.settled();
    await t.turnTo(lunch('2026-03-02'));
    expect(wall(t)[0]).toContain('*Thank you, Support!*');
  });

  test('nor is an owner who was named and has not agreed', async () => {
    const asked = WALL.replace('owner: dan@acme.test,', 'owner: dan@acme.test, ask: true,');
    const t = await startTestBot({ org: asked });
    await t.hears({ text: GLAD });
    await t.turnTo(lunch('2026-03-02'));
    expect(wall(t)[0]).toContain('*Thank you, Product!*');
  });
});

describe('anyone puts forward', () => {
  const WORDS = 'Sam stayed on the line for two hours and never lost patience. Wonderful!';

  test('what a customer said in any message, and whom they thank; it goes up before anything else', async () => {
    const t = await startTestBot({ org: WALL });
    await t.hears({ text: GLAD });
    const joe = t.sandbox.as('joe');
    const ts = await joe.say(t.sandbox.channel('general'), WORDS);
    await joe.shortcut('wall.put-forward', { channel: t.sandbox.channel('general'), ts });
    expect(JSON.stringify(joe.modal()?.blocks)).toContain('Wonderful!');
    await joe.submit({ said: WORDS, customer: 'Orbit', thanked: t.sandbox.user('sam') });
    await t.turnTo(lunch('2026-03-02'));
    expect(wall(t)[0]).toContain('Sam stayed on the line');
    expect(wall(t)[0]).toContain('– a customer at Orbit · *Thank you, sam and Support!*');
  });

  test('what a card of ours quotes as it stands, in one click', async () => {
    const t = await startTestBot({ org: WALL });
    await t.turnTo(at('2026-03-02 13:00'));
    await t.hears({ text: GLAD });
    await t.hears({ text: FAST });
    await t.turnTo(at('2026-03-02 16:00'));
    const product = t.sandbox.channel('product');
    const [post] = t.sandbox.messages(product).filter(({ text }) => text?.includes('Also heard'));
    const card = t.sandbox.thread(product, post?.ts ?? '').at(-1);
    for (const told of ['Thank you! It goes up', 'on its way there']) {
      await t.sandbox.as('joe').shortcut('wall.put-forward', { channel: product, ts: card?.ts ?? '' });
      expect(JSON.stringify(t.sandbox.as('joe').modal()?.blocks)).toContain(told);
      await t.sandbox.as('joe').closeModal();
    }
    await t.turnTo(lunch('2026-03-03'));
    expect(wall(t)[0]).toContain('saved our launch');
  });

  test('nothing of a message that only few may read', async () => {
    const t = await startTestBot({ org: WALL });
    await t.hears({ text: 'Your agent Sam Salo harassed me at work' });
    await t.turnTo(at('2026-03-02 13:00'));
    const told = dm(t, 'lea', 'harassed');
    await t.sandbox.as('lea').shortcut('wall.put-forward', told);
    expect(JSON.stringify(t.sandbox.as('lea').modal()?.blocks)).toContain('I find no praise in that');
  });

  test.each([
    ['nothing', '   ', 'What did they say?'],
    ['too little', 'Great!', 'A little more, please'],
    ['too much', `Wonderful! ${'We love it. '.repeat(60)}`, 'choose the best of it'],
    ['a complaint', 'I was charged twice on my invoice, this is awful', 'reads like a complaint'],
    ['what only few may read', 'I love how your agent Sam Salo harassed me at work, wonderful', 'for few to read'],
  ])('and is told what is wrong with %s', async (_what, said, wrong) => {
    const t = await startTestBot();
    await list(t, 'joe');
    await t.sandbox.as('joe').click(newest(t, 'joe'), 'wall.put-forward');
    const reply = await t.sandbox.as('joe').submit({ said });
    expect(JSON.stringify(reply)).toContain(wrong);
  });

  test('the same once: whoever comes later is told', async () => {
    const t = await startTestBot();
    for (const who of ['joe', 'ann']) {
      await list(t, who);
      await t.sandbox.as(who).click(newest(t, who), 'wall.put-forward');
    }
    expect(JSON.stringify(await t.sandbox.as('joe').submit({ said: WORDS }))).not.toContain('errors');
    expect(JSON.stringify(await t.sandbox.as('ann').submit({ said: WORDS.toUpperCase() }))).toContain(
      'on its way there',
    );
    expect(await list(t, 'joe')).toContain('1 waits for a day');
  });
});

test('what a customer, or who puts it forward, writes is inert on the wall', async () => {
  const t = await startTestBot({ org: WALL });
  const nasty = '<!channel> <https://evil.example|bank> *bold* sam@evil.example +358 40 123 4567';
  await list(t, 'joe');
  await t.sandbox.as('joe').click(newest(t, 'joe'), 'wall.put-forward');
  await t.sandbox.as('joe').submit({ said: `Thank you, wonderful service! ${nasty}`, customer: nasty });
  await t.turnTo(lunch('2026-03-02'));
  expect(wall(t)).toHaveLength(1);
  expect(wall(t)[0]).not.toMatch(/<!channel>|<https:|sam@evil|123 4567/);
  expect(await list(t, 'lea')).not.toMatch(/<!channel>|<https:|sam@evil|123 4567/);
});

test('the wall of the wall is the clock of the company: noon in Cairo on the day after its clocks change', async () => {
  const cairo = WALL.replace('timezone: Europe/Helsinki', 'timezone: Africa/Cairo').replace('Mon-Fri', 'Sun-Thu');
  const friday = Date.parse('2026-04-23T21:30:00Z');
  const t = await startTestBot({ org: cairo, at: friday });
  await t.hears({ text: GLAD });
  await t.turnTo(Date.parse('2026-04-26T08:59:00Z'));
  expect(wall(t)).toEqual([]);
  await t.turn(HOUR);
  expect(wall(t)).toHaveLength(1);
});
