import type { Insertable, Selectable } from 'kysely';
import { keptFor } from '../../../platform/db/kept.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Schema, Tx } from '../../../platform/db/schema.ts';
import type { EventType, Issue, IssueEvent } from '../domain.ts';

export async function saveEvent(tx: Tx, issue: number, { at, actor, type, payload }: IssueEvent): Promise<number> {
  const values = { issue_id: issue, at, actor: actor ?? null, type, payload: JSON.stringify(payload) };
  kept(tx).delete(issue);
  addedIn.set(tx, (addedIn.get(tx) ?? new Set()).add(issue));
  return (await savingEvent.one(tx, values)).id;
}

const savingEvent = prepared((db, values: Insertable<Schema['issue_event']>) =>
  db.insertInto('issue_event').values(values).returning('id'),
);

export async function eventOf(tx: Tx, id: number): Promise<{ readonly issue: number; readonly event: IssueEvent }> {
  const row = await eventById.one(tx, { id });
  return { issue: row.issue_id, event: eventFrom(row) };
}

const eventById = prepared((db, { id }: { readonly id: number }) =>
  db.selectFrom('issue_event').selectAll().where('id', '=', id),
);

/** The whole story of an issue. */
export async function eventsOf(tx: Tx, { id, version }: Pick<Issue, 'id' | 'version'>): Promise<readonly IssueEvent[]> {
  const known = kept(tx).get(id);
  if (known?.version === version) return known.events;
  const events = (await eventsOfIssue.all(tx, { issue: id })).map(eventFrom);
  if (!addedIn.get(tx)?.has(id)) keep(kept(tx), id, { version, events });
  return events;
}

const eventsOfIssue = prepared((db, { issue }: { readonly issue: number }) =>
  db.selectFrom('issue_event').selectAll().where('issue_id', '=', issue).orderBy('id'),
);

/** Every view of an issue needs its story, which only ever grows: those of the issues seen lately are kept parsed. */
const kept = keptFor(() => new Map<number, Story>());
const MOST_KEPT = 500;

interface Story {
  /** Another process may have added to it since, and changed the issue with that. */
  readonly version: number;
  readonly events: readonly IssueEvent[];
}

/** What this transaction has added may yet be rolled back. */
const addedIn = new WeakMap<Tx, Set<number>>();

function keep(stories: Map<number, Story>, issue: number, story: Story): void {
  if (stories.size >= MOST_KEPT) stories.clear();
  stories.set(issue, story);
}

function eventFrom({ at, actor, type, payload }: Selectable<Schema['issue_event']>): IssueEvent {
  return { at, actor: actor ?? undefined, type: type as EventType, payload: JSON.parse(payload) };
}
