import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import type { SortedAnswer } from '../life/sorted.ts';

/** What the customer answered after so many reopenings. */
export async function answerOf(tx: Tx, issue: number, reopened: number): Promise<SortedAnswer | undefined> {
  const row = await tx
    .selectFrom('sorted_answer')
    .select(['says', 'words', 'first_at'])
    .where('issue_id', '=', issue)
    .where('reopened', '=', reopened)
    .executeTakeFirst();
  return row && { says: row.says, words: row.words, firstAt: row.first_at };
}

export async function saveAnswer(
  tx: Tx,
  { issue, reopened }: { readonly issue: number; readonly reopened: number },
  { says, words }: Pick<SortedAnswer, 'says' | 'words'>,
  now: Instant,
): Promise<void> {
  await tx
    .insertInto('sorted_answer')
    .values({ issue_id: issue, reopened, says, words, first_at: now, at: now })
    .onConflict((oc) => oc.columns(['issue_id', 'reopened']).doUpdateSet({ says, words, at: now }))
    .execute();
}

/** A customer's "yes", on its way to somebody. */
export interface News {
  readonly issue: number;
  readonly words: string;
}

export async function saveNews(tx: Tx, person: UserId, { issue, words }: News, now: Instant): Promise<void> {
  const values = { person, issue_id: issue, words, at: now, letter_id: null };
  await tx
    .insertInto('good_news')
    .values(values)
    .onConflict((oc) => oc.columns(['person', 'issue_id']).doUpdateSet(values))
    .execute();
}

/** It was not sorted after all: nobody who has not heard it yet hears it. */
export async function dropNews(tx: Tx, issue: number): Promise<void> {
  await tx.deleteFrom('good_news').where('issue_id', '=', issue).where('letter_id', 'is', null).execute();
}

/** What this person may be glad of since then, the newest first, told or not. */
export async function newsFor(tx: Tx, person: UserId, since: Instant): Promise<News[]> {
  return tx
    .selectFrom('good_news')
    .select(['issue_id as issue', 'words'])
    .where('person', '=', person)
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .execute();
}

/** What waits for this person since then rides in this letter from now on. */
export async function sendNewsWith(tx: Tx, letter: number, person: UserId, since: Instant): Promise<void> {
  await sendingNews.run(tx, { letter, person, since });
}

interface Sending {
  readonly letter: number;
  readonly person: UserId;
  readonly since: Instant;
}

const sendingNews = prepared((db, { letter, person, since }: Sending) =>
  db
    .updateTable('good_news')
    .set({ letter_id: letter })
    .where('person', '=', person)
    .where('letter_id', 'is', null)
    .where('at', '>=', since),
);

export async function newsIn(tx: Tx, letter: number): Promise<News[]> {
  const rows = await newsOfLetter.all(tx, { letter });
  return rows.toSorted((a, b) => a.at - b.at).map(({ issue, words }) => ({ issue, words }));
}

const newsOfLetter = prepared((db, { letter }: { readonly letter: number }) =>
  db.selectFrom('good_news').select(['issue_id as issue', 'words', 'at']).where('letter_id', '=', letter),
);
