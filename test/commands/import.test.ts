import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importFile } from '../../src/commands/import.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import { openDatabase } from '../../src/platform/db/open.ts';
import { startTestBot } from '../support/bot.ts';
import { startedOnce, temporaryFolder, testWorld } from '../support/cli.ts';
import { MONDAY } from '../support/issue.ts';
import { until } from '../support/lanes.ts';

const MAP = ['--map', 'text=text,score=score', '--score-kind', 'stars'];

async function workplace() {
  const folder = temporaryFolder();
  const database = join(folder, 'loopkeeper.db');
  const kept = await startedOnce(database);
  const env = { DATABASE_URL: `file:${database}` };
  const file = (content: string, name = 'file.csv') => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  /** Runs the command; resolves to what it printed. */
  const run = async (args: readonly string[], answer?: string) => {
    const world = testWorld(env, answer);
    await importFile.run(args, world);
    return world.printed.join('\n');
  };
  const rows = () => kept.read.selectFrom('inbox').selectAll().orderBy('id').execute();
  const imports = () => kept.read.selectFrom('file_import').selectAll().execute();
  return { folder, env, database, file, run, rows, imports };
}

test('each row waits in the inbox as if it had come by webhook', async () => {
  const { file, run, rows, imports } = await workplace();
  const path = file('id,when,words,mail\n7,2026-02-27,"Charged, twice",c@x.test\n');
  const map = 'id=id,received_at=when,text=words,email=mail';
  expect(await run([path, '--source', 'shop', '--map', map])).toContain('1 row: 1 new, 0 known already, 0 refused');
  const [row] = await rows();
  expect(row).toMatchObject({ kind: 'feedback', source: 'shop', external_id: '7', done_at: null, received_at: MONDAY });
  expect(JSON.parse(row?.body ?? '')).toEqual({
    text: 'Charged, twice',
    customer: { email: 'c@x.test' },
    received_at: '2026-02-26T22:00:00Z',
    import_id: 1,
  });
  expect(await imports()).toMatchObject([{ source: 'shop', open_issues: 0, rows: 1 }]);
});

test('the same file again adds nothing, under another name too, and is the same import', async () => {
  const { file, run, rows, imports } = await workplace();
  const content = 'text,score\nLate,1\nGood,5\n';
  await run([file(content), '--source', 'shop', ...MAP]);
  const again = await run([file(content, 'copy.csv'), '--source', 'shop', ...MAP, '--open-issues']);
  expect(again).toContain('2 rows: 0 new, 2 known already, 0 refused');
  expect(again).toContain('is left as it is');
  expect(await rows()).toHaveLength(2);
  expect(await imports()).toMatchObject([{ rows: 2 }]);
});

test('equal rows both count, in a longer export of the same too', async () => {
  const { file, run, rows } = await workplace();
  await run([file('text,score\nLate,1\nLate,1\n'), '--source', 'shop', ...MAP]);
  expect(await rows()).toHaveLength(2);
  const longer = await run([file('text,score\nNew,3\nLate,1\nLate,1\nLate,1\n'), '--source', 'shop', ...MAP]);
  expect(longer).toContain('2 new, 2 known already');
});

test('another source may say the same', async () => {
  const { file, run, rows } = await workplace();
  const path = file('text,score\nLate,1\n');
  await run([path, '--source', 'shop', ...MAP]);
  await run([path, '--source', 'web', ...MAP]);
  expect(await rows()).toHaveLength(2);
});

test('rows that are wrong are refused by their lines, and the others taken', async () => {
  const { file, run, rows } = await workplace();
  const path = file('text,score,when\nLate,9,2026-02-27\nGood,5,03/04/2026\n"Fine,\nreally",4,31/12/2025\n,,\n');
  const printed = await run([
    path,
    '--source',
    'shop',
    '--map',
    'text=text,score=score,received_at=when',
    ...MAP.slice(2),
  ]);
  expect(printed).toContain('4 rows: 1 new, 0 known already, 3 refused');
  expect(printed).toContain('line 2: the score "9"');
  expect(printed).toContain('line 3: "03/04/2026" can be read two ways');
  expect(printed).toContain('line 6: has neither');
  expect(await rows()).toHaveLength(1);
});

