import { describe, expect, test } from 'vitest';
import { topicOf } from '../../../src/features/ownership/answerable.ts';
import { organisationFrom, organisationText } from '../../../src/features/ownership/index.ts';
import { auditTrail } from '../../../src/platform/db/audit-trail.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { ORG, seed } from '../../support/company.ts';
import { answers, dm, inForce, owner, whispered } from '../../support/directory.ts';

/** Somebody who sees the list of departments and topics. */
async function atTheList(t: TestBot, who = 'lea') {
  const person = t.sandbox.as(who);
  await person.command('/cx', 'setup');
  await person.click(person.ephemerals().at(-1) as never, 'ownership.directory');
  return person;
}

type Somebody = Awaited<ReturnType<typeof atTheList>>;

/** A click in the modal that they have open. */
const press = (person: Somebody, id: string, value?: string) =>
  person.click({ view: person.modal()?.id ?? '' }, id, value === undefined ? {} : { value });

const seen = (person: Somebody) => JSON.stringify(person.modal()?.blocks);

/** The form of a topic, from the list. */
async function editing(t: TestBot, topic = 'double-charges', who = 'lea') {
  const person = await atTheList(t, who);
  await press(person, 'ownership.department', 'finance');
  await press(person, 'ownership.edit-topic', topic);
  return person;
}

describe('a topic', () => {
  test('is found by a few letters of its name or its words, and opens', async () => {
    const t = await startTestBot();
    const lea = await atTheList(t);
    const { options } = await lea.suggest('find', 'charged');
    expect(options).toMatchObject([{ value: 'topic/double-charges', text: { text: 'Double charges (Finance)' } }]);
    await lea.click({ view: lea.modal()?.id ?? '' }, 'ownership.find', { selected: 'topic/double-charges' });
    expect(lea.modal()?.callback_id).toBe('ownership.edit-topic');
  });

  test('has what was edited of it, and nothing else is touched', async () => {
    const t = await startTestBot();
    const before = topicOf(await inForce(t), 'double-charges');
    const lea = await editing(t);
    await lea.submit({ name: 'Charged twice', words: 'charged twice, invoice, billed twice' });
    await t.settled();
    expect(topicOf(await inForce(t), 'double-charges')).toEqual({
      ...before,
      name: 'Charged twice',
      words: ['charged twice', 'invoice', 'billed twice'],
    });
    expect(seen(lea)).toContain('*Charged twice*: saved.');
    expect(await answers(t, 'billed twice')).toContain('Charged twice');
  });

  test('goes to another stage and department, and what only the head answered for is the new head’s', async () => {
    const org = ORG.replace('owner: ann@acme.test, backup: bob@acme.test, ', '');
    const t = await startTestBot({ org });
    const lea = await editing(t);
    await lea.submit({ department: 'product', stage: 'use' });
    await t.settled();
    expect(topicOf(await inForce(t), 'double-charges')).toMatchObject({
      ...{ department: 'product', stage: 'use', owner: 'pat@acme.test', backup: 'pat@acme.test' },
    });
  });

  test('asks its new owner first, and they answer for it once they say yes', async () => {
    const t = await startTestBot();
    const lea = await editing(t);
    await lea.submit({ owner: t.sandbox.user('joe') });
    await t.settled();
    expect(seen(lea)).toContain('is asked to answer for it');
    expect(topicOf(await inForce(t), 'double-charges')?.owner).toBe('ann@acme.test');
    await t.sandbox.as('joe').click(dm(t, 'joe'), 'ownership.agree');
    await t.settled();
    expect(topicOf(await inForce(t), 'double-charges')?.owner).toBe('joe@acme.test');
  });

  test('whose owner has left keeps what was left alone in its form', async () => {
    const t = await startTestBot();
    t.sandbox.setUser('ann', { deleted: true });
    await t.settled();
    const lea = await editing(t);
    expect(seen(lea)).not.toContain(t.sandbox.user('ann'));
    await lea.submit({ stage: 'renew' });
    await t.settled();
    expect(topicOf(await inForce(t), 'double-charges')).toMatchObject({ stage: 'renew', owner: 'ann@acme.test' });
  });

  test('tells who does the work, advises and is kept informed: people or user groups', async () => {
    const groups = [{ handle: 'billing', name: 'Billing', users: ['bob'] }];
    const t = await startTestBot({ seed: { ...seed(), usergroups: groups } as never });
    const lea = await editing(t);
    await lea.submit({ responsible: ['@billing'], informed: ['dan'] });
    await t.settled();
    expect(topicOf(await inForce(t), 'double-charges')).toMatchObject({
      ...{ responsible: ['@billing'], informed: ['dan@acme.test'] },
    });
    expect(await answers(t)).toContain('Is kept informed: <@');
  });

  test('is added, with words that lead to it at once', async () => {
    const t = await startTestBot();
    const lea = await atTheList(t);
    await press(lea, 'ownership.department', 'finance');
    await press(lea, 'ownership.add-topic', 'finance');
    await lea.submit({ name: 'Reminder fees', words: 'reminder fee, dunning', stage: 'pay' });
    await t.settled();
    expect(topicOf(await inForce(t), 'reminder-fees')).toMatchObject({ department: 'finance', owner: 'fay@acme.test' });
    await t.hears({ text: 'This reminder fee is an outrage' });
    expect(await owner(t)).toBe(t.sandbox.user('fay'));
  });

  test('that is missing is added from where somebody asked for it in vain', async () => {
    const t = await startTestBot();
    const lea = t.sandbox.as('lea');
    await lea.command('/cx', 'who parking');
    await lea.click(lea.ephemerals().at(-1) as never, 'ownership.add-topic');
    await lea.submit({ name: 'Parking', words: 'parking', department: 'support', stage: 'use' });
    await t.settled();
    expect(await answers(t, 'parking')).toContain('*Parking*');
    expect(await answers(t, 'xylophones')).not.toContain('New topic');
  });

  test('is retired after it was said what becomes of its open issues, which keep their owner', async () => {
    const t = await startTestBot();
    await t.hears({ text: 'I was charged twice' });
    const lea = await editing(t);
    expect(seen(lea)).toContain('Open issues keep their owners.');
    await press(lea, 'ownership.retire');
    await t.settled();
    expect(topicOf(await inForce(t), 'double-charges')).toBeUndefined();
    expect(await owner(t)).toBe(t.sandbox.user('ann'));
  });

  test('is edited by its head from where they asked who answers, and by nobody who may not', async () => {
    const t = await startTestBot();
    const fay = t.sandbox.as('fay');
    await fay.command('/cx', 'who charged twice');
    await fay.click(fay.ephemerals().at(-1) as never, 'ownership.edit-topic');
    expect(seen(fay)).not.toContain('"department"');
    await fay.submit({ words: 'charged twice' });
    await t.settled();
    expect(topicOf(await inForce(t), 'double-charges')?.words).toEqual(['charged twice']);
    await t.sandbox.as('joe').command('/cx', 'who charged twice');
    expect(whispered(t, 'joe')).not.toContain('Edit this topic');
  });

  test.each([
    [{ name: 'x'.repeat(81) }, { name: 'This is longer than 80 characters: give a name in words.' }],
    [{ words: ', ,' }, { words: expect.stringContaining('This is empty: give a list of the words customers use') }],
  ])('of which a file would be refused changes nothing, and the field says why: %o', async (values, errors) => {
    const t = await startTestBot();
    const before = await inForce(t);
    const lea = await editing(t);
    expect((await lea.submit(values)).errors).toEqual(errors);
    expect(await inForce(t)).toEqual(before);
  });
});

