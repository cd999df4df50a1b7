import { expect, test } from 'vitest';
import { ACTIONS, type Action, can, type Relation, type Standing } from '../../../src/features/people/index.ts';
import { startTestBot } from '../../support/bot.ts';

const ANSWERABLE = ['owner', 'backup', 'head', 'cx_lead'];
const SPEAKING = [...ANSWERABLE, 'teller'];
const DECIDING = ['cx_lead', 'sponsor'];
const DIRECTING = [...DECIDING, 'founder'];
const MATRIX: Record<Action, readonly string[] | 'everyone' | 'members'> = {
  'help.read': 'everyone',
  'issue.look': 'everyone',
  'ownership.look': 'everyone',
  'ownership.correct': 'members',
  'topic.agree': ['owner', 'asked'],
  'topic.agree-own': 'members',
  'topic.decline': ['owner', 'asked'],
  'topic.name': ['owner', 'head', 'cx_lead', 'founder'],
  'topic.keep': ['head', 'cx_lead'],
  'topic.edit': ['owner', 'head', ...DIRECTING],
  'topic.retire': ['owner', 'head', ...DIRECTING],
  'topic.move': ['cx_lead'],
  'department.edit': ['head', ...DIRECTING],
  'directory.edit': DIRECTING,
  'directory.search': 'members',
  'audit.read': DECIDING,
  'cockpit.read': DECIDING,
  'journey.look': 'members',
  'wall.look': 'members',
  'wall.put-forward': 'members',
  'wall.name': 'members',
  'wall.take-down': DECIDING,
  'issue.list': 'members',
  'day.look': 'members',
  'day.choose': 'members',
  'day.cancel': ['visitor'],
  'day.veto': ['host'],
  'day.answer': ['visitor', 'host'],
  'people.leave': 'members',
  'people.quiet': 'members',
  'issue.doctor': DECIDING,
  'issue.help': 'members',
  'feedback.log': 'members',
  'issue.accept': ['owner', 'colleague', 'head', 'cx_lead'],
  'issue.promise': ['owner', 'colleague', 'head', 'cx_lead'],
  'issue.contact': SPEAKING,
  'issue.fix': ANSWERABLE,
  'issue.tell': SPEAKING,
  'issue.close': ANSWERABLE,
  'issue.bounce': ANSWERABLE,
  'issue.assign': ['head', 'cx_lead'],
  'issue.wait': ANSWERABLE,
  'issue.note': ANSWERABLE,
  'issue.show': SPEAKING,
  'issue.reopen': ANSWERABLE,
  'issue.snooze': ANSWERABLE,
  'issue.block': ANSWERABLE,
  'issue.unblock': ANSWERABLE,
  'issue.blocked': 'members',
  'issue.offer': ANSWERABLE,
  'issue.need-help': ANSWERABLE,
  'issue.ask-teller': ANSWERABLE,
  'issue.goodwill': ANSWERABLE,
  'issue.merge': ANSWERABLE,
  'issue.unmerge': ANSWERABLE,
  'issue.answer': ['asked'],
  'issue.unrestrict': ['cx_lead', 'people_lead'],
  'issue.agree': ['taker', 'cx_lead', 'sponsor'],
  'issue.queue': DECIDING,
  'issue.decide': DECIDING,
  'issue.set-day': DECIDING,
  'issue.ask-why': DECIDING,
  'issue.question': ['sponsor'],
  'issue.cause': ANSWERABLE,
  'cause.look': 'members',
  'cause.ship': ['owner', 'head', 'cx_lead'],
};
const STANDINGS: Standing[] = ['member', 'guest', 'stranger', 'bot', 'deactivated'];
const RELATIONS: (Relation | undefined)[] = [
  undefined,
  ...([
    'owner',
    'backup',
    'colleague',
    'head',
    'cx_lead',
    'sponsor',
    'people_lead',
    'teller',
    'asked',
    'taker',
    'visitor',
    'host',
    'founder',
  ] as const),
];

function isAllowed(action: Action, standing: Standing, relation: Relation | undefined): boolean {
  const allowed = MATRIX[action];
  if (allowed === 'everyone') return ['member', 'guest', 'stranger'].includes(standing);
  return standing === 'member' && (allowed === 'members' || allowed.includes(String(relation)));
}

test.each(ACTIONS)('%s is for whom the matrix says, and for nobody else', (action) => {
  const cases = STANDINGS.flatMap((standing) => RELATIONS.map((relation) => ({ standing, relation })));
  for (const { standing, relation } of cases) {
    const actor = { standing, relations: relation ? [relation] : [] };
    expect({ ...actor, may: can(actor, action) }).toEqual({ ...actor, may: isAllowed(action, standing, relation) });
  }
});

const COMPLAINT = { text: 'I was charged twice in October.' };

test.each(['issue.accept', 'issue.bounce', 'issue.close'])(
  '%s by somebody who may not says who may, and changes nothing',
  async (action) => {
    const t = await startTestBot();
    await t.hears(COMPLAINT);
    for (const who of ['dan', 'gus']) {
      const person = t.sandbox.as(who);
      await person.click(t.card('finance'), action);
      await t.until(() => person.ephemerals('finance').length > 0);
      expect(person.ephemerals('finance')[0]?.text).toMatch(/^That is for (its owner|anyone).* or the CX lead\./);
      expect(person.modal()).toBeUndefined();
    }
    expect(t.card('finance').text).toContain('please accept');
  },
);

test('a right that was lost while a form was open is missed when it is sent', async () => {
  const t = await startTestBot();
  await t.hears(COMPLAINT);
  const bob = t.sandbox.as('bob');
  await bob.click(t.card('finance'), 'issue.close');
  t.sandbox.setUser('bob', { is_restricted: true });
  await t.settled();
  await bob.submit({ ending: 'anonymous' });
  await t.settled();
  expect(t.card('finance').text).toContain('please accept');
});

test('a form that was filled in too late says so and changes nothing', async () => {
  const t = await startTestBot();
  await t.hears(COMPLAINT);
  const ann = t.sandbox.as('ann');
  await ann.click(t.card('finance'), 'issue.close');
  await t.sandbox.as('bob').click(t.card('finance'), 'issue.accept');
  await t.settled();
  await ann.submit({ ending: 'anonymous' });
  await t.settled();
  expect(t.card('finance').text).toContain('answer the customer next');
});

test('of twenty who click at once one has it, and every other hears who', async () => {
  const t = await startTestBot();
  await t.hears(COMPLAINT);
  const card = t.card('finance');
  const people = ['ann', 'bob', 'fay', 'lea'];
  await Promise.all(
    Array.from({ length: 20 }, (_, n) => t.sandbox.as(people[n % 4] ?? 'ann').click(card, 'issue.accept')),
  );
  const heard = () => people.flatMap((who) => t.sandbox.as(who).ephemerals('finance')).map(({ text }) => text);
  await t.until(() => heard().length === 20);
  const accepted = await t.bot.context.transaction((tx) =>
    tx.selectFrom('issue_event').select('actor').where('type', '=', 'accepted').execute(),
  );
  expect(accepted).toHaveLength(1);
  const late = heard().filter((answer) => !answer?.includes('is yours, thank you'));
  expect(late).toHaveLength(19);
  for (const answer of late) expect(answer).toMatch(/has taken it already|It is yours already/);
});
