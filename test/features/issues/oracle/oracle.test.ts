import fc from 'fast-check';
import { expect, test } from 'vitest';
import { organisationFrom } from '../../../../src/features/ownership/org-file.ts';
import type { UserId } from '../../../../src/kernel/slack.ts';
import { HOUR, instant, MINUTE } from '../../../../src/kernel/time.ts';
import type { Imagined } from '../../../../src/platform/outbox/imagined.ts';
import { createWorld, userOf, type World } from '../../../../src/simulation/world.ts';
import { ORG } from '../../../support/company.ts';
import { runs } from '../../../support/runs.ts';
import { type Act, actTimes, type Complaint, dayMeant } from './case.ts';
import { daysOf } from './days.ts';
import { expected, type Said, type Scenario } from './oracle.ts';
import { linesIn } from './read.ts';

/** Where people work, from which Monday, and which days are off there; the clocks of Helsinki have gone forward the night before. */
const PLACES = [
  { zone: 'Europe/Helsinki', ahead: 120, monday: '2026-03-02', off: [] },
  { zone: 'Asia/Kathmandu', ahead: 345, monday: '2026-03-02', off: [] },
  { zone: 'Europe/Helsinki', ahead: 180, monday: '2026-03-30', off: ['2026-04-03', '2026-04-06'], holidays: 'FI' },
] as const;

const act: fc.Arbitrary<Act> = fc.record({
  does: fc.constantFrom<Act['does'][]>(
    'takes it',
    'promises',
    'answers',
    'answers',
    'mends it',
    'is on it',
    'waits for the customer',
    'puts it off',
  ),
  after: fc.integer({ min: 17, max: 700 }),
  days: fc.integer({ min: 1, max: 4 }),
});

/** The nth of them, in its own ten minutes of an hour. */
const complaint = (monday: string, n: number): fc.Arbitrary<Complaint> =>
  fc.record({
    opens: fc
      .record({ hour: fc.nat(24 * 6), minute: fc.nat(8) })
      .map(({ hour, minute }) => Date.parse(`${monday}T00:00:00Z`) + hour * HOUR + (31 + 10 * n + minute) * MINUTE),
    urgent: fc.boolean(),
    acts: fc.array(act, { maxLength: 4 }),
  });

type Case = Scenario & { readonly place: (typeof PLACES)[number] };

const DAYS = 14;

const scenarios: fc.Arbitrary<Case> = fc.constantFrom(...PLACES).chain((place) =>
  fc
    .subarray([0, 1, 2], { minLength: 1 })
    .chain((all) => fc.tuple(...all.map((n) => complaint(place.monday, n))))
    .map((complaints) => ({
      place,
      ahead: place.ahead,
      off: place.off,
      complaints,
      until: Date.parse(`${place.monday}T00:00:00Z`) + DAYS * 24 * HOUR,
    })),
);

/** Every place is filled, so that nobody is asked about an empty one. */
const FILLED = ORG.replace('cx_lead:', 'cx_deputy: sam@acme.test, people_lead: pat@acme.test, cx_lead:');

function organisation({ zone, ...place }: Case['place']) {
  const holidays = 'holidays' in place ? `${zone}, holidays: ${place.holidays}` : zone;
  const read = organisationFrom(FILLED.replace('Europe/Helsinki', holidays));
  if (!read.ok) throw new Error('The company is not well described');
  return read.organisation;
}

const ANN = userOf('ann@acme.test');
const NAMES: Readonly<Record<string, string>> = Object.fromEntries(
  ['ann', 'bob', 'fay', 'lea'].map((name) => [userOf(`${name}@acme.test`), name]),
);

