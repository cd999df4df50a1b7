import { expect, test } from 'vitest';
import { deliver } from '../../../src/platform/inbox/inbox.ts';
import { startTestBot } from '../../support/bot.ts';

test('people of whom Slack tells nothing hold up what customers say for about a second, however much they do', async () => {
  const t = await startTestBot({ refusals: 'expected' });
  const channel = t.sandbox.channel('support');
  t.sandbox.faults.next('users.info', { kind: 'hang', ms: 4000 }, 100);
  await t.bot.context.transaction(async (tx) => {
    for (let n = 0; n < 60; n++) {
      const body = {
        type: 'reaction_added',
        user: `USTRANGER${n % 5}`,
        reaction: 'eyes',
        item: { channel, ts: '1.0' },
      };
      const event = { kind: 'slack/reaction_added', source: 'slack', externalId: `event-${n}`, body };
      await deliver(tx, event, t.bot.context.now());
    }
  });
  const began = performance.now();
  await t.posts(JSON.stringify({ id: 'f1', text: 'I was charged twice in October.' }), { id: 'f1' });
  await t.until(async () => t.dms('ann').length === 1);
  expect(performance.now() - began).toBeLessThan(3000);
});
