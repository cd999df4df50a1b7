import { expect, test } from 'vitest';
import { currentOrganisation, organisationFrom, organisationText } from '../../../src/features/ownership/index.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';

const CALL = '<!channel> & <@U1> *a* _b_ `c` "d" : {e}, [f] # g';
const ALIVE = /<!channel>|<@U1>/;

/** Every text in which Slack would read markup and that would call somebody. */
function alive(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, text } = node as { readonly type?: unknown; readonly text?: unknown };
  const read = typeof text === 'string' && type !== 'plain_text' && ALIVE.test(text) ? [text] : [];
  return [...read, ...Object.values(node).flatMap(alive)];
}

const told = (t: TestBot) =>
  ['lea', 'joe', 'bob', 'dan', 'ann'].flatMap((who) => [...t.sandbox.dm(who), ...t.sandbox.as(who).ephemerals()]);

test('what people write into the directory calls nobody wherever it is shown, and a file says the very same', async () => {
  const t = await startTestBot();
  const lea = t.sandbox.as('lea');
  const press = (id: string, value?: string) =>
    lea.click({ view: lea.modal()?.id ?? '' }, id, value === undefined ? {} : { value });
  const shown: unknown[] = [];
  const sends = async (values: Record<string, string>) => {
    shown.push(lea.modal());
    await lea.submit(values);
    shown.push(lea.modal());
    await t.settled();
  };
  const toTheList = async () => {
    await lea.command('/cx', 'setup');
    await lea.click(lea.ephemerals().at(-1) as never, 'ownership.directory');
  };
  const [joe, bob, dan] = ['joe', 'bob', 'dan'].map((who) => t.sandbox.user(who)) as [string, string, string];
  await toTheList();
  await press('ownership.department', 'finance');
  await press('ownership.edit-topic', 'double-charges');
  await sends({ name: CALL, words: `charged ${CALL}`, owner: joe });
  await press('ownership.edit-department', 'finance');
  await sends({ name: CALL, purpose: CALL, head: bob });
  await toTheList();
  await press('ownership.roles');
  await sends({ title: CALL, who: dan });
  await t.hears({ text: `I was charged twice ${CALL}`, customer: { name: CALL, account: CALL } });
  await t.sandbox.as('joe').click(t.sandbox.dm('joe').at(-1) as never, 'ownership.agree');
  for (const asked of [
    `who charged ${CALL}`,
    `who ${CALL}`,
    'who quxx <!channel>',
    'journey',
    'journey departments',
    'audit',
    'setup',
  ])
    await lea.command('/cx', asked);
  await lea.command('/cx', 'journey');
  await lea.click(lea.ephemerals().at(-1) as never, 'journey.picture');
  await t.settled();
  expect(JSON.stringify(told(t)).match(/&lt;!channel&gt;/g)?.length).toBeGreaterThan(20);
  expect(alive([shown, told(t)])).toEqual([]);

  const { organisation } = await t.bot.context.transaction((tx) => currentOrganisation(tx));
  expect(organisation.topics[0]).toMatchObject({ name: CALL, owner: 'joe@acme.test' });
  expect(organisationFrom(organisationText(organisation))).toEqual({ ok: true, organisation });
});
