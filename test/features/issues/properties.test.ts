import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, instant } from '../../../src/kernel/time.ts';
import { type Command, command } from '../../support/life/commands.ts';
import { createLife } from '../../support/life/life.ts';
import { Watch } from '../../support/life/rules.ts';
import { stories } from '../../support/life/stories.ts';
import { runs } from '../../support/runs.ts';

/** Before clocks go forward and Easter, before they go back in two countries, before Christmas, and in a quiet month. */
const BEGINS = ['2026-03-26T07:00:00Z', '2026-10-22T06:30:00Z', '2026-12-21T12:00:00Z', '2026-06-08T05:00:00Z'];

/** Most lives are short, so that what breaks one can be read; some are long enough for limbo, budgets and briefs. */
const commands = fc.oneof(
  { weight: 5, arbitrary: fc.array(command, { minLength: 4, maxLength: 24 }) },
  { weight: 1, arbitrary: fc.array(command, { minLength: 40, maxLength: 80 }) },
);

const seen = new Set<string>();

/** What went wrong, by instant; empty when nothing did. */
async function lived(begins: string, did: readonly Command[]): Promise<string[]> {
  const watch = new Watch();
  const looks = watch.looks.bind(watch);
  const life = await createLife({ begins: instant(Date.parse(begins)), looks });
  try {
    for (const each of did) await life.happens(each);
    await life.passes(10 * DAY);
    const { flaws, happened } = await life.world.context.transaction(stories);
    for (const each of [...happened, ...watch.steps]) seen.add(each);
    return [...watch.wrong, ...flaws];
  } finally {
    life.world.close();
  }
}

test('whatever people do, and whenever: nobody is forgotten and nobody is nagged', { timeout: 0 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...BEGINS), commands, async (begins, did) => {
      const wrong = await lived(begins, did);
      if (wrong.length > 0) throw new Error(wrong.join('\n'));
    }),
    { seed: 4, numRuns: runs(60) },
  );
});

test('of all that can happen to an issue, and of all that somebody can be told, it has seen the most', () => {
  const happened = ['accepted', 'promised', 'contacted', 'fixed', 'closed', 'reopened', 'handed on', 'limbo', 'given'];
  const rested = ['waiting', 'snoozed', 'blocked', 'back', 'offered', 'taken over', 'bounced'];
  const told = [
    'assigned',
    'accept',
    'promised',
    'promise-missed',
    'contact-breach',
    'still-on-it',
    'tell',
    'handed-on',
  ];
  expect([...happened, ...rested, ...told].filter((each) => !seen.has(each))).toEqual([]);
});
