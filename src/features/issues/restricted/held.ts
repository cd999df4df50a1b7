import type { UserId } from '../../../kernel/slack.ts';
import { HOUR, type Instant, later } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import { setTimer } from '../../../platform/timers/timers.ts';
import { type Complaint, feedbackOf } from '../../feedback/index.ts';

/** Rings when to look again whether somebody may read what is held. */
export const HELD_TIMER = 'issues.open-held';

type InConfidence = Complaint & { readonly restriction: NonNullable<Complaint['restriction']> };

/** What names everybody who might read it waits for somebody whom it does not name; the audit tells that it does. */
export async function hold(
  tx: Tx,
  { feedback: { id }, topic, department, because, restriction: { named } }: InConfidence,
  now: Instant,
): Promise<void> {
  const complaint = { topic: topic ?? null, department, because: JSON.stringify(because) };
  await tx
    .insertInto('held_complaint')
    .values({ feedback_id: id, ...complaint, named: JSON.stringify(named) })
    .onConflict((oc) => oc.doNothing())
    .execute();
  await setTimer(tx, HELD_TIMER, String(id), later(now, HOUR));
}

/** Takes what is held of this feedback; undefined where it is held no more. */
export async function takeHeld(tx: Tx, id: number): Promise<InConfidence | undefined> {
  const row = await tx.deleteFrom('held_complaint').where('feedback_id', '=', id).returningAll().executeTakeFirst();
  if (row === undefined) return undefined;
  const feedback = await feedbackOf(tx, id);
  const named: UserId[] = JSON.parse(row.named);
  return {
    feedback,
    topic: row.topic ?? undefined,
    department: row.department,
    because: JSON.parse(row.because),
    restriction: { kind: feedback.restricted ?? 'legal', named },
  };
}

/** The feedback of which something is held. */
export async function heldFeedback(tx: Tx): Promise<number[]> {
  const rows = await tx.selectFrom('held_complaint').select('feedback_id').orderBy('feedback_id').execute();
  return rows.map(({ feedback_id }) => feedback_id);
}
