import { expect, test } from 'vitest';
import { audit } from '../../../src/features/issues/auditor/audit.ts';
import type { Issue } from '../../../src/features/issues/domain.ts';
import { issueOf, saveIssue } from '../../../src/features/issues/store.ts';
import { startTestBot, type TestBot } from '../../support/bot.ts';
import { at, MONDAY } from '../../support/issue.ts';

const COMPLAINT = { text: 'I was charged twice in October.', customer: { account: 'Orbit' } };

async function audited(pings: string[] = []) {
  const errors: object[] = [];
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: (fields: object) => void errors.push(fields) };
  const t = await startTestBot({ bot: { log, ping: async () => void pings.push('well') } });
  await t.hears(COMPLAINT);
  return { t, errors };
}

const steps = (t: TestBot) =>
  t.bot.context.transaction((tx) => tx.selectFrom('timer').select(['subject', 'failed']).execute());

const flaws = async (t: TestBot) =>
  (await t.bot.context.transaction((tx) => audit.find(tx, t.bot.context.now()))).map(({ words }) => words);

const END = { at: MONDAY, ending: 'already-fixed', reason: undefined, link: undefined } as const;

test('when all is well the heartbeat goes out', async () => {
  const pings: string[] = [];
  const { t } = await audited(pings);
  expect(await t.bot.auditor.look()).toEqual([]);
  expect(pings).toEqual(['well']);
});

test('an open issue without a next step gets one', async () => {
  const { t, errors } = await audited();
  await t.bot.context.transaction((tx) => tx.deleteFrom('timer').execute());
  await t.bot.auditor.look();
  expect(await steps(t)).toMatchObject([{ subject: '1', failed: null }]);
  expect(await t.bot.auditor.look()).toEqual([]);
  expect(errors).toEqual([]);
});

test.each<[what: string, lose: (t: TestBot) => Promise<unknown>, to: string]>([
  [
    'gone, of which nobody has told,',
    (t) =>
      t.bot.context.transaction((tx) =>
        tx
          .updateTable('slack_user')
          .set({ standing: 'deactivated' })
          .where('id', '=', t.sandbox.user('ann') as never)
          .execute(),
      ),
    'bob',
  ],
  [
    'nobody that we know of',
    (t) =>
      t.bot.context.transaction((tx) =>
        tx
          .updateTable('issue')
          .set({ owner: 'UNOBODY' as never })
          .execute(),
      ),
    'ann',
  ],
])('an issue whose owner is %s goes to who answers now', async (_what, lose, to) => {
  const { t } = await audited();
  await lose(t);
  await t.bot.auditor.look();
  await t.settled();
  const { owner } = await t.bot.context.transaction((tx) =>
    tx.selectFrom('issue').select('owner').executeTakeFirstOrThrow(),
  );
  expect(owner).toBe(t.sandbox.user(to));
  expect(await t.bot.auditor.look()).toEqual([]);
});

test('a reminder without a DM gets one, and a card that shows an older state is edited', async () => {
  const { t } = await audited();
  await t.bot.context.transaction(async (tx) => {
    const begun = {
      person: t.sandbox.user('ann') as never,
      topic: 'alone' as const,
      urgent: 0,
      opened_at: t.bot.context.now(),
    };
    const { id } = await tx.insertInto('letter').values(begun).returning('id').executeTakeFirstOrThrow();
    const line = { letter_id: id, issue_id: 1, stage: 1, step: 'accept', notice: 0 };
    await tx.insertInto('letter_item').values(line).execute();
    await tx.updateTable('outbox').set({ wanted_version: 99 }).where('kind', '=', 'issue.card').execute();
  });
  await t.bot.auditor.look();
  await t.settled();
  expect(t.dms('ann')).toHaveLength(2);
  expect(await t.bot.auditor.look()).toEqual([]);
});

test.each<[what: string, change: Partial<Issue>, shown: string]>([
  ['its severity', { severity: 'critical' }, 'critical'],
  ['its owner, who has accepted it', { state: 'accepted' }, 'Has it. Next: answer the customer'],
  ['its end', { state: 'closed', end: END }, 'Closed: it was fixed already.'],
])('a card that was never told to show %s is found and shows it', async (_what, change, shown) => {
  const { t, errors } = await audited();
  expect(await flaws(t)).toEqual([]);
  await t.bot.context.transaction(async (tx) => {
    const before = await issueOf(tx, 1);
    await saveIssue(tx, { ...before, ...change, version: before.version + 1 }, before);
  });
  await t.settled();
  expect(JSON.stringify(t.card('finance').blocks)).not.toContain(shown);
  expect(await flaws(t)).toEqual(['the card of #1 shows it as it was before']);
  await t.bot.auditor.look();
  await t.settled();
  expect(JSON.stringify(t.card('finance').blocks)).toContain(shown);
  expect(await t.bot.auditor.look()).toEqual([]);
  expect(errors).toEqual([]);
});

test('a reminder, of which a card tells nothing, makes no card older than its issue', async () => {
  const { t } = await audited();
  await t.turnTo(at('2026-03-02 16:30'));
  expect((await t.bot.context.transaction((tx) => issueOf(tx, 1))).stepsTaken).not.toEqual([]);
  expect(await flaws(t)).toEqual([]);
});

test('an open issue without a card gets one', async () => {
  const { t } = await audited();
  const cards = () =>
    t.bot.context.transaction((tx) => tx.selectFrom('outbox').select('key').where('kind', '=', 'issue.card').execute());
  const [card] = await cards();
  await t.bot.context.transaction((tx) => tx.updateTable('issue').set({ department: 'product' }).execute());
  await t.bot.auditor.look();
  await t.settled();
  expect((await cards()).map(({ key }) => key)).toEqual([card?.key, 'issue/1/card/product']);
  expect(t.card('product').text).toContain('Double charges');
  expect(await t.bot.auditor.look()).toEqual([]);
});

test('what does not mend is told once, and the heartbeat stays out until it is mended', async () => {
  const pings: string[] = [];
  const { t, errors } = await audited(pings);
  const give = (failed: string | null) =>
    t.bot.context.transaction((tx) => tx.updateTable('timer').set({ failed }).execute());
  for (let minute = 0; minute < 3; minute++) {
    await give('Error');
    await t.bot.auditor.look();
  }
  expect(errors).toEqual([expect.objectContaining({ key: 'step/1', detail: 'the next step of #1 did not happen' })]);
  expect(pings).toEqual([]);
  await give(null);
  await t.bot.auditor.look();
  expect(pings).toEqual(['well']);
});

test('/cx doctor tells those who look after the whole, and nobody else', async () => {
  const { t } = await audited();
  const doctor = async (who: string) => {
    await t.sandbox.as(who).command('/cx', 'doctor');
    return JSON.stringify(t.sandbox.as(who).ephemerals().at(-1));
  };
  expect(await doctor('lea')).toContain('All is well');
  await t.bot.context.transaction((tx) => tx.deleteFrom('timer').execute());
  expect(await doctor('lea')).toContain('#1 is open and nothing is to come for it');
  expect(await doctor('dan')).toContain('That is for the CX lead');
});
