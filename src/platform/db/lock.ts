import Sqlite from 'better-sqlite3';

/**
 * Makes this process the only bot on a database file until `release`. The lock is the operating system's, so it goes
 * with the process however that dies. Returns undefined when another bot holds it.
 */
export function lockFor(file: string): { readonly release: () => void } | undefined {
  const lock = new Sqlite(`${file}.lock`, { timeout: 0 });
  try {
    lock.pragma('locking_mode = EXCLUSIVE');
    lock.exec('begin exclusive');
  } catch {
    lock.close();
    return undefined;
  }
  return { release: () => lock.close() };
}
