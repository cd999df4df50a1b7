import { describe, expect, test } from 'vitest';
import { isTooMuchText, messageProblems, viewProblems } from '../../../sandbox/block-kit/payload.ts';
import type { Issue, IssueEvent } from '../../../src/features/issues/domain.ts';
import type { Ask } from '../../../src/features/issues/life/asking.ts';
import { type Cause, weightOf } from '../../../src/features/issues/life/causes.ts';
import { type Blocked, rankedWants } from '../../../src/features/issues/life/means.ts';
import { answerTold, helperTold, question } from '../../../src/features/issues/views/ask.ts';
import { type Brief, briefLetter } from '../../../src/features/issues/views/brief.ts';
import { issueCard, movedCard, type Shown } from '../../../src/features/issues/views/card.ts';
import { causeDetails, causeList, shipForm, shippedSaid } from '../../../src/features/issues/views/causes.ts';
import { confidentialLetter, notForYou } from '../../../src/features/issues/views/confidential.ts';
import {
  confidentialImport,
  MOST_OF_IMPORT,
  nothingLeft,
} from '../../../src/features/issues/views/confidential-import.ts';
import { customerShown } from '../../../src/features/issues/views/customer.ts';
import { type FormId, issueForm } from '../../../src/features/issues/views/forms.ts';
import { type Entry, letter, linesWithButtons } from '../../../src/features/issues/views/letter.ts';
import { betweenCard } from '../../../src/features/issues/views/limbo.ts';
import { asksWith, issueDetails, MINE, mineList } from '../../../src/features/issues/views/lists.ts';
import { wantList } from '../../../src/features/issues/views/means.ts';

import { MOST_QUEUED, queuedLetter, queueList, replyForm } from '../../../src/features/issues/views/queue.ts';
import { stormPost } from '../../../src/features/issues/views/storm.ts';

import { storyLine } from '../../../src/features/issues/views/story.ts';
import { takenBy } from '../../../src/features/issues/views/taken.ts';
import { QUESTIONS, whispered } from '../../../src/features/issues/views/whisper.ts';
import { at, MONDAY, newIssue, user } from '../../support/issue.ts';

// Each file can be pasted into Block Kit Builder as it is.
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const accepted: Partial<Issue> = { state: 'accepted', acceptedAt: MONDAY, stage: 2 };
const states: Record<string, Partial<Issue>> = {
  open: {},
  accepted,
  contacted: { ...accepted, state: 'contacted', contactedAt: MONDAY },
  waiting: {
    ...accepted,
    pause: { kind: 'customer', from: MONDAY, until: at('2026-03-10 09:00'), reason: 'They look for the invoice' },
  },
  fixed: { ...accepted, state: 'fixed', fixedAt: MONDAY, rootCause: 'Two jobs ran at once', change: 'Only one can' },
  closed: {
    ...accepted,
    state: 'closed',
    rootCause: 'Two jobs ran at once',
    change: 'Only one can',
    told: { by: user('ann'), channel: 'mail', day: '2026-03-02', words: 'Your money is back' },
    end: { at: MONDAY, ending: 'told', reason: undefined, link: undefined },
  },
};

const shown = (changes: Partial<Issue> = {}, more: Partial<Shown> = {}): Shown => ({
  issue: { ...newIssue, ...changes },
  title: 'Double charges',
  department: 'Finance',
  customer: 'a customer at Orbit',
  score: 'NPS 3',
  stage: 'pay',
  text: 'I was charged twice in October and nobody could tell me why.',
  source: 'survey',
  because: 'charged twice',
  like: undefined,
  again: undefined,
  cameBack: undefined,
  cause: undefined,
  decision: undefined,
  lastWord: undefined,
  helpers: [],
  passed: [],
  sides: undefined,
  acceptBy: changes.state === undefined ? at('2026-03-02 13:30') : undefined,
  resolveBy: changes.state === undefined ? undefined : at('2026-03-09 09:30'),
  slots: () => [
    { at: at('2026-03-02 16:00'), label: 'Mon 16:00' },
    { at: at('2026-03-03 10:00'), label: 'Tue 10:00' },
  ],
  dateText: () => '2026-03-02 13:30 (Europe/Helsinki)',
  ...more,
});

const asks = (step: string, changes: Partial<Issue> = {}): Entry => ({ shown: shown(changes), step, standing: 'asks' });

