import type { Insertable } from 'kysely';
import type { Facts, FactType } from '../../kernel/facts.ts';
import type { Instant } from '../../kernel/time.ts';
import { setBack } from '../batch.ts';
import { ringAfterCommit } from '../bell.ts';
import type { Context, RealClock } from '../context.ts';
import { prepared } from '../db/prepared.ts';
import type { Db, Schema, Tx } from '../db/schema.ts';
import type { Log } from '../log.ts';
import type { Lane } from '../queue/doorbell.ts';

/** Who hears a fact. The name outlives deploys: it marks what has been heard. */
export interface Hearer {
  readonly name: string;
  readonly type: FactType;
  readonly hear: (tx: Tx, payload: Facts[FactType]) => Promise<void>;
}

export function hearer<Type extends FactType>(
  name: string,
  type: Type,
  hear: (tx: Tx, payload: Facts[Type]) => Promise<void>,
): Hearer {
  return { name, type, hear: (tx, payload) => hear(tx, payload as Facts[Type]) };
}

/** Tells whoever hears this type of fact, once this transaction is committed. */
export async function announce<Type extends FactType>(
  tx: Tx,
  type: Type,
  payload: Facts[Type],
  now: Instant,
): Promise<void> {
  await announcing.run(tx, { type, payload: JSON.stringify(payload), at: now });
  ringAfterCommit(tx, { lane: 'facts' });
}

const announcing = prepared((db, fact: Pick<Insertable<Schema['fact']>, 'type' | 'payload' | 'at'>) =>
  db.insertInto('fact').values({ ...fact, done_at: null, failed: null }),
);

interface Options {
  readonly context: Context;
  readonly read: Db;
  readonly real: RealClock;
  readonly hearers: readonly Hearer[];
  readonly log: Log;
}

const BATCH = 100;

interface Row {
  readonly id: number;
  readonly type: string;
  readonly payload: string;
  readonly attempts: number;
}

/** Each hearer hears each fact in a transaction of its own, once, and again until that succeeds. */
export function factsLane(options: Options): Lane {
  return {
    name: 'facts',
    async drain() {
      const rows = await todo(options.read, options.real());
      for (const row of rows) await spread(row, options);
      return rows.length;
    },
  };
}

const todo = (read: Db, realNow: number): Promise<Row[]> => unheard.all(read, { realNow });

const unheard = prepared((db, { realNow }: { readonly realNow: number }) =>
  db
    .selectFrom('fact')
    .select(['id', 'type', 'payload', 'attempts'])
    .where('done_at', 'is', null)
    .where('failed', 'is', null)
    .where('retry_at', '<=', realNow)
    .orderBy('retry_at')
    .orderBy('id')
    .limit(BATCH),
);

async function spread(row: Row, options: Options): Promise<void> {
  let failure: unknown;
  for (const each of options.hearers.filter(({ type }) => type === row.type)) {
    try {
      await options.context.transaction((tx) => hearOnce(tx, row, each));
    } catch (error) {
      failure = error;
      options.log.error({ fact: row.id, hearer: each.name, error }, 'a fact could not be heard');
    }
  }
  await settle(row, failure, options);
}

async function hearOnce(tx: Tx, row: Row, { name, hear }: Hearer): Promise<void> {
  if ((await hearing.run(tx, { fact_id: row.id, hearer: name })) === 1) await hear(tx, JSON.parse(row.payload));
}

const hearing = prepared((db, heard: Insertable<Schema['fact_heard']>) =>
  db
    .insertInto('fact_heard')
    .values(heard)
    .onConflict((oc) => oc.doNothing()),
);

async function settle(row: Row, failure: unknown, { context, real }: Options): Promise<void> {
  await context.transaction(async (tx) => {
    if (failure === undefined) await done.run(tx, { id: row.id, now: context.now() });
    else
      await tx
        .updateTable('fact')
        .set(setBack(row, failure, real()))
        .where('id', '=', row.id)
        .execute();
  });
}

const done = prepared((db, { id, now }: { readonly id: number; readonly now: Instant }) =>
  db.updateTable('fact').set({ done_at: now }).where('id', '=', id),
);
