import { accessSync, constants, existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { usable } from './unusable.ts';

/**
 * Makes this process the only bot on a database file until `release`. The lock is the operating system's, so it goes
 * with the process however that dies. Returns undefined when another bot holds it; throws `FileUnusable`.
 */
export function lockFor(file: string): Lock | undefined {
  const path = `${file}.lock`;
  return usable(path, () => taken(path));
}

export interface Lock {
  readonly release: () => void;
}

function taken(path: string): Lock | undefined {
  // On a file that may only be read SQLite takes a lock that two can hold.
  if (existsSync(path)) accessSync(path, constants.W_OK);
  const lock = new Sqlite(path, { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
  return { release: () => lock.close() };
}
