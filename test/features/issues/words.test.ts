import { readdirSync, readFileSync } from 'node:fs';
import type { KnownBlock } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { alsoHeard, rollUpSummary } from '../../../src/features/feedback/views.ts';
import type { Issue } from '../../../src/features/issues/domain.ts';
import type { AskKind } from '../../../src/features/issues/life/asking.ts';
import { mostDo } from '../../../src/features/issues/life/custom.ts';
import { answerTold, helperTold, question } from '../../../src/features/issues/views/ask.ts';
import { ASKS } from '../../../src/features/issues/views/asks.ts';
import { BRIEF_ASKS, briefLetter } from '../../../src/features/issues/views/brief.ts';
import type { Shown } from '../../../src/features/issues/views/card.ts';
import { type Entry, letter, linesWithButtons } from '../../../src/features/issues/views/letter.ts';
import { startTestBot } from '../../support/bot.ts';
import { at, MONDAY, newIssue, user } from '../../support/issue.ts';
import { labelsIn, ownTexts, roughWords, wordsIn } from '../../support/wording.ts';

interface Said {
  readonly blocks?: KnownBlock[];
}

const VIEWS = new URL('views/', import.meta.url);
const snapshots = readdirSync(VIEWS)
  .filter((name) => name.endsWith('.json'))
  .map((name): [string, Said] => [name, JSON.parse(readFileSync(new URL(name, VIEWS), 'utf8'))]);
const catalogue: [string, Said][] = [
  ...snapshots,
  ['also heard', alsoHeard({ praise: 3, other: 2 })],
  ['a summary', rollUpSummary({ total: 10, issues: 3, praise: 2 }, { imported: 'survey', gathers: undefined })],
];

/** A brief of which nothing but its lines is to be said. */
const BRIEF = {
  departments: ['Finance'],
  decisions: [],
  moreDecisions: 0,
  own: [],
  moreOwn: 0,
  canWait: 0,
  morning: true,
};

/** The longest names, and everything said that may be said. */
const longest: Shown = {
  issue: {
    ...newIssue,
    state: 'contacted',
    accountValue: 1_234_567,
    promisedFor: MONDAY,
    pause: { kind: 'blocked', from: MONDAY, until: MONDAY, reason: 'word '.repeat(400), need: 'people' },
  },
  title: 'Invoices and receipts of the past year',
  department: 'Customer Operations North',
  customer: 'a customer at The Very Long Name Company',
  score: 'NPS 3',
  stage: 'pay',
  text: 'I must say that you failed me. '.repeat(50),
  source: 'survey',
  because: 'charged twice',
  like: undefined,
  again: undefined,
  cameBack: 'word '.repeat(400),
  cause: undefined,
  lastWord: undefined,
  helpers: [],
  renewsIn: 40,
  custom: '24 hours',
  sides: undefined,
  passed: [],
  decision: undefined,
  acceptBy: MONDAY,
  resolveBy: MONDAY,
  slots: () => [],
  dateText: () => '2026-03-02 13:30 (Europe/Helsinki)',
};

const alone = { more: 0, moreYours: 0, waiting: 1, withOthers: 0, handedOn: 0, morning: true };
const line = (step: string, changes: Partial<Issue> = {}): Entry => ({
  shown: { ...longest, issue: { ...longest.issue, ...changes } },
  step,
  standing: 'asks',
});
const STEPS = Object.keys(ASKS);

const ask = (kind: AskKind) => ({
  ...{ id: 7, issue: 1, kind, by: user('ann'), asked: user('dan'), owner: user('ann'), at: MONDAY, answer: undefined },
  reply: undefined,
  payload: {
    reason: 'word '.repeat(400),
    until: '2026-03-05',
    times: '3',
    words: 'word '.repeat(400),
    question: 'Why?',
  },
});

describe('no message threatens, blames or presses', () => {
  test.each(catalogue)('%s', (_name, view) => {
    const texts = [...ownTexts(view.blocks ?? []), ...labelsIn(view)];
    expect(texts.flatMap(roughWords)).toEqual([]);
  });

  test.each([
    ['You failed to answer in time.', 'blame: “failed”'],
    ["You didn't answer.", "blame: “You didn't”"],
    ['You must answer today.', 'threat: “must”'],
    ['This is your last chance.', 'scarcity: “last chance”'],
    ['Answer immediately.', 'pressure: “immediately”'],
  ])('and "%s" would be found', (text, found) => {
    expect(roughWords(text)).toContain(found);
  });

  test('a customer may say what they like', () => {
    expect(ownTexts(letter([line('accept')], alone).blocks).flatMap(roughWords)).toEqual([]);
  });
});

