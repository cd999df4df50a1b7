import { renameSync, rmSync } from 'node:fs';
import { sql } from 'kysely';
import { openDatabase } from './open.ts';
import type { Db } from './schema.ts';

/**
 * Writes all of the database, what is still in its write-ahead log included, to the file `to`, which stands there whole
 * or not at all. Whoever writes to the database goes on meanwhile. Throws SQLite's error where there is no room for it.
 */
export async function copyDatabase(from: Db, to: string): Promise<void> {
  const unfinished = `${to}.unfinished`;
  rmSync(unfinished, { force: true });
  try {
    await sql`vacuum into ${unfinished}`.execute(from);
    renameSync(unfinished, to);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** What SQLite finds wrong with the file, in its own words; undefined when it is whole. Throws `FileUnusable` for what is no database. */
export async function damageOf(file: string): Promise<string | undefined> {
  const database = openDatabase(file);
  try {
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(1)`.execute(database.read);
    const found = rows[0]?.integrity_check;
    return found === 'ok' ? undefined : found;
  } finally {
    await database.close();
  }
}
