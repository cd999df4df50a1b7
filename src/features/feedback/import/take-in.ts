import { setTimeout as pause } from 'node:timers/promises';
import type Sqlite from 'better-sqlite3';
import { type Instant, SECOND } from '../../../kernel/time.ts';
import { type Database, DatabaseBusy } from '../../../platform/db/open.ts';
import type { Db } from '../../../platform/db/schema.ts';
import { deliverAll } from '../../../platform/inbox/inbox.ts';
import type { Said } from '../domain.ts';
import type { CsvFile } from './file.ts';
import { createNamer } from './identity.ts';
import { type Mapping, saidFrom } from './row.ts';
import { addRows, knownAmong } from './store.ts';

/** A row as it is to be stored, or why it is not. */
export type NamedRow =
  | { readonly line: number; readonly id: string; readonly said: Said }
  | { readonly line: number; readonly problem: string };

const BATCH = 500;
const BUSY_TRIES = 120;

/** Every row of the file, in its order. */
export async function* namedRows(
  file: CsvFile,
  mapping: Mapping,
  seen?: (bytes: number) => void,
): AsyncIterable<NamedRow> {
  const nameOf = createNamer();
  const at = mapping.columns.get('id');
  for await (const row of file.rows(seen)) {
    if ('problem' in row) {
      yield row;
      continue;
    }
    const { line, cells } = row;
    const read = saidFrom(cells, mapping);
    if ('problem' in read) {
      yield { line, problem: read.problem };
      continue;
    }
    const name = nameOf(cells, at === undefined ? undefined : cells[at]?.trim() || undefined);
    yield 'problem' in name ? { line, problem: name.problem } : { line, id: name.id, said: read.said };
  }
}

export interface Survey {
  readonly new: number;
  readonly known: number;
  readonly refused: number;
}

/** Reads the whole file and stores nothing: what is wrong with it, and what of it is new. */
export async function surveyed(
  rows: AsyncIterable<NamedRow>,
  { db, source }: { db: Db; source: string },
  told: { readonly fresh: (said: Said) => void; readonly refused: (line: number, problem: string) => void },
): Promise<Survey> {
  const counts = { new: 0, known: 0, refused: 0 };
  for await (const batch of inBatches(rows, (line, problem) => {
    counts.refused++;
    told.refused(line, problem);
  })) {
    const ids = batch.map(({ id }) => id);
    const known = await knownAmong(db, source, ids);
    for (const { id, said } of batch) if (!known.has(id)) told.fresh(said);
    counts.known += known.size;
    counts.new += batch.length - known.size;
  }
  return counts;
}

export interface Intake {
  readonly database: Database;
  readonly now: () => Instant;
  readonly source: string;
  readonly importId: number;
  readonly openIssues: boolean;
  /** Told how many more rows stand in the database. */
  readonly stored: (rows: number) => void;
}

/** Puts each row where webhooks put theirs: the bot does the rest. A row that is there already is left as it is. Resolves to how many were new. */
export async function takeIn(rows: AsyncIterable<NamedRow>, intake: Intake): Promise<number> {
  let added = 0;
  for await (const batch of inBatches(rows, () => undefined)) {
    added += await whenFree(() => intake.database.synchronous((raw) => store(raw, batch, intake)));
    intake.stored(batch.length);
  }
  return added;
}

function store(raw: Sqlite.Database, batch: readonly Good[], { source, importId, openIssues, now }: Intake): number {
  const deliveries = batch.map(({ id, said }) => {
    const body = { ...said, import_id: importId, ...(openIssues && { open_issues: true }) };
    return { kind: 'feedback', source, externalId: id, body };
  });
  const fresh = deliverAll(raw, deliveries, now());
  addRows(raw, importId, fresh);
  return fresh;
}

/** The bot beside us goes first: it keeps people waiting, we do not. */
async function whenFree<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof DatabaseBusy) || tries === BUSY_TRIES) throw error;
      await pause(SECOND / 2);
    }
  }
}

type Good = Extract<NamedRow, { readonly said: Said }>;

async function* inBatches(
  rows: AsyncIterable<NamedRow>,
  refused: (line: number, problem: string) => void,
): AsyncIterable<Good[]> {
  let batch: Good[] = [];
  for await (const row of rows) {
    if ('problem' in row) refused(row.line, row.problem);
    else batch.push(row);
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