const own = { more: 0, moreYours: 0, waiting: 1, withOthers: 0, handedOn: 0, morning: true };

const asked = (kind: Ask['kind'], words = 'Only one job can run now. Sorry!'): Ask => ({
  ...{
    id: 7,
    issue: 1,
    kind,
    by: user('ann'),
    asked: user('dan'),
    owner: user('ann'),
    at: MONDAY,
    answer: undefined,
    reply: undefined,
  },
  payload: {
    reason: 'The release is on Wednesday',
    until: '2026-03-05',
    times: '3',
    words,
    question: 'Why is it not paid back?',
    due: String(at('2026-03-03 09:30')),
  },
});

const blocked: Blocked = {
  ...{ issue: 1, need: 'money', department: 'Finance', reason: 'A second till', waitingSince: MONDAY },
  ...{ customer: 'a', account: 'a', value: 48_000 },
};

const pause = { kind: 'blocked', from: MONDAY, until: undefined, reason: 'A second till', need: 'money' } as const;
const brief: Brief = {
  ...{
    departments: ['Finance'],
    theirs: [],
    decisions: [],
    moreDecisions: 0,
    own: [],
    moreOwn: 0,
    canWait: 7,
    morning: true,
  },
};
const briefed = (changes: Partial<Brief>) => briefLetter({ ...brief, ...changes }, linesWithButtons);

const cause: Cause = {
  ...{ id: 3, title: 'Two billing jobs run at once', department: 'finance', trackerUrl: 'https://tracker.test/77' },
  ...{ createdBy: user('ann'), shipped: undefined },
};
const mended: Cause = {
  ...cause,
  shipped: { by: user('ann'), at: MONDAY, rootCause: 'Nothing kept them apart', change: 'Only one can run' },
};
const weight = weightOf([{ customer: 'a', account: 'a', value: 48_000, waitingSince: MONDAY }]);
const under = [shown({ ...accepted, cause: 3 }, { cause }), shown({ cause: 3, id: 2 }, { cause })];
const twoUnder = { first: under, total: 2 };

const sides = [
  { key: 'product', name: 'Product' },
  { key: 'marketing', name: 'Marketing' },
];
const passed = [
  { from: 'Support', to: 'Product', reason: 'Product promised it' },
  { from: 'Product', to: 'Marketing', reason: 'Not in the app' },
  { from: 'Marketing', to: undefined, reason: "Terms aren't ours" },
];
const agreeBy = at('2026-03-05 12:00');
const limbo = (why: 'bounced' | 'silence' | 'overdue'): Partial<Issue> => ({
  ...{ owner: user('lea'), standing: 'last', department: 'marketing', queuedAt: MONDAY },
  limbo: { since: MONDAY, why, agreeBy },
});

const restricted: Partial<Issue> = { restricted: 'colleague', named: [user('dan')], owner: user('lea') };

const decision: IssueEvent = {
  ...{ type: 'day set', actor: user('eve'), at: MONDAY },
  payload: { day: '2026-03-10', words: 'Whether we pay it back' },
};
const answered: IssueEvent = {
  ...{ type: 'answered why', actor: user('ann'), at: MONDAY },
  payload: { words: 'The bank needs two days' },
};

