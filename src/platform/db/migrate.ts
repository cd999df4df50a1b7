import { copyFileSync } from 'node:fs';
import { type Migration, Migrator } from 'kysely/migration';
import type { Database } from './open.ts';

/** The file was written by a newer Loopkeeper than this one. */
export class SchemaTooNew extends Error {
  override name = 'SchemaTooNew';
}

/**
 * Brings the schema up to date. SQLite does not roll a failed migration back as a whole, so the file is copied to
 * `<file>.before-<migration>` first when it already holds data.
 */
export async function migrate(database: Database, migrations: Record<string, Migration>, file: string): Promise<void> {
  const migrator = new Migrator({ db: database.read, provider: { getMigrations: async () => migrations } });
  const known = new Set(Object.keys(migrations));
  const applied = await appliedMigrations(database);
  const foreign = applied.filter((name) => !known.has(name));
  if (foreign.length > 0) {
    throw new SchemaTooNew(`${file} was last used by a newer Loopkeeper (${foreign.join(', ')}): install that version`);
  }
  const next = Object.keys(migrations).find((name) => !applied.includes(name));
  if (next === undefined) return;
  if (applied.length > 0 && file !== ':memory:') await copyOf(database, file, next);
  const { error } = await migrator.migrateToLatest();
  if (error) throw new Error(`${file} could not be migrated`, { cause: error });
}

async function copyOf(database: Database, file: string, next: string): Promise<void> {
  await database.synchronous(() => undefined);
  copyFileSync(file, `${file}.before-${next}`);
}

async function appliedMigrations(database: Database): Promise<string[]> {
  const tables = await database.read.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const rows = await database.read.selectFrom('kysely_migration').select('name').orderBy('name').execute();
  return rows.map(({ name }) => name);
}
