import type { Selectable } from 'kysely';
import type { Instant } from '../../../kernel/time.ts';
import type { Schema, Tx } from '../../../platform/db/schema.ts';
import { issueFrom } from '../columns.ts';
import type { Issue } from '../domain.ts';
import type { Cause, Shipped } from '../life/causes.ts';

export async function insertCause(
  tx: Tx,
  { title, department, trackerUrl, createdBy }: Omit<Cause, 'id' | 'shipped'>,
  now: Instant,
): Promise<number> {
  const { id } = await tx
    .insertInto('cause')
    .values({ title, department, tracker_url: trackerUrl ?? null, created_by: createdBy, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function findCause(tx: Tx, id: number): Promise<Cause | undefined> {
  const row = await tx.selectFrom('cause').selectAll().where('id', '=', id).executeTakeFirst();
  return row && causeFrom(row);
}

/** As many as a form can offer, beside "none". */
const MOST_OFFERED = 99;

/** Causes of this department that are not mended, the newest first. */
export async function openCausesOf(tx: Tx, department: string): Promise<Cause[]> {
  const rows = await open(tx).where('department', '=', department).limit(MOST_OFFERED).execute();
  return rows.map(causeFrom);
}

const MOST_OPEN = 200;

export async function openCauses(tx: Tx): Promise<Cause[]> {
  return (await open(tx).limit(MOST_OPEN).execute()).map(causeFrom);
}

const open = (tx: Tx) =>
  tx
    .selectFrom('cause')
    .selectAll()
    .where('shipped_at', 'is', null)
    .where((eb) => eb.or([eb('suggestion', 'is', null), eb('suggestion', '<>', 'undone')]))
    .orderBy('id', 'desc');

export async function saveShipped(tx: Tx, id: number, { by, at, rootCause, change }: Shipped): Promise<void> {
  await tx
    .updateTable('cause')
    .set({ shipped_by: by, shipped_at: at, root_cause: rootCause, change })
    .where('id', '=', id)
    .execute();
}

/** All that hangs under a cause, who waited longest first. What only few may see is not in it. */
export async function childrenOf(tx: Tx, cause: number): Promise<Issue[]> {
  const rows = await tx
    .selectFrom('issue')
    .selectAll()
    .where('cause_id', '=', cause)
    .where('restricted', 'is', null)
    .orderBy('waiting_since')
    .execute();
  return rows.map(issueFrom);
}

function causeFrom(row: Selectable<Schema['cause']>): Cause {
  const { id, title, department, created_by, tracker_url } = row;
  return {
    id,
    title,
    department,
    trackerUrl: tracker_url ?? undefined,
    createdBy: created_by,
    shipped: shippedFrom(row),
  };
}

function shippedFrom({ shipped_by, shipped_at, root_cause, change }: Selectable<Schema['cause']>): Shipped | undefined {
  if (shipped_by === null || shipped_at === null) return undefined;
  return { by: shipped_by, at: shipped_at, rootCause: root_cause ?? '', change: change ?? '' };
}
