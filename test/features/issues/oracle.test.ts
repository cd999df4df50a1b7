import fc from 'fast-check';
import { expect, test } from 'vitest';
import { organisationFrom } from '../../../src/features/ownership/org-file.ts';
import type { UserId } from '../../../src/kernel/slack.ts';
import { HOUR, instant, MINUTE } from '../../../src/kernel/time.ts';
import type { Imagined } from '../../../src/platform/outbox/imagined.ts';
import { createWorld, userOf, type World } from '../../../src/simulation/world.ts';
import { ORG } from '../../support/company.ts';
import { runs } from '../../support/runs.ts';
import { type Dm, expected, type Scenario } from './oracle.ts';

const ZONES = { 120: 'Europe/Helsinki', 345: 'Asia/Kathmandu' } as const;
const MONDAY = Date.parse('2026-03-02T00:00:00Z');

const scenarios: fc.Arbitrary<Scenario> = fc.record({
  ahead: fc.constantFrom(120, 345),
  // Not on the first minute of an hour, where a working day may end with it: what is due then is another rule.
  opens: fc
    .record({ hour: fc.nat(24 * 11), minute: fc.integer({ min: 16, max: 59 }) })
    .map(({ hour, minute }) => MONDAY + hour * HOUR + minute * MINUTE),
  urgent: fc.boolean(),
  owner: fc.constantFrom('is silent' as const, 'answers the customer' as const, 'mends it' as const),
  after: fc.integer({ min: 17, max: 55 }),
});

function organisation(ahead: keyof typeof ZONES) {
  const read = organisationFrom(ORG.replace('Europe/Helsinki', ZONES[ahead]));
  if (!read.ok) throw new Error('The company is not well described');
  return read.organisation;
}

const ANN = userOf('ann@acme.test');
const NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  ['ann', 'bob', 'fay', 'lea'].map((name) => [userOf(`${name}@acme.test`), name]),
);

/** What the bot says to these four of the one issue; a head's brief and what else a head hears is not the owner's ladder. */
async function said(scenario: Scenario, until: number): Promise<Dm[]> {
  const heard: Imagined[] = [];
  const world = await createWorld({
    organisation: organisation(scenario.ahead as keyof typeof ZONES),
    begins: instant(scenario.opens),
    random: () => 0.5,
    heard: (each) => heard.push(each),
  });
  try {
    await live(world, scenario, until);
    const dms = heard.filter(({ to, inThread }) => NAMES[to] !== undefined && !inThread);
    return await Promise.all(dms.map((each) => dmOf(world, each)));
  } finally {
    world.close();
  }
}

async function live(world: World, { opens, urgent, owner, after, ahead }: Scenario, until: number): Promise<void> {
  const score = urgent ? { score: { kind: 'nps', value: 1 } } : {};
  await world.hears('survey', 'f1', { text: 'I was charged twice.', ...score, customer: { account: 'Orbit' } });
  if (owner !== 'is silent') {
    await world.turnTo(instant(actsAt({ opens, after, ahead })));
    await filled(world, 'issue.contact', { channel: 'mail', day: '2026-03-02', words: 'We are on it' });
    if (owner === 'mends it') await filled(world, 'issue.fix', { root_cause: 'Two jobs', change: 'One job' });
  }
  await world.turnTo(instant(until));
}

/** So many minutes into their work from then on. */
function actsAt({ opens, after, ahead }: Pick<Scenario, 'opens' | 'after' | 'ahead'>): number {
  let at = opens;
  for (let left = after; left > 0; at += MINUTE) {
    const wall = new Date(at + ahead * MINUTE);
    const works = ![0, 6].includes(wall.getUTCDay()) && wall.getUTCHours() >= 9 && wall.getUTCHours() < 17;
    if (works) left -= 1;
  }
  return at;
}

async function filled(
  { context, actions, forms }: World,
  action: string,
  values: Record<string, string>,
): Promise<void> {
  const now = context.now();
  await context.transaction(async (tx) => {
    await actions.get('issue.accept')?.run(tx, { user: ANN, value: '1', now, at: undefined });
    const form = (await actions.get(action)?.run(tx, { user: ANN, value: '1', now, at: undefined }))?.open;
    await forms.get(action)?.run(tx, { user: ANN, now, about: form?.private_metadata ?? '', values, form: action });
  });
}

async function dmOf({ context }: World, { at, to, key }: Imagined): Promise<Dm> {
  const items = await context.transaction((tx) =>
    tx
      .selectFrom('letter_item')
      .select('step')
      .where('letter_id', '=', Number(key.split('/')[1]))
      .orderBy('stage', 'desc')
      .execute(),
  );
  return { at, to: NAMES[to as UserId] ?? to, says: items[0]?.step ?? key };
}

/** The oracle knows of these; of what waits for others than the owner it knows the last alone. */
const LADDER = ['assigned', 'accept', 'handed-on', 'still-on-it', 'resolve-warning', 'tell', 'tell-again', 'tell-last'];

test('the reminders delivered are those that an oracle foretells', { timeout: 0 }, async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async (scenario) => {
      const { dms, until } = expected(scenario);
      const foretold = dms.filter(({ at }) => at < until);
      const delivered = (await said(scenario, until - 1)).filter(({ says }) => LADDER.includes(says));
      expect(delivered.map(shown).sort()).toEqual(foretold.map(shown).sort());
    }),
    { seed: 11, numRuns: runs(200) },
  );
});

const shown = ({ at, to, says }: Dm) => `${new Date(at).toISOString().slice(0, 16)} ${says} → ${to}`;
