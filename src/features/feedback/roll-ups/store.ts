import type { ChannelId, UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Db, Tx } from '../../../platform/db/schema.ts';

/** The summary that still takes lines: of this import, or opened in this channel since then. */
export async function findRollUp(tx: Tx, where: Gathering & { readonly since: Instant }): Promise<number | undefined> {
  const { channel, importId, gathers, since } = where;
  if (importId !== undefined)
    return (await newestIn(tx, channel).where('import_id', '=', importId).executeTakeFirst())?.id;
  const row = await (gathers === undefined
    ? ofAnything.first(tx, { channel, since })
    : ofOneThing.first(tx, { channel, since, gathers }));
  return row?.id;
}

const newestIn = (db: Db, channel: ChannelId | UserId) =>
  db.selectFrom('roll_up').select('id').where('channel', '=', channel).orderBy('id', 'desc').limit(1);

interface Lately {
  readonly channel: ChannelId | UserId;
  readonly since: Instant;
}

const lately = (db: Db, { channel, since }: Lately) =>
  newestIn(db, channel).where('import_id', 'is', null).where('opened_at', '>', since);

const ofAnything = prepared((db, values: Lately) => lately(db, values).where('gathers', 'is', null));
const ofOneThing = prepared((db, { gathers, ...values }: Lately & { readonly gathers: string }) =>
  lately(db, values).where('gathers', '=', gathers),
);

/** What a summary is of: an import, some one thing that many say, or whatever comes at once. */
export interface Gathering {
  readonly channel: ChannelId | UserId;
  readonly importId: number | undefined;
  readonly gathers: string | undefined;
}

export async function openRollUp(tx: Tx, { channel, importId, gathers }: Gathering, now: Instant): Promise<number> {
  const { id } = await tx
    .insertInto('roll_up')
    .values({ channel, import_id: importId ?? null, gathers: gathers ?? null, opened_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Adds a line at the end; its number counts from 1. */
export async function addLine(
  tx: Tx,
  rollUp: number,
  line: { feedback: number; issue: number | undefined },
): Promise<number> {
  const { last } = await tx
    .selectFrom('roll_up_line')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('roll_up_id', '=', rollUp)
    .executeTakeFirstOrThrow();
  const number = (last ?? 0) + 1;
  await tx
    .insertInto('roll_up_line')
    .values({ roll_up_id: rollUp, number, feedback_id: line.feedback, issue_id: line.issue ?? null })
    .execute();
  return number;
}

export async function linesOf(tx: Tx, rollUp: number, from: number, to: number) {
  return tx
    .selectFrom('roll_up_line as line')
    .innerJoin('feedback', 'feedback.id', 'line.feedback_id')
    .select([
      'line.number',
      'line.issue_id',
      'feedback.text',
      'feedback.kind',
      'feedback.account',
      'feedback.customer_name',
    ])
    .where('line.roll_up_id', '=', rollUp)
    .where('line.number', '>=', from)
    .where('line.number', '<=', to)
    .orderBy('line.number')
    .execute();
}

export async function countsOf(tx: Tx, rollUp: number) {
  return tx
    .selectFrom('roll_up_line as line')
    .innerJoin('feedback', 'feedback.id', 'line.feedback_id')
    .select(({ fn }) => [
      'feedback.kind',
      fn.countAll<number>().as('count'),
      fn.count<number>('line.issue_id').as('issues'),
    ])
    .where('line.roll_up_id', '=', rollUp)
    .groupBy('feedback.kind')
    .execute();
}

export async function importOf(tx: Tx, rollUp: number): Promise<string | undefined> {
  const row = await tx
    .selectFrom('roll_up')
    .innerJoin('file_import', 'file_import.id', 'roll_up.import_id')
    .select('file_import.source')
    .where('roll_up.id', '=', rollUp)
    .executeTakeFirst();
  return row?.source;
}

/** The summaries of which an issue is a line, the newest first, and where they stand: one in each channel at most. */
export async function rollUpsWith(
  tx: Tx,
  issue: number,
): Promise<{ readonly id: number; readonly channel: ChannelId | UserId }[]> {
  return (await rollUpsOfIssue.all(tx, { issue })).toSorted((a, b) => b.id - a.id);
}

const rollUpsOfIssue = prepared((db, { issue }: { readonly issue: number }) =>
  db
    .selectFrom('roll_up_line')
    .innerJoin('roll_up', 'roll_up.id', 'roll_up_line.roll_up_id')
    .select(['roll_up.id', 'roll_up.channel'])
    .where('roll_up_line.issue_id', '=', issue),
);

/** What a summary is of, beside an import. */
export async function gathersOf(tx: Tx, rollUp: number): Promise<string | undefined> {
  const row = await tx.selectFrom('roll_up').select('gathers').where('id', '=', rollUp).executeTakeFirst();
  return row?.gathers ?? undefined;
}