describe('two who edit at once', () => {
  test('both have what they changed, where it is not the same', async () => {
    const t = await startTestBot();
    const [lea, eve] = [await editing(t), await editing(t, 'double-charges', 'eve')];
    await lea.submit({ words: 'charged twice, invoice, billed twice' });
    await eve.submit({ stage: 'renew', words: 'invoice, charged twice, dunning' });
    await t.settled();
    expect(topicOf(await inForce(t), 'double-charges')).toMatchObject({
      ...{ stage: 'renew', words: ['charged twice', 'invoice', 'billed twice', 'dunning'] },
    });
  });

  test('the later is shown what changed, which stays', async () => {
    const t = await startTestBot();
    const [lea, eve] = [await editing(t), await editing(t, 'double-charges', 'eve')];
    await lea.submit({ name: 'Charged twice' });
    await eve.submit({ name: 'Billing errors', stage: 'renew' });
    await t.settled();
    expect(topicOf(await inForce(t), 'double-charges')).toMatchObject({ name: 'Charged twice', stage: 'renew' });
    expect(seen(eve)).toContain('Meanwhile somebody else changed its name to “Charged twice”, which stays');
  });
});

describe('a department', () => {
  test('is added with head, channel and members, and its head is told', async () => {
    const t = await startTestBot();
    const lea = await atTheList(t);
    await press(lea, 'ownership.add-department');
    await lea.submit({
      ...{ name: 'Customer care', purpose: 'Everybody is heard.', head: t.sandbox.user('joe') },
      ...{ channel: t.sandbox.channel('general'), members: ['dan'] },
    });
    await t.settled();
    expect((await inForce(t)).departments.at(-1)).toEqual({
      ...{ key: 'customer-care', name: 'Customer care', purpose: 'Everybody is heard.', head: 'joe@acme.test' },
      ...{ channel: t.sandbox.channel('general'), members: ['dan@acme.test'] },
    });
    expect(JSON.stringify(dm(t, 'joe').blocks)).toContain('Head of Customer care');
  });

  test('is renamed and has another head; what the former answered for as its head is theirs', async () => {
    const t = await startTestBot();
    const lea = await atTheList(t);
    await press(lea, 'ownership.department', 'finance');
    await press(lea, 'ownership.edit-department');
    await lea.submit({ name: 'Money', head: t.sandbox.user('bob'), deputy: t.sandbox.user('fay') });
    await t.settled();
    expect((await inForce(t)).departments[1]).toMatchObject({
      ...{ key: 'finance', name: 'Money', head: 'bob@acme.test', deputy: 'fay@acme.test', channel: '#finance' },
    });
  });

  test('goes only once it is said where its topics go', async () => {
    const t = await startTestBot();
    const lea = await atTheList(t);
    await press(lea, 'ownership.department', 'finance');
    await press(lea, 'ownership.remove-department');
    expect(seen(lea)).toContain('Topics that move, with their owners: 1.');
    await lea.submit({ department: 'product' });
    await t.settled();
    const { departments, topics } = await inForce(t);
    expect(departments.map(({ key }) => key)).toEqual(['support', 'product']);
    expect(topics[0]).toMatchObject({ department: 'product', owner: 'ann@acme.test' });
    expect(seen(lea)).toContain("Its topics are Product's from now on.");
  });

  test('stays while a rule of the policy is for it, and the form says so', async () => {
    const exception =
      'policy: { exceptions: [{ when: { department: support }, set: { accept_within: 2 staff hours } }] }';
    const t = await startTestBot({ org: ORG + exception });
    const lea = await atTheList(t);
    await press(lea, 'ownership.department', 'support');
    await press(lea, 'ownership.remove-department');
    expect(seen(lea)).toContain('The policy has an exception for it');
    expect((await inForce(t)).departments).toHaveLength(3);
  });
});

