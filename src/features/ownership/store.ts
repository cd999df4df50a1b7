import type { Instant } from '../../kernel/time.ts';
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
  const row = await tx.selectFrom('organisation').selectAll().orderBy('version', 'desc').limit(1).executeTakeFirst();
  return row && { version: row.version, organisation: parsed(row.document) };
}

/** People, channels and topics as they are now, under the policy in force when something began: no later edit disturbs a running ladder. */
export async function organisationUnder(tx: Tx, policyVersion: number): Promise<Organisation> {
  const { version, organisation } = await currentOrganisation(tx);
  if (version === policyVersion) return organisation;
  return { ...organisation, policy: (await organisationOf(tx, policyVersion)).policy };
}

/** As that version of the file described it. */
export async function organisationOf(tx: Tx, version: number): Promise<Organisation> {
  const row = await tx
    .selectFrom('organisation')
    .select('document')
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return parsed(row.document);
}

export async function saveOrganisation(tx: Tx, organisation: Organisation, now: Instant): Promise<void> {
  const document = JSON.stringify(organisation);
  const row = { document, applied_at: now };
  const { version } = await tx.insertInto('organisation').values(row).returning('version').executeTakeFirstOrThrow();
  seen.delete(tx);
  await announce(tx, 'organisation.applied', { version }, now);
}

const documents = new Map<string, Organisation>();
const MOST_KEPT = 20;

/** Every decision needs it and it seldom changes, so the newest few are kept parsed. */
function parsed(document: string): Organisation {
  const known = documents.get(document);
  if (known) return known;
  const stored: Organisation = JSON.parse(document);
  // What was applied before the policy had a key goes by its default.
  const organisation = { ...stored, policy: { ...defaultPolicy, ...stored.policy } };
  if (documents.size >= MOST_KEPT) documents.clear();
  documents.set(document, organisation);
  return organisation;
}
