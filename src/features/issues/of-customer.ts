import type { Tx } from '../../platform/db/schema.ts';
import { customerText, saidBy } from '../feedback/index.ts';
import { type Customer, currentOrganisation, topicOf } from '../ownership/index.ts';
import { dateText } from './shown.ts';
import { openAmong } from './store.ts';

/** Of one customer; who says more has others who answer for what they say. */
const MOST_SAID = 200;
const MOST_NAMED = 3;

/** Whom somebody means by an account, or its first words, or by a customer's whole name; with what of theirs is open. What only few may read is not there. */
export async function customerNamed(tx: Tx, named: string): Promise<Customer | undefined> {
  const said = await saidBy(tx, named, MOST_SAID);
  if (said.length === 0) return undefined;
  const { organisation } = await currentOrganisation(tx);
  const open = await openAmong(
    tx,
    said.map(({ id }) => id),
  );
  return {
    name: [...new Set(said.map(({ customer }) => customerText(customer)))].slice(0, MOST_NAMED).join(' and '),
    open: open.map(({ id, topic, owner, waitingSince }) => ({
      issue: id,
      title: topicOf(organisation, topic)?.name ?? 'Not yet sorted',
      owner,
      since: waitingSince,
      sinceText: dateText(waitingSince, organisation.company.timezone),
    })),
  };
}
