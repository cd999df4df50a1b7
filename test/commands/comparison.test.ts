import { describe, expect, test } from 'vitest';
import { organisationFrom } from '../../src/features/ownership/index.ts';
import type { UserId } from '../../src/kernel/slack.ts';
import { words } from '../../src/platform/slack/mrkdwn.ts';
import { comparison, type Lived } from '../../src/simulation/comparison.ts';
import { ownLuck } from '../../src/simulation/luck.ts';
import { userOf } from '../../src/simulation/world.ts';
import { ORG } from '../support/company.ts';
import { MONDAY } from '../support/issue.ts';

const parsed = organisationFrom(ORG);
if (!parsed.ok) throw new Error('the small company is not in order');
const { organisation } = parsed;

const FATES = { issues: 50, answered: 20, handedOn: 3, limbo: 0 };

/** Messages by name and kind, how many of each. */
function lived(sent: readonly (readonly [name: string, kind: string, times: number])[], fates = FATES): Lived {
  const messages = sent.flatMap(([name, kind, times]) =>
    Array.from({ length: times }, () => ({
      ...{ at: MONDAY, key: '', kind, inThread: false, message: { text: words``, blocks: [] } },
      to: name.startsWith('#') ? (`C${name}` as UserId) : userOf(`${name}@acme.test`),
    })),
  );
  const names = new Map(['ann', 'bob', 'dan', 'fay', 'lea'].map((name) => [userOf(`${name}@acme.test`), name]));
  return { messages, fates, nameOf: (id) => names.get(id as UserId) ?? id };
}

const BEFORE = lived([
  ['ann', 'issue.assigned', 5],
  ['ann', 'issue.nudge', 4],
  ['bob', 'issue.nudge', 3],
  ['dan', 'issue.letter', 6],
  ['fay', 'issue.brief', 1],
  ['lea', 'issue.nudge', 2],
  ['#finance', 'issue.card', 7],
]);
const AFTER = lived(
  [
    ['ann', 'issue.assigned', 5],
    ['ann', 'issue.nudge', 9],
    ['bob', 'issue.nudge', 4],
    ['dan', 'issue.letter', 3],
    ['fay', 'issue.brief', 1],
    ['lea', 'issue.nudge', 2],
    ['#finance', 'issue.card', 7],
  ],
  { ...FATES, answered: 30, limbo: 1 },
);

describe('what another policy does', () => {
  const lines = comparison(BEFORE, AFTER, organisation);

  test('is told for customers and issues, then for each kind of message, each role and each department', () => {
    expect(lines.join('\n')).toBe(
      `Customers who hear from us within 48 hours, in %  40 → 60  +20
Times an issue goes on because nobody takes it     3 → 3
Times one falls between departments                0 → 1   +1

Direct messages in all                            21 → 24  +3
  new work                                         5 → 5
  one reminder                                     9 → 15  +6
  several things in one                            6 → 3   −3
  Monday's brief                                   1 → 1
Posts in channels                                  7 → 7

Direct messages by role
  CX lead and deputy                               2 → 2
  heads of departments                             1 → 1
  owners of topics and their backups              18 → 21  +3

and by department
  Finance                                         13 → 19  +6
  Product                                          6 → 3   −3
  1 as before

Most more: ann 9 → 14, bob 3 → 4
Most less: dan 6 → 3`,
    );
  });

  test('counts the deputy of a department in it', () => {
    const departments = organisation.departments.map((each) => ({ ...each, deputy: 'zoe@acme.test' }));
    const said = comparison(lived([]), lived([['zoe', 'issue.nudge', 2]]), { ...organisation, departments });
    const [first] = organisation.departments;
    expect(said.join('\n')).toMatch(new RegExp(`and by department\n  ${first?.name} +0 → 2`));
  });

  test('is one sentence where it does nothing', () => {
    expect(comparison(BEFORE, BEFORE, organisation)).toEqual([expect.stringContaining('nobody gets a message more')]);
  });
});

describe('the luck of made-up people', () => {
  const [ann, bob] = [userOf('ann@acme.test'), userOf('bob@acme.test')];

  test('is their own: what others are asked does not change it', () => {
    const [alone, among] = [ownLuck(7), ownLuck(7)];
    among(bob, '1')();
    expect(among(ann, '1')()).toBe(alone(ann, '1')());
  });

  test('is another for each thing and each time', () => {
    const luck = ownLuck(7);
    const drawn = [luck(ann, '1')(), luck(ann, '1')(), luck(ann, '2')(), luck(bob, '1')()];
    expect(new Set(drawn).size).toBe(4);
  });
});