const messages = {
  'card-between': betweenCard(shown(limbo('bounced'), { passed, sides })),
  'card-between-silence': betweenCard(shown(limbo('silence'), { sides: sides.slice(0, 1) })),
  'details-between': issueDetails(shown(limbo('bounced'), { passed, sides }), []),
  'letter-assigned-between': letter([asks('assigned', limbo('bounced'))], own),
  'card-decided': issueCard(shown({ ...accepted, queuedAt: MONDAY }, { decision })),
  queue: queueList(
    [
      { shown: shown({ ...limbo('bounced'), severity: 'critical' }, { sides }), since: MONDAY },
      { shown: shown({ ...accepted, id: 2, queuedAt: MONDAY }, { decision: answered }), since: MONDAY },
    ],
    7,
    at('2026-03-05 09:30'),
  ),
  'queue-none': queueList([], 0, MONDAY),
  'letter-queued': queuedLetter(shown({ ...limbo('bounced'), severity: 'critical' }, { sides }), true),
  'letter-queued-decided': queuedLetter(shown({ severity: 'critical', queuedAt: MONDAY }, { decision }), false),
  'letter-ask-why': question(asked('why'), shown(accepted), undefined),
  'letter-ask-why-again': question(asked('why'), shown(accepted), undefined, true),
  'letter-answer-why': answerTold(
    { ...asked('why'), answer: 'yes', reply: 'The bank needs two days' },
    shown(accepted),
  ),
  'letter-decide': letter([asks('decide', { ...accepted, queuedAt: MONDAY })], own),
  'letter-confidential-assigned': confidentialLetter(shown(restricted), {
    ...{ reader: user('lea'), step: 'assigned', current: true, circle: [user('lea'), user('joe')], mayLift: true },
  }),
  'letter-confidential-told': confidentialLetter(shown({ ...restricted, restricted: 'harassment' }), {
    ...{ reader: user('joe'), step: 'told', current: true, circle: [user('lea'), user('joe')], mayLift: true },
  }),
  'letter-confidential-nudge': confidentialLetter(shown({ ...restricted, ...accepted, restricted: 'breach' }), {
    ...{ reader: user('lea'), step: 'contact', current: true, circle: [user('lea'), user('joe')], mayLift: true },
  }),
  'letter-confidential-lifted': confidentialLetter(shown(), {
    ...{ reader: user('joe'), step: 'told', current: false, circle: [], mayLift: false },
  }),
  'letter-confidential-import': confidentialImport(
    [
      shown({ ...restricted, severity: 'urgent' }),
      shown({ ...restricted, id: 2, restricted: 'harassment' }),
      shown({ ...restricted, id: 3, restricted: 'legal', owner: user('joe') }),
    ],
    user('lea'),
    7,
  ),
  'letter-confidential-import-left': nothingLeft,
  'letter-not-for-you': notForYou(newIssue),
  'details-restricted': issueDetails(shown(restricted), []),
  'letter-agree': letter([asks('agree', limbo('bounced'))], own),
  'story-heads-asked': storyLine(
    {
      ...{ type: 'heads asked', actor: undefined, at: MONDAY },
      payload: { heads: `${user('pat')} ${user('mia')}`, between: 'Product and Marketing', by: String(agreeBy) },
    },
    1,
  ),
  'card-cause': issueCard(shown({ cause: 3 }, { cause })),
  'card-came-back': issueCard(shown({ cause: 3 }, { cause: mended })),
  causes: causeList(
    [
      { cause, weight },
      { cause: { ...cause, id: 4 }, weight: weightOf([]) },
    ],
    at('2026-03-05 09:30'),
  ),
  'causes-none': causeList([], MONDAY),
  storm: stormPost(cause, { suggestion: 'open', settledBy: undefined, issues: 37 }),
  'storm-kept': stormPost(cause, { suggestion: 'kept', settledBy: user('fay'), issues: 37 }),
  'storm-undone': stormPost(cause, { suggestion: 'undone', settledBy: user('fay'), issues: 0 }),
  cause: causeDetails({ cause, weight }, twoUnder, at('2026-03-05 09:30')),
  'cause-shipped': causeDetails({ cause: mended, weight: weightOf([]) }, twoUnder, MONDAY),
  'cause-shipped-said': shippedSaid(
    cause,
    under.map(({ issue }) => issue),
  ),
  ...Object.fromEntries(Object.entries(states).map(([name, changes]) => [`card-${name}`, issueCard(shown(changes))])),
  'card-again': issueCard(shown({ severity: 'urgent' }, { again: { times: 2, within: '60 days', other: 12 } })),
  'card-alike': issueCard(shown({}, { like: 12 })),
  'card-merged': issueCard(
    shown({ state: 'closed', end: { at: MONDAY, ending: 'duplicate', reason: undefined, link: '#12' } }),
  ),
  'taken-solved-before': takenBy(shown(accepted), [
    { id: 3, cause: 'Two jobs ran at once', change: 'Only one can', words: 'Your money is back' },
  ]),
  'card-confirmed': issueCard(shown(states.closed, { lastWord: { says: 'yes', words: 'Finally, thank you!' } })),
  'card-not-sorted': issueCard(shown({ severity: 'urgent' }, { lastWord: { says: 'no', words: 'Charged again' } })),
  'letter-not-sorted': letter(
    [{ ...asks('assigned'), shown: shown({}, { lastWord: { says: 'no', words: 'Charged again' } }) }],
    own,
  ),
  'letter-good-news': letter([asks('tell', states.fixed)], own, [
    { shown: shown(states.closed, { customer: 'a customer at Lumen' }), words: 'Finally, thank you!' },
  ]),
  'closed-asks-with': asksWith(newIssue, 'https://cx.acme.example/sorted/MS4wLjE.c2lnbmF0dXJl'),
  'card-moved': movedCard(shown({}, { department: 'Product' })),
  'letter-assigned': letter([asks('assigned')], own),
  'letter-nudge': letter([asks('accept')], own),
  'letter-still-on-it': letter([asks('still-on-it', states.contacted)], own),
  'letter-tell': letter([asks('tell', states.fixed)], own),
  'letter-overdue-head': letter([asks('overdue-head', states.contacted)], own),
  'letter-breach-owner': letter([asks('contact-breach', accepted)], own),
  'letter-breach-head': letter([{ ...asks('contact-breach', accepted), notice: true }], own),
  'letter-still-open-owner': letter([asks('still-open', accepted)], own),
  'letter-still-open-lead': letter([{ ...asks('still-open', accepted), notice: true }], own),
  'letter-handed-on': letter([asks('handed-on', { owner: user('bob') })], own),
  'letter-taken': letter([{ ...asks('assigned', accepted), standing: 'yours' }], own),
  'letter-many': letter(
    [1, 2, 3, 4, 5].map((id) => asks('assigned', { id })),
    { ...own, more: 7, moreYours: 7, waiting: 12 },
  ),
  'letter-many-mixed': letter(
    [
      asks('contact-breach', { ...accepted, id: 1 }),
      { ...asks('assigned'), shown: shown({ ...limbo('bounced'), id: 2 }, { sides }) },
      asks('contact-breach', { ...accepted, id: 3 }),
      { ...asks('assigned', { id: 4 }), shown: shown({ id: 4 }, { lastWord: { says: 'no', words: 'Charged again' } }) },
      asks('tell', { ...states.fixed, id: 5 }),
    ],
    { ...own, waiting: 5 },
  ),
  'letter-brief-head': briefed({
    theirs: [
      asks('brief-overdue', { ...states.contacted, id: 1 }),
      asks('brief-silent', { ...accepted, id: 2 }),
      asks('brief-blocked', { ...states.contacted, pause, id: 3 }),
      { ...asks('brief-agree'), shown: shown({ ...limbo('bounced'), id: 4 }, { sides }) },
      { ...asks('brief-silent', { ...accepted, id: 5, owner: user('bob') }), standing: 'past' },
    ],
    own: [asks('tell', { ...states.fixed, id: 6 })],
  }),
  'letter-brief-sponsor': briefed({
    departments: [],
    decisions: [1, 2].map((id) => ({
      ...asks('brief-decision'),
      shown: shown({ ...limbo('silence'), id }, { sides: id === 1 ? sides : undefined }),
    })),
  }),
  'letter-many-handed-on': letter(
    [1, 2].map((id) => asks('handed-on', { id, owner: user('bob') })),
    { ...own, waiting: 0, handedOn: 2 },
  ),
  'letter-many-overdue': letter(
    [1, 2].map((id) => asks('overdue-head', { ...states.contacted, id })),
    { ...own, waiting: 0, withOthers: 2 },
  ),
  ...Object.fromEntries(
    (['snooze', 'offer', 'tell'] as const).map((kind) => [
      `letter-ask-${kind}`,
      question(asked(kind), shown(), undefined),
    ]),
  ),
  'letter-ask-declined': question({ ...asked('offer'), answer: 'no' }, shown(accepted), 'answered'),
  'letter-answer-yes': answerTold({ ...asked('snooze'), answer: 'yes' }, shown(accepted)),
  'letter-answer-no': answerTold({ ...asked('offer'), answer: 'no' }, shown(accepted)),
  'letter-helper': helperTold(shown(accepted), user('dan')),
  'story-help-wanted': storyLine(
    { type: 'help wanted', actor: user('ann'), at: MONDAY, payload: { reason: 'Who knows the till?' } },
    1,
  ),
  blocked: wantList(
    rankedWants([blocked, { ...blocked, issue: 2, need: 'tool', value: 0 }]),
    1,
    at('2026-03-05 09:30'),
  ),
  'blocked-none': wantList([], 0, MONDAY),
  customer: customerShown(newIssue, {
    customer: { id: 'C-8812', name: 'Jonna', email: 'jonna@orbit.test', account: 'Orbit' },
    url: 'https://helpdesk.test/77',
    text: 'I was charged twice.',
  }),
  'details-link': issueDetails(shown(states.closed), [], 'https://cx.acme.example/sorted/MS4wLjE.c2lnbmF0dXJl'),
  details: issueDetails(shown(accepted), [{ type: 'accepted', actor: user('ann'), at: MONDAY, payload: {} }]),
  mine: mineList([shown(), shown({ ...states.fixed, id: 2 })], 2, at('2026-03-04 09:30')),
};