describe('of five lines that ask the same, each sentence that names nobody stands once', () => {
  const NAMES = ['Orbit', 'Nord', 'Lumen', 'Vega', 'Polar'];
  const five = (step: string, changes: Partial<Entry> = {}): Entry[] =>
    NAMES.map((name, n) => ({
      shown: {
        ...longest,
        issue: { ...longest.issue, id: n + 1, state: 'accepted', owner: user(name), accountValue: 1000 + n },
        renewsIn: 30 + n,
        customer: `a customer at ${name}`,
        source: name,
        cameBack: name,
        text: '',
      },
      step,
      standing: 'asks',
      ...changes,
    }));
  /** Without the number and title that each begins with. */
  const sentences = (blocks: readonly KnownBlock[]) =>
    ownTexts(blocks).flatMap((text) => text.replace(/^\*#\d+ [^*]+\*: /, '').split(/(?<=[.?!]) /));
  /** What tells a time is of one customer too. */
  const twice = (blocks: readonly KnownBlock[]) => {
    const all = sentences(blocks).filter((sentence) => sentence.length > 12 && !/ (?:by|since) /.test(sentence));
    return all.filter((sentence, place) => all.indexOf(sentence) !== place);
  };
  const many = { ...alone, waiting: 5 };

  test.each(STEPS)('the lines of the step %s', (step) => {
    for (const notice of [false, true]) expect(twice(letter(five(step, { notice }), many).blocks)).toEqual([]);
  });

  test.each(Object.keys(BRIEF_ASKS))('the lines of a brief with %s', (step) => {
    expect(twice(briefLetter({ ...BRIEF, theirs: five(step) }, linesWithButtons).blocks)).toEqual([]);
  });

  test('a kind word ends the first of them', () => {
    const [first, ...rest] = sentences(letter(five('contact-breach'), many).blocks).filter((text) =>
      /customer at|helps/.test(text),
    );
    expect([first, rest[0]]).toEqual([expect.stringContaining('at Orbit has waited'), 'Even "we are on it" helps.']);
    expect(rest.filter((text) => text.includes('helps'))).toHaveLength(1);
  });
});

describe('new work says of how it came only what is so', () => {
  const FIRST = "You answer for this in Customer Operations North, so you're the first to know.";
  test.each<[how: string, changes: Partial<Issue>, said: string]>([
    ['whose owner is the first to have it', { stage: 1 }, `is unhappy. ${FIRST}`],
    ['that somebody had before', { stage: 3 }, 'has waited since .* You answer for this in Customer Operations North.'],
    [
      'that is the backup’s',
      { stage: 2, standing: 'backup' },
      'You are the backup for this .*, and it is with you now.',
    ],
    ['of an owner who is away', { stage: 1, standing: 'backup' }, 'is unhappy. You are the backup for this'],
    ['that nobody else is there for', { stage: 1, standing: 'last' }, 'Nobody else is there for this, so it is with'],
  ])('%s', (_how, changes, said) => {
    const text = ownTexts(letter([line('assigned', { state: 'open', ...changes })], alone).blocks).join('\n');
    expect(text).toMatch(new RegExp(said));
    if (!said.includes(FIRST)) expect(text).not.toContain('first to know');
  });
});

test.each([
  [{ waiting: 1 }, 'A customer is waiting for you.'],
  [{ waiting: 2, withOthers: 1 }, "2 customers are waiting for you; a colleague's needs a hand."],
  [{ waiting: 1, withOthers: 3 }, 'A customer is waiting for you; 3 of colleagues need a hand.'],
  [{ withOthers: 1, handedOn: 2 }, "A colleague's customer needs a hand."],
  [{ handedOn: 1 }, '1 of yours is with a colleague now.'],
  [{}, 'All of these have moved on. Thank you.'],
])('the title of a DM of several counts whose customers they are: %o', (sum, title) => {
  const lines = [line('assigned'), line('contact-breach')];
  expect(
    letter(lines, { more: 0, moreYours: 0, waiting: 0, withOthers: 0, handedOn: 0, morning: false, ...sum }).text,
  ).toBe(title);
});

test.each([
  [{ more: 3, moreYours: 3 }, '3 more can wait; `/cx mine` has them.'],
  [
    { more: 3, moreYours: 1 },
    '3 more can wait; `/cx mine` has yours, the Home tab shows what is open with colleagues.',
  ],
  [{ more: 3, moreYours: 0 }, '3 more can wait; the Home tab shows what is open with colleagues.'],
])('what is not shown is said to be where it is: %o', (sum, said) => {
  const { blocks } = letter([line('assigned'), line('contact-breach')], { ...alone, waiting: 5, ...sum });
  expect(JSON.stringify(blocks)).toContain(said);
});

test('a word of the ladder that rides in a brief says there what it says anywhere', () => {
  const told = { ...line('contact-breach', { pause: undefined }), notice: true };
  const text = JSON.stringify(briefLetter({ ...BRIEF, theirs: [told] }, linesWithButtons).blocks);
  expect(text).toContain('without a word from us');
  expect(text).toContain('issue.assign');
  expect(text).not.toContain('moved on');
});

describe('at its longest it says within sixty words, beside what is quoted, what is asked', () => {
  test.each(STEPS)('the line of the step %s', (step) => {
    const open = letter([line(step, { state: 'open', pause: undefined })], alone);
    const worked = letter([line(step)], alone);
    for (const { blocks } of [open, worked]) expect(wordsIn(ownTexts(blocks))).toBeLessThanOrEqual(60);
  });

  test.each(Object.entries(BRIEF_ASKS))('the line %s of a brief, within forty', (_step, { line: said }) => {
    expect(wordsIn(ownTexts([{ type: 'section', text: said(longest, true) }]))).toBeLessThanOrEqual(40);
  });

  test.each(['snooze', 'offer', 'tell', 'why'] as const)('the question of the kind %s, and its answers', (kind) => {
    const asked = question(ask(kind), longest, undefined);
    expect(wordsIn(ownTexts(asked.blocks))).toBeLessThanOrEqual(60);
    for (const answer of ['yes', 'no'] as const)
      expect(wordsIn(ownTexts(answerTold({ ...ask(kind), answer }, longest).blocks))).toBeLessThanOrEqual(60);
  });

  test('that somebody can help', () => {
    expect(wordsIn(ownTexts(helperTold(longest, user('dan')).blocks))).toBeLessThanOrEqual(60);
  });
});

describe('a DM', () => {
  test('names what the account is worth only where the source has said so', () => {
    expect(JSON.stringify(letter([line('overdue-head')], alone))).toContain('Account value: 1,234,567. Renews');
    expect(JSON.stringify(letter([line('overdue-head', { accountValue: undefined })], alone))).not.toContain(
      'Account value',
    );
  });

  test('names the day on which the account renews only where the source has said so and it is near', () => {
    const renewing = (renewsIn: number | undefined) => {
      const { shown, ...rest } = line('assigned');
      return JSON.stringify(letter([{ ...rest, shown: { ...shown, renewsIn } }], alone));
    };
    expect(renewing(40)).toContain('Renews in 40 days.');
    expect([renewing(1), renewing(0)].map((text) => /Renews \w+/.exec(text)?.[0])).toEqual([
      'Renews tomorrow',
      'Renews today',
    ]);
    expect(renewing(undefined)).not.toContain('Renews');
  });

  test('wishes a good morning in the morning only', () => {
    const two = [line('tell', { id: 1 }), line('tell', { id: 2 })];
    expect(JSON.stringify(letter(two, alone))).toContain('Good morning.');
    expect(JSON.stringify(letter(two, { ...alone, morning: false }))).not.toContain('Good morning');
  });
});

const teams = (dids: readonly number[], of = 10) => dids.map((did, n) => ({ team: `t${n}`, of, did }));

describe('what most teams do is said', () => {
  test.each<[rule: string, doings: ReturnType<typeof teams>, said: boolean]>([
    ['where three of five do it', teams([8, 9, 10, 0, 0]), true],
    ['not where half of six do', teams([8, 9, 10, 0, 0, 0]), false],
    ['not of four teams, though all do', teams([10, 10, 10, 10]), false],
    ['not of teams with a few issues', teams([4, 4, 4, 4, 4], 4), false],
    ['not below the bar', teams([7, 7, 7, 7, 7]), false],
    ['not where there are none', [], false],
  ])('%s', (_rule, doings, said) => {
    expect(mostDo(doings, 80)).toBe(said);
  });

  test('by what is counted in the database: whoever is reminded in a company where it is so reads it', async () => {
    const t = await startTestBot();
    await t.hears({ text: 'I was charged twice in October.', customer: { account: 'Orbit' } });
    await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
    await t.settled();
    await answeredOnTime(t, ['support', 'product', 'sales', 'people', 'legal']);
    await t.turnTo(at('2026-03-03 09:31'));
    await t.turnTo(at('2026-03-04 09:16'));
    expect(JSON.stringify(t.sandbox.dm('ann'))).toContain('Most teams here send it within 24 hours.');
  });
});

/** Five issues of last week in each of these departments, whose customers heard from us within the hour. */
async function answeredOnTime(t: Awaited<ReturnType<typeof startTestBot>>, departments: readonly string[]) {
  const begun = at('2026-02-25 09:30');
  await t.bot.context.transaction(async (tx) => {
    const issue = await tx.selectFrom('issue').selectAll().executeTakeFirstOrThrow();
    const { id: _, ...row } = issue;
    const past = { ...row, state: 'contacted', clock_from: begun, contacted_at: at('2026-02-25 10:00') } as const;
    for (const department of departments)
      for (let n = 0; n < 5; n++)
        await tx
          .insertInto('issue')
          .values({ ...past, department, topic: `${department} ${n}` })
          .execute();
  });
}

test('the day on which an account renews comes with the feedback and is read by whoever has it, once it is near', async () => {
  const t = await startTestBot();
  const renewing = (renews_on: string) =>
    t.hears({ text: 'I was charged twice in October.', customer: { account: 'Orbit', renews_on } });
  await renewing('2026-12-31');
  expect(JSON.stringify(t.sandbox.dm('ann'))).not.toContain('Renews');
  await t.turnTo(at('2026-03-02 12:00'));
  await renewing('2026-04-11');
  expect(JSON.stringify(t.sandbox.dm('ann'))).toContain('Renews in 40 days.');
  expect(await renewing('2026-02-30')).toMatchObject({ status: 400 });
});
