import type { Tx } from '../../platform/db/schema.ts';
import { isNamed, membersNamed, type Person } from '../people/index.ts';
import type { Department } from './domain.ts';

/** Whom a department has, as the organisation names them. A head who stands in until somebody is named is somewhere else. */
const namedIn = ({ head, deputy, interim, members }: Department): string[] => [
  ...(interim ? [] : [head]),
  ...(deputy === undefined ? [] : [deputy]),
  ...members,
];

/** The full members of the workspace who work in a department, by id. */
export const staffOf = (tx: Tx, department: Department): Promise<Person[]> => membersNamed(tx, namedIn(department));

export const worksIn = (department: Department, person: Person): boolean =>
  namedIn(department).some((ref) => isNamed(person, ref));
