import { expect, test } from 'vitest';
import { organisationFrom } from '../../../src/features/ownership/index.ts';
import { startTestBot } from '../../support/bot.ts';
import { ORG } from '../../support/company.ts';

const COMPLAINT = { text: 'I was charged twice in October.', customer: { account: 'Orbit' } };
const rehearsing = (live: string) => `${ORG}rehearsal: { channel: '#general', live: [${live}] }\n`;

test('while it is rehearsed a DM goes to one channel, which says whose it would be and calls nobody', async () => {
  const t = await startTestBot({ org: rehearsing('') });
  await t.hears(COMPLAINT);
  expect(t.dms('ann')).toEqual([]);
  const [post] = t.sandbox.messages('general');
  expect(post?.text).toContain('Rehearsal: this would go to ann alone.');
  expect(JSON.stringify(post?.blocks)).not.toContain(`<@${t.sandbox.user('ann')}>`);
});

test('what stands there is kept up to date there', async () => {
  const t = await startTestBot({ org: rehearsing('') });
  await t.hears(COMPLAINT);
  await t.sandbox.as('ann').click(t.card('finance'), 'issue.accept');
  await t.settled();
  expect(t.sandbox.messages('general')).toHaveLength(1);
  expect(t.sandbox.messages('general')[0]?.text).toMatch(/Rehearsal.*please answer the customer/);
});

test('people of a department that is live get theirs', async () => {
  const t = await startTestBot({ org: rehearsing('finance') });
  await t.hears(COMPLAINT);
  expect(t.dms('ann')).toHaveLength(1);
  expect(t.sandbox.messages('general')).toEqual([]);
});

test('a department that there is not cannot be live', () => {
  const parsed = organisationFrom(rehearsing('bakery'));
  expect(parsed.ok ? [] : parsed.problems).toMatchObject([{ what: '"bakery" is no department of this file' }]);
});
