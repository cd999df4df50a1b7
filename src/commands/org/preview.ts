import { fatesWithin } from '../../features/issues/index.ts';
import { type Change, changesBetween, type Organisation } from '../../features/ownership/index.ts';
import { occurrence } from '../../kernel/calendar/day.ts';
import { seeded } from '../../kernel/chance.ts';
import { DAY } from '../../kernel/time.ts';
import { madeUpComplaints } from '../../simulation/comings.ts';
import { comparison, type Lived } from '../../simulation/comparison.ts';
import { ownLuck } from '../../simulation/luck.ts';
import { simulated } from '../../simulation/run.ts';

/** What a new organisation file would change, a line each; and, where the policy is among it, what that does to everybody's day. */
export async function previewLines(before: Organisation, after: Organisation): Promise<string[]> {
  const changes = changesBetween(before, after);
  const ofPolicy = changes.some(({ where }) => where.startsWith('policy.'));
  return [...changed(changes), ...(ofPolicy ? await effect(before, after) : [])];
}

const SHOWN = 60;

function changed(changes: readonly Change[]): string[] {
  const width = Math.max(...changes.map(({ where }) => where.length));
  const more = changes.length - SHOWN;
  return [
    `${changes.length} ${changes.length === 1 ? 'thing' : 'things'} would change:`,
    ...changes.slice(0, SHOWN).map((each) => `  ${each.where.padEnd(width)}  ${said(each)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function said({ before, after }: Change): string {
  if (after === undefined) return 'taken away';
  return before === undefined ? `added: ${after}` : `${before} → ${after}`;
}

const [DAYS, PER_WEEK, SEED, FROM] = [28, 20, 7, '2026-03-02'];

/** What a changed policy does to everybody's day, on the same made-up complaints and people. */
async function effect(before: Organisation, after: Organisation): Promise<string[]> {
  const lines = comparison(await livedUnder(before), await livedUnder(after), after);
  return [
    `What that does to four made-up weeks with ${PER_WEEK} complaints a week, the same people and complaints before → after:`,
    ...lines.map((line) => `  ${line}`.trimEnd()),
    '  loopkeeper simulate --policy FILE shows each person and day.',
  ];
}

async function livedUnder(organisation: Organisation): Promise<Lived> {
  const random = seeded(SEED);
  const begins = occurrence(FROM, '00:00', organisation.company.timezone);
  const comings = madeUpComplaints({ organisation, begins, days: DAYS, complaintsAWeek: PER_WEEK, random });
  const life = await simulated({ organisation, begins, days: DAYS, comings, random, luck: ownLuck(SEED) });
  const fates = await life.context.transaction((tx) => fatesWithin(tx, 2 * DAY));
  await life.close();
  return { messages: life.messages, nameOf: life.nameOf, fates };
}
