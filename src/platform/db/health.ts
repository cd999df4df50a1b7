import type { Instant } from '../../kernel/time.ts';
import type { Db } from './schema.ts';

/** How one kind of stored work gets on. */
export interface WorkState {
  readonly name: 'inbox' | 'facts' | 'timers' | 'outbox';
  /** Given up, for a person to look at. */
  readonly failed: number;
  /** To be done by now. */
  readonly waiting: number;
  /** Since when the oldest of those waits. */
  readonly since: Instant | undefined;
  /** When any of it was done last; undefined where that is not kept. */
  readonly lastDone: Instant | undefined;
}

interface Counts {
  readonly failed: number;
  readonly waiting: number;
  readonly since: Instant | null;
  readonly lastDone?: Instant | null;
}

/** What waits and what was given up, in every table of work. */
export async function workStates(db: Db, now: Instant): Promise<WorkState[]> {
  const states: [WorkState['name'], Counts][] = [
    ['inbox', await inboxCounts(db)],
    ['facts', await factCounts(db)],
    ['timers', await timerCounts(db, now)],
    ['outbox', await outboxCounts(db, now)],
  ];
  return states.map(([name, { since, lastDone, ...counts }]) => ({
    ...{ name, ...counts },
    ...{ since: since ?? undefined, lastDone: lastDone ?? undefined },
  }));
}

function inboxCounts(db: Db): Promise<Counts> {
  return db
    .selectFrom('inbox')
    .select(({ fn, eb }) => {
      const waits = eb.and([eb('done_at', 'is', null), eb('failed', 'is', null)]);
      return [
        fn.count<number>('failed').as('failed'),
        fn.countAll<number>().filterWhere(waits).as('waiting'),
        fn.min('received_at').filterWhere(waits).as('since'),
        fn.max('done_at').as('lastDone'),
      ];
    })
    .executeTakeFirstOrThrow();
}

function factCounts(db: Db): Promise<Counts> {
  return db
    .selectFrom('fact')
    .select(({ fn, eb }) => {
      const waits = eb.and([eb('done_at', 'is', null), eb('failed', 'is', null)]);
      return [
        fn.count<number>('failed').as('failed'),
        fn.countAll<number>().filterWhere(waits).as('waiting'),
        fn.min('at').filterWhere(waits).as('since'),
        fn.max('done_at').as('lastDone'),
      ];
    })
    .executeTakeFirstOrThrow();
}

function timerCounts(db: Db, now: Instant): Promise<Counts> {
  return db
    .selectFrom('timer')
    .select(({ fn, eb }) => {
      const waits = eb.and([eb('due_at', '<=', now), eb('failed', 'is', null)]);
      return [
        fn.count<number>('failed').as('failed'),
        fn.countAll<number>().filterWhere(waits).as('waiting'),
        fn.min('due_at').filterWhere(waits).as('since'),
      ];
    })
    .executeTakeFirstOrThrow();
}

function outboxCounts(db: Db, now: Instant): Promise<Counts> {
  return db
    .selectFrom('outbox')
    .select(({ fn, eb }) => {
      const waits = eb.and([eb('state', 'in', ['pending', 'sending', 'unknown']), eb('hold_until', '<=', now)]);
      return [
        fn.countAll<number>().filterWhere('state', '=', 'undeliverable').as('failed'),
        fn.countAll<number>().filterWhere(waits).as('waiting'),
        fn
          .min(eb.fn<Instant>('max', ['hold_until', 'created_at']))
          .filterWhere(waits)
          .as('since'),
      ];
    })
    .executeTakeFirstOrThrow();
}

export interface Posting {
  /** First posts that may be said by now, or of which nobody knows whether they were; edits wait behind them, and are none of these. */
  readonly waiting: number;
  readonly since: Instant | undefined;
  /** When anything was said for the first time, last. */
  readonly lastSaid: Instant | undefined;
}

/** Whether posts get on, however many there are. */
export async function postingOf(db: Db, now: Instant): Promise<Posting> {
  const { waiting, since } = await db
    .selectFrom('outbox')
    .select(({ fn, eb }) => [
      fn.countAll<number>().as('waiting'),
      fn.min(eb.fn<Instant>('max', ['hold_until', 'created_at'])).as('since'),
    ])
    .where('state', 'in', ['pending', 'sending', 'unknown'])
    .where('ts', 'is', null)
    .where('hold_until', '<=', now)
    .executeTakeFirstOrThrow();
  const { last } = await db
    .selectFrom('outbox')
    .select(({ fn }) => fn.max('sent_at').as('last'))
    .executeTakeFirstOrThrow();
  return { waiting, since: (since as Instant | null) ?? undefined, lastSaid: (last as Instant | null) ?? undefined };
}