const subject = (changes: Partial<Issue> = {}) => ({
  issue: { ...newIssue, ...changes },
  title: 'Double charges',
  today: '2026-03-02',
  also: [],
  causes: [],
  departments: [
    { key: 'finance', name: 'Finance' },
    { key: 'product', name: 'Product' },
  ],
});
const FORMS: FormId[] = [
  'issue.contact',
  'issue.fix',
  'issue.tell',
  'issue.close',
  'issue.wait',
  'issue.bounce',
  'issue.assign',
  'issue.reopen',
  'issue.snooze',
  'issue.block',
  'issue.offer',
  'issue.ask-teller',
  'issue.need-help',
  'issue.goodwill',
  'issue.cause',
  'issue.agree',
  'issue.decide',
  'issue.unrestrict',
  'issue.set-day',
  'issue.ask-why',
];

describe('looks as it did', () => {
  test.each(Object.entries(messages))('%s', async (name, message) => {
    await expect(json(message)).toMatchFileSnapshot(`views/${name}.json`);
  });
  test('the form cause.ship', async () => {
    await expect(json(shipForm(cause, 2))).toMatchFileSnapshot('views/form-cause.ship.json');
  });
  test('the form issue.cause, where there are others', async () => {
    const form = issueForm('issue.cause', { ...subject({ cause: 4 }), causes: [cause] });
    await expect(json(form)).toMatchFileSnapshot('views/form-issue.cause-chosen.json');
  });
  test('the form issue.reply', async () => {
    await expect(json(replyForm(asked('why')))).toMatchFileSnapshot('views/form-issue.reply.json');
  });
  test.each(FORMS)('the form %s', async (id) => {
    await expect(json(issueForm(id, subject()))).toMatchFileSnapshot(`views/form-${id}.json`);
  });
});

