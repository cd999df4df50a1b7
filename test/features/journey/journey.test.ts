import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { complaintsAbout } from '../../../src/features/issues/index.ts';
import { journeyNow, participationNow } from '../../../src/features/journey/look.ts';
import { DAY, HOUR, instant } from '../../../src/kernel/time.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { ORG, seed } from '../../support/company.ts';
import { applied, dm } from '../../support/directory.ts';

const org = ORG.replace(
  'words: [app, crash] }',
  `words: [app, crash] }
  - { key: refunds, name: Refunds, department: finance, stage: pay, owner: bob@acme.test, ask: true, words: [refund] }
  - { key: letters, name: Letters, department: product, stage: use, owner: nobody@acme.test, words: [letter] }`,
).replace(
  'topics:',
  `  - { key: people, name: People, head: eve@acme.test }
topics:`,
);

const said = (t: TestBot, who = 'joe') => JSON.stringify(t.sandbox.as(who).ephemerals().at(-1)?.blocks);

async function asked(t: TestBot, words: string, who = 'joe'): Promise<string> {
  await t.sandbox.as(who).command('/cx', words);
  return said(t, who);
}

/** What customers say in these three months: on two topics, on none, of a few only, and long ago. */
async function withFeedback(): Promise<TestBot> {
  const t = await startTestBot({ org });
  const ago = (days: number) => new Date(t.sandbox.clock.now() - days * DAY).toISOString();
  for (let n = 0; n < 12; n++)
    await t.hears({ text: 'I was charged twice', received_at: ago(n), score: { kind: 'nps', value: n < 9 ? 2 : 9 } });
  await t.hears({ text: 'I was charged twice, and the app crashes all the time', received_at: ago(20) });
  await t.hears({ text: 'I love the app, it is wonderful', received_at: ago(30) });
  await t.hears({ text: 'Your lobby smells terrible', received_at: ago(1) });
  await t.hears({ text: 'I was charged twice', received_at: ago(91) });
  await t.hears({ text: 'I was charged twice, and I will sue you, my lawyer writes', received_at: ago(1) });
  return t;
}

const inSql = async <Row>(t: TestBot, query: string): Promise<Row[]> =>
  (await t.bot.context.transaction((tx) => sql.raw<Row>(query).execute(tx))).rows;

test('every number of the journey is what the database has, restricted and old feedback left out', async () => {
  const t = await withFeedback();
  const now = t.bot.context.now();
  const journey = await t.bot.context.transaction((tx) => journeyNow(tx, now));
  const since = now - 90 * DAY;
  const heard = `from feedback f join statement s on s.feedback_id = f.id where f.restricted is null and f.received_at >= ${since}`;
  const volumes = await inSql<{ topic: string; complaints: number; praise: number }>(
    t,
    `select topic, count(distinct case when sentiment = 'complaint' then f.id end) complaints,
      count(distinct case when sentiment = 'praise' then f.id end) praise ${heard} group by topic`,
  );
  const open = await inSql<{ topic: string | null; n: number }>(
    t,
    `select topic, count(*) n from issue where state <> 'closed' and restricted is null group by topic`,
  );
  const shown = journey.stages.flatMap((stage) => stage.shown);
  expect(shown.map(({ key }) => key).toSorted()).toEqual(['app', 'double-charges', 'letters', 'refunds']);
  for (const { key, complaints, praise, open: openNow } of shown) {
    const volume = volumes.find(({ topic }) => topic === key) ?? { complaints: 0, praise: 0 };
    expect({ key, complaints, praise, openNow }).toEqual({
      key,
      complaints: volume.complaints,
      praise: volume.praise,
      openNow: open.find(({ topic }) => topic === key)?.n ?? 0,
    });
  }
  const [none] = volumes.filter(({ topic }) => topic === null);
  expect(journey.outside).toMatchObject({ complaints: none?.complaints, praise: none?.praise });
  expect(journey.outside.open).toBe(open.find(({ topic }) => topic === null)?.n);

  const [score] = await inSql<{ n: number; up: number; down: number }>(
    t,
    `select count(distinct f.id) n, count(distinct case when score_value >= 9 then f.id end) up,
      count(distinct case when score_value <= 6 then f.id end) down ${heard} and topic = 'double-charges' and score_kind = 'nps'`,
  );
  expect(score).toEqual({ n: 12, up: 3, down: 9 });
  expect(shown.find(({ key }) => key === 'double-charges')).toMatchObject({
    complaints: 13,
    scores: [{ kind: 'nps', n: 12, value: -50 }],
  });
  expect(await inSql(t, 'select id from feedback where restricted is not null')).toHaveLength(1);
});

