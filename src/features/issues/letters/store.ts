import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import type { Issue } from '../domain.ts';

/** Why somebody gets a DM: new work, a reminder of what they owe, or a word about what others owe. */
export type Topic = 'work' | 'reminder' | 'notice';

export interface Item {
  readonly issue: number;
  /** The issue's stage when the line was written: once that is past, the line is moot. */
  readonly stage: number;
  readonly step: string;
}

export async function newestLetter(
  tx: Tx,
  person: UserId,
  topic: Topic,
  urgent: boolean,
): Promise<{ readonly id: number; readonly actedOn: boolean } | undefined> {
  const row = await tx
    .selectFrom('letter')
    .select(['id', 'acted_on'])
    .where('person', '=', person)
    .where('topic', '=', topic)
    .where('urgent', '=', Number(urgent))
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row && { id: row.id, actedOn: row.acted_on === 1 };
}

export async function markActedOn(tx: Tx, letter: number): Promise<void> {
  await tx.updateTable('letter').set({ acted_on: 1 }).where('id', '=', letter).execute();
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

/** An item, and how far its issue is by now: a letter may have thousands, of which a message shows a few. */
export interface ItemNow extends Item {
  readonly now: Pick<Issue, 'owner' | 'state' | 'stage'> & { readonly waits: boolean; readonly contacted: boolean };
}

export async function letterOf(tx: Tx, id: number): Promise<{ person: UserId; topic: Topic; items: ItemNow[] }> {
  const { person, topic } = await tx.selectFrom('letter').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const rows = await tx
    .selectFrom('letter_item')
    .innerJoin('issue', 'issue.id', 'letter_item.issue_id')
    .select(['issue_id', 'letter_item.stage', 'step', 'owner', 'state', 'issue.stage as stage_now'])
    .select(['wait_until', 'contacted_at'])
    .where('letter_id', '=', id)
    .orderBy('issue_id')
    .execute();
  const items = rows.map(({ issue_id, stage, step, owner, state, ...row }) => ({
    issue: issue_id,
    stage,
    step,
    now: {
      owner,
      state,
      stage: row.stage_now,
      waits: row.wait_until !== null,
      contacted: row.contacted_at !== null,
    },
  }));
  return { person, topic: topic as Topic, items };
}

/** Whether a letter has a line about this issue. */
export async function hasItem(tx: Tx, letter: number, issue: number): Promise<boolean> {
  const item = await tx
    .selectFrom('letter_item')
    .select('issue_id')
    .where('letter_id', '=', letter)
    .where('issue_id', '=', issue)
    .executeTakeFirst();
  return item !== undefined;
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
