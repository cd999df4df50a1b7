import type { Instant } from '../../kernel/time.ts';
import { keptFor } from '../../platform/db/kept.ts';
import { prepared } from '../../platform/db/prepared.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { announce } from '../../platform/facts/facts.ts';
import type { Organisation } from './domain.ts';
import { defaultPolicy } from './policy.ts';

/** The organisation as one version of its file described it. */
export interface Version {
  readonly version: number;
  readonly organisation: Organisation;
}

/** The newest. Throws before the first organisation file was applied. */
export async function currentOrganisation(tx: Tx): Promise<Version> {
  const current = await findOrganisation(tx);
  if (current === undefined) throw new Error('No organisation file has been applied yet');
  return current;
}

/** A transaction sees one organisation from its beginning to its end, and asks for it in every decision. */
const seen = new WeakMap<Tx, Version>();

export async function findOrganisation(tx: Tx): Promise<Version | undefined> {
  const known = seen.get(tx);
  if (known) return known;
  const found = await newest(tx);
  if (found) seen.set(tx, found);
  return found;
}

async function newest(tx: Tx): Promise<Version | undefined> {
  const row = await newestVersion.first(tx, {});
  return row && { version: row.version, organisation: await organisationOf(tx, row.version) };
}

const newestVersion = prepared((db) =>
  db.selectFrom('organisation').select('version').orderBy('version', 'desc').limit(1),
);

/** People, channels and topics as they are now, under the policy in force when something began: no later edit disturbs a running ladder. */
export async function organisationUnder(tx: Tx, policyVersion: number): Promise<Organisation> {
  const { version, organisation } = await currentOrganisation(tx);
  if (version === policyVersion) return organisation;
  return { ...organisation, policy: (await organisationOf(tx, policyVersion)).policy };
}

/** As that version of the file described it. */
export async function organisationOf(tx: Tx, version: number): Promise<Organisation> {
  const known = kept(tx).get(version);
  if (known) return known;
  const organisation = await readOrganisation(tx, version);
  if (!savedIn.has(tx)) keep(kept(tx), version, organisation);
  return organisation;
}

/** Every decision needs it and a version never changes once it is committed, so the newest few are kept parsed. */
const kept = keptFor(() => new Map<number, Organisation>());
const MOST_KEPT = 20;

/** A version that this transaction has saved may yet be rolled back. */
const savedIn = new WeakSet<Tx>();

function keep(versions: Map<number, Organisation>, version: number, organisation: Organisation): void {
  if (versions.size >= MOST_KEPT) versions.clear();
  versions.set(version, organisation);
}

async function readOrganisation(tx: Tx, version: number): Promise<Organisation> {
  const row = tx.selectFrom('organisation').select('document').where('version', '=', version);
  const stored: Organisation = JSON.parse((await row.executeTakeFirstOrThrow()).document);
  // What was applied before the policy had a key goes by its default.
  return { ...stored, policy: { ...defaultPolicy, ...stored.policy } };
}

export async function saveOrganisation(tx: Tx, organisation: Organisation, now: Instant): Promise<void> {
  const document = JSON.stringify(organisation);
  const row = { document, applied_at: now };
  const { version } = await tx.insertInto('organisation').values(row).returning('version').executeTakeFirstOrThrow();
  seen.delete(tx);
  savedIn.add(tx);
  await announce(tx, 'organisation.applied', { version }, now);
}
