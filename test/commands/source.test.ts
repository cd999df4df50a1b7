import { join } from 'node:path';
import { expect, test } from 'vitest';
import { source } from '../../src/commands/source.ts';
import { deliver } from '../../src/platform/inbox/inbox.ts';
import { startedOnce, temporaryFolder, testWorld } from '../support/cli.ts';
import { MONDAY } from '../support/issue.ts';

const SECRET = `whsec_${Buffer.from('a good secret of 32 bytes, truly').toString('base64')}`;

async function workplace(env: Record<string, string> = {}) {
  const file = join(temporaryFolder(), 'loopkeeper.db');
  const database = await startedOnce(file);
  const run = async (...args: string[]) => {
    const world = testWorld({ DATABASE_URL: `file:${file}`, ...env });
    await source.run(args, world);
    return world.printed.join('\n');
  };
  const disabled = async () => {
    const rows = await database.read.selectFrom('source').selectAll().where('disabled_at', 'is not', null).execute();
    return rows.map(({ name }) => name);
  };
  return { database, run, disabled };
}

test('a source that has a secret is switched off and on', async () => {
  const { run, disabled } = await workplace({ LOOPKEEPER_INGEST_SECRETS: `support=${SECRET}` });
  expect(await run('disable', 'support')).toBe('support is disabled.');
  expect(await disabled()).toEqual(['support']);
  expect(await run('enable', 'support')).toBe('support is enabled.');
  expect(await disabled()).toEqual([]);
});

test('a source that sent something is known, whether or not it has a secret by now', async () => {
  const { database, run, disabled } = await workplace({ LOOPKEEPER_INGEST_SECRETS: `support=${SECRET}` });
  await database.transaction((tx) =>
    deliver(tx, { kind: 'feedback', source: 'shop', externalId: '1', body: {} }, MONDAY),
  );
  await run('disable', 'shop');
  expect(await disabled()).toEqual(['shop']);
});

test.each([
  ['a mistyped source', ['disable', 'suport'], 'did you mean "support"?'],
  ['words too many', ['disable', 'support', 'extra', 'words'], 'takes no "extra words"'],
  ['no source', ['disable'], 'loopkeeper source disable NAME'],
  ['no such verb', ['destroy', 'support'], 'loopkeeper source disable NAME'],
  ["Slack's own events", ['disable', 'slack'], 'There is no source "slack"'],
])('%s changes nothing and says what is wrong', async (_what, args, message) => {
  const { database, run, disabled } = await workplace({ LOOPKEEPER_INGEST_SECRETS: `support=${SECRET}` });
  await database.transaction((tx) =>
    deliver(tx, { kind: 'slack/x', source: 'slack', externalId: '1', body: {} }, MONDAY),
  );
  await expect(run(...args)).rejects.toThrow(message);
  expect(await disabled()).toEqual([]);
});

test('where nothing has a secret and nothing came in, no name is taken for a source', async () => {
  const { run } = await workplace();
  await expect(run('disable', 'suport')).rejects.toThrow('none has sent anything yet');
});
