import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { says } from '../../platform/slack/answers.ts';
import type { Answer, Permission } from '../../platform/slack/surface.ts';
import { type Action, can, findPerson, isNamed, type Person, type Relation, whoMay } from '../people/index.ts';
import { findCxLead, topicOf } from './answerable.ts';
import { type Department, departmentIn, type Organisation, type PersonRef, type Topic } from './domain.ts';
import { currentOrganisation } from './store.ts';
import type { Agreement } from './upkeep/agreement.ts';
import { agreementsOf } from './upkeep/store.ts';

/** Somebody who may do what they are about to do to the directory. */
export interface ActingOnDirectory {
  readonly organisation: Organisation;
  readonly version: number;
  readonly person: Person;
  readonly now: Instant;
}

export interface ActingOnTopic extends ActingOnDirectory {
  readonly topic: Topic;
  /** What they have been asked, or have said, about it. */
  readonly agreement: Agreement | undefined;
  /** Whether they look after the directory as a whole, too. */
  readonly mayDirect: boolean;
}

export interface Asking {
  readonly user: UserId;
  readonly now: Instant;
}

/** Whether somebody may do this to a topic; otherwise why not, in words for them. */
export async function actingOnTopic(
  tx: Tx,
  { user, now }: Asking,
  key: string,
  action: Action,
): Promise<ActingOnTopic | { readonly refused: string }> {
  const { organisation, version } = await currentOrganisation(tx);
  const topic = topicOf(organisation, key);
  const person = await findPerson(tx, user);
  if (topic === undefined || person === undefined) return { refused: 'That topic is not in the directory any more.' };
  const agreement = (await agreementsOf(tx, person)).find((each) => each.topic === key);
  const relations = [
    ...(await relationsToAll(tx, organisation, person)),
    ...relationsTo(organisation, topic, person),
    ...(agreement ? (['asked'] as const) : []),
  ];
  if (!can({ standing: person.standing, relations }, action)) return { refused: `That is for ${whoMay(action)}.` };
  const mayDirect = can({ standing: person.standing, relations }, 'directory.edit');
  return { organisation, version, person, topic, agreement, mayDirect, now };
}

export interface ActingOnDepartment extends ActingOnDirectory {
  readonly department: Department;
  /** Whether they look after the directory as a whole, too. */
  readonly mayDirect: boolean;
}

/** Whether somebody may do this to a department; otherwise why not, in words for them. */
export async function actingOnDepartment(
  tx: Tx,
  { user, now }: Asking,
  key: string,
  action: Action,
): Promise<ActingOnDepartment | { readonly refused: string }> {
  const { organisation, version } = await currentOrganisation(tx);
  const department = departmentIn(organisation, key);
  const person = await findPerson(tx, user);
  if (department === undefined || person === undefined) return { refused: 'There is no such department any more.' };
  const relations = [...(await relationsToAll(tx, organisation, person)), ...headOf(department, person)];
  if (!can({ standing: person.standing, relations }, action)) return { refused: `That is for ${whoMay(action)}.` };
  const mayDirect = can({ standing: person.standing, relations }, 'directory.edit');
  return { organisation, version, person, department, mayDirect, now };
}

/** Whether somebody may do this to the directory as a whole; otherwise why not, in words for them. */
export async function actingOnDirectory(
  tx: Tx,
  { user, now }: Asking,
  action: Action,
): Promise<ActingOnDirectory | { readonly refused: string }> {
  const { organisation, version } = await currentOrganisation(tx);
  const person = await findPerson(tx, user);
  const relations = person ? await relationsToAll(tx, organisation, person) : [];
  if (person === undefined || !can({ standing: person.standing, relations }, action))
    return { refused: `That is for ${whoMay(action)}.` };
  return { organisation, version, person, now };
}

/** A handler about the directory as a whole: whoever may not hears whose it is. */
export const onDirectory = <Asked extends Asking>(
  may: Permission & Action,
  run: (tx: Tx, acting: ActingOnDirectory, asked: Asked) => Promise<Answer>,
) => ({
  may,
  async run(tx: Tx, asked: Asked): Promise<Answer> {
    const acting = await actingOnDirectory(tx, asked, may);
    return 'refused' in acting ? says(acting.refused) : run(tx, acting, asked);
  },
});

/** How a person is named in the organisation: by e-mail, which survives a new Slack, or else by Slack id. */
export const refOf = ({ id, email }: Person): PersonRef => email ?? id;

/** CX lead is also whoever stands in for one that is gone or away. */
async function relationsToAll(tx: Tx, organisation: Organisation, person: Person): Promise<Relation[]> {
  const { cx_lead, cx_deputy, executive_sponsor, interim } = organisation.roles;
  const leads = [cx_lead, cx_deputy].some((ref) => isNamed(person, ref));
  const standsIn = leads || (await findCxLead(tx, organisation)) === person.id;
  return [
    ...(standsIn ? (['cx_lead'] as const) : []),
    ...(isNamed(person, executive_sponsor) ? (['sponsor'] as const) : []),
    ...(interim && person.admin !== undefined ? (['founder'] as const) : []),
  ];
}

function relationsTo(organisation: Organisation, topic: Topic, person: Person): Relation[] {
  return [
    ...(isNamed(person, topic.owner) ? (['owner'] as const) : []),
    ...headOf(departmentIn(organisation, topic.department), person),
  ];
}

/** The head of a department is also their deputy. */
const headOf = (department: Department | undefined, person: Person): Relation[] =>
  [department?.head, department?.deputy].some((ref) => isNamed(person, ref)) ? ['head'] : [];

/** The departments that somebody heads, or is the deputy of. */
export const departmentsHeadedBy = ({ departments }: Organisation, person: Person): Department[] =>
  departments.filter((department) => headOf(department, person).length > 0);
