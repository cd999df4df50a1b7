import type { Selectable } from 'kysely';
import type { Instant } from '../../../kernel/time.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Tx } from '../../../platform/db/schema.ts';
import type { DirectorySchema } from '../../../platform/db/schema-directory.ts';
import type { PersonRef } from '../domain.ts';
import type { Agreement } from './agreement.ts';

const agreementOf = ({
  told_at,
  asked_by,
  weeks_later,
  ...row
}: Selectable<DirectorySchema['agreement']>): Agreement => ({
  ...row,
  weeksLater: weeks_later,
  toldAt: told_at ?? undefined,
  askedBy: asked_by ?? undefined,
});

const rowOf = ({ toldAt, askedBy, weeksLater, ...agreement }: Agreement) => ({
  ...agreement,
  weeks_later: weeksLater,
  told_at: toldAt ?? null,
  asked_by: askedBy ?? null,
});

export async function allAgreements(tx: Tx): Promise<Agreement[]> {
  return (await tx.selectFrom('agreement').selectAll().execute()).map(agreementOf);
}

/** Those that are not simply agreed, and those last confirmed before then. */
export async function openAgreements(tx: Tx, confirmedBefore: Instant): Promise<Agreement[]> {
  return (await notAgreedLately.all(tx, { confirmedBefore })).map(agreementOf);
}

const notAgreedLately = prepared((db, { confirmedBefore }: { readonly confirmedBefore: Instant }) => {
  const all = db.selectFrom('agreement').selectAll();
  const old = all.where('state', '=', 'agreed').where('since', '<=', confirmedBefore);
  return all.where('state', '<>', 'agreed').unionAll(old);
});

export async function findAgreement(tx: Tx, topic: string, person: PersonRef): Promise<Agreement | undefined> {
  const row = await tx
    .selectFrom('agreement')
    .selectAll()
    .where('topic', '=', topic)
    .where('person', '=', person)
    .executeTakeFirst();
  return row && agreementOf(row);
}

/** Who is asked to answer for this topic. */
export async function askedFor(tx: Tx, topic: string): Promise<Agreement[]> {
  const rows = await tx
    .selectFrom('agreement')
    .selectAll()
    .where('topic', '=', topic)
    .where('state', '=', 'asked')
    .execute();
  return rows.map(agreementOf);
}

/** What this person has been asked, or has said. */
export async function agreementsOf(
  tx: Tx,
  { id, email }: { readonly id: string; readonly email: string | null },
): Promise<Agreement[]> {
  return (await ofPerson.all(tx, { id, email: email ?? id })).map(agreementOf);
}

const ofPerson = prepared((db, { id, email }: { readonly id: string; readonly email: string }) =>
  db.selectFrom('agreement').selectAll().where('person', 'in', [id, email]).orderBy('topic'),
);

const AT_ONCE = 500;

/** Adds them, or has them say this from now on. */
export async function saveAgreements(tx: Tx, agreements: readonly Agreement[]): Promise<void> {
  unnamed.delete(tx);
  for (let from = 0; from < agreements.length; from += AT_ONCE)
    await tx
      .insertInto('agreement')
      .values(agreements.slice(from, from + AT_ONCE).map(rowOf))
      .onConflict((oc) =>
        oc.columns(['topic', 'person']).doUpdateSet(({ ref }) => ({
          state: ref('excluded.state'),
          since: ref('excluded.since'),
          told_at: ref('excluded.told_at'),
          asked_by: ref('excluded.asked_by'),
          weeks_later: ref('excluded.weeks_later'),
        })),
      )
      .execute();
}

export async function forgetAgreements(tx: Tx, agreements: readonly Agreement[]): Promise<void> {
  unnamed.delete(tx);
  for (const { topic, person } of agreements)
    await tx.deleteFrom('agreement').where('topic', '=', topic).where('person', '=', person).execute();
}

/** Every decision asks who answers; a transaction remembers who does not, until it changes that. */
const unnamed = new WeakMap<Tx, ReadonlySet<string>>();

/** Whether this person answers for the topic by name: not while they are still asked, have declined, or have let it lapse. Whether they are here is another question. */
export async function answersByName(tx: Tx, topic: string, person: PersonRef): Promise<boolean> {
  let known = unnamed.get(tx);
  if (known === undefined) {
    const rows = await notByName.all(tx, {});
    known = new Set(rows.map((row) => `${row.topic} ${row.person}`));
    unnamed.set(tx, known);
  }
  return !known.has(`${topic} ${person}`);
}

const notByName = prepared((db) =>
  db.selectFrom('agreement').select(['topic', 'person']).where('state', 'in', ['asked', 'declined', 'lapsed']),
);

/** What people's hand-offs speak for, and what was said to that. */
export interface Proposal {
  readonly id: number;
  readonly topic: string;
  readonly department: string;
  readonly moved: number;
  readonly of: number;
}

export async function openProposals(tx: Tx): Promise<Proposal[]> {
  return unanswered.all(tx, {});
}

const unanswered = prepared((db) =>
  db
    .selectFrom('proposal')
    .select(['id', 'topic', 'department', 'moved', 'of'])
    .where('answer', 'is', null)
    .orderBy('id'),
);

/** Whether the same was proposed since then, or is still to be answered. */
export async function isProposed(tx: Tx, topic: string, department: string, since: Instant): Promise<boolean> {
  const row = await tx
    .selectFrom('proposal')
    .select('id')
    .where('topic', '=', topic)
    .where('department', '=', department)
    .where(({ eb, or }) => or([eb('answer', 'is', null), eb('at', '>=', since)]))
    .executeTakeFirst();
  return row !== undefined;
}

export async function saveProposal(tx: Tx, proposal: Omit<Proposal, 'id'>, now: Instant): Promise<void> {
  await tx
    .insertInto('proposal')
    .values({ ...proposal, at: now, answer: null })
    .execute();
}

export async function answerProposal(tx: Tx, id: number, answer: 'taken' | 'left'): Promise<void> {
  await tx.updateTable('proposal').set({ answer }).where('id', '=', id).execute();
}
