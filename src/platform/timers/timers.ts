import type { Instant } from '../../kernel/time.ts';
import { breathe, inBatch, setBack } from '../batch.ts';
import { ringAfterCommit } from '../bell.ts';
import type { Context, RealClock } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import type { Db, Tx } from '../db/schema.ts';
import type { Log } from '../log.ts';
import type { Alarm, Lane } from '../queue/doorbell.ts';

/** What happens when a timer of this kind is due. The timer is gone before `fire` runs, in the same transaction; it may set the next. */
export type TimerHandler = (tx: Tx, subject: string, now: Instant) => Promise<void>;

const BATCH = 100;

/** Has `kind` happen to `subject` at `at`, instead of whenever it was due before. */
export async function setTimer(tx: Tx, kind: string, subject: string, at: Instant): Promise<void> {
  await settingTimer.run(tx, { kind, subject, at });
  ringAfterCommit(tx, { lane: 'timers', alarm: alarmOf(kind, subject, at) });
}

const settingTimer = prepared((db, { kind, subject, at }: Named & { readonly at: Instant }) =>
  db
    .insertInto('timer')
    .values({ kind, subject, due_at: at, failed: null })
    .onConflict((oc) =>
      oc.columns(['kind', 'subject']).doUpdateSet({ due_at: at, attempts: 0, retry_at: 0, failed: null }),
    ),
);

/** As `setTimer`, unless one is set already. */
export async function setTimerOnce(tx: Tx, kind: string, subject: string, at: () => Instant): Promise<void> {
  const known = await timerOf.first(tx, { kind, subject });
  if (known === undefined) await setTimer(tx, kind, subject, at());
}

const timerOf = prepared((db, { kind, subject }: Named) =>
  db.selectFrom('timer').select(['due_at', 'failed']).where('kind', '=', kind).where('subject', '=', subject),
);

/** Whether it was to happen by now, and still will. */
export async function isDue(tx: Tx, kind: string, subject: string, now: Instant): Promise<boolean> {
  const row = await timerOf.first(tx, { kind, subject });
  return row !== undefined && row.failed === null && row.due_at <= now;
}

/** Whether one is set of that kind whose subject begins so. */
export async function isAnySet(tx: Tx, kind: string, beginning: string): Promise<boolean> {
  const row = await tx
    .selectFrom('timer')
    .select('subject')
    .where('kind', '=', kind)
    .where('subject', '>=', beginning)
    .where('subject', '<', `${beginning}\uffff`)
    .executeTakeFirst();
  return row !== undefined;
}

export async function clearTimer(tx: Tx, kind: string, subject: string): Promise<void> {
  await clearing.run(tx, { kind, subject });
}

const clearing = prepared((db, { kind, subject }: Named) =>
  db.deleteFrom('timer').where('kind', '=', kind).where('subject', '=', subject),
);

interface Named {
  readonly kind: string;
  readonly subject: string;
}

interface Row extends Named {
  readonly due_at: Instant;
  readonly attempts: number;
}

interface Options {
  readonly context: Context;
  readonly read: Db;
  readonly real: RealClock;
  readonly handlers: ReadonlyMap<string, TimerHandler>;
  readonly log: Log;
  /** For fault tests: told where the lane stands. */
  readonly reached?: (point: string) => void;
}

/** Fires what is due, oldest first; what is due at the same time shares a transaction, so that one letter can tell it all. */
export function timersLane(options: Options): Lane {
  const { context, read, real } = options;
  return {
    name: 'timers',
    upcoming: (after, limit, until) => upcoming(read, { after, limit }, { from: context.now(), until }),
    next: (now) => next(read, now),
    async drain() {
      const rows: Row[] = await due.all(read, { now: context.now(), realNow: real() });
      if (rows.length === 0) return 0;
      options.reached?.('timers.before-fire');
      await inBatch(
        context,
        rows,
        (tx, row) => fire(tx, row, options),
        (row, error) => putOff(row, error, options),
      );
      options.reached?.('timers.after-commit');
      await breathe();
      return rows.length;
    },
  };
}

const due = prepared((db, { now, realNow }: { readonly now: Instant; readonly realNow: number }) =>
  db
    .selectFrom('timer')
    .select(['kind', 'subject', 'due_at', 'attempts'])
    .where('failed', 'is', null)
    .where('due_at', '<=', now)
    .where('retry_at', '<=', realNow)
    .orderBy('due_at')
    .limit(BATCH),
);

/** The row is read again: it may have been moved or cleared since it was found due. */
async function fire(tx: Tx, { kind, subject, due_at }: Row, { handlers, context }: Options): Promise<void> {
  if ((await taking.run(tx, { kind, subject, due_at })) === 0) return;
  const handler = handlers.get(kind);
  if (handler === undefined) throw new Error(`No feature has a timer called ${kind}`);
  await handler(tx, subject, context.now());
  // What may not be said before this step is taken may be said now.
  ringAfterCommit(tx, { lane: 'outbox' });
}

const taking = prepared((db, { kind, subject, due_at }: Named & { readonly due_at: Instant }) =>
  db.deleteFrom('timer').where('kind', '=', kind).where('subject', '=', subject).where('due_at', '=', due_at),
);

/** Not if it was moved meanwhile: then it has not failed yet. */
async function putOff(row: Row, error: unknown, { context, real, log }: Options): Promise<void> {
  const fate = setBack(row, error, real());
  log.error({ timer: row.kind, subject: row.subject, attempts: fate.attempts, error }, 'a timer could not fire');
  await context.transaction((tx) =>
    tx
      .updateTable('timer')
      .set(fate)
      .where('kind', '=', row.kind)
      .where('subject', '=', row.subject)
      .where('due_at', '=', row.due_at)
      .execute(),
  );
}

async function upcoming(
  read: Db,
  { after = '/', limit }: { readonly after: string | undefined; readonly limit: number },
  { from, until }: { readonly from: Instant; readonly until: Instant },
): Promise<Alarm[]> {
  const [kind, subject] = [after.slice(0, after.indexOf('/')), after.slice(after.indexOf('/') + 1)];
  const rows = await read
    .selectFrom('timer')
    .select(['kind', 'subject', 'due_at'])
    .where('failed', 'is', null)
    .where('due_at', '>', from)
    .where('due_at', '<=', until)
    .where((eb) => eb(eb.refTuple('kind', 'subject'), '>', eb.tuple(kind, subject)))
    .orderBy('kind')
    .orderBy('subject')
    .limit(limit)
    .execute();
  return rows.map((row) => alarmOf(row.kind, row.subject, row.due_at));
}

async function next(read: Db, now: Instant): Promise<Instant | undefined> {
  return (await nextAfter.first(read, { now }))?.due_at;
}

const nextAfter = prepared((db, { now }: { readonly now: Instant }) =>
  db
    .selectFrom('timer')
    .select('due_at')
    .where('failed', 'is', null)
    .where('due_at', '>', now)
    .orderBy('due_at')
    .limit(1),
);

/** A timer that was moved has another version, so an alarm left over from before cannot stand in its way. */
const alarmOf = (kind: string, subject: string, at: Instant): Alarm => ({ id: `${kind}/${subject}`, version: at, at });