test('more refusals than one reads stand in a file beside it', async () => {
  const { file, run } = await workplace();
  const path = file(`text,score\n${'x,99\n'.repeat(30)}`);
  const printed = await run([path, '--source', 'shop', ...MAP]);
  expect(printed).toContain('line 21:');
  expect(printed).not.toContain('line 22:');
  expect(printed).toContain(`and 10 more: all of them stand in ${path}.refused.txt`);
  expect(readFileSync(`${path}.refused.txt`, 'utf8').trim().split('\n')).toHaveLength(30);
  writeFileSync(path, 'text,score\nx,5\n');
  await run([path, '--source', 'shop', ...MAP]);
  expect(existsSync(`${path}.refused.txt`)).toBe(false);
});

test.each([
  ['an unclosed quote at its end', `text,score\n${'x,1\n'.repeat(2000)}"y,2\nz,3\n`, MAP, 'a quote is opened'],
  ['a column that is misspelt', 'text,score\nx,1\n', ['--map', 'text=txt'], 'did you mean "text"?'],
  ['no rows', 'text,score\n', MAP, 'has no rows'],
])('a file with %s is refused before anything is stored', async (_what, content, more, reason) => {
  const { file, run, rows, imports } = await workplace();
  await expect(run([file(content), '--source', 'shop', ...more])).rejects.toThrow(reason);
  expect(await rows()).toEqual([]);
  expect(await imports()).toEqual([]);
});

test.each([
  ['no file', ['--source', 'shop', ...MAP], 'Name one file.'],
  ['no source', ['x.csv', ...MAP], 'Say whose feedback it is'],
  ['a source of capitals', ['x.csv', '--source', 'Shop', ...MAP], '--source "Shop" is no name'],
  ['a mistyped option', ['x.csv', '--sorce', 'shop'], 'There is no option --sorce; did you mean "source"?'],
  ['no map', ['x.csv', '--source', 'shop'], 'Say which column is what'],
])('with %s it says how to use it', async (_what, args, reason) => {
  const run = importFile.run(args, testWorld({}));
  await expect(run).rejects.toThrow(reason);
  await expect(run).rejects.toThrow('docs/import.md');
});

test('it neither makes nor migrates a database', async () => {
  const folder = temporaryFolder();
  const none = join(folder, 'none.db');
  const empty = join(folder, 'empty.db');
  await openDatabase(empty).close();
  for (const file of [none, empty]) {
    const world = testWorld({ DATABASE_URL: `file:${file}` });
    await expect(importFile.run(['x.csv', '--source', 'shop', ...MAP], world)).rejects.toThrow(
      'start Loopkeeper once first',
    );
  }
  expect(existsSync(none)).toBe(false);
});

const OLD = 'text,score\nCharged twice,1\nThe invoice is wrong,1\nThe app is broken,1\nLove the app,5\n';

test('old and undated rows stay facts, and it says so before it is too late for issues', async () => {
  const { file, run, rows } = await workplace();
  const printed = await run([file(OLD), '--source', 'shop', ...MAP]);
  expect(printed).toContain('Rows older than 7 days or undated are kept as facts, without issues: 4 of 4.');
  expect(printed).toContain('run it with --open-issues now');
  expect((await rows()).every(({ body }) => !body?.includes('open_issues'))).toBe(true);
});

