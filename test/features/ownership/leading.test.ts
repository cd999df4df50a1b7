import { describe, expect, test } from 'vitest';
import { topicOf } from '../../../src/features/ownership/answerable.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { dm, fromNothing, inForce, said, whispered } from '../../support/directory.ts';

async function setup(t: TestBot, who = 'lea') {
  const person = t.sandbox.as(who);
  await person.command('/cx', 'setup');
  return person;
}

type Somebody = Awaited<ReturnType<typeof setup>>;

const title = (person: Somebody) => (person.modal()?.title as { text: string } | undefined)?.text;
const seen = (person: Somebody) => JSON.stringify(person.modal()?.blocks);
const press = (person: Somebody, id: string) => person.click({ view: person.modal()?.id ?? '' }, id);

/** Skips until that step is shown. */
async function upTo(person: Somebody, step: string) {
  while (person.modal()?.private_metadata !== step) await press(person, 'ownership.skip');
}

describe('at the beginning', () => {
  test('/cx setup leads step by step, and the list of all that is missing is one click away', async () => {
    const t = await fromNothing();
    const lea = await setup(t);
    expect(title(lea)).toBe('Setting up: 1 of 20');
    expect(seen(lea)).toContain('Who leads customer experience?');
    await lea.click(lea.ephemerals().at(-1) as never, 'ownership.missing');
    await t.settled();
    expect(whispered(t, 'lea')).toContain('*Setting up: 19 to do.*');
  });

  test('each step is kept at once, and the next is shown', async () => {
    const t = await fromNothing();
    const lea = await setup(t);
    await lea.submit({ cx_deputy: t.sandbox.user('sam') });
    expect(title(lea)).toBe('Setting up: 2 of 20');
    await lea.submit({ executive_sponsor: t.sandbox.user('eve'), people_lead: t.sandbox.user('pat') });
    expect(title(lea)).toBe('Setting up: 3 of 20');
    await lea.submit({ 'head/marketing': t.sandbox.user('dan'), 'channel/marketing': t.sandbox.channel('general') });
    await t.settled();
    const { roles, departments } = await inForce(t);
    expect(roles).toEqual({
      ...{ cx_lead: 'lea@acme.test', cx_deputy: 'sam@acme.test' },
      ...{ executive_sponsor: 'eve@acme.test', people_lead: 'pat@acme.test' },
    });
    expect(departments[0]).toMatchObject({ head: 'dan@acme.test', channel: t.sandbox.channel('general') });
    expect(said(t, 'dan')).toContain('has put you down as *Head of Marketing*');
  });

  test('nothing that was filled in at one step stands in the next', async () => {
    const t = await fromNothing();
    const lea = await setup(t);
    await upTo(lea, 'department/marketing');
    await lea.submit({ 'head/marketing': t.sandbox.user('dan'), 'channel/marketing': t.sandbox.channel('general') });
    await upTo(lea, 'department/sales');
    await lea.submit({});
    await t.settled();
    expect((await inForce(t)).departments[1]).toMatchObject({ key: 'sales', head: 'lea@acme.test', interim: true });
  });

  test('what is closed half-way is taken up at the first step with something missing', async () => {
    const t = await fromNothing();
    const lea = await setup(t);
    await lea.submit({ cx_deputy: t.sandbox.user('sam') });
    await press(lea, 'ownership.skip');
    await lea.closeModal();
    await setup(t);
    expect(seen(lea)).toContain('Who decides what only the top can decide?');
  });

  test('a step may be skipped, and at the end it is said how many were', async () => {
    const t = await fromNothing();
    const lea = await setup(t);
    for (let n = 0; n < 20; n++) await press(lea, 'ownership.skip');
    expect(seen(lea)).toContain('You skipped some: 19 to do.');
    await press(lea, 'ownership.lead');
    expect(title(lea)).toBe('Setting up: 1 of 20');
  });

  test('owners are named department by department, and asked first', async () => {
    const t = await fromNothing();
    const lea = await setup(t);
    await upTo(lea, 'owners/finance');
    await lea.submit({ 'owner/invoices': t.sandbox.user('ann'), 'owner/refunds': t.sandbox.user('ann') });
    await t.settled();
    expect(dm(t, 'ann').text).toBe('Who answers for what: 2 questions for you');
    await t.sandbox.as('ann').click(dm(t, 'ann'), 'ownership.agree', { value: 'invoices' });
    await t.settled();
    expect(topicOf(await inForce(t), 'invoices')?.owner).toBe('ann@acme.test');
    await setup(t);
    await upTo(lea, 'owners/people');
    expect(seen(lea)).not.toContain('owner/refunds');
  });
});

describe('who goes on', () => {
  test('whoever names another as CX lead has handed on the rest, and that one is led on', async () => {
    const t = await fromNothing();
    const lea = await setup(t);
    await lea.submit({ cx_lead: t.sandbox.user('sam') });
    await t.settled();
    expect(seen(lea)).toContain('is the CX lead from now on*, and is told. The rest is theirs');
    expect(said(t, 'sam')).toContain('`/cx setup` shows what is still to be set up, step by step');
    const sam = await setup(t, 'sam');
    expect(seen(sam)).toContain('Who leads customer experience?');
  });

  test('a company that is described is shown what is missing, and led when it wishes', async () => {
    const t = await startTestBot();
    const lea = await setup(t);
    expect(lea.modal()).toBeUndefined();
    await lea.click(lea.ephemerals().at(-1) as never, 'ownership.lead');
    expect(title(lea)).toBe('Setting up: 1 of 7');
  });
});

describe('what cannot be changes nothing, and the field says why', () => {
  test.each([
    ['lead', { cx_deputy: 'lea' }, { cx_deputy: expect.stringContaining('for whom a deputy has to stand in') }],
    ['department/marketing', { 'head/marketing': 'gus' }, { 'head/marketing': expect.stringContaining('full member') }],
    ['owners/finance', { 'owner/invoices': 'gus' }, { 'owner/invoices': expect.stringContaining('full member') }],
  ])('%s: %o', async (step, named, errors) => {
    const t = await fromNothing();
    const before = await inForce(t);
    const lea = await setup(t);
    await upTo(lea, step);
    const values = Object.fromEntries(Object.entries(named).map(([field, who]) => [field, t.sandbox.user(who)]));
    expect((await lea.submit(values)).errors).toEqual(errors);
    expect(await inForce(t)).toEqual(before);
  });
});
