import type { Tx } from '../../../platform/db/schema.ts';
import { liftRestriction } from '../../feedback/index.ts';
import type { Acting } from '../acting.ts';
import type { Outcome } from '../domain.ts';
import type { Fields } from '../fields.ts';
import { unrestrict } from '../life/restricted.ts';
import { nextAnswerer } from './circle.ts';

/** "Not restricted": it gets a card and an owner as any other. */
export async function lift(tx: Tx, { issue, act, organisation }: Acting, fields: Fields): Promise<Outcome> {
  const { user, standing } = await nextAnswerer(tx, organisation, { ...issue, restricted: undefined });
  const outcome = unrestrict(issue, act, fields, { owner: user, standing });
  if (outcome.kind === 'changed') await liftRestriction(tx, issue.feedback);
  return outcome;
}
