import Sqlite from 'better-sqlite3';
import { Kysely, type SqliteDatabase, SqliteDialect, SqliteDriver } from 'kysely';
import type { Db, Schema, Tx } from './schema.ts';
import { lending, remembered, type Statements } from './statements.ts';
import { usable } from './unusable.ts';

const BUSY_TRIES = 4;
const BUSY_PAUSE_MS = 60;

/** The one handle on the database. There is a single connection, so whoever holds it works alone. */
export interface Database {
  /** Runs `work` in a write transaction: all of it is stored and synced to disk, or none. Throws `DatabaseBusy` when another process keeps the lock. */
  readonly transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** The same for hot loops: `work` runs synchronously on prepared statements of the raw handle. */
  readonly synchronous: <T>(work: (raw: Sqlite.Database) => T) => Promise<T>;
  /** For a single read outside any transaction. Inside one it would wait for ever: ask the `tx`. */
  readonly read: Db;
  readonly close: () => Promise<void>;
}

/** Another process holds the write lock for longer than we may keep a sender waiting. Try again in a second. */
export class DatabaseBusy extends Error {
  override name = 'DatabaseBusy';
}

/** Kysely's own driver says plain `begin`, whose later upgrade to a write lock cannot wait for another writer. */
class ImmediateDriver extends SqliteDriver {
  readonly #statements: Statements;

  constructor(database: SqliteDatabase, statements: Statements) {
    super({ database });
    this.#statements = statements;
  }

  override async beginTransaction(): Promise<void> {
    this.#statements('begin immediate').run();
  }

  override async commitTransaction(): Promise<void> {
    this.#statements('commit').run();
  }
}

class ImmediateDialect extends SqliteDialect {
  readonly #raw: Sqlite.Database;
  readonly #statements: Statements;

  constructor(raw: Sqlite.Database, statements: Statements) {
    super({ database: raw });
    this.#raw = raw;
    this.#statements = statements;
  }

  override createDriver(): SqliteDriver {
    const prepare = (sql: string) => this.#statements(sql) as ReturnType<SqliteDatabase['prepare']>;
    return new ImmediateDriver({ close: () => this.#raw.close(), prepare }, this.#statements);
  }
}

/** Opens or creates the file. Throws `FileUnusable`, or when the connection would not sync every commit to disk. */
export function openDatabase(file: string): Database {
  const raw = usable(file, () => connection(file));
  const statements = remembered(raw);
  const kysely = new Kysely<Schema>({ dialect: new ImmediateDialect(raw, statements) });
  return {
    transaction: (work) =>
      whenFree(() => kysely.transaction().execute((tx) => lending(tx, statements, () => work(tx)))),
    synchronous: (work) =>
      whenFree(() => kysely.connection().execute(async () => raw.transaction(work).immediate(raw))),
    read: kysely,
    close: () => kysely.destroy(),
  };
}

function connection(file: string): Sqlite.Database {
  const raw = new Sqlite(file);
  raw.pragma('journal_mode = WAL');
  raw.pragma('synchronous = FULL');
  raw.pragma('foreign_keys = ON');
  raw.pragma('busy_timeout = 200');
  // What is only in memory is gone with it, and overwriting it takes a sixth of a simulation.
  if (file !== ':memory:') raw.pragma('secure_delete = ON');
  if (raw.pragma('synchronous', { simple: true }) !== 2)
    throw new Error(`${file}: commits would not be synced to disk`);
  return raw;
}

async function whenFree<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (tries === BUSY_TRIES) throw new DatabaseBusy('The database is locked by another process', { cause: error });
      await new Promise((resolve) => setTimeout(resolve, BUSY_PAUSE_MS * tries));
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
