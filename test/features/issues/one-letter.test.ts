import { expect, test } from 'vitest';
import { HOUR } from '../../../src/kernel/time.ts';
import { deliver } from '../../../src/platform/inbox/inbox.ts';
import { startTestBot } from '../../support/bot.ts';
import { ORG } from '../../support/company.ts';

/** More than are taken in one transaction. */
const ISSUES = 230;
const ACCEPT_WITHIN = 4 * HOUR;
const POLICY = '{ channel_posts_a_day: 100, same_words_from: 100 }';

test('whoever is to be nudged for very many at once has one DM about all of them', async () => {
  const t = await startTestBot({ org: `${ORG}policy: ${POLICY}\n` });
  await t.bot.context.transaction(async (tx) => {
    for (let n = 0; n < ISSUES; n++) {
      const text = `The invoice part${n} of batch${n} is wrong, and box${n} is missing.`;
      await deliver(tx, { kind: 'feedback', source: 's', externalId: `${n}`, body: { text } }, t.bot.context.now());
    }
  });
  await t.settled();
  await t.turn(ACCEPT_WITHIN);
  const letters = await t.bot.context.transaction((tx) =>
    tx
      .selectFrom('letter_item')
      .select(({ fn }) => ['letter_id', fn.countAll<number>().as('lines')])
      .where('step', '=', 'accept')
      .groupBy('letter_id')
      .execute(),
  );
  expect(letters.map(({ lines }) => lines)).toEqual([ISSUES]);
});
