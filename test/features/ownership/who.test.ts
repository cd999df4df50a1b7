import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Organisation } from '../../../src/features/ownership/domain.ts';
import { organisationFrom } from '../../../src/features/ownership/org-file.ts';
import { templateOrganisation } from '../../../src/features/ownership/template.ts';
import { topicsMeant } from '../../../src/features/ownership/who/search.ts';
import { SYNONYMS } from '../../../src/features/ownership/who/synonyms.ts';
import { conceptsIn, plainly } from '../../../src/features/ownership/who/words.ts';
import { startTestBot } from '../../support/bot.ts';
import { OF_DEMO, OF_TEMPLATE } from './more-phrasings.ts';
import { PHRASINGS } from './phrasings.ts';

const file = readFileSync(new URL('../../../demo/org.yml', import.meta.url), 'utf8');
const parsed = organisationFrom(file);
if (!parsed.ok) throw new Error('the demo is not in order');
const demo: Organisation = parsed.organisation;

const first = (typed: string) => topicsMeant(demo, typed).found[0]?.topic.key;
const tiedWith = (typed: string) => {
  const { found, tied } = topicsMeant(demo, typed);
  return found.slice(0, tied).map(({ topic }) => topic.key);
};

const template = templateOrganisation({
  company: 'Acme',
  timezone: 'UTC',
  lead: 'lea@acme.test',
  channels: new Set<string>(),
});

test.each([
  ['those that a company begins with', template, OF_TEMPLATE, 580],
  ['those of the demo', demo, OF_DEMO, 360],
] as const)(
  'of more phrasings over %s, 95 of a hundred have the right first answer',
  (_which, company, phrasings, n) => {
    const all = Object.entries(phrasings).flatMap(([topic, phrases]) => phrases.map((typed) => ({ typed, topic })));
    const wrong = all.filter(({ typed, topic }) => topicsMeant(company, typed).found[0]?.topic.key !== topic);
    expect(all.length).toBeGreaterThanOrEqual(n);
    expect(wrong.length / all.length, JSON.stringify(wrong)).toBeLessThanOrEqual(0.05);
  },
);

test.each(['hello', 'holiday photos', 'parking', 'printer paper', 'xyzzy'])(
  'what no topic is about, such as %s, is not given to any',
  (typed) => {
    expect(topicsMeant(demo, typed).found).toEqual([]);
  },
);

describe('of more than 120 phrasings over forty topics, as people type them', () => {
  test('at least 95 of a hundred have the right first answer', () => {
    const wrong = PHRASINGS.filter(([typed, topic]) => first(typed) !== topic).map(
      ([typed, topic]) => `${typed} → ${first(typed)}, not ${topic}`,
    );
    expect(PHRASINGS.length).toBeGreaterThanOrEqual(120);
    expect(wrong.length / PHRASINGS.length, wrong.join('; ')).toBeLessThanOrEqual(0.05);
  });

  test('the others say that it is a tie, the right one among them', () => {
    const dishonest = PHRASINGS.filter(([typed, topic]) => first(typed) !== topic && !tiedWith(typed).includes(topic));
    expect(dishonest).toEqual([]);
  });
});

test('each phrase of the table of meanings is found, however long, and stands in one line of it', () => {
  const lines = SYNONYMS.map((line) => line.replace('~', '').split(','));
  const unfound = lines.flatMap((phrases, n) =>
    phrases.filter((phrase) => conceptsIn(phrase).join() !== conceptsIn(lines[n]?.[0] ?? '').join()),
  );
  expect(unfound).toEqual([]);
  const once = lines.flatMap((phrases) => [...new Set(phrases.map((phrase) => plainly(phrase).join(' ')))]);
  expect(once.filter((phrase, place) => once.indexOf(phrase) !== place)).toEqual([]);
});

test('a word that nobody knows has no answer, rather than a wrong one', () => {
  for (const typed of ['zzzz', 'quantum teleportation', '???', '']) expect(topicsMeant(demo, typed).found).toEqual([]);
});

test('two topics with the same word are a tie', () => {
  const topics = demo.topics.slice(0, 2).map((topic) => ({ ...topic, name: topic.key, words: ['lamp'] }));
  expect(topicsMeant({ ...demo, topics }, 'lamp').tied).toBe(2);
});

test('a topic is found by its department, its stage of the journey and the people who answer for it', () => {
  expect(first('business development partners')).toBe('partners');
  expect(topicsMeant(demo, 'irina').found.map(({ topic }) => topic.key)).toEqual(
    expect.arrayContaining(['invoices', 'double-charges']),
  );
});

describe('/cx who', () => {
  const answer = async (asked: string, who = 'joe') => {
    const t = await startTestBot();
    await t.sandbox.as(who).command('/cx', `who ${asked}`);
    return { t, said: JSON.stringify(t.sandbox.as(who).ephemerals().at(-1)) };
  };

  test('names one person, the backup, the department with its channel, and why', async () => {
    const { t, said } = await answer('invioce');
    expect(said).toContain(
      `*Double charges*: <@${t.sandbox.user('ann')}>, Finance (#finance). Backup: <@${t.sandbox.user('bob')}>.`,
    );
    expect(said).toContain('Because of “invoice”');
  });

  test('says who stands in while the owner is away', async () => {
    const t = await startTestBot();
    await t.sandbox.as('ann').command('/cx', 'away until 2026-03-20');
    await t.settled();
    await t.sandbox.as('joe').command('/cx', 'who invoice');
    const said = JSON.stringify(t.sandbox.as('joe').ephemerals().at(-1));
    expect(said).toContain(`<@${t.sandbox.user('bob')}> for <@${t.sandbox.user('ann')}>, who is away`);
  });

  test('of what nobody is named for says so, with the CX lead, and notes the gap', async () => {
    const { t, said } = await answer('helicopters');
    expect(said).toContain(`Nobody is named for “helicopters” yet.* Such feedback goes to <@${t.sandbox.user('lea')}>`);
    const notes = await t.bot.context.transaction((tx) =>
      tx.selectFrom('ownership_note').select(['kind', 'asked']).execute(),
    );
    expect(notes).toEqual([{ kind: 'not found', asked: 'helicopters' }]);
  });

  test('"Wrong?" tells the CX lead, in their hours, what it ought to say', async () => {
    const { t } = await answer('invoice');
    const joe = t.sandbox.as('joe');
    const shown = joe.ephemerals().at(-1);
    await joe.click({ channel: t.sandbox.dmChannel('joe'), ts: String(shown?.ts) }, 'ownership.wrong');
    await joe.submit({ instead: 'Dan has had it since spring <!channel>' });
    await t.settled();
    const [dm] = t.sandbox.dm('lea');
    expect(JSON.stringify(dm?.blocks)).toContain(
      'was told *Double charges*. They say: “Dan has had it since spring &lt;!channel&gt;”',
    );
  });
});
