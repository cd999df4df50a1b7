import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../../migrations/index.ts';
import { applyOrganisation, currentOrganisation, organisationFrom } from '../../../src/features/ownership/index.ts';
import { instant } from '../../../src/kernel/time.ts';
import { migrate } from '../../../src/platform/db/migrate.ts';
import { openDatabase } from '../../../src/platform/db/open.ts';
import type { Tx } from '../../../src/platform/db/schema.ts';
import { ORG } from '../../support/company.ts';

test('an organisation that was not committed after all is forgotten, and the next of its number is read anew', async () => {
  const database = openDatabase(':memory:');
  onTestFinished(() => database.close());
  await migrate(database, migrations, ':memory:');
  const apply = async (tx: Tx, name: string) => {
    const parsed = organisationFrom(ORG.replace('Acme', name));
    if ('problems' in parsed) throw new Error(parsed.problems.join());
    await applyOrganisation(tx, parsed.organisation, 'file', instant(0));
  };
  const nameIn = async (tx: Tx) => (await currentOrganisation(tx)).organisation.company.name;

  const failed = database.transaction(async (tx) => {
    await apply(tx, 'Tried');
    expect(await nameIn(tx)).toBe('Tried');
    throw new Error('the power failed');
  });
  await expect(failed).rejects.toThrow('the power failed');
  await database.transaction((tx) => apply(tx, 'Meant'));
  expect(await database.transaction(nameIn)).toBe('Meant');
});
