import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrations } from '../../../migrations/index.ts';
import { lockFor } from '../../../src/platform/db/lock.ts';
import { migrate } from '../../../src/platform/db/migrate.ts';
import { openDatabase } from '../../../src/platform/db/open.ts';
import { temporaryFolder } from '../../support/cli.ts';

const create = { up: async (db: never) => void (await sql`create table note (words text)`.execute(db)) };
const half = {
  up: async (db: never) => {
    await sql`insert into note values ('half migrated')`.execute(db);
    throw new Error('the power failed');
  },
};

async function withNotes(file: string) {
  const database = openDatabase(file);
  await migrate(database, { '0001_note': create } as never, file);
  for (let n = 0; n < 50; n++) await sql`insert into note values (${`note ${n}`})`.execute(database.read);
  return database;
}

const notesIn = (file: string) =>
  new Sqlite(file, { readonly: true }).prepare('select count(*) from note').pluck().get();

test('the copy made before a migration is whole, what is still in the write-ahead log included', async () => {
  const file = join(temporaryFolder(), 'x.db');
  const database = await withNotes(file);
  await expect(migrate(database, { '0001_note': create, '0002_half': half } as never, file)).rejects.toThrow(
    /migrated/,
  );
  await database.close();
  expect(notesIn(`${file}.before-0002_half`)).toBe(50);
});

test('a second try at a failed migration keeps the first copy', async () => {
  const file = join(temporaryFolder(), 'x.db');
  const database = await withNotes(file);
  const all = { '0001_note': create, '0002_half': half } as never;
  await expect(migrate(database, all, file)).rejects.toThrow();
  await sql`insert into note values ('later')`.execute(database.read);
  await expect(migrate(database, all, file)).rejects.toThrow();
  await database.close();
  expect(notesIn(`${file}.before-0002_half`)).toBe(50);
});

test('a step that came to a file after a later one is made up for, and nothing is lost', async () => {
  const file = join(temporaryFolder(), 'x.db');
  const database = await withNotes(file);
  const add = (column: string) => ({
    up: async (db: never) => void (await sql`alter table note add column ${sql.ref(column)} text`.execute(db)),
  });
  const later = { '0001_note': create, '0003_by': add('by') };
  await migrate(database, later as never, file);
  await migrate(database, { ...later, '0002_at': add('at') } as never, file);
  const { rows } = await sql<object>`select words, at, "by" from note limit 1`.execute(database.read);
  await database.close();
  expect(rows).toEqual([{ words: 'note 0', at: null, by: null }]);
  expect(notesIn(file)).toBe(50);
});

test('what colleagues were asked before the owner could be asked why is kept, with its number', async () => {
  const file = join(temporaryFolder(), 'x.db');
  const database = openDatabase(file);
  const before = Object.entries(migrations).filter(([name]) => name < '0011');
  await migrate(database, Object.fromEntries(before), file);
  // The question stands for itself here, without its issue.
  await sql`pragma foreign_keys = off`.execute(database.read);
  await sql`
    insert into issue_ask (id, issue_id, kind, asked_by, asked, owner, payload, at, answer)
    values (7, 1, 'offer', 'UANN', 'UBOB', 'UANN', '{"reason":"x"}', 5, 'no')`.execute(database.read);
  await migrate(database, migrations, file);
  const kept = new Sqlite(file, { readonly: true }).prepare('select * from issue_ask').all();
  await database.close();
  expect(kept).toMatchObject([{ id: 7, kind: 'offer', payload: '{"reason":"x"}', at: 5, answer: 'no', reply: null }]);
});

test('only one bot at a time holds the lock of a file, and a damaged lock is no other bot', () => {
  const folder = temporaryFolder();
  const lock = lockFor(join(folder, 'a.db'));
  expect(lock).toBeDefined();
  expect(lockFor(join(folder, 'a.db'))).toBeUndefined();
  lock?.release();
  lockFor(join(folder, 'a.db'))?.release();
  writeFileSync(
    join(folder, 'b.db.lock'),
    'this is no database, but long enough to look like a broken one'.repeat(100),
  );
  expect(() => lockFor(join(folder, 'b.db'))).toThrow(/database/);
  expect(readdirSync(folder)).toContain('b.db.lock');
});
