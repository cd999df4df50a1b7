import { type Insertable, sql } from 'kysely';
import type { UserId } from '../../../kernel/slack.ts';
import type { Instant } from '../../../kernel/time.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Schema, Tx } from '../../../platform/db/schema.ts';
import type { ItemNow } from './lines.ts';
import type { Topic } from './rules.ts';

/** A line of a DM, when it is written. */
export type Item = Omit<ItemNow, 'now'>;

/** What kinds of letter these are, and whether their readers have acted on them, by their numbers. */
export async function kindsOf(
  tx: Tx,
  letters: readonly number[],
): Promise<ReadonlyMap<number, { readonly topic: Topic; readonly actedOn: boolean }>> {
  if (letters.length === 0) return new Map();
  const rows = await kindsOfLetters.all(tx, { letters: JSON.stringify(letters) });
  return new Map(rows.map(({ id, topic, acted_on }) => [id, { topic, actedOn: acted_on === 1 }]));
}

const kindsOfLetters = prepared((db, { letters }: { readonly letters: string }) =>
  db
    .selectFrom('letter')
    .select(['id', 'topic', 'acted_on'])
    .where('id', 'in', sql<number>`(select value from json_each(${letters}))`),
);

/** Letters to this person with a line of their own about this stage of an issue. */
export async function lettersWith(
  tx: Tx,
  person: UserId,
  issue: number,
  stage: number,
): Promise<{ readonly letter: number; readonly step: string }[]> {
  return lettersOfStage.all(tx, { person, issue, stage });
}

interface OfStage {
  readonly person: UserId;
  readonly issue: number;
  readonly stage: number;
}

const lettersOfStage = prepared((db, { person, issue, stage }: OfStage) =>
  db
    .selectFrom('letter_item')
    .innerJoin('letter', 'letter.id', 'letter_item.letter_id')
    .select(['letter.id as letter', 'step'])
    .where('issue_id', '=', issue)
    .where('stage', '=', stage)
    .where('notice', '=', 0)
    .where('person', '=', person),
);

export async function markActedOn(tx: Tx, letter: number): Promise<void> {
  await actedOn.run(tx, { letter });
}

interface OfLetter {
  readonly letter: number;
}

const actedOn = prepared((db, { letter }: OfLetter) =>
  db.updateTable('letter').set({ acted_on: 1 }).where('id', '=', letter),
);

/** From now on it is its reader's brief of the week. */
export async function markBrief(tx: Tx, letter: number): Promise<void> {
  await isBrief.run(tx, { letter });
}

const isBrief = prepared((db, { letter }: OfLetter) =>
  db.updateTable('letter').set({ brief: 1 }).where('id', '=', letter),
);

export async function openLetter(tx: Tx, person: UserId, topic: Topic, now: Instant): Promise<number> {
  return (await opening.one(tx, { person, topic, urgent: 0, opened_at: now })).id;
}

const opening = prepared((db, values: Insertable<Schema['letter']>) =>
  db.insertInto('letter').values(values).returning('id'),
);

export async function addItem(tx: Tx, letter: number, { issue, stage, step, notice }: Item): Promise<void> {
  await adding.run(tx, { letter_id: letter, issue_id: issue, stage, step, notice: Number(notice) });
}

const adding = prepared((db, values: Insertable<Schema['letter_item']>) =>
  db
    .insertInto('letter_item')
    .values(values)
    .onConflict((oc) => oc.doNothing()),
);

export async function letterOf(
  tx: Tx,
  id: number,
): Promise<{
  readonly person: UserId;
  readonly topic: Topic;
  readonly isBrief: boolean;
  readonly items: readonly ItemNow[];
}> {
  const { person, topic, brief } = await letterById.one(tx, { letter: id });
  const rows = await itemsOf.all(tx, { letter: id });
  const items = rows.map(({ issue_id, stage, step, notice, owner, state, severity, ...row }) => ({
    issue: issue_id,
    stage,
    step,
    notice: notice === 1,
    now: {
      owner,
      teller: row.teller ?? undefined,
      state,
      stage: row.stage_now,
      severity,
      waitingSince: row.waiting_since,
      rests: row.wait_from !== null,
      contacted: row.contacted_at !== null,
    },
  }));
  return { person, topic, isBrief: brief === 1, items };
}

const letterById = prepared((db, { letter }: OfLetter) => db.selectFrom('letter').selectAll().where('id', '=', letter));

const itemsOf = prepared((db, { letter }: OfLetter) =>
  db
    .selectFrom('letter_item')
    .innerJoin('issue', 'issue.id', 'letter_item.issue_id')
    .select(['issue_id', 'letter_item.stage', 'step', 'notice', 'owner', 'teller', 'state', 'issue.stage as stage_now'])
    .select(['severity', 'waiting_since', 'wait_from', 'contacted_at'])
    .where('letter_id', '=', letter)
    .orderBy('issue_id'),
);

/** Whether a letter has such a line about this issue. */
export async function hasItem(tx: Tx, letter: number, issue: number, step: string): Promise<boolean> {
  return (await itemWith.first(tx, { letter, issue, step })) !== undefined;
}

const itemWith = prepared((db, { letter, issue, step }: OfLetter & Pick<Item, 'issue' | 'step'>) =>
  db
    .selectFrom('letter_item')
    .select('issue_id')
    .where('letter_id', '=', letter)
    .where('issue_id', '=', issue)
    .where('step', '=', step),
);

/** The newest letter of each kind to each person in which this issue stands. */
export async function lettersAbout(tx: Tx, issue: number): Promise<number[]> {
  return (await newestAbout.all(tx, { issue })).map(({ id }) => id);
}

const newestAbout = prepared((db, { issue }: { readonly issue: number }) =>
  db
    .selectFrom('letter_item')
    .innerJoin('letter', 'letter.id', 'letter_item.letter_id')
    .select(({ fn }) => fn.max('letter.id').as('id'))
    .where('letter_item.issue_id', '=', issue)
    .groupBy(['letter.person', 'letter.topic']),
);
