import { type ExpressionBuilder, type Selectable, sql } from 'kysely';
import type { UserId } from '../../kernel/slack.ts';
import { HOUR, type Instant, later, SECOND } from '../../kernel/time.ts';
import { prepared } from '../db/prepared.ts';
import type { Db, Schema, Tx } from '../db/schema.ts';
import { RANK } from './outbox.ts';

export type Row = Selectable<Schema['outbox']>;

/** By which clocks a message may go. */
export interface Clocks {
  readonly now: Instant;
  readonly realNow: number;
}

/** What is worked out of them. */
interface Times extends Clocks {
  /** Steps that wait since before have piled up, as after an outage. */
  readonly piledUp: Instant;
  /** A rest longer than any we ever ask for was set before the clock was put back. */
  readonly longestRest: number;
}

const LONGEST_REST = HOUR;
const PILED_UP = SECOND;

const timesOf = ({ now, realNow }: Clocks): Times => ({
  ...{ now, realNow, piledUp: later(now, -PILED_UP), longestRest: realNow + LONGEST_REST },
});

/**
 * A first DM that can wait does so while steps are still to be taken that were due by its time, or have piled up: they may
 * have something to add, and one message is to tell it all, however the work falls.
 */
const isComplete =
  ({ now, piledUp }: Pick<Times, 'now' | 'piledUp'>) =>
  (eb: ExpressionBuilder<Schema, 'outbox'>) => {
    const owed = eb
      .selectFrom('timer')
      .select('due_at')
      .where('timer.failed', 'is', null)
      .where('timer.attempts', '=', 0)
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(1);
    const first = sql<Instant>`coalesce(${owed}, ${Number.MAX_SAFE_INTEGER})`;
    return eb.or([
      eb('outbox.ts', 'is not', null),
      eb('outbox.priority', '=', RANK.urgent),
      sql<boolean>`substr(outbox.recipient, 1, 1) not in ('U', 'W')`,
      eb.and([
        eb('outbox.hold_until', '<', first),
        eb('outbox.created_at', '<', first),
        eb(eb.val(piledUp), '<', first),
      ]),
    ]);
  };

/** Nobody has a first DM while something that Slack has told of them is still to be done: they may have left. */
const isKnown = (eb: ExpressionBuilder<Schema, 'outbox'>) =>
  eb.or([
    eb('outbox.ts', 'is not', null),
    eb.not(
      eb.exists(
        eb
          .selectFrom('inbox')
          .select('inbox.id')
          .where('inbox.source', '=', sql.lit('slack'))
          .where('inbox.done_at', 'is', null)
          .where('inbox.failed', 'is', null)
          .where('inbox.attempts', '=', 0)
          .where(sql<boolean>`inbox.body like '%"' || outbox.recipient || '"%'`),
      ),
    ),
  ]);

const mayGo =
  ({ now, piledUp, realNow, longestRest }: Times) =>
  (eb: ExpressionBuilder<Schema, 'outbox'>) =>
    eb.and([
      eb('outbox.state', '=', sql.lit('pending')),
      eb('outbox.hold_until', '<=', now),
      eb.or([eb('outbox.retry_at', '<=', realNow), eb('outbox.retry_at', '>', longestRest)]),
      eb.or([
        eb('outbox.thread_key', 'is', null),
        eb.exists(
          eb
            .selectFrom('outbox as parent')
            .select('parent.id')
            .whereRef('parent.key', '=', 'outbox.thread_key')
            .where((parent) =>
              parent.or([
                parent('parent.ts', 'is not', null),
                parent('parent.state', 'in', ['superseded', 'undeliverable']),
              ]),
            ),
        ),
      ]),
      isComplete({ now, piledUp })(eb),
      isKnown(eb),
    ]);

