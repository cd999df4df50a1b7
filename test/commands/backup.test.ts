import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backup, tooOld } from '../../src/commands/backup.ts';
import { restore } from '../../src/commands/restore.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import { lockFor } from '../../src/platform/db/lock.ts';
import { openDatabase } from '../../src/platform/db/open.ts';
import { getSetting, setSetting } from '../../src/platform/db/settings.ts';
import { startTestBot } from '../support/bot.ts';
import { startedOnce, temporaryFolder, testWorld } from '../support/cli.ts';
import { MONDAY } from '../support/issue.ts';

const worldOf = (file: string, at: number = MONDAY) => ({
  ...testWorld({ DATABASE_URL: `file:${file}` }),
  real: () => at,
});

/** A word in the database by which one tells how old it is. */
async function wordIn(file: string): Promise<unknown> {
  const database = openDatabase(file);
  return database.transaction((tx) => getSetting(tx, 'word')).finally(() => database.close());
}

async function company(word = 'before') {
  const folder = temporaryFolder();
  const file = join(folder, 'loopkeeper.db');
  const database = await startedOnce(file);
  const say = (value: string) => database.transaction((tx) => setSetting(tx, 'word', value));
  await say(word);
  return { folder, file, database, say, copies: join(folder, 'copies') };
}

const COPY = 'loopkeeper-20260302T073000Z.db';

describe('a copy', () => {
  test('holds what is stored at its moment, while the database stays in use', async () => {
    const { file, say, copies } = await company();
    const world = worldOf(file);
    await backup.run([copies], world);
    await say('afterwards');
    expect(readdirSync(copies)).toEqual([COPY]);
    expect(await wordIn(join(copies, COPY))).toBe('before');
    expect(world.printed).toEqual([expect.stringMatching(/holds everything \(\d+\.\d MB\)\.$/)]);
  });

  test('of many the newest are kept, and nothing else in the folder is touched', async () => {
    const { file, copies } = await company();
    for (const minute of [0, 1, 2]) await backup.run([copies], worldOf(file, MONDAY + minute * MINUTE));
    writeFileSync(join(copies, 'holiday.db'), 'not ours');
    await backup.run([copies, '--keep', '2'], worldOf(file, MONDAY + 3 * MINUTE));
    expect(readdirSync(copies).toSorted()).toEqual([
      'holiday.db',
      'loopkeeper-20260302T073200Z.db',
      'loopkeeper-20260302T073300Z.db',
    ]);
  });

  test('fewer than are kept are all kept', () => {
    expect(tooOld([COPY], 2)).toEqual([]);
    expect(tooOld([], 1)).toEqual([]);
  });

  test('is not made where a folder cannot be, and that is told', async () => {
    const { file, folder } = await company();
    writeFileSync(join(folder, 'words'), '');
    await expect(backup.run([join(folder, 'words')], worldOf(file))).rejects.toThrow(/words cannot be used/);
  });

  test('wants a number to keep', async () => {
    const { file, copies } = await company();
    await expect(backup.run([copies, '--keep', 'some'], worldOf(file))).rejects.toThrow(/keep/);
    expect(existsSync(copies)).toBe(false);
  });
});

describe('a copy that is put back', () => {
  test('is the database, and what stood there is kept beside it', async () => {
    const { file, folder, database, say, copies } = await company();
    await backup.run([copies], worldOf(file));
    await say('afterwards');
    await database.close();
    const world = worldOf(file);
    await restore.run([join(copies, COPY)], world);
    expect(await wordIn(file)).toBe('before');
    expect(await wordIn(join(folder, `loopkeeper.db.before-restore-${MONDAY}`))).toBe('afterwards');
    expect(readdirSync(folder).filter((name) => name.includes('restoring'))).toEqual([]);
  });

  test('is not while Loopkeeper runs', async () => {
    const { file, copies } = await company();
    await backup.run([copies], worldOf(file));
    const lock = lockFor(file);
    await expect(restore.run([join(copies, COPY)], worldOf(file))).rejects.toThrow(/stop Loopkeeper first/);
    lock?.release();
  });

  test.each([
    ['that is not there', undefined, /is missing/],
    ['that is no database', 'words, and no pages of a database '.repeat(100), /cannot be used/],
    ['of nothing', '', /is no database of Loopkeeper/],
  ])('is not one %s, and the database stays as it is', async (_which, content, why) => {
    const { file, folder, database } = await company();
    await database.close();
    const copy = join(folder, 'copy.db');
    if (content !== undefined) writeFileSync(copy, content);
    await expect(restore.run([copy], worldOf(file))).rejects.toThrow(why);
    expect(await wordIn(file)).toBe('before');
    expect(readdirSync(folder).filter((name) => name.includes('restor'))).toEqual([]);
  });

  test('goes on where it was: an issue opened before is answered as ever, and nothing is posted again', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'loopkeeper.db');
    const t = await startTestBot({ bot: { databaseFile: file } });
    await t.hears({ text: 'I was charged twice in October.' });
    const posted = t.sandbox.ledger.posts.length;
    await backup.run([join(folder, 'copies')], worldOf(file));
    await t.bot.stop();
    await restore.run([join(folder, 'copies', COPY)], worldOf(file));
    await t.restart();
    await t.settled();
    expect(t.sandbox.ledger.posts.length).toBe(posted);
    expect(t.dms('ann')).toHaveLength(1);
  });
});