test('the stages come in their order, with topics, whose they are, and what is said there', async () => {
  const t = await withFeedback();
  const text = await asked(t, 'journey');
  expect(text).toMatch(
    /1\. discover\*: no topics.*2\. buy.*4\. use\*: .*5\. pay\*: 13 complaints.*Outside every topic/,
  );
  expect(text).toContain(`*Double charges*, <@${t.sandbox.user('ann')}> · 13 complaints`);
  expect(text).toContain('NPS −50 (n 12, 95 %: ');
});

test('what people have called no complaint is none, until they take that back', async () => {
  const t = await startTestBot();
  await t.hears({ text: 'I was charged twice' });
  await t.hears({ text: 'I was charged twice, again' });
  const ann = t.sandbox.as('ann');
  const heard = () => t.bot.context.transaction((tx) => complaintsAbout(tx, ['double-charges'], instant(0)));
  await ann.click(t.card('finance', 2), 'issue.close');
  await ann.submit({ ending: 'not-a-complaint' });
  await t.settled();
  expect(await asked(t, 'journey')).toContain('5. pay*: 1 complaint, 1 open');
  expect(await heard()).toEqual(new Map([['double-charges', 1]]));
  await ann.click(t.card('finance', 2), 'issue.reopen');
  await ann.submit({ reason: 'It is one' });
  await t.settled();
  expect(await asked(t, 'journey')).toContain('5. pay*: 2 complaints, 2 open');
  expect(await heard()).toEqual(new Map([['double-charges', 2]]));
});

test('what nobody answers for by their own word is flagged with the reason, and who answers meanwhile', async () => {
  const t = await startTestBot({ org });
  const [fay, pat] = [t.sandbox.user('fay'), t.sandbox.user('pat')];
  const text = await asked(t, 'journey');
  expect(text).toContain('4 topics, 2 without an owner.');
  expect(text).toContain(
    `:triangular_flag_on_post: *Refunds* has no owner: somebody was asked, no answer yet; <@${fay}> answers meanwhile`,
  );
  expect(text).toContain(
    `:triangular_flag_on_post: *Letters* has no owner: whoever is named is not here; <@${pat}> answers meanwhile`,
  );

  t.sandbox.setUser('ann', { deleted: true });
  await t.settled();
  expect(await asked(t, 'journey')).toContain('*Double charges* has no owner: whoever is named is not here');
});

test('whoever has said no, or answers only until somebody is named, is no owner; a head who is named is one', async () => {
  const t = await startTestBot({ org });
  await t.sandbox.as('bob').click(dm(t, 'bob', 'ownership.decline'), 'ownership.decline', { value: 'refunds' });
  await t.settled();
  expect(await asked(t, 'journey')).toContain('*Refunds* has no owner: whoever was named said no');
  await applied(t, org.replace('owner: bob@acme.test, ask: true', 'owner: fay@acme.test'));
  expect(await asked(t, 'journey')).toContain(`*Refunds*, <@${t.sandbox.user('fay')}>`);
  await applied(
    t,
    org
      .replace('owner: bob@acme.test, ask: true', 'owner: fay@acme.test')
      .replace("channel: '#finance', head: fay@acme.test", "channel: '#finance', head: fay@acme.test, interim: true"),
  );
  expect(await asked(t, 'journey')).toContain('*Refunds* has no owner: nobody is named yet');
});

