import { existsSync } from 'node:fs';
import { type Migration, Migrator } from 'kysely/migration';
import { copyDatabase } from './copy.ts';
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
  const provider = { getMigrations: async () => migrations };
  // Steps that were written beside each other may reach a file in another order than that of their names.
  const migrator = new Migrator({ db: database.read, provider, allowUnorderedMigrations: true });
  const { missing, foreign } = await schemaGap(database, migrations);
  if (foreign.length > 0) throw new SchemaTooNew(tooNewText(file, foreign));
  const [next] = missing;
  if (next === undefined) return;
  const isNew = missing.length === Object.keys(migrations).length;
  if (!isNew && file !== ':memory:') await copyOf(database, file, next);
  const { error } = await migrator.migrateToLatest();
  if (error) throw new Error(`${file} could not be migrated`, { cause: error });
}

/** Which migrations the file lacks, in order, and which it has that we do not know. */
export async function schemaGap(
  database: Database,
  migrations: Record<string, Migration>,
): Promise<{ readonly missing: readonly string[]; readonly foreign: readonly string[] }> {
  const applied = await appliedMigrations(database);
  const known = Object.keys(migrations);
  return {
    missing: known.filter((name) => !applied.includes(name)),
    foreign: applied.filter((name) => !known.includes(name)),
  };
}

export function tooNewText(file: string, foreign: readonly string[]): string {
  return `${file} was last used by a newer Loopkeeper (${foreign.join(', ')}): install that version`;
}

/** One from an earlier try is better than one of half a migration. */
async function copyOf(database: Database, file: string, next: string): Promise<void> {
  const copy = `${file}.before-${next}`;
  if (!existsSync(copy)) await copyDatabase(database.read, copy);
}

async function appliedMigrations(database: Database): Promise<string[]> {
  const tables = await database.read.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const rows = await database.read.selectFrom('kysely_migration').select('name').orderBy('name').execute();
  return rows.map(({ name }) => name);
}
