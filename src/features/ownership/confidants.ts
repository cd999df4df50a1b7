import type { UserId } from '../../kernel/slack.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { findPersonByRef } from '../people/index.ts';
import type { Organisation, PersonRef } from './domain.ts';

/**
 * Who may read what only few may, the first of whom answers for it: the CX lead, the people lead and whoever stands for
 * legal. Never anybody whom it names: for a CX lead who is named the deputy stands in, then the executive sponsor, then
 * a department head, as they do while the CX lead is away, who reads it on their return. No delegate ever does. Nobody
 * where it names them all.
 */
export async function confidants(
  tx: Tx,
  { roles, departments }: Organisation,
  named: readonly UserId[],
): Promise<readonly UserId[]> {
  const leads = [roles.cx_lead, roles.cx_deputy, roles.executive_sponsor, ...departments.map(({ head }) => head)];
  const [lead] = await readers(tx, leads, named);
  const beside = await readers(tx, [roles.people_lead, roles.legal, roles.cx_lead], named);
  return [...new Set([...(lead === undefined ? [] : [lead]), ...beside])];
}

/** Those of them who work here and are not named; who is away comes last. */
async function readers(
  tx: Tx,
  refs: readonly (PersonRef | undefined)[],
  named: readonly UserId[],
): Promise<readonly UserId[]> {
  const [there, away]: [UserId[], UserId[]] = [[], []];
  for (const ref of refs) {
    const person = ref === undefined ? undefined : await findPersonByRef(tx, ref);
    if (person?.standing !== 'member' || named.includes(person.id)) continue;
    (person.away ? away : there).push(person.id);
  }
  return [...there, ...away];
}
