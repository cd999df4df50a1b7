import { expect, onTestFinished, test } from 'vitest';
import { migrations } from '../../../migrations/index.ts';
import { keptFor } from '../../../src/platform/db/kept.ts';
import { migrate } from '../../../src/platform/db/migrate.ts';
import { openDatabase } from '../../../src/platform/db/open.ts';
import { prepared } from '../../../src/platform/db/prepared.ts';

async function emptyDatabase() {
  const database = openDatabase(':memory:');
  onTestFinished(() => database.close());
  await migrate(database, migrations, ':memory:');
  return database;
}

interface Setting {
  readonly key: string;
  readonly value: string;
}

const adding = prepared((db, { key, value }: Setting) =>
  db
    .insertInto('setting')
    .values({ key, value })
    .onConflict((oc) => oc.doNothing()),
);

const valueFor = (built: () => void = () => undefined) =>
  prepared((db, { key }: Pick<Setting, 'key'>) => {
    built();
    return db.selectFrom('setting').select('value').where('key', '=', key);
  });

test('a prepared query is built once and asked with new values each time, in any transaction of any database', async () => {
  let built = 0;
  const find = valueFor(() => built++);
  for (const database of [await emptyDatabase(), await emptyDatabase()]) {
    await database.transaction((tx) => adding.run(tx, { key: 'a', value: 'first' }));
    await database.transaction((tx) => adding.run(tx, { key: 'b', value: 'second' }));
    expect(await database.transaction((tx) => find.first(tx, { key: 'b' }))).toEqual({ value: 'second' });
    expect(await find.all(database.read, { key: 'a' })).toEqual([{ value: 'first' }]);
    expect(await find.first(database.read, { key: 'c' })).toBeUndefined();
  }
  expect(built).toBe(1);
});

test('a prepared change says how many rows it changed', async () => {
  const { read } = await emptyDatabase();
  expect(await adding.run(read, { key: 'a', value: 'first' })).toBe(1);
  expect(await adding.run(read, { key: 'a', value: 'again' })).toBe(0);
});

test('a prepared query of a transaction sees what that transaction has done, and none is asked after its end', async () => {
  const database = await emptyDatabase();
  const find = valueFor();
  const ended = await database.transaction(async (tx) => {
    expect(await adding.run(tx, { key: 'a', value: 'first' })).toBe(1);
    await tx.updateTable('setting').set({ value: 'changed' }).where('key', '=', 'a').execute();
    expect(await find.one(tx, { key: 'a' })).toEqual({ value: 'changed' });
    return tx;
  });
  await expect(find.first(ended, { key: 'a' })).rejects.toThrow('committed');
  const failed = database.transaction(async (tx) => {
    await adding.run(tx, { key: 'b', value: 'second' });
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(await find.first(database.read, { key: 'b' })).toBeUndefined();
});

test('what must be there and is not is told without the values it was looked for by, which may be about people', async () => {
  const { read } = await emptyDatabase();
  const asked = valueFor().one(read, { key: 'ann@corp.example' });
  await expect(asked).rejects.toThrow('No row was found: select "value" from "setting" where "key" = +?');
});

test('a prepared query that looks into a value, or has no place for one, is refused at its first run', async () => {
  const { read } = await emptyDatabase();
  const looks = prepared((db, { key }: Pick<Setting, 'key'>) =>
    db.selectFrom('setting').select('value').where('key', '=', `${key}!`),
  );
  await expect(looks.first(read, { key: 'a' })).rejects.toThrow('cannot look into "key"');
  const forgets = prepared((db, { key }: Setting) => db.selectFrom('setting').select('value').where('key', '=', key));
  await expect(forgets.first(read, { key: 'a', value: 'b' })).rejects.toThrow('no place for "value"');
});

test('what is the same each time is written out in the SQL, quotes and all, and only values are left to be filled in, where SQLite does not look at them', async () => {
  const { read } = await emptyDatabase();
  for (const value of ["it's", 'b', 'c']) await adding.run(read, { key: value, value });
  let sql = '';
  const find = prepared((db, { key }: Pick<Setting, 'key'>) => {
    const query = db.selectFrom('setting').select('value').where('value', 'in', ["it's", 'b']).where('key', '=', key);
    sql = query.limit(1).compile().sql;
    return query.limit(1);
  });
  expect(await find.all(read, { key: "it's" })).toEqual([{ value: "it's" }]);
  expect(await find.all(read, { key: 'c' })).toEqual([]);
  expect(sql).toBe(`select "value" from "setting" where "value" in ('it''s', 'b') and "key" = +? limit 1`);
});

test('what is kept beside a database is the same in all of its transactions, and another for another database', async () => {
  const [one, other] = [await emptyDatabase(), await emptyDatabase()];
  const kept = keptFor(() => ({}));
  const first = await one.transaction(async (tx) => kept(tx));
  expect(await one.transaction(async (tx) => kept(tx))).toBe(first);
  expect(kept(one.read)).toBe(first);
  expect(kept(other.read)).not.toBe(first);
});
