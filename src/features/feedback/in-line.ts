import type { Placing } from '../../platform/inbox/line.ts';
import { currentOrganisation, departmentOf, type Organisation, topicOf } from '../ownership/index.ts';
import type { Said } from './domain.ts';
import type { Reader, Reading } from './reading.ts';

/** A file has waited already: its rows go when nothing else is to be done. */
const IMPORT = { priority: 'bulk', queue: 'import' } as const;
/** Whoever logged it waits to hear what came of it. */
const LOGGED = 'logged';

/** What is urgent is done first; and each department's feedback stands in a queue of its own, so that a flood in one holds up no other. */
export const inLineOf =
  (read: Reader): Placing =>
  async (tx, body) => {
    const said = body as Said;
    if (said.import_id !== undefined) return IMPORT;
    const { organisation } = await currentOrganisation(tx);
    const reading = read(said, organisation.topics);
    const priority = isUrgent(said, reading, organisation) ? 'urgent' : 'normal';
    const { key } = departmentOf(organisation, mainTopicOf(reading, organisation)?.department);
    return { priority, queue: said.logged_by === undefined ? queueOf(key) : LOGGED };
  };

export const queueOf = (department: string): string => `feedback/${department}`;

/** By what is said, or by what the account is worth. */
export function isUrgent({ customer }: Said, { urgent }: Reading, { policy }: Organisation): boolean {
  const threshold = policy.urgent_account_value;
  return urgent || (threshold !== undefined && (customer?.value ?? 0) >= threshold);
}

/** What it is about first of all. */
export function mainTopicOf({ statements }: Reading, organisation: Organisation) {
  return topicOf(organisation, statements.find(({ topic }) => topic !== undefined)?.topic);
}
