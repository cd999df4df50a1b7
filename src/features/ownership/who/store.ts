import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';

/** What somebody asked of the directory that had no answer, or a wrong one. */
export interface Note {
  readonly kind: 'not found' | 'wrong';
  readonly asked: string;
  readonly by: UserId;
  readonly at: Instant;
  readonly topic: string | undefined;
  readonly instead: string | undefined;
}

export async function saveNote(tx: Tx, { topic, instead, ...note }: Note): Promise<number> {
  const { id } = await tx
    .insertInto('ownership_note')
    .values({ ...note, topic: topic ?? null, instead: instead ?? null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function noteOf(tx: Tx, id: number): Promise<Note> {
  const { topic, instead, ...note } = await tx
    .selectFrom('ownership_note')
    .select(['kind', 'asked', 'by', 'at', 'topic', 'instead'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { ...note, topic: topic ?? undefined, instead: instead ?? undefined };
}

/** What was asked since then and not found, in small letters, with how often: the most frequent first, at most so many. */
export async function askedInVain(
  tx: Tx,
  since: Instant,
  most: number,
): Promise<readonly { readonly asked: string; readonly times: number }[]> {
  return tx
    .selectFrom('ownership_note')
    .select(({ fn }) => [fn<string>('lower', ['asked']).as('asked'), fn.countAll<number>().as('times')])
    .where('kind', '=', 'not found')
    .where('at', '>=', since)
    .groupBy(({ fn }) => fn('lower', ['asked']))
    .orderBy('times', 'desc')
    .orderBy('asked')
    .limit(most)
    .execute();
}
