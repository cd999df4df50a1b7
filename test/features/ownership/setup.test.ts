import { describe, expect, test } from 'vitest';
import { applyOrganisation, currentOrganisation } from '../../../src/features/ownership/index.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { dm, fromNothing, inForce, owner, said, whispered } from '../../support/directory.ts';

/** The list of all that is missing, to be clicked on; at the beginning it stands behind a button. */
async function setup(t: TestBot, who = 'lea') {
  const person = t.sandbox.as(who);
  await person.command('/cx', 'setup');
  const said = person.ephemerals().at(-1);
  if (JSON.stringify(said).includes('ownership.missing')) await person.click(said as never, 'ownership.missing');
  await t.settled();
  const answer = person.ephemerals().at(-1);
  if (answer === undefined) throw new Error('nothing was said');
  return answer as never;
}

describe('setting up from nothing', () => {
  test('/cx setup says what is missing, each with its button, and can be left and taken up again', async () => {
    const t = await fromNothing();
    await setup(t);
    expect(whispered(t, 'lea')).toContain("The CX lead's deputy");
    expect(whispered(t, 'lea')).toContain('*Topics:* 0 of 40 have an owner of their own.');
    await t.sandbox.as('lea').click(await setup(t), 'ownership.fill', { value: 'cx_deputy' });
    await t.sandbox.as('lea').submit({ person: t.sandbox.user('sam') });
    await t.settled();
    await setup(t);
    expect(whispered(t, 'lea')).not.toContain("The CX lead's deputy");
  });

  test('it says what people asked /cx who in vain, the most frequent first, until a topic has the words', async () => {
    const t = await startTestBot();
    for (const words of ['parking zebra', '<!channel> gazebo', 'Parking zebra'])
      await t.sandbox.as('bob').command('/cx', `who ${words}`);
    await setup(t);
    expect(whispered(t, 'lea')).toContain(
      'Asked for lately, and no topic has the words: “parking zebra” (2 times), “&lt;!channel&gt; gazebo”.',
    );
    const { organisation } = await t.bot.context.transaction((tx) => currentOrganisation(tx));
    const topics = organisation.topics.map((topic, n) =>
      n === 0 ? { ...topic, words: [...topic.words, 'parking zebra'] } : topic,
    );
    await t.bot.context.transaction((tx) =>
      applyOrganisation(tx, { ...organisation, topics }, 'file', t.bot.context.now()),
    );
    await setup(t);
    expect(whispered(t, 'lea')).not.toContain('zebra');
    expect(whispered(t, 'lea')).toContain('gazebo');
  });

  test('the executive sponsor sees the same as the CX lead', async () => {
    const t = await startTestBot();
    await setup(t);
    await setup(t, 'eve');
    expect(whispered(t, 'eve')).toContain('*Setting up: 2 to do.*');
    const blocks = (who: string) =>
      JSON.stringify(t.sandbox.as(who).ephemerals().at(-1)?.blocks).replaceAll(/"block_id":"[^"]*",?/g, '');
    expect(blocks('eve')).toBe(blocks('lea'));
  });

  test('the Home tab of whoever may set up shows what is missing, and the way to departments and topics', async () => {
    const t = await startTestBot();
    const home = async (who: string) => {
      await t.sandbox.as(who).openHome();
      await t.settled();
      return JSON.stringify(t.sandbox.as(who).home()?.blocks);
    };
    expect(await home('lea')).toContain("The CX lead's deputy");
    expect(await home('eve')).toContain('Set up: 2 to do');
    expect(await home('joe')).not.toContain('ownership.directory');
    const eve = t.sandbox.as('eve');
    await eve.click({ view: eve.home()?.id ?? '' }, 'ownership.directory');
    expect(JSON.stringify(eve.modal()?.blocks)).toContain('3 departments, 2 topics.');
  });

  test('a head and a channel are named by clicks, and the next complaint reaches them', async () => {
    const t = await fromNothing();
    const lea = t.sandbox.as('lea');
    for (const place of ['cx_deputy', 'executive_sponsor', 'people_lead']) {
      await lea.click(await setup(t), 'ownership.fill', { value: place });
      await lea.submit({ person: t.sandbox.user(place === 'cx_deputy' ? 'sam' : 'eve') });
    }
    for (const key of ['marketing', 'sales', 'product', 'engineering', 'support', 'finance']) {
      await lea.click(await setup(t), 'ownership.fill', { value: `head/${key}` });
      await lea.submit({ person: t.sandbox.user('fay') });
    }
    await t.settled();
    expect((await inForce(t)).departments.find(({ key }) => key === 'finance')).toMatchObject({
      head: 'fay@acme.test',
      channel: '#finance',
    });
    await t.hears({ text: 'I was charged twice' });
    expect(await owner(t)).toBe(t.sandbox.user('fay'));
    expect(t.card('finance').text).toContain('Double charges');
  });

  test('a channel is chosen for a department that has none', async () => {
    const t = await fromNothing();
    const lea = t.sandbox.as('lea');
    await lea.click(await setup(t), 'ownership.channel', { value: 'marketing' });
    await lea.submit({ channel: t.sandbox.channel('general') });
    await t.settled();
    expect((await inForce(t)).departments[0]).toMatchObject({
      key: 'marketing',
      channel: t.sandbox.channel('general'),
    });
  });

  test('owners are named from a list of topics, and asked first', async () => {
    const t = await fromNothing();
    const lea = t.sandbox.as('lea');
    await lea.click(await setup(t), 'ownership.topics');
    await t.settled();
    const [topic] = (await inForce(t)).topics;
    await lea.click(t.sandbox.as('lea').ephemerals().at(-1) as never, 'ownership.name', { value: topic?.key ?? '' });
    await lea.submit({ person: t.sandbox.user('bob') });
    await t.settled();
    expect(dm(t, 'bob').text).toBe(`Would you answer for ${topic?.name}?`);
    expect(said(t, 'bob')).toContain(`<@${t.sandbox.user('lea')}> has named you.`);
  });
});
