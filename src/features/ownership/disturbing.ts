import { nextWorking, workingDayAt } from '../../kernel/calendar/work.ts';
import type { UserId } from '../../kernel/slack.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Tx } from '../../platform/db/schema.ts';
import { findPerson } from '../people/index.ts';
import { calendarOf } from './calendars.ts';
import { currentOrganisation } from './store.ts';

/** From when on somebody may be written to: in their hours, and not while they have asked Slack for peace. */
export async function disturbableAt(tx: Tx, user: UserId, now: Instant): Promise<Instant> {
  const { organisation } = await currentOrganisation(tx);
  const quiet = (await findPerson(tx, user))?.quietUntil ?? now;
  return nextWorking(await calendarOf(tx, organisation, user), quiet > now ? quiet : now);
}

/** When a word by itself goes to somebody that is in no letter: as `disturbableAt`, or with the one DM a morning that they wish for. */
export async function wordAt(tx: Tx, user: UserId, now: Instant): Promise<Instant> {
  const at = await disturbableAt(tx, user, now);
  if ((await findPerson(tx, user))?.rhythm === undefined) return at;
  const { organisation } = await currentOrganisation(tx);
  const morning = workingDayAt(await calendarOf(tx, organisation, user), organisation.policy.bundle_at, now);
  return morning > at ? morning : at;
}

/** Why a message does not go that is about to: they have left since it was promised, or, as after a morning on which we were down, do not work; undefined where it may go. */
export async function heldFor(
  tx: Tx,
  user: UserId,
  now: Instant,
): Promise<{ readonly notBefore: Instant } | { readonly superseded: string } | undefined> {
  if ((await findPerson(tx, user))?.standing !== 'member') return { superseded: 'they are no member any more' };
  const at = await disturbableAt(tx, user, now);
  return at > now ? { notBefore: at } : undefined;
}
