import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';

/** Why somebody gets a DM: new work, a reminder of what they owe, or a word about what others owe. */
export type Topic = 'work' | 'reminder' | 'notice';

export interface Item {
  readonly issue: number;
  /** The issue's stage when the line was written: once that is past, the line is moot. */
  readonly stage: number;
  readonly step: string;
}

export async function newestLetter(tx: Tx, person: UserId, topic: Topic, urgent: boolean): Promise<number | undefined> {
  const row = await tx
    .selectFrom('letter')
    .select('id')
    .where('person', '=', person)
    .where('topic', '=', topic)
    .where('urgent', '=', Number(urgent))
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row?.id;
}

/** Whether nobody has yet done anything about what stands in the letter: it may well be unread. */
export async function isUntouched(tx: Tx, letter: number): Promise<boolean> {
  const touched = await tx
    .selectFrom('letter_item')
    .innerJoin('issue', 'issue.id', 'letter_item.issue_id')
    .select('issue.id')
    .where('letter_item.letter_id', '=', letter)
    .whereRef('issue.stage', '<>', 'letter_item.stage')
    .executeTakeFirst();
  return touched === undefined;
}

export async function openLetter(tx: Tx, person: UserId, topic: Topic, urgent: boolean, now: Instant): Promise<number> {
  const values = { person, topic, urgent: Number(urgent), opened_at: now };
  const { id } = await tx.insertInto('letter').values(values).returning('id').executeTakeFirstOrThrow();
  return id;
}

export async function addItem(tx: Tx, letter: number, { issue, stage, step }: Item): Promise<void> {
  await tx
    .insertInto('letter_item')
    .values({ letter_id: letter, issue_id: issue, stage, step })
    .onConflict((oc) => oc.doNothing())
    .execute();
}

export async function letterOf(tx: Tx, id: number): Promise<{ person: UserId; topic: Topic; items: Item[] }> {
  const { person, topic } = await tx.selectFrom('letter').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const rows = await tx.selectFrom('letter_item').selectAll().where('letter_id', '=', id).orderBy('issue_id').execute();
  const items = rows.map(({ issue_id, stage, step }) => ({ issue: issue_id, stage, step }));
  return { person, topic: topic as Topic, items };
}

/** The newest letter of each kind to each person in which this issue stands. */
export async function lettersAbout(tx: Tx, issue: number): Promise<number[]> {
  const rows = await tx
    .selectFrom('letter_item')
    .innerJoin('letter', 'letter.id', 'letter_item.letter_id')
    .select(({ fn }) => fn.max('letter.id').as('id'))
    .where('letter_item.issue_id', '=', issue)
    .groupBy(['letter.person', 'letter.topic'])
    .execute();
  return rows.map(({ id }) => id);
}