/** For each recipient the most urgent and then oldest post, and the most urgent and then oldest edit, that may go now: each has a pace of its own. */
export async function headsOfLine(read: Db, now: Instant, realNow: number): Promise<Row[]> {
  if ((await anyDue.first(read, { now })) === undefined) return [];
  const times = timesOf({ now, realNow });
  const heads = [...(await firstPosts.all(read, times)), ...(await firstEdits.all(read, times))];
  return heads.sort((a, b) => a.priority - b.priority || Number(a.ts !== null) - Number(b.ts !== null) || a.id - b.id);
}

/** Mostly there is nothing to go, and the lines need not be gone through. */
const anyDue = prepared((db, { now }: { readonly now: Instant }) =>
  db.selectFrom('outbox').select('id').where('state', '=', 'pending').where('hold_until', '<=', now).limit(1),
);

/** It goes from recipient to recipient and, in the line of each, no farther than to the first that may go: however long a line is. */
const firstOf = (said: 'is' | 'is not') =>
  prepared((db, times: Times) => {
    const inLine = db.selectFrom('outbox').where('state', '=', sql.lit('pending')).where('ts', said, null);
    const next = inLine.select(({ fn }) => fn.min<string | null>('recipient').as('recipient'));
    const whose = sql<UserId>`line.recipient`;
    return db
      .withRecursive('line(recipient)', (cte) =>
        next.unionAll(
          cte
            .selectFrom('line')
            .select(next.where('recipient', '>', whose).as('recipient'))
            .where('recipient', 'is not', null),
        ),
      )
      .selectFrom('line')
      .innerJoin('outbox', (join) =>
        join.on('outbox.id', '=', () =>
          inLine
            .select('id')
            .where('recipient', '=', whose)
            .where(mayGo(times))
            .orderBy('priority')
            .orderBy('id')
            .limit(1),
        ),
      )
      .selectAll('outbox');
  });

const firstPosts = firstOf('is');
const firstEdits = firstOf('is not');

/** The row, where it may go now. */
export const findReady = (tx: Tx, id: number, clocks: Clocks): Promise<Row | undefined> =>
  ready.first(tx, { id, ...timesOf(clocks) });

const ready = prepared((db, { id, ...times }: Times & { readonly id: number }) =>
  db.selectFrom('outbox').selectAll().where('id', '=', id).where(mayGo(times)),
);

/** When the next message that is held back, or set back, may go; for the alarms. */
export async function heldBack(
  read: Db,
  { after, limit }: { readonly after: string; readonly limit: number },
  { from, until }: { readonly from: Instant; readonly until: Instant },
) {
  return read
    .selectFrom('outbox')
    .select(['key', 'hold_until'])
    .where('state', '=', sql.lit('pending'))
    .where('hold_until', '>', from)
    .where('hold_until', '<=', until)
    .where('key', '>', after)
    .orderBy('key')
    .limit(limit)
    .execute();
}

export async function nextHeldBack(read: Db, now: Instant): Promise<Instant | undefined> {
  return (await nextHeld.first(read, { now }))?.hold_until;
}

const nextHeld = prepared((db, { now }: { readonly now: Instant }) =>
  db
    .selectFrom('outbox')
    .select('hold_until')
    .where('state', '=', sql.lit('pending'))
    .where('hold_until', '>', now)
    .orderBy('hold_until')
    .limit(1),
);

/** The real time at which something set back may be tried again, or looked at again. */
export async function nextRetry(read: Db, realNow: number): Promise<number | undefined> {
  const pending = await read
    .selectFrom('outbox')
    .select(({ fn }) => fn.min('retry_at').as('at'))
    .where('state', '=', sql.lit('pending'))
    .where('retry_at', '>', sql.lit(0))
    .where('retry_at', '>', realNow)
    .executeTakeFirst();
  const look = await read
    .selectFrom('outbox')
    .select(({ fn }) => fn.min('look_again_at').as('at'))
    .where('look_again_at', 'is not', null)
    .where('state', 'not in', ['sending', 'unknown'])
    .executeTakeFirst();
  const times = [pending?.at, look?.at].filter((at) => at !== null && at !== undefined);
  return times.length > 0 ? Math.min(...times) : undefined;
}