test('in a company of which nobody has named anybody yet every topic is flagged, and who answers for all of it', async () => {
  const users = (seed().users ?? []).map((each) => ({ ...each, is_primary_owner: each.name === 'sam' }));
  const t = await startTestBot({ seed: { ...seed(), users }, bot: { org: { path: 'org.yml', text: undefined } } });
  const text = await asked(t, 'journey');
  expect(text).toContain('40 topics, 40 without an owner.');
  expect(text).toContain(`has no owner: nobody is named yet; <@${t.sandbox.user('sam')}> answers meanwhile`);
});

test('departments are told by what they own, have handled and answered in time; who has no part is called out', async () => {
  const t = await startTestBot({ org });
  const ends = async (issue: number, values: Record<string, string>) => {
    await t.sandbox.as('ann').click(t.card('finance', issue), 'issue.close');
    await t.sandbox.as('ann').submit(values);
    await t.settled();
  };
  const tells = async (issue: number) => {
    const word = { channel: 'mail', day: new Date(t.sandbox.clock.now()).toISOString().slice(0, 10), words: 'Done' };
    const steps = { accept: undefined, contact: word, fix: { root_cause: 'A job', change: 'One job' }, tell: word };
    for (const [step, values] of Object.entries(steps)) {
      await t.sandbox.as('ann').click(t.card('finance', issue), `issue.${step}`);
      if (values) await t.sandbox.as('ann').submit(values);
      await t.settled();
    }
  };
  for (let n = 0; n < 4; n++) await t.hears({ text: 'I was charged twice' });
  await tells(1);
  await ends(2, { ending: 'wont-change', reason: 'It is the law' });
  await ends(3, { ending: 'not-a-complaint' });
  await t.turn(26 * HOUR);
  await tells(4);

  const text = await asked(t, 'journey departments');
  expect(text).toContain('2 of 4 departments.');
  expect(text).toContain('*Finance*: 2 topics, 1 without an owner · 3 handled (2 told, 1 ended otherwise)');
  expect(text).toContain('first word in time: 1 of 2');
  expect(text).toContain('*Product*: 2 topics, 1 without an owner · 0 handled');
  expect(text).toContain(
    ':triangular_flag_on_post: *Support*, *People* own nothing, have handled nothing and had no support day: is there nobody to ask?',
  );
  expect(text).toContain('· support days: 0 of 3 this quarter');
  expect(text).toContain('Support days: who has had one this quarter, of all who work there.');

  const [counted] = await inSql<{ handled: number; told: number; answered: number; late: number }>(
    t,
    `select count(*) handled, sum(ending = 'told') told, count(contacted_at) answered,
      sum(contacted_at > clock_from + ${24 * HOUR}) late from issue
      where state = 'closed' and ending not in ('duplicate', 'not-a-complaint') and department = 'finance'`,
  );
  const now = t.bot.context.now();
  const { parts } = await t.bot.context.transaction((tx) => participationNow(tx, now));
  const { told = 0, otherwise = 0, answered = 0, inTime = 0 } = parts.find(({ name }) => name === 'Finance') ?? {};
  expect(counted).toEqual({ handled: told + otherwise, told, answered, late: answered - inTime });
  await inSql(t, "update issue set restricted = 'legal' where id = 1");
  expect(await asked(t, 'journey departments')).toContain('2 handled (1 told, 1 ended otherwise)');
  const later = await t.bot.context.transaction((tx) => participationNow(tx, (now + 91 * DAY) as never));
  expect(later.parts.every((part) => part.told + part.otherwise === 0)).toBe(true);
});

test('guests do not see it; another word is answered by how it is said; a button tells of the departments', async () => {
  const t = await startTestBot({ org });
  expect(await asked(t, 'journey', 'gus')).toContain('That is for full members of this workspace.');
  expect(await asked(t, 'journey backwards')).toContain('Say `/cx journey`');
  expect(await asked(t, 'journey Departments')).toContain('Who takes part');
  await asked(t, 'journey');
  await t.sandbox.as('joe').click(t.sandbox.as('joe').ephemerals().at(-1) as never, 'journey.departments');
  await t.until(() => said(t).includes('Who takes part'));
});
