import type Sqlite from 'better-sqlite3';
import type { Db } from './schema.ts';

const MOST_STATEMENTS = 500;

/** The statements of one connection by their SQL. */
export type Statements = (sql: string) => Sqlite.Statement;

/** SQLite parses and plans a query anew each time it is prepared, which costs more than most queries do; and there are only so many. */
export function remembered(raw: Sqlite.Database): Statements {
  const known = new Map<string, Sqlite.Statement>();
  return (sql) => {
    const ready = known.get(sql);
    if (ready) return ready;
    if (known.size >= MOST_STATEMENTS) known.clear();
    const made = raw.prepare(sql);
    known.set(sql, made);
    return made;
  };
}

const lent = new WeakMap<Db, Statements>();

/**
 * For as long as `work` runs, its transaction may ask the connection, which it alone holds, without Kysely between: that
 * hands each query on through a dozen promises, which take longer than SQLite does to answer.
 */
export async function lending<T>(tx: Db, statements: Statements, work: () => Promise<T>): Promise<T> {
  lent.set(tx, statements);
  try {
    return await work();
  } finally {
    lent.delete(tx);
  }
}

/** Undefined outside a transaction: whoever has none waits for the connection in Kysely's line. */
export const lentTo = (db: Db): Statements | undefined => lent.get(db);
