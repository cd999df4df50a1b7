import type Sqlite from 'better-sqlite3';
import type { Instant } from '../../../kernel/time.ts';
import type { Db, Tx } from '../../../platform/db/schema.ts';

export interface FileImport {
  readonly source: string;
  readonly file: string;
  /** Of the file's content: it is the same file under another name too. */
  readonly fingerprint: string;
  readonly openIssues: boolean;
}

/** The import of this file into this source: the one that was begun earlier, else a new one. */
export async function importFor(tx: Tx, { source, file, fingerprint, openIssues }: FileImport, now: Instant) {
  const open_issues = Number(openIssues);
  const known = await tx
    .selectFrom('file_import')
    .select('id')
    .where('source', '=', source)
    .where('file', 'like', `%${MARK}${fingerprint}`)
    .executeTakeFirst();
  if (known) {
    await tx.updateTable('file_import').set({ open_issues }).where('id', '=', known.id).execute();
    return known.id;
  }
  const { id } = await tx
    .insertInto('file_import')
    .values({ source, file: `${file}${MARK}${fingerprint}`, open_issues, started_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

const MARK = ' sha256:';

export function addRows(raw: Sqlite.Database, importId: number, count: number): void {
  raw.prepare('update file_import set rows = rows + ? where id = ?').run(count, importId);
}

/** Which of these ids this source has sent before. */
export async function knownAmong(db: Db, source: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('inbox')
    .select('external_id')
    .where('source', '=', source)
    .where('external_id', 'in', ids)
    .execute();
  return new Set(rows.map(({ external_id }) => external_id));
}
