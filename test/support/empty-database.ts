import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrations } from '../../migrations/index.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { openDatabase } from '../../src/platform/db/open.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database with every migration and nothing in it, to be copied: migrating takes longer than most stories. */
    emptyDatabase: string;
  }
}

/** Before all tests, once; resolves to what is done after them. */
export async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'loopkeeper-empty-'));
  const file = join(folder, 'empty.db');
  const database = openDatabase(file);
  await migrate(database, migrations, file);
  await database.close();
  provide('emptyDatabase', file);
  return () => rmSync(folder, { recursive: true, force: true });
}