describe('the head of a department', () => {
  const finance = async (t: TestBot) => (await inForce(t)).departments.find(({ key }) => key === 'finance');

  test.each<[where: string, open: (t: TestBot) => Promise<unknown>]>([
    [
      'the Home tab',
      async (t) => {
        await t.sandbox.as('fay').openHome();
        await t.settled();
        await t.sandbox.as('fay').click({ view: t.sandbox.as('fay').home()?.id ?? '' }, 'ownership.edit-department');
      },
    ],
    [
      '/cx setup',
      async (t) => {
        await t.sandbox.as('fay').command('/cx', 'setup');
        expect(whispered(t, 'fay')).toContain(
          'That is for the CX lead or the executive sponsor. What you head you can',
        );
        await t.sandbox.as('fay').click(t.sandbox.as('fay').ephemerals().at(-1) as never, 'ownership.edit-department');
      },
    ],
    [
      '/cx who',
      async (t) => {
        await t.sandbox.as('fay').command('/cx', 'who charged twice');
        await t.sandbox.as('fay').click(t.sandbox.as('fay').ephemerals().at(-1) as never, 'ownership.edit-department');
      },
    ],
  ])(
    'edits its channel, deputy, members and purpose from %s, and neither its name nor who heads it',
    async (_, open) => {
      const t = await startTestBot();
      const before = await finance(t);
      const fay = t.sandbox.as('fay');
      await open(t);
      expect(seen(fay)).toContain('Its name and its head are for the CX lead or the executive sponsor.');
      const general = t.sandbox.channel('general');
      await fay.submit({
        purpose: 'Right invoices',
        deputy: t.sandbox.user('bob'),
        channel: general,
        members: ['joe'],
      });
      await t.settled();
      expect(await finance(t)).toEqual({
        ...before,
        purpose: 'Right invoices',
        ...{ deputy: 'bob@acme.test', channel: general, members: ['joe@acme.test'] },
      });
      expect(seen(fay)).toContain('*Finance*: saved.');
      const [trail] = await t.bot.context.transaction((tx) =>
        auditTrail(tx, { about: 'departments.finance', most: 1 }),
      );
      expect(trail?.by).toBe(t.sandbox.user('fay'));
    },
  );

  test('has no way to another department, and a member none to their own', async () => {
    const t = await startTestBot();
    await t.sandbox.as('fay').command('/cx', 'who crash');
    expect(whispered(t, 'fay')).not.toContain('ownership.edit-department');
    for (const who of ['ann', 'gus']) {
      await t.sandbox.as(who).command('/cx', 'who charged twice');
      expect(whispered(t, who)).not.toContain('ownership.edit-department');
      await t.sandbox.as(who).command('/cx', 'setup');
      expect(whispered(t, who)).not.toContain('ownership.edit-department');
    }
  });
});

