import { sql } from 'kysely';
import { DAY, type Instant, later, MINUTE } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { STEP_TIMER } from '../change.ts';

/** More of one kind than this are all one trouble. */
const MOST = 100;
/** A step may be so late: a sweep, a restart. */
const LATE = 10 * MINUTE;
const LATELY = 7 * DAY;

/** Open issues for which nothing is to come. */
export async function withoutStep(tx: Tx): Promise<number[]> {
  const rows = await tx
    .selectFrom('issue')
    .leftJoin('timer', (join) =>
      join.on('timer.kind', '=', STEP_TIMER).on(sql`timer.subject`, '=', sql`cast(issue.id as text)`),
    )
    .select('issue.id')
    .where('issue.state', '<>', sql.lit('closed'))
    .where('timer.kind', 'is', null)
    .limit(MOST)
    .execute();
  return rows.map(({ id }) => id);
}

/** Issues whose next step was given up, or is long due and did not happen. */
export async function withStuckStep(tx: Tx, now: Instant): Promise<number[]> {
  const rows = await tx
    .selectFrom('timer')
    .select('subject')
    .where('kind', '=', STEP_TIMER)
    .where((eb) => eb.or([eb('failed', 'is not', null), eb('due_at', '<', later(now, -LATE))]))
    .limit(MOST)
    .execute();
  return rows.map(({ subject }) => Number(subject));
}

/** Open issues whose owner is no member of the workspace any more, or nobody that we know of. */
export async function withOwnerGone(tx: Tx): Promise<{ readonly issue: number; readonly owner: string }[]> {
  return tx
    .selectFrom('issue')
    .leftJoin('slack_user', 'slack_user.id', 'issue.owner')
    .select(['issue.id as issue', 'issue.owner'])
    .where('issue.state', '<>', sql.lit('closed'))
    .where((eb) => eb.or([eb('slack_user.id', 'is', null), eb('slack_user.standing', '<>', 'member')]))
    .limit(MOST)
    .execute();
}

/** Cards and DMs that our own mistake has kept from being sent. */
export async function unsaid(tx: Tx, reason: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('outbox')
    .select('key')
    .where('state', '=', sql.lit('undeliverable'))
    .where('reason', '=', reason)
    .where('kind', 'like', 'issue.%')
    .limit(MOST)
    .execute();
  return rows.map(({ key }) => key);
}

/** Letters of the last week of which no DM was ever promised: what is in them is due and nobody would read it. */
export async function lettersUnpromised(
  tx: Tx,
  now: Instant,
): Promise<{ readonly id: number; readonly person: string }[]> {
  return tx
    .selectFrom('letter')
    .leftJoin('outbox', (join) => join.on('outbox.key', '=', sql`'letter/' || letter.id`))
    .select(['letter.id', 'letter.person'])
    .where('outbox.id', 'is', null)
    .where('letter.opened_at', '>', later(now, -LATELY))
    .limit(MOST)
    .execute();
}

/** Open issues that everybody may read, and that stand in their department neither as a card nor as a line of a summary. */
export async function withoutCard(tx: Tx): Promise<number[]> {
  const rows = await tx
    .selectFrom('issue')
    .leftJoin('outbox', (join) => join.on('outbox.key', '=', sql`'issue/' || issue.id || '/card/' || issue.department`))
    .leftJoin('roll_up_line', 'roll_up_line.issue_id', 'issue.id')
    .select('issue.id')
    .where('issue.state', '<>', sql.lit('closed'))
    .where('issue.restricted', 'is', null)
    .where('outbox.id', 'is', null)
    .where('roll_up_line.roll_up_id', 'is', null)
    .limit(MOST)
    .execute();
  return rows.map(({ id }) => id);
}

/** Issues, open or closed lately, that have changed since their card was last meant to show them. */
export async function withOlderCard(tx: Tx, now: Instant): Promise<number[]> {
  const changed = tx
    .selectFrom('issue')
    .innerJoin('outbox', (join) =>
      join.on('outbox.key', '=', sql`'issue/' || issue.id || '/card/' || issue.department`),
    )
    .select('issue.id')
    .where('issue.restricted', 'is', null)
    .whereRef('outbox.about_version', '<', 'issue.version')
    .limit(MOST);
  const open = await changed.where('issue.state', '<>', sql.lit('closed')).execute();
  const closed = await changed
    .where('issue.state', '=', sql.lit('closed'))
    .where('issue.closed_at', '>', later(now, -LATELY))
    .execute();
  return [...open, ...closed].map(({ id }) => id);
}

/** Messages of issues that nobody means to edit although they show less than the newest. */
export async function cardsBehind(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom('outbox')
    .select('key')
    .where('state', '=', sql.lit('sent'))
    .whereRef('shown_version', '<', 'wanted_version')
    .where('kind', 'like', 'issue.%')
    .limit(MOST)
    .execute();
  return rows.map(({ key }) => key);
}
