import type { Instant } from '../../kernel/time.ts';
import { type Author, saveAudit } from '../../platform/db/audit-trail.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { changesBetween } from './changes.ts';
import type { Organisation } from './domain.ts';
import { contradictionsIn } from './org-checks.ts';
import { currentOrganisation, findOrganisation, saveOrganisation } from './store.ts';
import { settledFor } from './upkeep/agreement.ts';
import { allAgreements, forgetAgreements, saveAgreements } from './upkeep/store.ts';
import { askOwners, expectUpkeep } from './upkeep/write.ts';

/**
 * Puts another organisation in force, whoever wrote it: a file and a click are edits alike. Each thing that stands
 * otherwise is audited, and owners who are to be asked are asked.
 */
export async function applyOrganisation(tx: Tx, organisation: Organisation, by: Author, now: Instant): Promise<void> {
  const before = await findOrganisation(tx);
  const changes = before ? changesBetween(before.organisation, organisation) : undefined;
  if (changes?.length === 0) return;
  const first = [{ where: 'organisation', before: undefined, after: organisation.company.name }];
  const deeds = (changes ?? first).map(({ where, ...change }) => ({
    action: 'organisation.edit',
    subject: where,
    ...change,
  }));
  await saveAudit(tx, deeds, by, now);
  await saveOrganisation(tx, organisation, now);
  const { fresh, moot } = settledFor(organisation, await allAgreements(tx), now);
  await forgetAgreements(tx, moot);
  await saveAgreements(tx, fresh);
  await askOwners(tx, fresh, now);
  await expectUpkeep(tx, now);
}

/** Changes the organisation that is in force; what would contradict itself changes nothing and is told, in words. */
export async function amend(
  tx: Tx,
  by: Author,
  change: (organisation: Organisation) => Organisation,
  now: Instant,
): Promise<string | undefined> {
  const { organisation } = await currentOrganisation(tx);
  const amended = change(organisation);
  const [wrong] = contradictionsIn(amended);
  if (wrong) return `${wrong.what}: ${wrong.fix}.`;
  await applyOrganisation(tx, amended, by, now);
  return undefined;
}
