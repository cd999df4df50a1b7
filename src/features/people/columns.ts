import type { Selectable } from 'kysely';
import type { Schema } from '../../platform/db/schema.ts';
import type { Leave, Person } from './domain.ts';

export const PERSON = [
  'id',
  'name',
  'email',
  'timezone',
  'standing',
  'away',
  'quiet_until',
  'rhythm',
  'groups',
  'admin',
] as const;
export const LEAVE = ['leave_from', 'leave_until', 'leave_delegate', 'leave_by_status'] as const;

export const ADMIN = [undefined, 'admin', 'primary owner'] as const;

/** A row as a person has it. */
export function personOf(
  row: Pick<Selectable<Schema['slack_user']>, (typeof PERSON)[number] | (typeof LEAVE)[number]>,
): Person {
  const {
    leave_from,
    leave_until,
    leave_delegate,
    leave_by_status,
    quiet_until,
    away,
    rhythm,
    groups,
    admin,
    ...person
  } = row;
  return {
    ...person,
    leave: leaveOf(row),
    away: away === 1,
    quietUntil: quiet_until ?? undefined,
    rhythm: rhythm ?? undefined,
    groups: groups === null ? [] : JSON.parse(groups),
    admin: ADMIN[admin],
  };
}

function leaveOf(row: Pick<Selectable<Schema['slack_user']>, (typeof LEAVE)[number]>): Leave | undefined {
  const { leave_from: from, leave_until: until, leave_delegate: delegate, leave_by_status } = row;
  if (from === null || until === null) return undefined;
  return { from, until, delegate: delegate ?? undefined, ...(leave_by_status === 1 && { byStatus: true }) };
}
