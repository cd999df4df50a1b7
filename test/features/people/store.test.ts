import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../../migrations/index.ts';
import { findPerson, saveLeave, savePerson } from '../../../src/features/people/store.ts';
import type { UserId } from '../../../src/kernel/slack.ts';
import { instant } from '../../../src/kernel/time.ts';
import { migrate } from '../../../src/platform/db/migrate.ts';
import { openDatabase } from '../../../src/platform/db/open.ts';

const ANN = 'U00000001' as UserId;

async function withAnn() {
  const database = openDatabase(':memory:');
  onTestFinished(() => database.close());
  await migrate(database, migrations, ':memory:');
  const ann = { id: ANN, name: 'Ann', email: null, timezone: null, standing: 'member', admin: undefined } as const;
  await database.transaction((tx) => savePerson(tx, ann, instant(0)));
  const isAway = () => database.transaction(async (tx) => (await findPerson(tx, ANN))?.away);
  return { ...database, isAway };
}

test('whoever is changed is known as they are by then, whoever has changed them', async () => {
  const { transaction, isAway } = await withAnn();
  expect(await isAway()).toBe(false);
  await transaction(async (tx) => {
    await saveLeave(tx, ANN, undefined, true);
    expect((await findPerson(tx, ANN))?.away).toBe(true);
  });
  expect(await isAway()).toBe(true);
  await transaction((tx) => tx.updateTable('slack_user').set({ away: 0 }).execute());
  expect(await isAway()).toBe(false);
});

test('what is rolled back was never known, though as much has changed since', async () => {
  const { transaction, isAway } = await withAnn();
  const failed = transaction(async (tx) => {
    await saveLeave(tx, ANN, undefined, true);
    expect((await findPerson(tx, ANN))?.away).toBe(true);
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  await transaction((tx) => tx.updateTable('slack_user').set({ name: 'Anna' }).execute());
  expect(await isAway()).toBe(false);
});
