import type { Tx } from '../../platform/db/schema.ts';
import { findPersonByRef, type Person } from '../people/index.ts';
import { departmentIn, type Organisation, type Topic } from './domain.ts';
import { type Orphaned, orphanedBy } from './upkeep/agreement.ts';
import { allAgreements } from './upkeep/store.ts';

/** Who is named for a topic, where they work here; and why they do not answer for it, where they do not. */
export interface TopicOwner {
  readonly owner: Person | undefined;
  readonly orphaned: Orphaned | undefined;
}

/** The owner of every topic, by its key. */
export async function ownersOf(tx: Tx, organisation: Organisation): Promise<ReadonlyMap<string, TopicOwner>> {
  const states = new Map((await allAgreements(tx)).map(({ topic, person, state }) => [`${topic} ${person}`, state]));
  const owners = new Map<string, TopicOwner>();
  for (const topic of organisation.topics) {
    const owner = await findPersonByRef(tx, topic.owner);
    const isHere = owner?.standing === 'member';
    const state = states.get(`${topic.key} ${topic.owner}`);
    const orphaned = orphanedBy({ isInterim: isInterim(organisation, topic), isHere, state });
    owners.set(topic.key, { owner: isHere ? owner : undefined, orphaned });
  }
  return owners;
}

/** Whether it is answered by whoever stands in for a head, because nobody is named for either. */
function isInterim(organisation: Organisation, { department, owner }: Topic): boolean {
  const found = departmentIn(organisation, department);
  return found?.interim === true && found.head === owner;
}