test('asked to open issues it first says who would get how much, and takes no for an answer', async () => {
  const { file, run, rows } = await workplace();
  const args = [file(OLD), '--source', 'shop', ...MAP, '--open-issues'];
  const printed = await run(args, '');
  expect(printed).toContain('This opens 3 issues: one DM to each of 2 people.');
  expect(printed).toMatch(/ann +2 issues/);
  expect(printed).toMatch(/dan +1 issue/);
  expect(printed).not.toContain('now:');
  expect(printed).toMatch(/#product +2 lines/);
  expect(printed).toContain('Nothing was imported.');
  expect(await rows()).toEqual([]);
  await expect(run(args)).rejects.toThrow('add --yes');
  expect(await rows()).toEqual([]);
  await run(args, 'y');
  expect(await rows()).toHaveLength(4);
});

test.each([
  ['rows as they are', OLD],
  ['calm and urgent ones of one owner', 'text,score\nThe invoice is wrong,3\nCharged twice,1\n'],
  ['one that only few may read', 'text,score\nThe invoice is wrong,3\nYou will hear from my lawyer about the app,1\n'],
])('what it foretells of %s is what the bot then does', async (_what, content) => {
  const folder = temporaryFolder();
  const databaseFile = join(folder, 'loopkeeper.db');
  const test = await startTestBot({ bot: { databaseFile } });
  const path = join(folder, 'old.csv');
  writeFileSync(path, content);
  const world = testWorld({ DATABASE_URL: `file:${databaseFile}` });
  await importFile.run([path, '--source', 'shop', ...MAP, '--open-issues', '--yes'], world);
  const [, people] = /one DM to each of (\d+) (?:person|people)/.exec(world.printed.join('\n')) ?? [];
  test.bot.turned();
  await test.settled();
  // What only few may read gathers for five minutes.
  await test.turn(6 * MINUTE);
  const dms = ['ann', 'bob', 'dan', 'fay', 'lea', 'pat']
    .map((who) => test.dms(who).length)
    .filter((count) => count > 0);
  expect(dms).toEqual(Array.from({ length: Number(people) }, () => 1));
  expect(test.sandbox.messages('finance').map(({ text }) => text)).toEqual([
    expect.stringContaining('Import from shop'),
  ]);
});

test('rows within the age for issues are told nothing of old ones', async () => {
  const { file, run } = await workplace();
  const path = file('text,when\nCharged twice,2026-02-27\n');
  const printed = await run([path, '--source', 'shop', '--map', 'text=text,received_at=when']);
  expect(printed).toContain('1 row is recent, and 1 issue will be opened.');
  expect(printed).not.toContain('--open-issues');
});

const MANY = 20_000;
const big = () =>
  `text,score\n${Array.from({ length: MANY }, (_, n) => `Row ${n % 9000} came late,${(n % 5) + 1}\n`).join('')}`;

test('20,000 rows are taken in as they are read', async () => {
  const { file, run, rows } = await workplace();
  expect(await run([file(big()), '--source', 'shop', ...MAP])).toContain('20,000 rows: 20,000 new');
  expect(await rows()).toHaveLength(MANY);
}, 60_000);

test('killed half-way and run again it adds the rest, and nothing twice', async () => {
  const { file, run, rows, imports, env } = await workplace();
  const path = file(big());
  const cli = new URL('../../src/cli.ts', import.meta.url).pathname;
  const args = [cli, 'import', path, '--source', 'shop', ...MAP];
  const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await until(async () => (await rows()).length > 0, 30_000);
  child.kill('SIGKILL');
  await ended;
  const halfway = (await rows()).length;
  expect(halfway).toBeLessThan(MANY);
  expect(await imports()).toMatchObject([{ rows: halfway }]);
  const printed = await run([path, '--source', 'shop', ...MAP]);
  expect(printed).toContain(`20,000 rows: ${(MANY - halfway).toLocaleString('en')} new`);
  expect(new Set((await rows()).map(({ external_id }) => external_id)).size).toBe(MANY);
  expect(await imports()).toMatchObject([{ rows: MANY }]);
}, 60_000);
