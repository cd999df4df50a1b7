import { expect, test } from 'vitest';
import { heardOf } from '../../../src/features/issues/letters/write.ts';
import { issueOf } from '../../../src/features/issues/store.ts';
import type { UserId } from '../../../src/kernel/slack.ts';
import { HOUR } from '../../../src/kernel/time.ts';
import { deliver } from '../../../src/platform/inbox/inbox.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { ORG } from '../../support/company.ts';

/** Joe leads the people; Dan is named in what the file says. */
const CIRCLE = ORG.replace('cx_lead: lea@acme.test,', 'cx_lead: lea@acme.test, people_lead: joe@acme.test,');
const ABOUT_DAN = 'Dan was rude to me on the phone about the invoice';

/** A file with these rows, whose issues are wanted. */
async function imported(rows: readonly string[]): Promise<TestBot> {
  const t = await startTestBot({ org: CIRCLE });
  await t.bot.context.transaction(async (tx) => {
    const file = { source: 'old', file: 'old.csv', open_issues: 1, started_at: t.bot.context.now() };
    const { id } = await tx.insertInto('file_import').values(file).returning('id').executeTakeFirstOrThrow();
    for (const [n, text] of rows.entries()) {
      const body = { text: `${text}, order ${n}.`, customer: { account: `A${n}` }, import_id: id, open_issues: true };
      await deliver(tx, { kind: 'feedback', source: 'old', externalId: `row-${n}`, body }, t.bot.context.now());
    }
  });
  await t.settled();
  await t.turn(0.1 * HOUR);
  return t;
}

const manyAboutDan = (rows: number) => Array.from({ length: rows }, () => ABOUT_DAN);

const inConfidence = (t: TestBot, who: string) => t.dms(who).filter((text) => text.startsWith('In confidence'));
const [FIRST, LATER] = ['Open #1"', 'Open #6"'];
const blocksOf = (t: TestBot, who: string) => JSON.stringify(t.sandbox.dm(who).at(-1)?.blocks);

test('what only few may read and an import brings is one DM to each of those few, and none to whom it names', async () => {
  const t = await imported(manyAboutDan(12));
  for (const who of ['lea', 'joe']) expect(inConfidence(t, who)).toEqual(['In confidence: 12 complaints of an import']);
  for (const who of ['dan', 'ann', 'eve', 'fay']) expect(t.dms(who)).toEqual([]);
  expect(blocksOf(t, 'lea')).toContain('7 more');
  expect(blocksOf(t, 'lea')).not.toContain('rude');
});

test('each stands behind its button, and as one is taken the next comes up in its place', async () => {
  const t = await imported(manyAboutDan(7));
  expect(blocksOf(t, 'lea')).toContain(FIRST);
  expect(blocksOf(t, 'lea')).not.toContain(LATER);
  const lea = t.sandbox.as('lea');
  const channel = t.sandbox.dmChannel('lea');
  await lea.click({ channel, ts: String(t.sandbox.dm('lea').at(-1)?.ts) }, 'issue.open', { value: '1' });
  await t.settled();
  const page = lea.ephemerals(channel).at(-1);
  expect(JSON.stringify(page?.blocks)).toContain('rude');
  await lea.click({ channel, ts: String(page?.ts) }, 'issue.accept');
  await t.settled();
  expect(blocksOf(t, 'lea')).toContain(LATER);
  expect(blocksOf(t, 'lea')).not.toContain(FIRST);
  expect(inConfidence(t, 'lea')).toHaveLength(1);
});

test('who is named in one of them reads the others, and nothing of that one', async () => {
  const t = await imported([ABOUT_DAN, 'Lea was rude to me on the phone about the invoice', ABOUT_DAN]);
  expect(inConfidence(t, 'lea')).toEqual(['In confidence: 2 complaints of an import']);
  expect(inConfidence(t, 'joe')).toEqual(['In confidence: 3 complaints of an import']);
  expect(blocksOf(t, 'lea')).not.toContain('Open #2"');
});

test('that DM counts as the word by which its owner has heard of it', async () => {
  const t = await imported([ABOUT_DAN]);
  const heard = await t.bot.context.transaction(async (tx) => {
    const { sent_at: lastAt } = await tx
      .selectFrom('outbox')
      .select('sent_at')
      .where('key', 'like', `confidential/import/1/${t.sandbox.user('lea')}`)
      .executeTakeFirstOrThrow();
    return [await heardOf(tx, t.sandbox.user('lea') as UserId, await issueOf(tx, 1)), { nudges: 0, lastAt }];
  });
  expect(heard[0]).toEqual(heard[1]);
});