/** What the worst customer, the longest names and the most of everything make of each message. */
const worst = shown(
  {
    pause: { kind: 'customer', from: MONDAY, until: MONDAY, reason: '<'.repeat(2000) },
    rootCause: '&'.repeat(2000),
    change: '*'.repeat(2000),
    state: 'fixed',
  },
  {
    title: 'Ä'.repeat(60),
    customer: `a customer at ${'<'.repeat(60)}`,
    text: '<'.repeat(12_000),
    because: '`'.repeat(500),
    source: 's'.repeat(255),
    helpers: Array.from({ length: 40 }, (_, n) => user(`helper${n}`)),
  },
);
const many = Array.from({ length: 600 }, (_, id) => ({ ...worst, issue: { ...worst.issue, id } }));
const stories = Array.from({ length: 50 }, () => ({
  type: 'fixed' as const,
  actor: user('ann'),
  at: MONDAY,
  payload: { root_cause: '<'.repeat(2000), change: '*'.repeat(2000) },
}));

describe('is taken by Slack at its worst', () => {
  test.each([
    ...Object.entries(messages),
    ['the worst card', issueCard(worst)] as const,
    [
      'the worst card between departments',
      betweenCard({
        ...worst,
        issue: { ...worst.issue, ...limbo('overdue') },
        sides: sides.map(({ key }) => ({ key: key.repeat(8).slice(0, 64), name: '<'.repeat(80) })),
        passed: Array.from({ length: 9 }, () => ({
          from: '<'.repeat(80),
          to: '&'.repeat(80),
          reason: '<'.repeat(2000),
        })),
      }),
    ] as const,
    [
      'the worst letter',
      letter(
        many.slice(0, 5).map((each) => ({ shown: each, step: 'tell', standing: 'asks' as const })),
        { ...own, more: 595, waiting: 600 },
      ),
    ] as const,
    [
      'the worst brief',
      briefed({
        departments: Array.from({ length: 9 }, () => 'D'.repeat(60)),
        theirs: many.slice(0, 5).map((each) => ({ shown: each, step: 'brief-blocked', standing: 'asks' as const })),
        decisions: many
          .slice(5, 10)
          .map((each) => ({ shown: each, step: 'brief-decision', standing: 'asks' as const })),
        own: many.slice(10, 15).map((each) => ({ shown: each, step: 'tell', standing: 'asks' as const })),
        moreOwn: 595,
      }),
    ] as const,
    ['the worst single letter', letter([{ shown: worst, step: 'assigned', standing: 'asks' }], own)] as const,
    [
      'the worst customer',
      customerShown(newIssue, {
        customer: { name: '<'.repeat(500), account: '&'.repeat(500) },
        url: undefined,
        text: '<'.repeat(50_000),
      }),
    ] as const,
    ['the worst words to tell', question(asked('tell', '<'.repeat(2000)), worst, undefined)] as const,
    [
      'the worst cause',
      causeDetails(
        {
          cause: {
            ...mended,
            title: '<'.repeat(200),
            shipped: { by: user('ann'), at: MONDAY, rootCause: '<'.repeat(2000), change: '<'.repeat(2000) },
          },
          weight,
        },
        { first: many.slice(0, 30), total: 600 },
        MONDAY,
      ),
    ] as const,
    [
      'the worst causes',
      causeList(
        many.map(({ issue }) => ({ cause: { ...cause, id: issue.id, title: '<'.repeat(200) }, weight })),
        MONDAY,
      ),
    ] as const,
    [
      'the worst mending',
      shippedSaid(
        { ...cause, title: '<'.repeat(200) },
        many.map(({ issue }) => issue),
      ),
    ] as const,
    [
      'the worst queue',
      queueList(
        many.slice(0, MOST_QUEUED).map((each) => ({
          shown: { ...each, sides, decision: { ...decision, payload: { day: '2026-03-10', words: '<'.repeat(2000) } } },
          since: MONDAY,
        })),
        600,
        MONDAY,
      ),
    ] as const,
    [
      'the worst in confidence',
      confidentialLetter(
        { ...worst, issue: { ...worst.issue, ...restricted, state: 'open' } },
        {
          reader: user('lea'),
          step: 'assigned',
          current: true,
          circle: [user('lea'), user('joe'), user('bob')],
          mayLift: true,
        },
      ),
    ] as const,
    [
      'the worst of an import in confidence',
      confidentialImport(
        many.slice(0, MOST_OF_IMPORT).map((each) => ({ ...each, issue: { ...each.issue, ...restricted } })),
        user('joe'),
        6000,
      ),
    ] as const,
    ['the worst details', issueDetails(worst, stories)] as const,
    ['600 issues of one person', mineList(many.slice(0, MINE), 600, MONDAY)] as const,
    ...QUESTIONS.map((question) => [question, whispered(newIssue, question)] as const),
  ])('%s', (_name, message) => {
    expect(messageProblems(message.blocks)).toEqual([]);
    expect(isTooMuchText(message.blocks as never)).toBe(false);
    expect(message.text.length).toBeLessThan(4000);
  });
  test.each(FORMS)('the form %s', (id) => {
    const departments = Array.from({ length: 100 }, (_, n) => ({ key: `d${n}`, name: 'n'.repeat(200) }));
    const view = issueForm(id, {
      ...subject({ rootCause: '<'.repeat(5000), change: undefined }),
      title: '<'.repeat(200),
      causes: Array.from({ length: 98 }, (_, n) => ({ id: n + 10, title: '<'.repeat(100) })),
      departments,
    });
    expect(viewProblems(view, ['modal'])).toEqual([]);
  });
});

test('a message says in 60 words or fewer, beside the quote, what is asked', () => {
  for (const [name, { blocks }] of Object.entries(messages).filter(
    ([name]) => name.startsWith('letter') && !/^letter-(many|brief)/.test(name),
  )) {
    const words = blocks
      .flatMap((block) => {
        if (block.type === 'context') return block.elements.map((element) => ('text' in element ? element.text : ''));
        return block.type === 'section' && block.text ? [block.text.text] : [];
      })
      .filter((text) => !text.startsWith('>'))
      .join(' ')
      .replaceAll(/<!date[^>]*>/g, 'by today 13:30')
      .split(/\s+/);
    expect([name, words.length]).toEqual([name, Math.min(words.length, 60)]);
  }
});
