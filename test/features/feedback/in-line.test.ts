import { expect, test } from 'vitest';
import { renderDelay } from '../../../src/features/feedback/delay.ts';
import { inLineOf, queueOf } from '../../../src/features/feedback/in-line.ts';
import { readByWords } from '../../../src/features/feedback/index.ts';
import { startTestBot } from '../../support/bot.ts';

const WRONG = 'The invoice is wrong.';

test.each([
  ['a complaint', { text: WRONG }, 'normal', 'feedback/finance'],
  ['another department’s', { text: 'The app always crashes.' }, 'normal', 'feedback/product'],
  ['what is of no topic', { text: 'All is terrible.' }, 'normal', 'feedback/support'],
  ['the worst score', { text: WRONG, score: { kind: 'stars', value: 1, max: 5 } }, 'urgent', 'feedback/finance'],
  ['what somebody logged', { text: WRONG, logged_by: 'U1' }, 'normal', 'logged'],
  ['a row of a file', { text: 'Fire hazard!', import_id: 1 }, 'bulk', 'import'],
])('%s stands in line where it is to', async (_what, said, priority, queue) => {
  const t = await startTestBot();
  const place = await t.bot.context.transaction((tx) => inLineOf(readByWords)(tx, said));
  expect(place).toEqual({ priority, queue });
});

const STORED = { kind: 'feedback', source: 's', body_hash: '', queue: queueOf('finance'), priority: 1 };

test('what is still to be read counts as delayed, as the posts that it will fill', async () => {
  const t = await startTestBot();
  const said = await t.bot.context.transaction(async (tx) => {
    const now = t.bot.context.now();
    for (let n = 0; n < 81; n++)
      await tx
        .insertInto('inbox')
        .values({ ...STORED, external_id: `${n}`, received_at: now, turn: n })
        .execute();
    const rendered = await renderDelay(tx, `${t.sandbox.channel('finance')}/1`, now);
    await tx.deleteFrom('inbox').where('source', '=', 's').execute();
    return 'message' in rendered && rendered.message.text;
  });
  expect(said).toBe('Delayed: 3 posts are waiting, about a minute');
});