test('roles of the company’s own making are given and taken away, and found by their title', async () => {
  const t = await startTestBot();
  const lea = await atTheList(t);
  await press(lea, 'ownership.roles');
  await lea.submit({ title: 'Digital CX Specialist', who: t.sandbox.user('joe') });
  expect(await answers(t, 'digital cx specialist')).toContain(`<@${t.sandbox.user('joe')}>`);
  await press(lea, 'ownership.remove-role');
  await t.settled();
  expect((await inForce(t)).titles).toBeUndefined();
});

test('of many roles each is found by its title, and whoever takes one away stays on its page', async () => {
  const titles = Array.from(
    { length: 200 },
    (_, n) => `{ title: Keeper ${String(n + 1).padStart(3, '0')}, who: joe@acme.test }`,
  );
  const t = await startTestBot({ org: `${ORG}titles: [${titles.join(', ')}]\n` });
  const lea = await atTheList(t);
  await press(lea, 'ownership.roles');
  expect(seen(lea)).toContain('Page 1 of 7');
  await press(lea, 'ownership.roles', '1');
  expect(seen(lea)).toContain('Keeper 031');
  await press(lea, 'ownership.directory');
  expect((await lea.suggest('find', 'keeper 200')).options).toMatchObject([{ value: 'role/Keeper 200' }]);
  await lea.click({ view: lea.modal()?.id ?? '' }, 'ownership.find', { selected: 'role/Keeper 200' });
  await press(lea, 'ownership.remove-role', 'Keeper 200');
  await t.settled();
  expect((await inForce(t)).titles).toHaveLength(199);
  expect(seen(lea)).toContain('Page 7 of 7');
  await lea.submit({ title: 'Keeper 045b', who: t.sandbox.user('dan') });
  expect(seen(lea)).toMatch(/Keeper 045b.*Page 2 of 7/);
});

test('what clicks made is exported as a file that says the very same, and is in the audit', async () => {
  const t = await startTestBot();
  const lea = await editing(t);
  await lea.submit({ name: 'Charged twice', informed: ['dan'] });
  await press(lea, 'ownership.directory');
  await press(lea, 'ownership.add-department');
  await lea.submit({ name: 'Care', head: t.sandbox.user('joe') });
  await t.settled();
  const organisation = await inForce(t);
  expect(organisationFrom(organisationText(organisation))).toEqual({ ok: true, organisation });
  const trail = await t.bot.context.transaction((tx) => auditTrail(tx, { about: 'topics.double-charges', most: 9 }));
  expect(trail.map(({ by, subject, before, after }) => [by, subject, before, after])).toEqual([
    [t.sandbox.user('lea'), 'topics.double-charges.informed', undefined, 'dan@acme.test'],
    [t.sandbox.user('lea'), 'topics.double-charges.name', 'Double charges', 'Charged twice'],
  ]);
});

test('ten thousand topics in three hundred departments are found, paged and edited in time', {
  timeout: 30_000,
}, async () => {
  const departments = Array.from({ length: 300 }, (_, n) => `  - { key: d${n}, name: Unit ${n}, head: fay@acme.test }`);
  const topics = Array.from(
    { length: 10_000 },
    (_, n) =>
      `  - { key: t${n}, name: Matter ${n}, department: d${n % 3}, stage: pay, words: [matter ${n}, thing ${n}] }`,
  );
  const head = ORG.slice(0, ORG.indexOf('departments:'));
  const t = await startTestBot({
    org: `${head}departments:\n${departments.join('\n')}\ntopics:\n${topics.join('\n')}`,
  });
  const lea = await atTheList(t);
  await press(lea, 'ownership.directory', '1');
  expect(seen(lea)).toContain('Page 2 of 10');
  await press(lea, 'ownership.directory', '0');
  expect((await lea.suggest('find', 'thing 9999')).options).toHaveLength(1);
  await lea.click({ view: lea.modal()?.id ?? '' }, 'ownership.find', { selected: 'topic/t9999' });
  await lea.submit({ name: 'The last of all', department: 'd299' });
  await t.settled();
  expect(topicOf(await inForce(t), 't9999')).toMatchObject({ name: 'The last of all', department: 'd299' });
});
