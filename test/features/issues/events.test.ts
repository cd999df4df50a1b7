import { expect, test } from 'vitest';
import { eventsOf, saveEvent } from '../../../src/features/issues/events/store.ts';
import { issueOf, saveIssue } from '../../../src/features/issues/store.ts';
import type { Tx } from '../../../src/platform/db/schema.ts';
import { startTestBot } from '../../support/bot.ts';
import { MONDAY } from '../../support/issue.ts';

async function complaint() {
  const t = await startTestBot();
  await t.hears({ text: 'I was charged twice in October.', customer: { account: 'Orbit' } });
  const story = async (tx: Tx) => (await eventsOf(tx, await issueOf(tx, 1))).map(({ type }) => type);
  return { transaction: t.bot.context.transaction, story };
}

const NOTED = { type: 'noted', actor: undefined, at: MONDAY, payload: { note: 'Called.' } } as const;

test('a story is told with what was added to it, in the transaction that adds it too', async () => {
  const { transaction, story } = await complaint();
  expect(await transaction(story)).toEqual(['opened']);
  await transaction(async (tx) => {
    await saveEvent(tx, 1, NOTED);
    expect(await story(tx)).toEqual(['opened', 'noted']);
  });
  expect(await transaction(story)).toEqual(['opened', 'noted']);
});

test('what was added in a transaction that failed is in no story', async () => {
  const { transaction, story } = await complaint();
  const failed = transaction(async (tx) => {
    await saveEvent(tx, 1, NOTED);
    await story(tx);
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(await transaction(story)).toEqual(['opened']);
});

test('what another process has added with a change of the issue is in its story', async () => {
  const { transaction, story } = await complaint();
  await transaction(story);
  await transaction(async (tx) => {
    const issue = await issueOf(tx, 1);
    await saveIssue(tx, { ...issue, version: issue.version + 1 }, issue);
    const { payload, ...event } = NOTED;
    const values = { ...event, actor: null, issue_id: 1, payload: JSON.stringify(payload) };
    await tx.insertInto('issue_event').values(values).execute();
  });
  expect(await transaction(story)).toEqual(['opened', 'noted']);
});