/** What these four read of it; a head's brief of the week is not the owner's ladder. */
async function said(scenario: Case): Promise<Said[]> {
  const heard: Imagined[] = [];
  const world = await createWorld({
    organisation: organisation(scenario.place),
    begins: instant(Math.min(...scenario.complaints.map(({ opens }) => opens))),
    random: () => 0.5,
    heard: (each) => heard.push(each),
  });
  try {
    await live(world, scenario);
  } finally {
    world.close();
  }
  return heard
    .filter(({ to, inThread, kind }) => NAMES[to] !== undefined && !inThread && kind !== 'issue.card')
    .map(({ at, to, message }) => ({ at, to: NAMES[to as UserId] ?? to, lines: linesIn(message).sort() }))
    .filter(({ lines }) => lines.length > 0);
}

async function live(world: World, { ahead, off, complaints, until }: Case): Promise<void> {
  const days = daysOf(ahead, off);
  const inOrder = complaints.toSorted((a, b) => a.opens - b.opens);
  const events = inOrder.flatMap((each, n) => [
    { at: each.opens, does: () => hear(world, each, n + 1) },
    ...actTimes(each, days).map(({ at, act: one }) => ({
      at,
      does: () => perform(world, n + 1, one, dayMeant(at, one, days), ahead),
    })),
  ]);
  const inTime = events.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at);
  for (const { at, does } of inTime) {
    await world.turnTo(instant(at));
    await does();
  }
  await world.turnTo(instant(until));
}

function hear(world: World, { urgent }: Complaint, n: number): Promise<void> {
  const score = urgent ? { score: { kind: 'nps', value: 1 } } : {};
  return world.hears('survey', `f${n}`, {
    text: 'I was charged twice.',
    ...score,
    customer: { account: `Orbit ${n}` },
  });
}

/** By her buttons and forms, as long as it is hers. */
async function perform(world: World, n: number, { does }: Act, day: number, ahead: number): Promise<void> {
  const { context, actions, forms } = world;
  const now = context.now();
  const [today = '', until = ''] = [now, day].map((at) => new Date(at + ahead * MINUTE).toISOString().slice(0, 10));
  await context.transaction(async (tx) => {
    const { owner } = await tx.selectFrom('issue').select('owner').where('id', '=', n).executeTakeFirstOrThrow();
    if (owner !== ANN) return;
    const press = (action: string, value = String(n)) =>
      actions.get(action)?.run(tx, { user: ANN, value, now, at: undefined });
    const fill = async (form: string, values: Record<string, string>) => {
      const about = (await press(form))?.open?.private_metadata ?? '';
      await forms.get(form)?.run(tx, { user: ANN, now, about, values, form });
    };
    const reason = 'They look at it';
    const BY: Readonly<Record<Act['does'], () => Promise<unknown> | undefined>> = {
      'takes it': () => press('issue.accept'),
      promises: () => press('issue.slot-1', `${n}@${day}`),
      answers: () => fill('issue.contact', { channel: 'mail', day: today, words: 'We are on it' }),
      'mends it': () => fill('issue.fix', { root_cause: 'Two jobs', change: 'One job' }),
      'is on it': () => press('issue.still'),
      'waits for the customer': () => fill('issue.wait', { until, reason }),
      'puts it off': () => fill('issue.snooze', { until, reason }),
    };
    await BY[does]();
  });
}

test('the DMs delivered are those that an oracle foretells', { timeout: 0 }, async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async (scenario) => {
      const inOrder = { ...scenario, complaints: scenario.complaints.toSorted((a, b) => a.opens - b.opens) };
      const foretold = expected(inOrder);
      fc.pre(foretold !== undefined);
      const days = daysOf(scenario.ahead, scenario.off);
      // What a head's brief says of the week is another rule.
      const isBrief = ({ to, at }: Said) => to === 'fay' && days.beginsWeek(at);
      const told = (list: readonly Said[]) =>
        list
          .filter((each) => !isBrief(each))
          .map(shown)
          .sort();
      expect(told(await said(inOrder))).toEqual(told(foretold));
    }),
    { seed: 11, numRuns: runs(120) },
  );
});

const shown = ({ at, to, lines }: Said) => `${new Date(at).toISOString().slice(0, 16)} → ${to}: ${lines.join(', ')}`;
